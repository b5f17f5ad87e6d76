// SPDX-License-Identifier: MIT
// Relationships that write one column, the row's own key's among them: all of them say the same, or
// nothing is written.
#include <functional>
#include <tenancy/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace tenancy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int looks = 3;

// Two tenants, T and U, each with items a and b and notes 1 and 2.
class SharedColumns : public FlowTest {
 protected:
  void SetUp() override {
    set_up(metadata());
    fill(engine());
    forget();
  }

  static void fill(Engine engine) {
    Session session(engine);
    for (const char* code : {"T", "U"}) {
      Tenant& tenant = session.add<Tenant>({.code = code});
      for (const char* sku : {"a", "b"}) tenant.items().add({.sku = sku});
      for (const int no : {1, 2}) tenant.notes().add({.no = no});
    }
    session.commit();
  }

  static Item& item(Session& session, const char* tenant, const char* sku = "a") {
    return session.get_one<Item>({tenant, sku});
  }
  static Note& note(Session& session, const char* tenant, int no = 1) {
    return session.get_one<Note>({tenant, no});
  }
  // Line 1 of note T/1, for item T/a.
  static Line& line(Session& session, Item* of = nullptr) {
    Line& line = note(session, "T").lines().add({.line_no = 1});
    line.set_item(of != nullptr ? of : &item(session, "T"));
    session.commit();
    return line;
  }
  // 0: nobody has looked at the object; 1: at its columns; 2: at what it refers to.
  template <class Object>
  static void look(Object& object, int look) {
    if (look >= 1) static_cast<void>(object.sku());
    if (look == 2) static_cast<void>(object.item());
  }

  // The flush fails before anything is sent but questions.
  DataError refused(Session& session) {
    forget();
    const DataError error = error_of<DataError>([&] { session.flush(); }).value();
    for (const std::string& one : sent())
      EXPECT_TRUE(one.find("UPDATE") == std::string::npos &&
                  one.find("INSERT") == std::string::npos)
          << one;
    EXPECT_EQ(error.code(), "ORP-2302") << error.what();
    session.rollback();
    return error;
  }

  std::string stored_line() {
    return value_of<std::string>(
        "SELECT tenant_code || note_no || line_no || coalesce(sku, '-') FROM lines");
  }
};
ORPIMENT_ON_EACH_DATABASE(SharedColumns);

// shared_columns.hpp, rule 1.
TEST_P(SharedColumns, that_are_given_two_values_are_refused_for_a_new_object) {
  for (const bool is_item_first : {false, true}) {
    Session session = open();
    Item& other = item(session, "U");
    Note& own = note(session, "T");
    if (is_item_first) {
      Line& line = session.add<Line>({.line_no = 1, .item = &other});
      line.set_note(own);
    } else {
      own.lines().add({.line_no = 1, .item = &other});
    }
    const DataError error = refused(session);
    EXPECT_EQ(error.message(),
              "new Line would have two values in lines.tenant_code: 'T' by Line.note and 'U' by "
              "Line.item");
    EXPECT_EQ(error.entity(), "Line");
    EXPECT_EQ(error.table(), "lines");
    EXPECT_EQ(error.columns(), std::vector<std::string>{"tenant_code"});
    EXPECT_EQ(error.hint(), "give both relationships objects that agree, or clear one of them");
  }
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM lines"), 0);
}

TEST_P(SharedColumns, are_refused_for_new_objects_below_new_objects) {
  Session session = open();
  Tenant& t = session.add<Tenant>({.code = "V"});
  Tenant& u = session.add<Tenant>({.code = "W"});
  Note& note = t.notes().add({.no = 1});
  note.lines().add({.line_no = 1, .item = &u.items().add({.sku = "x"})});
  EXPECT_THAT(refused(session).message(), HasSubstr("'V' by Line.note and 'W' by Line.item"));
}

TEST_P(SharedColumns, of_new_objects_below_one_new_object_agree) {
  Session session = open();
  Tenant& t = session.add<Tenant>({.code = "V"});
  Line& line = t.notes().add({.no = 1}).lines().add({.line_no = 1});
  line.set_item(&t.items().add({.sku = "x"}));
  Parcel& parcel = session.add<Parcel>({.item = line.item(), .note = &line.note()});
  session.commit();
  EXPECT_EQ(stored_line(), "V11x");
  EXPECT_EQ(parcel.tenant_code(), "V");
}

