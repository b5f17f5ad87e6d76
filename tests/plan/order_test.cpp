// SPDX-License-Identifier: MIT
// In which order tables are written.
#include <office/model.hpp>

#include "support/unit_of_work.hpp"

namespace {

using namespace office;
using namespace orp::literals;

class PlanOrder : public orp::testing::UnitOfWork {};

TEST_F(PlanOrder, nothing_changed_needs_no_step) { EXPECT_EQ(plan(), ""); }

// flush/plan.hpp, rule 1.
TEST_F(PlanOrder, parents_are_inserted_before_their_children) {
  User& ann = add<User>({.name = "Ann"});
  ann.orders().add({.total = "1"_dec});
  ann.orders().add({.total = "2"_dec});
  add<User>({.name = "Bob"});
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 2 rows -> id\n"
            "insert orders (user_id, total) 2 rows -> id\n");
}

TEST_F(PlanOrder, the_order_of_adding_does_not_matter_between_tables) {
  Order& order = add<Order>({.total = "1"_dec});
  add<Note>({.body = "x"});
  order.set_user(add<User>({.name = "Ann"}));
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 1 row -> id\n"
            "insert orders (user_id, total) 1 row -> id\n"
            "insert notes (author_id, body) 1 row -> id\n");
}

// flush/plan.hpp, rule 3.
TEST_F(PlanOrder, tables_without_a_tie_between_objects_are_ordered_all_the_same) {
  add<Note>({.body = "without author"});
  add<User>({.name = "Ann"});
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 1 row -> id\n"
            "insert notes (author_id, body) 1 row -> id\n");
}

TEST_F(PlanOrder, unrelated_tables_keep_the_order_of_the_program) {
  add<Tag>({.name = "red"});
  add<Box>({.label = "A"});
  add<Tag>({.name = "blue"});
  EXPECT_EQ(plan(),
            "insert tags (name) 2 rows -> id\n"
            "insert boxes (label) 1 row -> id\n");
}

TEST_F(PlanOrder, tables_that_are_related_through_a_third_one_are_ordered) {
  add<Item>({.order_id = 7, .line = 1, .product = "pen"});
  add<User>({.name = "Ann"});
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 1 row -> id\n"
            "insert items (order_id, line, product) 1 row\n");
}

// flush/plan.hpp, rule 4.
TEST_F(PlanOrder, updates_come_before_inserts_of_the_same_table) {
  User& ann = add<User>({.name = "Ann", .email = "ann@x"});
  flush();
  add<User>({.name = "Anna", .email = "ann@x"});
  ann.set_email(std::nullopt);
  EXPECT_EQ(plan(),
            "update users set (email) where (id) 1 row\n"
            "insert users (name, email, active) 1 row -> id\n");
}

// flush/plan.hpp, rule 7.
TEST_F(PlanOrder, deletions_come_last_and_children_first) {
  User& ann = add<User>({.name = "Ann"});
  Order& order = ann.orders().add({.total = "1"_dec});
  order.items().add({.line = 1, .product = "pen"});
  flush();
  session.delete_(ann);
  add<Tag>({.name = "new"});
  EXPECT_EQ(plan(),
            "insert tags (name) 1 row -> id\n"
            "delete users_tags where (user_id) 1 row\n"
            "delete items where (order_id, line) 1 row\n"
            "delete orders where (id) 1 row\n"
            "delete users where (id) 1 row\n");
}

// flush/plan.hpp, rule 12.
TEST_F(PlanOrder, changed_and_deleted_rows_are_sorted_by_key) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  User& cid = add<User>({.name = "Cid"});
  flush();
  cid.set_name("3");
  ann.set_name("1");
  bob.set_name("2");
  EXPECT_EQ(sent(), "UPDATE users (name) where (id): ('1', 1), ('2', 2), ('3', 3)\n");
}

}  // namespace
