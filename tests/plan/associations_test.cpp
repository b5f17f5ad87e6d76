// SPDX-License-Identifier: MIT
// Rows of secondary tables, and relationships that only one side knows of.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;

class PlanAssociations : public orp::testing::UnitOfWork {};

// flush/plan.hpp, rule 6.
TEST_F(PlanAssociations, associations_come_after_both_their_tables) {
  User& ann = add<User>({.name = "Ann"});
  ann.tags().add({.name = "red"});
  ann.tags().add({.name = "blue"});
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 1 row -> id\n"
            "insert tags (name) 2 rows -> id\n"
            "insert users_tags (user_id, tag_id) 2 rows\n");
}

// association_collector.hpp, rule 1.
TEST_F(PlanAssociations, an_association_is_written_once_whoever_tells_of_it) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  flush();
  red.users().add(ann);
  EXPECT_EQ(ann.tags().size(), 1U);
  EXPECT_EQ(sent(), "INSERT users_tags (user_id, tag_id): (1, 1)\n");
  ann.tags().remove(red);
  EXPECT_EQ(sent(), "DELETE users_tags (user_id, tag_id): (1, 1)\n");
}

// association_collector.hpp, rule 2.
TEST_F(PlanAssociations, associations_that_nobody_knows_of_are_a_step_of_their_own) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  Tag& blue = add<Tag>({.name = "blue"});
  flush();
  session.expire(ann);
  session.expire(red);
  ann.tags().add(red);
  ann.tags().add(blue);  // which knows its users
  EXPECT_EQ(plan(),
            "insert users_tags (user_id, tag_id) 1 row unless there\n"
            "insert users_tags (user_id, tag_id) 1 row\n");
}

TEST_F(PlanAssociations, an_association_that_was_added_and_removed_is_nothing) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = add<Tag>({.name = "red"});
  flush();
  ann.tags().add(red);
  ann.tags().remove(red);
  EXPECT_EQ(plan(), "");
}

TEST_F(PlanAssociations, deleting_either_side_deletes_its_associations) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = ann.tags().add({.name = "red"});
  flush();
  session.delete_(red);
  EXPECT_EQ(sent(),
            "DELETE users_tags (tag_id): (1)\n"
            "DELETE tags (id): (1)\n");
}

TEST_F(PlanAssociations, old_associations_go_before_new_ones_come) {
  User& ann = add<User>({.name = "Ann"});
  Tag& red = ann.tags().add({.name = "red"});
  Tag& blue = add<Tag>({.name = "blue"});
  flush();
  ann.tags().add(blue);
  ann.tags().remove(red);
  EXPECT_EQ(sent(),
            "DELETE users_tags (user_id, tag_id): (1, 1)\n"
            "INSERT users_tags (user_id, tag_id): (1, 2)\n");
}

TEST_F(PlanAssociations, many_associations_are_one_batch) {
  std::vector<Tag*> tags;
  for (int i = 0; i < 50; ++i) tags.push_back(&add<Tag>({.name = "t"}));
  for (int i = 0; i < 40; ++i) {
    User& user = add<User>({.name = "u"});
    for (Tag* tag : tags) user.tags().add(*tag);
  }
  EXPECT_EQ(plan(),
            "insert tags (name) 50 rows -> id\n"
            "insert users (name, email, active) 40 rows -> id\n"
            "insert users_tags (user_id, tag_id) 2000 rows\n");
}

TEST_F(PlanAssociations, a_collection_without_inverse_writes_the_keys_of_its_members) {
  Box& box = add<Box>({.label = "b"});
  Thing& old = box.things().add({.name = "old"});
  EXPECT_EQ(sent(),
            "INSERT boxes (label): ('b')\n"
            "INSERT things (box_id, name): (1, 'old')\n");
  box.things().add({.name = "new"});
  box.things().remove(old);
  EXPECT_EQ(sent(),
            "UPDATE things (box_id) where (id): (NULL, 1)\n"
            "INSERT things (box_id, name): (1, 'new')\n");
}

TEST_F(PlanAssociations, a_member_that_moves_between_collections_is_written_once) {
  Box& left = add<Box>({.label = "left"});
  Box& right = add<Box>({.label = "right"});
  Thing& thing = left.things().add({.name = "t"});
  flush();
  left.things().remove(thing);
  right.things().add(thing);
  EXPECT_EQ(sent(), "UPDATE things (box_id) where (id): (2, 1)\n");
  left.things().add(thing);
  right.things().remove(thing);
  EXPECT_EQ(sent(), "UPDATE things (box_id) where (id): (1, 1)\n");
}

TEST_F(PlanAssociations, an_only_child_without_inverse_is_written_by_its_owner) {
  Box& box = add<Box>({.label = "b"});
  Lid& first = add<Lid>({});
  Lid& second = add<Lid>({});
  box.set_lid(&first);
  EXPECT_EQ(sent(),
            "INSERT boxes (label): ('b')\n"
            "INSERT lids (box_id): (1), (NULL)\n");
  box.set_lid(&second);
  EXPECT_EQ(sent(),
            "UPDATE lids (box_id) where (id): (NULL, 1)\n"
            "UPDATE lids (box_id) where (id): (1, 2)\n");
}

TEST_F(PlanAssociations, a_collection_waits_for_members_that_leave_the_session) {
  Box& box = add<Box>({.label = "b"});
  Thing& thing = add<Thing>({.name = "t"});
  flush();
  box.things().add(thing);
  session.expunge(thing);
  EXPECT_EQ(plan(), "");
  session.add(thing);
  EXPECT_EQ(sent(), "UPDATE things (box_id) where (id): (1, 1)\n");
}

}  // namespace
