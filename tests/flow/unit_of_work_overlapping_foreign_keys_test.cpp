// SPDX-License-Identifier: MIT
// Rows that refer to two others by foreign keys that share a column, when both others change it.
#include <tenancy/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace tenancy;
using ::testing::ElementsAre;

constexpr bool each[] = {true, false};

class OverlappingForeignKeys : public FlowTest {
 protected:
  void SetUp() override { set_up(metadata()); }

  // Item T/a and note T/1 go to tenant V, whichever is said first.
  struct Scene {
    Session session;
    Tenant& other;
    Item& item;
    Note& note;

    void move(bool is_item_first) {
      if (is_item_first) item.set_tenant(other);
      note.set_tenant(other);
      if (!is_item_first) item.set_tenant(other);
    }
  };
  Scene scene() {
    metadata().drop_all(engine());
    metadata().create_all(engine());
    Session session = open({.autoflush = false});
    Tenant& tenant = session.add<Tenant>({.code = "T"});
    Tenant& other = session.add<Tenant>({.code = "V"});
    Item& item = tenant.items().add({.sku = "a"});
    Note& note = tenant.notes().add({.no = 1});
    return {std::move(session), other, item, note};
  }
};
ORPIMENT_ON_EACH_DATABASE(OverlappingForeignKeys);

// key_cascades.hpp, rule 7.
TEST_P(OverlappingForeignKeys, let_go_of_one_target_while_both_move) {
  for (const bool is_item_first : each)
    for (const bool looks : each) {
      Scene s = scene();
      Line& line = s.note.lines().add({.line_no = 1, .item = &s.item});
      s.session.commit();
      if (looks) {
        EXPECT_EQ(line.item(), &s.item);
        EXPECT_EQ(&line.note(), &s.note);
      }
      s.move(is_item_first);
      s.session.flush();
      EXPECT_EQ(line.tenant_code(), "V");
      EXPECT_EQ(line.sku(), "a");
      EXPECT_EQ(line.item(), &s.item);
      EXPECT_EQ(&line.note(), &s.note);
      s.session.commit();
      EXPECT_EQ(value_of<std::string>("SELECT tenant_code || note_no || sku FROM lines"), "V1a");
    }
}

// key_cascades.hpp, rule 7.
TEST_P(OverlappingForeignKeys, of_rows_that_nobody_has_loaded_let_go_too) {
  for (const bool is_item_first : each) {
    {
      Scene s = scene();
      s.note.lines().add({.line_no = 1, .item = &s.item});
      s.note.lines().add({.line_no = 2});
      s.session.commit();
    }
    Session session = open({.autoflush = false});
    Tenant& other = session.get_one<Tenant>("V");
    Item& item = session.get_one<Item>({"T", "a"});
    Note& note = session.get_one<Note>({"T", 1});
    if (is_item_first) item.set_tenant(other);
    note.set_tenant(other);
    if (!is_item_first) item.set_tenant(other);
    session.commit();
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM lines WHERE tenant_code = 'V'"), 2);
    EXPECT_EQ(value_of<std::string>("SELECT sku FROM lines WHERE line_no = 1"), "a");
  }
}

TEST_P(OverlappingForeignKeys, keep_a_shared_column_that_may_be_null) {
  for (const bool is_item_first : each)
    for (const bool looks : each) {
      Scene s = scene();
      Parcel& parcel = s.session.add<Parcel>({.item = &s.item, .note = &s.note});
      s.session.commit();
      if (looks) {
        EXPECT_EQ(parcel.item(), &s.item);
      }
      s.move(is_item_first);
      s.session.commit();
      EXPECT_EQ(parcel.tenant_code(), "V");
      EXPECT_EQ(parcel.item(), &s.item);
      EXPECT_EQ(parcel.note(), &s.note);
    }
}

TEST_P(OverlappingForeignKeys, of_rows_that_are_deleted_meanwhile_go) {
  Scene s = scene();
  Line& line = s.note.lines().add({.line_no = 1, .item = &s.item});
  s.session.commit();
  s.move(true);
  s.session.delete_(line);
  s.session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM lines"), 0);
}

TEST_P(OverlappingForeignKeys, follow_a_tenant_that_is_renamed) {
  Scene s = scene();
  Line& line = s.note.lines().add({.line_no = 1, .item = &s.item});
  s.session.commit();
  Tenant& tenant = s.session.get_one<Tenant>("T");
  EXPECT_EQ(line.sku(), "a");
  forget();
  tenant.set_code("W");
  s.session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE tenants (code) 1 row"));
  EXPECT_EQ(line.tenant_code(), "W");
}

// A relationship with other columns beside only borrows the key's.
TEST_P(OverlappingForeignKeys, name_an_own_key_that_is_missing) {
  Session session = open();
  session.add<Shelf>({.name = "s"});
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2301");
  EXPECT_EQ(error->message(),
            "Shelf.tenant_code of a new object is not set, and shelves.tenant_code is NOT NULL and "
            "has no default");
  EXPECT_EQ(error->hint(), "call set_tenant_code() before the flush");
}

TEST_P(OverlappingForeignKeys, name_an_owner_that_is_missing) {
  Session session = open();
  session.add<Line>({.line_no = 1});
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->message(), ::testing::StartsWith("Line.note of a new object is not set"));
}

}  // namespace
}  // namespace orp::tests