// shared_columns.hpp, rule 2.
TEST_P(SharedColumns, are_refused_when_a_borrower_of_the_key_would_move_the_row) {
  for (int i = 0; i < looks; ++i) {
    Session session = open({.autoflush = false});
    Line& one = line(session);
    look(one, i);
    one.set_item(&item(session, "U", "b"));
    const DataError error = refused(session);
    EXPECT_EQ(error.message(),
              "Line ('T', 1, 1) would have two values in lines.tenant_code: 'U' by Line.item and "
              "'T' by its primary key");
    EXPECT_EQ(stored_line(), "T11a");
    session.delete_(one);
    session.commit();
  }
}

TEST_P(SharedColumns, do_not_take_an_item_to_another_tenant) {
  Session session = open();
  Item& a = item(session, "T");
  a.set_successor(&item(session, "U", "b"));
  EXPECT_THAT(refused(session).what(), HasSubstr("Item ('T', 'a')"));
  item(session, "U", "b").set_predecessor(&a);  // from the other side
  refused(session);
  EXPECT_EQ(a.successor(), nullptr);
  a.set_successor(&item(session, "T", "b"));
  session.commit();
  EXPECT_EQ(a.successor_sku(), "b");
}

// shared_columns.hpp, rule 1.
TEST_P(SharedColumns, refuse_to_point_what_was_not_set_elsewhere) {
  for (int i = 0; i < looks; ++i) {
    Session session = open({.autoflush = false});
    Line& one = line(session);
    look(one, i);
    one.set_note(note(session, "U"));
    const DataError error = refused(session);
    EXPECT_EQ(error.message(),
              "Line ('T', 1, 1) would have two values in lines.tenant_code: 'U' by Line.note and "
              "'T' by Line.item as it is");
    EXPECT_EQ(error.hint(), "set Line.item too, or clear it");
    session.delete_(one);
    session.commit();
  }
}

TEST_P(SharedColumns, move_along_when_all_that_share_them_move_in_either_order) {
  for (int i = 0; i < looks; ++i)
    for (const int order : {0, 1, 2, 3}) {
      Session session = open({.autoflush = false});
      Line& one = line(session);
      look(one, i);
      Note& next = note(session, "U", 2);
      Item* target = order == 3 ? nullptr : &item(session, "U", "b");
      if (order == 0) one.set_item(target);
      if (order == 2)
        next.lines().add(one);
      else
        one.set_note(next);
      if (order != 0) one.set_item(target);
      forget();
      session.flush();
      EXPECT_EQ(sent().size(), 1U);
      session.commit();
      EXPECT_EQ(stored_line(), order == 3 ? "U21-" : "U21b");
      EXPECT_EQ(one.item(), target);
      session.delete_(one);
      session.commit();
    }
}

TEST_P(SharedColumns, move_with_one_where_the_other_refers_to_nothing) {
  for (int i = 0; i < looks; ++i) {
    Session session = open({.autoflush = false});
    Line& one = line(session);
    one.set_item(nullptr);
    session.commit();
    look(one, i);
    one.set_note(note(session, "U"));
    session.commit();
    EXPECT_EQ(stored_line(), "U11-");
    session.delete_(one);
    session.commit();
  }
}

// shared_columns.hpp, rule 1.
TEST_P(SharedColumns, stay_when_one_lets_go_by_a_column_of_its_own) {
  Session session = open();
  Parcel& parcel = session.add<Parcel>({.item = &item(session, "T"), .note = &note(session, "T")});
  session.commit();
  parcel.set_item(nullptr);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre(HasSubstr("UPDATE parcels")));
  session.commit();
  EXPECT_EQ(parcel.tenant_code(), "T");
  EXPECT_EQ(parcel.note(), &note(session, "T"));
  EXPECT_EQ(parcel.item(), nullptr);
  parcel.set_note(&note(session, "U"));  // the item refers to nothing by now
  session.commit();
  EXPECT_EQ(parcel.tenant_code(), "U");
  parcel.set_note(nullptr);
  session.commit();
  EXPECT_EQ(parcel.tenant_code(), "U");
  EXPECT_EQ(parcel.note(), nullptr);
}

