// SPDX-License-Identifier: MIT
// Deletions and what follows from them, also for objects that are not in memory.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Deletes : public OfficeTest {
 protected:
  // Users of two orders with two items each, and a note, all of them unknown to the caller.
  std::vector<std::int64_t> store_users(int how_many) {
    Session session = open();
    std::vector<User*> users;
    for (int i = 0; i < how_many; ++i) {
      User& user = session.add<User>({.name = "user"});
      user.notes().add({.body = "note"});
      for (int j = 0; j < 2; ++j) {
        Order& order = user.orders().add({.total = "1"_dec});
        order.items().add({.line = 1, .product = "pen"});
        order.items().add({.line = 2, .product = "ink"});
      }
      users.push_back(&user);
    }
    session.commit();
    std::vector<std::int64_t> keys;
    for (User* user : users) keys.push_back(user->id());
    forget();
    return keys;
  }
};
ORPIMENT_ON_EACH_DATABASE(Deletes);

// deletions.hpp, rule 2.
TEST_P(Deletes, a_cascade_reaches_what_is_not_loaded_by_one_query_a_relationship) {
  store_users(20);
  Session session = open();
  for (User& user : session.scalars(select<User>())) session.delete_(user);
  forget();
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("SELECT orders", "SELECT notes", "SELECT profiles",
                                  "SELECT items", "UPDATE notes (author_id, id) 20 rows",
                                  "DELETE users_tags (user_id) 20 rows",
                                  "DELETE items (order_id, line) 80 rows",
                                  "DELETE orders (id) 40 rows", "DELETE users (id) 20 rows"));
  EXPECT_EQ(count("users"), 0);
  EXPECT_EQ(count("orders"), 0);
  EXPECT_EQ(count("items"), 0);
  EXPECT_EQ(count("notes WHERE author_id IS NULL"), 20);
}

TEST_P(Deletes, a_cascade_spares_what_moved_away_before_it_was_loaded) {
  const auto keys = store_users(2);
  Session session = open();
  User& ann = session.get_one<User>(keys[0]);
  User& bob = session.get_one<User>(keys[1]);
  Order& order = *session.scalars(select<Order>().where(Order::c.user_id == keys[0])).begin();
  session.delete_(ann);
  order.set_user(bob);
  session.commit();
  EXPECT_EQ(count("orders"), 3);
  EXPECT_EQ(&order.user(), &bob);
}

TEST_P(Deletes, deleted_objects_leave_the_session_at_the_flush) {
  Session session = open();
  Tag& tag = session.add<Tag>({.name = "t"});
  session.commit();
  const std::int64_t key = tag.id();
  session.delete_(tag);
  EXPECT_TRUE(session.contains(tag));
  session.flush();
  EXPECT_FALSE(session.contains(tag));
  EXPECT_EQ(tag.entity_state(), EntityState::deleted);
  EXPECT_EQ(session.get<Tag>(key), nullptr);
  EXPECT_THROW(session.add(tag), UsageError);
  session.commit();
  EXPECT_EQ(tag.entity_state(), EntityState::detached);
  EXPECT_THROW(session.add(tag), UsageError);
}

TEST_P(Deletes, an_orphan_goes_with_all_that_belongs_to_it) {
  const auto keys = store_users(1);
  Session session = open();
  User& ann = session.get_one<User>(keys[0]);
  ann.orders().remove(ann.orders()[0]);
  session.commit();
  EXPECT_EQ(count("orders"), 1);
  EXPECT_EQ(count("items"), 2);
}

TEST_P(Deletes, an_orphan_goes_from_a_collection_that_a_commit_expired) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Order& kept = ann.orders().add({.total = "1"_dec});
  Order& orphan = ann.orders().add({.total = "2"_dec});
  orphan.items().add({.line = 1, .product = "pen"});
  session.commit();
  kept.set_total("3"_dec);
  session.commit();
  forget();
  ann.orders().remove(orphan);
  EXPECT_THAT(sent(), ElementsAre("SELECT orders")) << "whose is it?";
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("SELECT items", "DELETE items (order_id, line) 1 row",
                                  "DELETE orders (id) 1 row"));
  EXPECT_EQ(orphan.entity_state(), EntityState::detached);
  ASSERT_EQ(ann.orders().size(), 1U);
  EXPECT_EQ(&ann.orders()[0], &kept);
  session.commit();
  EXPECT_EQ(count("orders"), 1);
}

TEST_P(Deletes, the_database_deletes_children_that_are_left_to_it) {
  {
    Session session = open();
    Folder& folder = session.add<Folder>({.name = "f"});
    for (int i = 0; i < 3; ++i) folder.files().add({.name = "x"});
    session.commit();
  }
  Session session = open();
  Folder& folder = *session.scalars(select<Folder>()).begin();
  forget();
  session.delete_(folder);
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("SELECT links", "DELETE folders (id) 1 row"));
  EXPECT_EQ(count("files"), 0);
}

