// SPDX-License-Identifier: MIT
// Rows of deleted objects that new ones take over.
#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::HasSubstr;

class RowSwitches : public RegistryTest {
 protected:
  static Country& store_country(Session& session) {
    Country& country = session.add<Country>({.code = "XA", .name = "A"});
    country.regions().add({.num = 1, .name = "a"}).districts().add({.letter = "p", .name = "1"});
    session.commit();
    return country;
  }
};
ORPIMENT_ON_EACH_DATABASE(RowSwitches);

TEST_P(RowSwitches, rows_below_a_new_parent_are_taken_over) {
  Session session = open();
  Country& old = store_country(session);
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  next.regions().add({.num = 1, .name = "b"}).districts().add({.letter = "p", .name = "2"});
  session.flush();
  EXPECT_EQ(old.entity_state(), EntityState::deleted);
  session.commit();
  EXPECT_EQ(session.get<Country>("XA"), &next);
  Region* region = session.get<Region>({"XA", 1});
  ASSERT_NE(region, nullptr);
  EXPECT_EQ(region->name(), "b");
  EXPECT_EQ(&region->country(), &next);
  EXPECT_EQ(session.get<District>({"XA", 1, "p"})->name(), "2");
  EXPECT_EQ(count(session, "districts"), 1);
}

TEST_P(RowSwitches, a_partner_below_new_parents_is_replaced) {
  Session session = open();
  Country& old = store_country(session);
  (*old.regions().begin()).set_mayor(&session.add<Mayor>({}));
  session.commit();
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  next.set_anthem(&session.add<Anthem>({}));
  Mayor& mayor = session.add<Mayor>({});
  next.regions().add({.num = 1, .name = "b"}).set_mayor(&mayor);
  session.commit();
  EXPECT_EQ(mayor.num(), 1);
  EXPECT_EQ(count(session, "mayors"), 1);
}

TEST_P(RowSwitches, a_child_moves_to_the_one_that_takes_its_parents_row_over) {
  Session session = open();
  Country& old = store_country(session);
  Region& region = *old.regions().begin();
  session.delete_(old);
  Country& next = session.add<Country>({.code = "XA", .name = "A"});
  region.set_country(next);
  session.add(region);
  session.commit();
  EXPECT_EQ(&region.country(), &next);
  EXPECT_EQ(session.get<Region>({"XA", 1}), &region);
}

TEST_P(RowSwitches, rows_of_deleted_children_alone_are_taken_over) {
  Session session = open();
  Country& country = store_country(session);
  Region& old = *country.regions().begin();
  country.regions().remove(old);
  country.regions().add({.num = 1, .name = "b"}).districts().add({.letter = "p", .name = "2"});
  session.commit();
  EXPECT_EQ(session.get<Region>({"XA", 1})->name(), "b");
  EXPECT_EQ(count(session, "regions"), 1);
  EXPECT_EQ(count(session, "districts"), 1);
}

TEST_P(RowSwitches, two_new_objects_of_one_deleted_key_are_refused) {
  Session session = open();
  Country& old = store_country(session);
  session.delete_(old);
  Country& one = session.add<Country>({.code = "XA", .name = "B"});
  Country& two = session.add<Country>({.code = "XA", .name = "C"});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_THAT(error->what(), HasSubstr("new Country ('XA') and another new Country ('XA')"));
  session.rollback();
  EXPECT_EQ(old.name(), "A");
  session.delete_(old);
  session.add(one);
  two.set_code("XB");
  session.add(two);
  session.commit();
  EXPECT_EQ(count(session, "countries"), 2);
  EXPECT_EQ(session.get<Country>("XA"), &one);
}

}  // namespace
}  // namespace orp::tests
