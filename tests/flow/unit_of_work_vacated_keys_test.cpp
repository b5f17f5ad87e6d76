// SPDX-License-Identifier: MIT
// Keys of rows to be deleted that stored rows take in the same flush, while rows that stay refer to
// them until they move on.
#include <string>

#include "office.hpp"
#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr bool each[] = {true, false};

class VacatedKeys : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(VacatedKeys);

// vacant_columns.hpp, rule 3; stand_in_keys.hpp, rule 3.
TEST_P(VacatedKeys, are_free_for_a_stored_row_to_which_the_children_move) {
  for (const bool is_loaded : each)
    for (const bool moved_first : each)
      for (const bool has_members : each) {
        Session session = open();
        Drawer& gone = session.add<Drawer>({.code = "A"});
        Drawer& taker = session.add<Drawer>({.code = "B"});
        Sheet& sheet = gone.sheets().add({});
        Circle& circle = session.add<Circle>({});
        Circle& other = session.add<Circle>({});
        gone.circles().add(circle);
        taker.circles().add(other);
        if (has_members) taker.sheets().add({});
        session.commit();
        if (is_loaded) {
          EXPECT_EQ(&sheet.drawer(), &gone);
          EXPECT_EQ(gone.sheets().size(), 1U);
          EXPECT_EQ(gone.circles().size(), 1U);
        }
        if (moved_first) sheet.set_drawer(taker);
        session.delete_(gone);
        taker.set_code("A");
        if (!moved_first) sheet.set_drawer(taker);
        session.commit();
        EXPECT_EQ(session.get<Drawer>("A"), &taker);
        EXPECT_EQ(session.get<Drawer>("B"), nullptr);
        EXPECT_EQ(&sheet.drawer(), &taker);
        EXPECT_EQ(taker.sheets().size(), has_members ? 2U : 1U);
        EXPECT_EQ(taker.circles().size(), 1U);
        EXPECT_TRUE(taker.circles().contains(other));
        EXPECT_EQ(count(session, "drawers"), 1);
        EXPECT_EQ(count(session, "sheets"), has_members ? 2 : 1);
        session.delete_(taker);
        session.delete_(circle);
        session.delete_(other);
        session.commit();
      }
}

TEST_P(VacatedKeys, take_one_UPDATE_of_the_row_that_is_deleted) {
  Session session = open();
  Drawer& gone = session.add<Drawer>({.code = "A"});
  Drawer& taker = session.add<Drawer>({.code = "B"});
  Sheet& sheet = gone.sheets().add({});
  session.commit();
  EXPECT_EQ(gone.sheets().size() + taker.sheets().size(), 1U);
  forget();
  sheet.set_drawer(taker);
  session.delete_(gone);
  taker.set_code("A");
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE drawers (code) 1 row", "UPDATE drawers (code) 1 row",
                          "UPDATE sheets (drawer_code, id) 1 row", "DELETE drawers (code) 1 row"));
  session.rollback();
  EXPECT_EQ(gone.code(), "A");
  EXPECT_EQ(&sheet.drawer(), &gone);
}

// Whom the rows below are named by changes with the row above them.
// stand_in_keys.hpp, rule 1.
TEST_P(VacatedKeys, may_be_parts_of_the_keys_of_those_who_move) {
  for (const bool is_loaded : each)
    for (const bool has_district : each)
      for (const bool renumbered : each)
        for (const bool others_go : each) {
          Session session = open();
          Country& gone = session.add<Country>({.code = "AA", .name = "a"});
          Country& taker = session.add<Country>({.code = "BB", .name = "b"});
          Region& moved = gone.regions().add({.num = 1, .name = "r"});
          if (has_district) moved.districts().add({.letter = "x", .name = "d"});
          if (others_go)
            gone.regions()
                .add({.num = 2, .name = "s"})
                .districts()
                .add({.letter = "y", .name = "e"});
          Anthem& anthem = session.add<Anthem>({.country = gone});
          session.commit();
          if (is_loaded) {
            EXPECT_EQ(gone.regions().size(), others_go ? 2U : 1U);
            EXPECT_EQ(moved.districts().size(), has_district ? 1U : 0U);
          }
          moved.set_country(taker);
          anthem.set_country(taker);
          if (renumbered) moved.set_num(7);
          session.delete_(gone);
          taker.set_code("AA");
          session.commit();
          EXPECT_EQ(session.get<Country>("AA"), &taker);
          EXPECT_EQ(&moved.country(), &taker);
          EXPECT_EQ(moved.code(), "AA");
          EXPECT_EQ(moved.districts().size(), has_district ? 1U : 0U);
          EXPECT_EQ(taker.anthem(), &anthem);
          EXPECT_EQ(count(session, "countries"), 1);
          EXPECT_EQ(count(session, "regions"), 1);
          EXPECT_EQ(count(session, "districts"), has_district ? 1 : 0);
          session.delete_(taker);
          session.commit();
        }
}