TEST_P(Deletes, a_flush_loads_what_it_needs_whatever_the_strategy) {
  {
    Session session = open();
    session.add<Folder>({.name = "f"}).links().add({});
    session.commit();
  }
  Session session = open();
  Folder& folder = *session.scalars(select<Folder>()).begin();
  EXPECT_THROW((void)folder.links().size(), UsageError);
  session.delete_(folder);
  session.commit();
  EXPECT_EQ(count("links WHERE folder_id IS NULL"), 1);
}

class MissingRows final : public Observer {
 public:
  void on_missing_rows(const MissingRowsEvent& event) override {
    told.push_back(std::string(event.table) + ": " + std::to_string(event.found) + " of " +
                   std::to_string(event.expected));
  }
  std::vector<std::string> told;
};

TEST_P(Deletes, a_row_that_is_gone_already_is_told_and_no_error) {
  MissingRows missing;
  const Observation observation = engine().observe(missing);
  Session session = open();
  Tag& tag = session.add<Tag>({.name = "t"});
  Tag& other = session.add<Tag>({.name = "o"});
  session.flush();
  session.execute(text("DELETE FROM tags WHERE name = 't'"));
  session.delete_(tag);
  session.delete_(other);
  session.commit();
  EXPECT_EQ(tag.entity_state(), EntityState::detached);
  EXPECT_THAT(missing.told, ElementsAre("tags: 1 of 2"));
}

TEST_P(Deletes, deleting_one_side_deletes_the_associations) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Tag& red = ann.tags().add({.name = "red"});
  session.commit();
  forget();
  session.delete_(red);
  session.commit();
  EXPECT_EQ(count("users_tags"), 0);
  EXPECT_EQ(ann.tags().size(), 0U);
}

TEST_P(Deletes, a_tree_goes_leaves_first) {
  {
    Session session = open();
    Node& root = session.add<Node>({.name = "root"});
    root.children().add({.name = "child"}).children().add({.name = "leaf"});
    session.commit();
  }
  Session session = open();
  Node& root = *session.scalars(select<Node>().where(Node::c.name == "root")).begin();
  session.delete_(root);
  session.commit();
  EXPECT_EQ(count("nodes"), 0);
}

TEST_P(Deletes, an_expired_leaf_still_goes_before_its_parent) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  Node& leaf = root.children().add({.name = "leaf"});
  session.flush();
  session.expire(leaf);
  forget();
  session.delete_(root);
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("SELECT nodes", "SELECT nodes", "DELETE nodes (id) 1 row",
                                  "DELETE nodes (id) 1 row"))
      << "the row of the leaf, and whether it has children";
  session.commit();
  EXPECT_EQ(count("nodes"), 0);
}

TEST_P(Deletes, what_moved_away_while_it_was_expired_stays) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  User& bob = session.add<User>({.name = "Bob"});
  Order& order = ann.orders().add({.total = "1"_dec});
  Note& note = ann.notes().add({.body = "x"});
  session.flush();
  for (Entity* member : {static_cast<Entity*>(&order), static_cast<Entity*>(&note)})
    session.expire(*member);
  order.set_user(bob);
  note.set_author(&bob);
  session.flush();
  session.expire(order);
  session.expire(note);
  session.delete_(ann);
  session.commit();
  EXPECT_EQ(&order.user(), &bob);
  EXPECT_EQ(note.author(), &bob);
}

TEST_P(Deletes, a_cascade_reaches_what_stands_below_a_new_object) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  Node& leaf = root.children().add({.name = "leaf"});
  session.commit();
  Node& fresh = root.children().add({.name = "new"});
  leaf.set_parent(&fresh);
  session.delete_(root);
  session.commit();
  EXPECT_EQ(fresh.entity_state(), EntityState::transient);
  EXPECT_EQ(count("nodes"), 0);
}

// Also who came from elsewhere and was not below what is deleted before.
TEST_P(Deletes, a_cascade_takes_along_who_was_moved_below_a_new_object) {
  for (const bool is_expired : {false, true})
    for (const bool by_parent : {false, true})
      for (const bool autoflush : {false, true}) {
        Session session = open({.autoflush = autoflush});
        Node& root = session.add<Node>({.name = "root"});
        Node& guest = session.add<Node>({.name = "guest"});
        Node& below_guest = guest.children().add({.name = "leaf"});
        session.flush();
        if (is_expired) session.expire_all();
        Node& fresh = root.children().add({.name = "new"});
        Node& fresher = fresh.children().add({.name = "newer"});
        if (by_parent)
          fresher.children().add(guest);
        else
          guest.set_parent(&fresher);
        session.delete_(root);
        session.commit();
        EXPECT_EQ(fresh.entity_state(), EntityState::transient);
        EXPECT_EQ(fresher.entity_state(), EntityState::transient);
        EXPECT_EQ(below_guest.entity_state(), EntityState::detached);
        EXPECT_EQ(count("nodes"), 0);
      }
}