TEST_P(SharedColumns, that_refer_by_themselves_are_not_let_go_below_another) {
  Session session = open();
  Visit& visit =
      session.add<Visit>({.tenant = session.get<Tenant>("T"), .note = &note(session, "T")});
  session.commit();
  visit.set_tenant(nullptr);
  EXPECT_EQ(refused(session).message(),
            "Visit (1) would have two values in visits.tenant_code: NULL by Visit.tenant and 'T' "
            "by Visit.note as it is");
  visit.set_tenant(nullptr);
  visit.set_note(nullptr);
  session.commit();
  EXPECT_EQ(visit.tenant_code(), std::nullopt);
  visit.set_note(&note(session, "U"));
  session.commit();
  EXPECT_EQ(visit.tenant(), &session.get_one<Tenant>("U"));
  visit.set_note(&note(session, "T"));
  EXPECT_THAT(refused(session).message(), HasSubstr("'T' by Visit.note and 'U' by Visit.tenant"));
}

// shared_columns.hpp, rule 1.
TEST_P(SharedColumns, follow_a_rename_whatever_is_set_below_it) {
  for (const std::size_t way : {0U, 1U, 2U, 3U}) {
    Session session = open({.autoflush = false});
    Line& one = line(session);
    session.get_one<Tenant>("T").set_code("V");
    if (way == 1) one.set_item(&item(session, "T", "b"));
    if (way == 2) one.set_note(note(session, "T", 2));
    if (way == 3) one.set_item(nullptr);
    session.commit();
    EXPECT_EQ(stored_line(), std::vector<std::string>({"V11a", "V11b", "V21a", "V11-"})[way]);
    session.delete_(one);
    session.get_one<Tenant>("V").set_code("T");
    session.commit();
  }
}

TEST_P(SharedColumns, follow_a_rename_where_the_item_was_never_loaded) {
  {
    Session session = open();
    line(session);
  }
  Session session = open({.autoflush = false});
  Line& one = session.get_one<Line>({"T", 1, 1});
  session.get_one<Tenant>("T").set_code("V");
  one.set_note(note(session, "T", 2));
  session.commit();
  EXPECT_EQ(stored_line(), "V21a");
}

// Nobody has looked at the line, which the database moves with its item.
// key_copier.hpp, rule 5; shared_columns.hpp, rule 1.
TEST_P(SharedColumns, go_where_the_target_goes_that_was_not_set) {
  Session session = open({.autoflush = false});
  Line& one = line(session);
  session.delete_(item(session, "U"));
  session.commit();
  item(session, "T").set_tenant(session.get_one<Tenant>("U"));
  one.set_note(note(session, "U", 2));
  session.commit();
  EXPECT_EQ(stored_line(), "U21a");
  EXPECT_EQ(one.item(), &item(session, "U"));
}

// The line would follow the note, and be of another item.
TEST_P(SharedColumns, refuse_to_follow_one_parent_away_from_the_other) {
  Session session = open({.autoflush = false});
  Line& one = line(session);
  session.delete_(note(session, "U"));
  session.commit();
  static_cast<void>(one.item());
  note(session, "T").set_tenant(session.get_one<Tenant>("U"));
  EXPECT_THAT(refused(session).message(), HasSubstr("by Line.note as it is"));
  EXPECT_EQ(stored_line(), "T11a");
}

// shared_columns.hpp, rule 3.
TEST_P(SharedColumns, are_written_by_who_does_not_wait) {
  Session session = open();
  Tenant& tenant = session.add<Tenant>({.code = "V"});
  Note& note = tenant.notes().add({.no = 1});
  Trip& trip = session.add<Trip>({.note = &note, .tenant = &tenant});
  forget();
  session.flush();
  EXPECT_THAT(
      sent(),
      ElementsAre("INSERT tenants (code) 1 row", "INSERT notes (tenant_code, no) 1 row",
                  "INSERT trips (tenant_code, note_no) 1 row", "UPDATE trips (note_no, id) 1 row"));
  EXPECT_EQ(trip.tenant_code(), "V");
  EXPECT_EQ(trip.note_no(), 1);
  session.commit();
  EXPECT_EQ(trip.note(), &note);
}

