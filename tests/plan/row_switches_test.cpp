// SPDX-License-Identifier: MIT
// Rows of deleted objects that new ones take over, also where a parent gives them their key.
#include <registry/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace registry;

class PlanRowSwitches : public orp::testing::UnitOfWork {
 protected:
  Country& stored_country() {
    Country& country = add<Country>({.code = "XA", .name = "A"});
    country.regions().add({.num = 1, .name = "a"}).districts().add({.letter = "p", .name = "1"});
    flush();
    return country;
  }
};

TEST_F(PlanRowSwitches, a_row_below_a_new_parent_is_taken_over) {
  session.delete_(stored_country());
  Country& country = add<Country>({.code = "XA", .name = "B"});
  Region& region = country.regions().add({.num = 1, .name = "b"});
  region.districts().add({.letter = "p", .name = "2"});
  EXPECT_EQ(sent(),
            "UPDATE countries (name) where (code): ('B', 'XA')\n"
            "UPDATE regions (name) where (code, num): ('b', 'XA', 1)\n"
            "UPDATE districts (name) where (code, num, letter): ('2', 'XA', 1, 'p')\n");
  EXPECT_EQ(region.code(), "XA");
}

TEST_F(PlanRowSwitches, only_those_with_the_same_key_are_taken_over) {
  session.delete_(stored_country());
  Country& country = add<Country>({.code = "XA", .name = "A"});
  Region& region = country.regions().add({.num = 2, .name = "b"});
  region.districts().add({.letter = "p", .name = "2"});
  EXPECT_EQ(sent(),
            "UPDATE countries (name) where (code): ('A', 'XA')\n"
            "INSERT regions (code, num, name): ('XA', 2, 'b')\n"
            "INSERT districts (code, num, letter, name): ('XA', 2, 'p', '2')\n"
            "DELETE districts (code, num, letter): ('XA', 1, 'p')\n"
            "DELETE regions (code, num): ('XA', 1)\n");
}

TEST_F(PlanRowSwitches, a_row_below_a_parent_whose_key_changes_is_taken_over) {
  Country& country = stored_country();
  session.delete_(*country.regions().begin());
  country.set_code("XB");
  Region& region = country.regions().add({.num = 1, .name = "b"});
  region.districts().add({.letter = "p", .name = "2"});
  EXPECT_EQ(plan(),
            "update countries set (code) where (code) 1 row\n"
            "keep regions (code) 1 row\n"
            "update regions set (name) where (code, num) 1 row\n"
            "keep districts (code) 1 row\n"
            "update districts set (name) where (code, num, letter) 1 row\n");
}

// changes.hpp, rule 4.
TEST_F(PlanRowSwitches, two_new_objects_cannot_take_over_one_row) {
  session.delete_(stored_country());
  add<Country>({.code = "XA", .name = "B"});
  add<Country>({.code = "XA", .name = "C"});
  try {
    plan();
    FAIL();
  } catch (const orp::IntegrityError& error) {
    EXPECT_EQ(error.code(), "ORP-3101");
    EXPECT_EQ(error.kind(), orp::ConstraintKind::unique);
    EXPECT_NE(std::string(error.what()).find("new Country ('XA') and another new Country ('XA')"),
              std::string::npos);
  }
}

}  // namespace