TEST_P(Deletes, who_was_moved_below_a_new_object_comes_back_with_what_was_deleted) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  Node& guest = session.add<Node>({.name = "guest"});
  session.commit();
  Node& fresh = root.children().add({.name = "new"});
  guest.set_parent(&fresh);
  session.delete_(root);
  session.add(root);
  session.commit();
  EXPECT_EQ(count("nodes"), 3);
  EXPECT_EQ(guest.parent(), &fresh);
  EXPECT_EQ(fresh.parent(), &root);
}

TEST_P(Deletes, who_is_taken_out_below_a_deleted_row_goes_with_it) {
  for (const bool looks : {true, false})
    for (const bool by_owner : {true, false})
      for (const bool is_first : {true, false}) {
        Session session = open({.autoflush = false});
        Branch& top = session.add<Branch>({.code = "A", .name = "a"});
        Branch& middle = top.children().add({.code = "B", .name = "b"});
        Branch& below = session.add<Branch>({.code = "C", .name = "c"});
        session.commit();
        EXPECT_EQ(below.parent(), nullptr);
        if (looks) {
          EXPECT_EQ(top.children().size() + middle.children().size(), 1U);
        }
        below.set_parent(&middle);
        if (!is_first) session.delete_(top);
        if (by_owner)
          middle.children().remove(below);
        else
          below.set_parent(nullptr);
        if (is_first) session.delete_(top);
        session.commit();
        EXPECT_EQ(count("branches"), is_first ? 1 : 0) << looks << by_owner;
        execute("DELETE FROM branches");
      }
}

TEST_P(Deletes, adding_again_before_the_flush_takes_it_back) {
  const auto keys = store_users(1);
  Session session = open();
  User& ann = session.get_one<User>(keys[0]);
  session.delete_(ann);
  session.add(ann);
  session.commit();
  EXPECT_EQ(count("users"), 1);
}

TEST_P(Deletes, no_object_is_left_behind_whose_row_the_database_deletes) {
  for (const bool looks : {true, false}) {
    Session session = open();
    Folder& folder = session.add<Folder>({.name = "f"});
    File& stored = folder.files().add({.name = "stored"});
    Folder& other = session.add<Folder>({.name = "g"});
    File& moving = folder.files().add({.name = "moving"});
    session.commit();
    static_cast<void>(stored.name());
    if (looks) static_cast<void>(folder.files().size());
    File& added = session.add<File>({.name = "added"});
    folder.files().add(added);
    session.flush();
    other.files().add(moving);
    session.delete_(folder);
    session.flush();
    for (File* file : {&stored, &added})
      EXPECT_EQ(file->entity_state(), EntityState::deleted) << looks;
    EXPECT_EQ(moving.entity_state(), EntityState::persistent);
    Folder& next = session.add<Folder>({.name = "next"});  // perhaps of the same key
    session.commit();
    EXPECT_EQ(next.files().size(), 0u);
    EXPECT_EQ(moving.folder().id(), other.id());
    session.delete_(other);
    session.commit();
    EXPECT_EQ(count("files"), 0);
  }
}

// What is said about a reference that stands already changes nothing, known or not.
TEST_P(Deletes, a_target_that_is_named_once_more_is_still_referred_to) {
  for (const bool looks : {true, false}) {
    Session session = open();
    Station& target = session.add<Station>({.name = "target"});
    Station& source = session.add<Station>({.name = "source"});
    source.set_next(&target);
    session.commit();
    if (looks) static_cast<void>(source.next());
    source.set_next(&target);
    session.delete_(target);
    EXPECT_EQ(error_of<IntegrityError>([&] { session.flush(); })->code(), "ORP-3102") << looks;
    session.rollback();
  }
}

TEST_P(Deletes, a_target_that_is_named_first_lets_go) {
  for (const bool looks : {true, false}) {
    Session session = open();
    Station& target = session.add<Station>({.name = "target"});
    Station& former = session.add<Station>({.name = "former"});
    Station& source = session.add<Station>({.name = "source"});
    source.set_next(&former);
    session.commit();
    if (looks) static_cast<void>(source.next());
    source.set_next(&target);
    session.delete_(target);
    session.commit();
    EXPECT_EQ(source.next(), nullptr) << looks;
  }
}

// The list of the deleted object is older than the row.
TEST_P(Deletes, who_has_moved_on_by_a_statement_is_not_let_go_of) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  User& ben = session.add<User>({.name = "Ben"});
  Note& note = ann.notes().add({.body = "n"});
  session.commit();
  EXPECT_EQ(ann.notes().size(), 1U);
  session.execute(unsafe_text("UPDATE notes SET author_id = " + std::to_string(ben.id())));
  session.refresh(note);
  session.delete_(ann);
  session.commit();
  EXPECT_EQ(note.author(), &ben);
}

}  // namespace
}  // namespace orp::tests