// Its region has moved on by then, and it with the region.
// stand_in_keys.hpp, rule 2.
TEST_P(VacatedKeys, may_be_parts_of_the_keys_of_rows_that_are_written_below_those_who_move) {
  enum class Way { changed, renamed, deleted };
  for (const Way way : {Way::changed, Way::renamed, Way::deleted})
    for (const bool renumbered : each) {
      Session session = open();
      Country& gone = session.add<Country>({.code = "AA", .name = "a"});
      Country& taker = session.add<Country>({.code = "BB", .name = "b"});
      Region& moved = gone.regions().add({.num = 1, .name = "r"});
      District& district = moved.districts().add({.letter = "x", .name = "d"});
      session.commit();
      moved.set_country(taker);
      if (renumbered) moved.set_num(7);
      if (way == Way::changed) district.set_name("e");
      if (way == Way::renamed) district.set_letter("z");
      if (way == Way::deleted) session.delete_(district);
      session.delete_(gone);
      taker.set_code("AA");
      session.commit();
      EXPECT_EQ(moved.code(), "AA");
      if (way == Way::deleted) {
        EXPECT_EQ(moved.districts().size(), 0U);
      } else {
        EXPECT_EQ(&district.region(), &moved);
        EXPECT_EQ(district.code(), "AA");
        EXPECT_EQ(district.num(), renumbered ? 7 : 1);
        EXPECT_EQ(district.name(), way == Way::changed ? "e" : "d");
        EXPECT_EQ(district.letter(), way == Way::renamed ? "z" : "x");
      }
      session.delete_(taker);
      session.commit();
      EXPECT_EQ(count(session, "districts"), 0);
    }
}

// A town refers to another one by its country's code as well, which could not change for a moment.
// vacant_columns.hpp, rule 3.
TEST_P(VacatedKeys, stay_where_somebody_refers_who_cannot_go_along) {
  Session session = open();
  Country& gone = session.add<Country>({.code = "AA", .name = "a"});
  Country& taker = session.add<Country>({.code = "BB", .name = "b"});
  Town& town = gone.towns().add({.name = "t"});
  session.commit();
  town.set_country(taker);
  session.delete_(gone);
  taker.set_code("AA");
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3101");
  EXPECT_THAT(error->what(), HasSubstr("the Country ('BB') takes a value of Country ('AA')"));
  session.rollback();
  EXPECT_EQ(&town.country(), &gone);
}

class VacatedOfficeKeys : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(VacatedOfficeKeys);

TEST_P(VacatedOfficeKeys, stay_where_no_key_cascades) {
  Session session = open();
  office::Depot& gone = session.add<office::Depot>({.code = "D"});
  office::Depot& taker = session.add<office::Depot>({.code = "E"});
  office::Gate& gate = gone.gates().add({});
  session.commit();
  gate.set_depot(taker);
  session.delete_(gone);
  taker.set_code("D");
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->what(), HasSubstr("the Depot ('E') takes a value of Depot ('D')"));
  session.rollback();
  EXPECT_EQ(&gate.depot(), &gone);
}

}  // namespace
}  // namespace orp::tests
