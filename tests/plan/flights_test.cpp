// SPDX-License-Identifier: MIT
// Which steps go to a database that is far away before the answers to others are there.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;
using namespace orp::literals;

class PlanFlights : public orp::testing::UnitOfWork {
 protected:
  PlanFlights() { link.spoken = &orp::testing::fake_remote_dialect(); }
};

TEST_F(PlanFlights, rows_of_tables_that_need_nothing_of_each_other_go_together) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  Box& box = add<Box>({.label = "A"});
  flush();
  ann.set_name("Anna");
  red.set_name("rouge");
  session.delete_(box);
  ann.orders().add({.total = "1"_dec});
  EXPECT_EQ(sent(),
            "4 together:\n"
            "UPDATE users (name) where (id): ('Anna', 1)\n"
            "INSERT orders (user_id, total): (1, 1.00)\n"
            "UPDATE tags (name) where (id): ('rouge', 1)\n"
            "DELETE boxes (id): (1)\n");
}

TEST_F(PlanFlights, rows_that_need_nothing_go_with_those_that_others_wait_for) {
  User& ann = add<User>({.name = "Ann"});
  add<Tag>({.name = "red"});
  ann.orders().add({.total = "1"_dec});
  ann.notes().add({.body = "x"});
  EXPECT_EQ(sent(),
            "2 together:\n"
            "INSERT users (name, email, active): ('Ann', NULL, true)\n"
            "INSERT tags (name): ('red')\n"
            "2 together:\n"
            "INSERT orders (user_id, total): (1, 1.00)\n"
            "INSERT notes (author_id, body): (1, 'x')\n");
}

// step_flight.hpp, rule 1.
TEST_F(PlanFlights, an_association_waits_for_the_keys_of_its_ends) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  flush();
  ann.tags().add(red);
  ann.set_name("Anna");
  EXPECT_EQ(sent(),
            "2 together:\n"
            "UPDATE users (name) where (id): ('Anna', 1)\n"
            "INSERT users_tags (user_id, tag_id): (1, 1)\n");
  ann.tags().add(add<Tag>({.name = "blue"}));
  ann.set_name("Ann");
  EXPECT_EQ(sent(),
            "2 together:\n"
            "INSERT tags (name): ('blue')\n"
            "UPDATE users (name) where (id): ('Ann', 1)\n"
            "INSERT users_tags (user_id, tag_id): (1, 2)\n");
}

// step_flight.hpp, rule 1.
TEST_F(PlanFlights, a_key_that_the_program_gives_is_no_reason_to_wait) {
  Order& order = add<User>({.name = "Ann"}).orders().add({.total = "1"_dec});
  flush();
  order.set_total("2"_dec);
  order.items().add({.line = 1, .product = "pen"});
  EXPECT_EQ(sent(),
            "2 together:\n"
            "UPDATE orders (total) where (id): (2.00, 1)\n"
            "INSERT items (order_id, line, product): (1, 1, 'pen')\n");
}

TEST_F(PlanFlights, rows_of_one_table_that_are_not_alike_go_together) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  flush();
  ann.set_name("Anna");
  bob.set_email("bob@x");
  add<User>({.id = 7, .name = "Cy"});
  EXPECT_EQ(sent(),
            "3 together:\n"
            "UPDATE users (name) where (id): ('Anna', 1)\n"
            "UPDATE users (email) where (id): ('bob@x', 2)\n"
            "INSERT users (id, name, email, active): (7, 'Cy', NULL, true)\n");
}

// step_flight.hpp, rule 2.
TEST_F(PlanFlights, a_row_that_is_written_twice_waits_for_itself) {
  Node& left = add<Node>({.id = 1, .name = "left"});
  Node& right = add<Node>({.id = 2, .name = "right", .parent = left});
  left.set_parent(&right);
  EXPECT_EQ(sent(),
            "2 together:\n"
            "INSERT nodes (id, parent_id, name): (2, NULL, 'right')\n"
            "INSERT nodes (id, parent_id, name): (1, 2, 'left')\n"
            "UPDATE nodes (parent_id) where (id): (1, 2)\n");
}

// step_flight.hpp, rule 3.
TEST_F(PlanFlights, very_many_rows_go_alone) {
  for (int i = 0; i < 999; ++i) add<Tag>({.name = "tag"});
  add<Box>({.label = "A"});
  add<Club>({.name = "C"});
  add<Crate>({.name = "D"});
  sent();
  EXPECT_EQ(link.log.size(), 6U);
  EXPECT_EQ(link.log[0], "2 together:");
  EXPECT_EQ(link.log[3], "2 together:");
}

TEST_F(PlanFlights, the_step_that_failed_is_the_one_that_is_told) {
  add<Tag>({.name = "red"});
  add<Box>({.label = "A"});
  add<Club>({.name = "C"});
  link.fail_after = 2;  // a line that they go together, and the first one
  try {
    flush();
    FAIL();
  } catch (const orp::SqlError& error) {
    EXPECT_EQ(error.entity(), "Box");
  }
}

// working_copy.hpp, rule 1.
TEST_F(PlanFlights, objects_are_as_before_when_what_went_together_failed) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  link.fail_after = 1;
  EXPECT_THROW(flush(), orp::SqlError);
  link.fail_after = static_cast<std::size_t>(-1);
  flush();
  EXPECT_EQ(ann.id(), 1);
  EXPECT_EQ(red.id(), 1);
}

}  // namespace