TEST_P(SharedColumns, that_the_program_assigns_itself_take_all_along) {
  Session session = open({.autoflush = false});
  Line& one = line(session);
  one.set_tenant_code("U");
  one.set_item(&item(session, "U", "b"));
  session.commit();
  EXPECT_EQ(stored_line(), "U11b");
  one.set_tenant_code("T");
  one.set_item(&item(session, "U"));
  refused(session);
}

// shared_columns.hpp, rule 2.
TEST_P(SharedColumns, of_the_key_are_filled_in_where_nobody_else_gives_them) {
  Session session = open();
  session.add<Shelf>({.name = "s", .item = &item(session, "U")});
  session.commit();
  Shelf& shelf = session.get_one<Shelf>({"U", "s"});
  shelf.set_item(&item(session, "T"));
  EXPECT_THAT(refused(session).hint(), HasSubstr("assign tenant_code too"));
  shelf.set_tenant_code("T");
  shelf.set_item(&item(session, "T"));
  session.commit();
  EXPECT_EQ(session.get<Shelf>({"T", "s"}), &shelf);
  session.add<Shelf>({.tenant_code = "T", .name = "t", .item = &item(session, "U")});
  EXPECT_EQ(refused(session).message(),
            "new Shelf would have two values in shelves.tenant_code: 'U' by Shelf.item and 'T' by "
            "its primary key");
}

// shared_columns.hpp, rule 4.
TEST_P(SharedColumns, that_stay_are_not_written) {
  Session session = open();
  Item& a = item(session, "T");
  a.set_successor(&session.get_one<Tenant>("T").items().add({.sku = "x"}));
  forget();
  session.flush();
  const std::vector<std::string> statements = sql_sent();
  ASSERT_EQ(statements.size(), 2U);
  EXPECT_THAT(statements[1], HasSubstr("SET \"successor_sku\" = "));
  EXPECT_THAT(statements[1], Not(HasSubstr("\"tenant_code\" = v.c1")));
  session.commit();
  EXPECT_EQ(a.successor()->sku(), "x");
}

// Whose main address is one of their own.
TEST_P(SharedColumns, of_the_key_are_the_rows_own_where_they_go_round) {
  Session session = open();
  Customer& given = session.add<Customer>({.id = 77});
  Customer& made = session.add<Customer>(Customer::New{});
  for (Customer* one : {&given, &made}) {
    Address& address = one->addresses().add({.no = 5});
    one->addresses().add({.no = 6});
    one->set_main(&address);
  }
  session.commit();
  EXPECT_EQ(given.id(), 77);
  EXPECT_NE(made.id(), 0);
  for (Customer* one : {&given, &made}) {
    ASSERT_EQ(one->main_no(), 5);
    EXPECT_EQ(&one->main()->customer(), one);
    EXPECT_EQ(one->addresses().size(), 2U);
  }
  given.set_main(&made.addresses()[0]);
  EXPECT_THAT(refused(session).message(), HasSubstr("by Customer.main and 77 by its primary key"));
}

TEST_P(SharedColumns, are_hidden_where_values_are) {
  Engine hiding = make_engine({.hide_parameters = true});
  metadata().create_all(hiding);
  if (Session(hiding).get<Tenant>("T") == nullptr) fill(hiding);  // another one, in memory
  Session session(hiding);
  item(session, "T").set_successor(&item(session, "U", "b"));
  const auto error = error_of<DataError>([&] { session.flush(); });
  EXPECT_EQ(error->message(),
            "Item (hidden) would have two values in items.tenant_code: (hidden) by Item.successor "
            "and (hidden) by its primary key");
}

TEST_P(SharedColumns, that_nobody_knows_are_read_by_one_query) {
  Session session = open({.autoflush = false});
  std::vector<Line*> lines;
  for (const int number : {1, 2, 3}) {
    lines.push_back(&note(session, "T").lines().add({.line_no = number}));
    lines.back()->set_item(&item(session, "T"));
  }
  session.commit();
  Note& other = note(session, "T", 2);
  for (Line* one : lines) one->set_note(other);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre(HasSubstr("SELECT lines"), HasSubstr("UPDATE lines")));
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM lines WHERE note_no = 2 AND sku = 'a'"),
            3);
}

}  // namespace
}  // namespace orp::tests
