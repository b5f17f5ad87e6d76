// SPDX-License-Identifier: MIT
// What a deletion means for others: cascades, orphans, foreign keys that become NULL.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;
using namespace orp::literals;

class PlanDeletions : public orp::testing::UnitOfWork {
 protected:
  User& stored_user(const char* name) {
    User& user = add<User>({.name = name});
    flush();
    return user;
  }
};

TEST_F(PlanDeletions, without_cascade_the_children_lose_their_foreign_key) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = ann.notes().add({.body = "x"});
  flush();
  session.delete_(ann);
  EXPECT_EQ(sent(),
            "UPDATE notes (author_id) where (id): (NULL, 1)\n"
            "DELETE users_tags (user_id): (1)\n"
            "DELETE users (id): (1)\n");
  EXPECT_EQ(note.author_id(), std::nullopt);
  EXPECT_EQ(note.author(), nullptr);
}

TEST_F(PlanDeletions, a_required_foreign_key_cannot_be_released) {
  Shelf& shelf = add<Shelf>({});
  shelf.books().add({});
  flush();
  session.delete_(shelf);
  try {
    plan();
    FAIL();
  } catch (const orp::IntegrityError& error) {
    EXPECT_EQ(error.kind(), orp::ConstraintKind::not_null);
    EXPECT_EQ(error.entity(), "Book");
    EXPECT_EQ(error.key(), "(1)");
    EXPECT_EQ(error.columns(), std::vector<std::string>{"shelf_id"});
  }
}

TEST_F(PlanDeletions, a_child_that_is_deleted_as_well_need_not_be_released) {
  Shelf& shelf = add<Shelf>({});
  Book& book = shelf.books().add({});
  flush();
  session.delete_(shelf);
  session.delete_(book);
  EXPECT_EQ(plan(),
            "delete books where (id) 1 row\n"
            "delete shelves where (id) 1 row\n");
}

TEST_F(PlanDeletions, a_child_that_is_taken_out_is_an_orphan) {
  User& ann = stored_user("Ann");
  Order& order = ann.orders().add({.total = "1"_dec});
  order.items().add({.line = 1, .product = "pen"});
  flush();
  ann.orders().remove(order);
  EXPECT_EQ(plan(),
            "delete items where (order_id, line) 1 row\n"
            "delete orders where (id) 1 row\n");
}

// deletions.hpp, rule 4.
TEST_F(PlanDeletions, a_child_that_moves_is_no_orphan) {
  User& ann = stored_user("Ann");
  User& bob = stored_user("Bob");
  Order& order = ann.orders().add({.total = "1"_dec});
  flush();
  bob.orders().add(order);
  EXPECT_EQ(ann.orders().size(), 0U);
  EXPECT_EQ(sent(), "UPDATE orders (user_id) where (id): (2, 1)\n");
}

TEST_F(PlanDeletions, a_child_that_moves_away_from_a_deleted_parent_survives) {
  User& ann = stored_user("Ann");
  User& bob = stored_user("Bob");
  Order& order = ann.orders().add({.total = "1"_dec});
  flush();
  session.delete_(ann);
  bob.orders().add(order);
  EXPECT_EQ(plan(),
            "update orders set (user_id) where (id) 1 row\n"
            "delete users_tags where (user_id) 1 row\n"
            "delete users where (id) 1 row\n");
}

TEST_F(PlanDeletions, a_child_that_moved_before_its_parent_was_deleted_survives) {
  User& ann = stored_user("Ann");
  User& bob = stored_user("Bob");
  Order& order = ann.orders().add({.total = "1"_dec});
  flush();
  order.set_user(bob);
  session.delete_(ann);
  EXPECT_EQ(plan(),
            "update orders set (user_id) where (id) 1 row\n"
            "delete users_tags where (user_id) 1 row\n"
            "delete users where (id) 1 row\n");
}

TEST_F(PlanDeletions, a_new_orphan_is_not_written) {
  User& ann = stored_user("Ann");
  Order& order = ann.orders().add({.total = "1"_dec});
  ann.orders().remove(order);
  EXPECT_EQ(order.entity_state(), orp::EntityState::transient);
  EXPECT_EQ(plan(), "");
}

TEST_F(PlanDeletions, a_new_child_of_a_deleted_parent_is_not_written) {
  User& ann = stored_user("Ann");
  Order& order = ann.orders().add({.total = "1"_dec});
  session.delete_(ann);
  EXPECT_EQ(order.entity_state(), orp::EntityState::transient);
  EXPECT_EQ(plan(),
            "delete users_tags where (user_id) 1 row\n"
            "delete users where (id) 1 row\n");
}

TEST_F(PlanDeletions, a_replaced_only_child_is_an_orphan) {
  User& ann = add<User>({.name = "Ann"});
  Profile& old = add<Profile>({.bio = "old", .user = ann});
  flush();
  ann.set_profile(&add<Profile>({.bio = "new"}));
  EXPECT_EQ(old.user(), nullptr);
  EXPECT_EQ(sent(),
            "DELETE profiles (id): (1)\n"
            "INSERT profiles (user_id, bio): (1, 'new')\n");
}

