// SPDX-License-Identifier: MIT
// Rows that refer to rows of their own table, and tables that refer to each other.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;

class PlanCycles : public orp::testing::UnitOfWork {
 protected:
  Node& node(const char* name, Node* parent = nullptr) {
    return add<Node>({.name = name, .parent = parent});
  }
};

// flush/plan.hpp, rule 11. plan_cycles.hpp, rule 1.
TEST_F(PlanCycles, a_tree_is_inserted_level_by_level) {
  Node& root = node("root");
  Node& left = node("left", &root);
  node("left leaf", &left);
  Node& right = node("right", &root);
  node("right leaf", &right);
  EXPECT_EQ(plan(),
            "insert nodes (parent_id, name) 1 row -> id\n"
            "insert nodes (parent_id, name) 2 rows -> id\n"
            "insert nodes (parent_id, name) 2 rows -> id\n");
}

TEST_F(PlanCycles, a_tree_gets_the_keys_of_its_parents) {
  Node& leaf = node("leaf");
  Node& root = node("root");
  leaf.set_parent(&root);
  node("other", &root);
  EXPECT_EQ(sent(),
            "INSERT nodes (parent_id, name): (NULL, 'root')\n"
            "INSERT nodes (parent_id, name): (1, 'leaf'), (1, 'other')\n");
  EXPECT_EQ(leaf.parent_id(), root.id());
}

TEST_F(PlanCycles, a_new_parent_of_a_stored_row_is_inserted_first) {
  Node& leaf = node("leaf");
  flush();
  leaf.set_parent(&node("root"));
  EXPECT_EQ(sent(),
            "INSERT nodes (parent_id, name): (NULL, 'root')\n"
            "UPDATE nodes (parent_id) where (id): (2, 1)\n");
}

// plan_cycles.hpp, rule 1.
TEST_F(PlanCycles, a_tree_is_deleted_leaves_first) {
  Node& root = node("root");
  Node& left = node("left", &root);
  node("left leaf", &left);
  node("right", &root);
  flush();
  session.delete_(root);
  EXPECT_EQ(sent(),
            "DELETE nodes (id): (3), (4)\n"
            "DELETE nodes (id): (2)\n"
            "DELETE nodes (id): (1)\n");
}

TEST_F(PlanCycles, a_row_that_refers_to_itself_is_closed_by_an_update) {
  Node& loop = node("loop");
  loop.set_parent(&loop);
  EXPECT_EQ(sent(),
            "INSERT nodes (parent_id, name): (NULL, 'loop')\n"
            "UPDATE nodes (parent_id) where (id): (1, 1)\n");
  EXPECT_EQ(loop.parent_id(), 1);
}

TEST_F(PlanCycles, a_row_that_knows_its_key_refers_to_itself_at_once) {
  Node& loop = add<Node>({.id = 9, .name = "loop"});
  loop.set_parent(&loop);
  EXPECT_EQ(sent(), "INSERT nodes (id, parent_id, name): (9, 9, 'loop')\n");
}

// flush/plan.hpp, rule 1.
TEST_F(PlanCycles, a_circle_of_rows_is_opened_at_a_nullable_foreign_key) {
  Department& sales = add<Department>({.name = "sales"});
  Employee& ann = add<Employee>({.name = "Ann", .department = sales});
  sales.set_head(&ann);
  EXPECT_EQ(sent(),
            "INSERT departments (head_id, name): (NULL, 'sales')\n"
            "INSERT employees (department_id, name): (1, 'Ann')\n"
            "UPDATE departments (head_id) where (id): (1, 1)\n");
}

// plan_cycles.hpp, rule 4.
TEST_F(PlanCycles, a_changed_row_comes_behind_its_renamed_parent) {
  Branch& parent = add<Branch>({.code = "M", .name = "m"});
  Branch& child = add<Branch>({.code = "L", .name = "l"});
  parent.children().add(child);
  flush();
  parent.set_code("P");
  child.set_code("K");
  EXPECT_EQ(sent(),
            "UPDATE branches (code) where (code): ('P', 'M')\n"
            "UPDATE branches (code) where (code): ('K', 'L')\n");
}

// plan_cycles.hpp, rule 2.
TEST_F(PlanCycles, many_circles_are_opened_in_one_pass_and_stay_batches) {
  for (int i = 0; i < 3; ++i) {
    Department& department = add<Department>({.name = "d"});
    department.set_head(&add<Employee>({.name = "e", .department = department}));
  }
  EXPECT_EQ(plan(),
            "insert departments (head_id, name) 3 rows -> id\n"
            "insert employees (department_id, name) 3 rows -> id\n"
            "update departments set (head_id) where (id) 3 rows\n");
}

TEST_F(PlanCycles, tables_in_a_circle_without_rows_in_one_need_no_update) {
  Department& sales = add<Department>({.name = "sales"});
  Employee& ann = add<Employee>({.name = "Ann", .department = sales});
  Department& research = add<Department>({.name = "research", .head = ann});
  EXPECT_EQ(plan(),
            "insert departments (head_id, name) 1 row -> id\n"
            "insert employees (department_id, name) 1 row -> id\n"
            "insert departments (head_id, name) 1 row -> id\n");
  flush();
  EXPECT_EQ(research.head_id(), ann.id());
}

// plan_cycles.hpp, rule 3.
TEST_F(PlanCycles, a_circle_of_rows_is_deleted_after_it_was_opened) {
  Department& sales = add<Department>({.name = "sales"});
  sales.set_head(&add<Employee>({.name = "Ann", .department = sales}));
  flush();
  session.delete_(sales);
  EXPECT_EQ(plan(),
            "update departments set (head_id) where (id) 1 row\n"
            "delete employees where (id) 1 row\n"
            "delete departments where (id) 1 row\n");
}

// plan_cycles.hpp, rule 2.
TEST_F(PlanCycles, a_circle_of_required_keys_is_refused_and_named) {
  Bolt& bolt = add<Bolt>({});
  Lock& lock = add<Lock>({.bolt = bolt});
  bolt.set_lock(lock);
  try {
    plan();
    FAIL();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1331");
    EXPECT_EQ(error.message(),
              "cannot insert objects that refer to each other: Lock.bolt, Bolt.lock");
  }
}

// flush/plan.hpp, rule 2.
TEST_F(PlanCycles, post_update_writes_the_key_behind_all_inserts) {
  Album& album = add<Album>({});
  Photo& photo = add<Photo>({.album = album});
  album.set_cover(&photo);
  EXPECT_EQ(sent(),
            "INSERT albums (cover_id): (NULL)\n"
            "INSERT photos (album_id): (1)\n"
            "UPDATE albums (cover_id) where (id): (1, 1)\n");
}

TEST_F(PlanCycles, post_update_of_a_stored_row_waits_for_the_new_one) {
  Album& album = add<Album>({});
  flush();
  album.set_cover(&add<Photo>({.album = album}));
  EXPECT_EQ(plan(),
            "insert photos (album_id) 1 row -> id\n"
            "update albums set (cover_id) where (id) 1 row\n");
}

TEST_F(PlanCycles, post_update_lets_go_before_a_deletion) {
  Album& album = add<Album>({});
  album.set_cover(&add<Photo>({.album = album}));
  flush();
  session.delete_(album);
  EXPECT_EQ(plan(),
            "update albums set (cover_id) where (id) 1 row\n"
            "delete photos where (id) 1 row\n"
            "delete albums where (id) 1 row\n");
}

TEST_F(PlanCycles, a_long_chain_needs_no_deep_stack) {
  Node* last = nullptr;
  for (int i = 0; i < 50'000; ++i) last = &node("n", last);
  flush();
  EXPECT_EQ(last->parent_id(), 49'999);
}

}  // namespace