// changes.hpp, rule 1.
TEST_F(PlanDeletions, delete_wins_over_update) {
  User& ann = stored_user("Ann");
  ann.set_name("Anna");
  session.delete_(ann);
  EXPECT_EQ(plan(),
            "delete users_tags where (user_id) 1 row\n"
            "delete users where (id) 1 row\n");
}

// changes.hpp, rule 1.
TEST_F(PlanDeletions, what_is_deleted_is_of_no_new_association) {
  User& ann = stored_user("Ann");
  Tag& red = add<Tag>({.name = "red"});
  flush();
  ann.tags().add(red);
  session.delete_(red);
  EXPECT_EQ(plan(),
            "delete users_tags where (tag_id) 1 row\n"
            "delete tags where (id) 1 row\n");
}

TEST_F(PlanDeletions, adding_again_takes_the_mark_back) {
  User& ann = stored_user("Ann");
  session.delete_(ann);
  session.add(ann);
  EXPECT_EQ(plan(), "");
}

// key_copier.hpp, rule 1.
TEST_F(PlanDeletions, an_explicit_foreign_key_survives_the_deletion_of_the_former_parent) {
  User& ann = stored_user("Ann");
  User& bob = stored_user("Bob");
  Note& note = ann.notes().add({.body = "x"});
  flush();
  note.set_author_id(bob.id());
  session.delete_(ann);
  EXPECT_EQ(sent(),
            "UPDATE notes (author_id) where (id): (2, 1)\n"
            "DELETE users_tags (user_id): (1)\n"
            "DELETE users (id): (1)\n");
}

// settle.hpp, rule 2.
TEST_F(PlanDeletions, who_refers_to_a_deleted_object_since_a_moment_ago_lets_go_too) {
  User& ann = stored_user("Ann");
  Note& stored = stored_user("Bob").notes().add({.body = "stored"});
  flush();
  stored.set_author(&ann);
  Note& fresh = add<Note>({.body = "new", .author = ann});
  session.delete_(ann);
  EXPECT_EQ(sent(),
            "UPDATE notes (author_id) where (id): (NULL, 1)\n"
            "INSERT notes (author_id, body): (NULL, 'new')\n"
            "DELETE users_tags (user_id): (1)\n"
            "DELETE users (id): (1)\n");
  EXPECT_EQ(stored.author(), nullptr);
  EXPECT_EQ(fresh.author(), nullptr);
}

// deletions.hpp, rule 3.
TEST_F(PlanDeletions, what_the_database_deletes_is_left_to_it_when_not_loaded) {
  Folder& folder = add<Folder>({.name = "f"});
  File& file = folder.files().add({.name = "a"});
  flush();
  session.expunge(file);
  session.expire_relation(folder, 0);
  session.expire_relation(folder, 1);
  folder.links();  // known to be empty
  orp::ManyAccess::set_loaded(folder.links(), nullptr, 0);
  session.delete_(folder);
  EXPECT_EQ(plan(), "delete folders where (id) 1 row\n");
}

TEST_F(PlanDeletions, what_the_database_deletes_is_deleted_when_its_object_names_the_row) {
  Folder& folder = add<Folder>({.name = "f"});
  File& file = folder.files().add({.name = "a"});
  Folder& other = add<Folder>({.name = "g"});
  other.files().add({.name = "b"});
  flush();
  session.expire_relation(folder, 0);
  session.expire_relation(file, 0);
  folder.links();  // known to be empty
  orp::ManyAccess::set_loaded(folder.links(), nullptr, 0);
  session.delete_(folder);
  EXPECT_EQ(plan(),
            "delete files where (id) 1 row\n"
            "delete folders where (id) 1 row\n");
}

TEST_F(PlanDeletions, what_the_database_deletes_is_deleted_when_loaded) {
  Folder& folder = add<Folder>({.name = "f"});
  folder.files().add({.name = "a"});
  folder.links();
  flush();
  session.delete_(folder);
  EXPECT_EQ(plan(),
            "delete files where (id) 1 row\n"
            "delete folders where (id) 1 row\n");
}

TEST_F(PlanDeletions, a_parent_alone_lets_go_of_its_children) {
  Box& box = add<Box>({.label = "b"});
  box.things().add({.name = "t"});
  box.set_lid(&add<Lid>({}));
  flush();
  session.delete_(box);
  EXPECT_EQ(sent(),
            "UPDATE things (box_id) where (id): (NULL, 1)\n"
            "UPDATE lids (box_id) where (id): (NULL, 1)\n"
            "DELETE boxes (id): (1)\n");
}

TEST_F(PlanDeletions, a_new_object_cannot_be_deleted) {
  User& ann = add<User>({.name = "Ann"});
  EXPECT_THROW(session.delete_(ann), orp::UsageError);
}

}  // namespace
