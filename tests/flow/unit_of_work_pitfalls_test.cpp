// SPDX-License-Identifier: MIT
// What a unit of work easily gets wrong.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Pitfalls : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(Pitfalls);

TEST_P(Pitfalls, classes_are_ordered_although_no_object_ties_them) {
  Session session = open();
  session.add<Item>({.order_id = 5, .line = 1, .product = "pen"});
  session.add<Order>({.id = 5, .user_id = 7, .total = "1"_dec});
  session.add<User>({.id = 7, .name = "Ann"});
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("INSERT users (id, name, email, active) 1 row",
                                  "INSERT orders (id, user_id, total) 1 row",
                                  "INSERT items (order_id, line, product) 1 row"));
  session.delete_(session.get_one<Order>(5));
  session.delete_(session.get_one<Item>({5, 1}));
  session.delete_(session.get_one<User>(7));
  session.commit();
  EXPECT_EQ(count("users"), 0);
}

TEST_P(Pitfalls, rows_of_one_shape_travel_together_as_long_as_they_stand_together) {
  Session session = open();
  session.add<Event>({.title = "a"});
  session.add<Event>({.title = "b"});
  session.add<Event>({.title = "c", .severity = 5});
  session.add<Event>({.title = "d"});
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("INSERT events (id, title, comment, made_at, changed_at) 2 rows",
                          "INSERT events (id, title, severity, comment, made_at, changed_at) 1 row",
                          "INSERT events (id, title, comment, made_at, changed_at) 1 row"));
}

// deletions.hpp, rule 4.
TEST_P(Pitfalls, a_new_orphan_leaves_at_once_and_a_stored_one_at_the_flush) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Order& stored = ann.orders().add({.total = "1"_dec});
  session.commit();
  Order& fresh = ann.orders().add({.total = "2"_dec});
  ann.orders().remove(fresh);
  EXPECT_EQ(fresh.entity_state(), EntityState::transient);
  ann.orders().remove(stored);
  EXPECT_EQ(stored.entity_state(), EntityState::persistent);
  session.flush();
  EXPECT_EQ(stored.entity_state(), EntityState::deleted);
  session.commit();
  EXPECT_EQ(count("orders"), 0);
}

// absences.hpp, rule 3.
TEST_P(Pitfalls, a_new_orphan_is_back_when_it_is_given_a_parent) {
  for (const bool by_parent : {true, false}) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    User& ben = session.add<User>({.name = "Ben"});
    session.commit();
    Order& order = ann.orders().add({.total = "2"_dec});
    ann.orders().remove(order);
    ASSERT_EQ(order.entity_state(), EntityState::transient);
    if (by_parent)
      ben.orders().add(order);
    else
      order.set_user(ben);
    EXPECT_EQ(order.entity_state(), EntityState::pending);
    session.commit();
    EXPECT_EQ(count("orders WHERE user_id = " + std::to_string(ben.id())), 1);
    session.delete_(ben);
    session.delete_(ann);
    session.commit();
  }
}

TEST_P(Pitfalls, children_that_stay_are_looked_up_and_let_go) {
  {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    for (const char* body : {"one", "two"}) ann.notes().add({.body = body});
    session.commit();
  }
  Session session = open();
  User& ann = *session.scalars(select<User>()).first();
  Note& loaded = *session.scalars(select<Note>().where(Note::c.body == "two")).first();
  session.delete_(ann);
  session.commit();
  EXPECT_EQ(loaded.author_id(), std::nullopt);
  EXPECT_EQ(loaded.author(), nullptr);
  session.commit();
  EXPECT_EQ(count("notes WHERE author_id IS NULL"), 2);
}

TEST_P(Pitfalls, commit_flushes_although_autoflush_is_off) {
  Session session = open({.autoflush = false});
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  ann.set_name("Anna");
  session.commit();
  EXPECT_EQ(count("users WHERE name = 'Anna'"), 1);
}

// Its foreign key is not in memory, so its former parent hears nothing of the move.
TEST_P(Pitfalls, a_child_that_moved_while_it_was_expired_survives_its_former_parent) {
  for (const bool is_loaded : {true, false}) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    User& bob = session.add<User>({.name = "Bob"});
    Order& order = ann.orders().add({.total = "1"_dec});
    session.commit();
    if (is_loaded) {
      ASSERT_EQ(ann.orders().size(), 1U);
    }
    session.expire(order);
    order.set_user(bob);
    session.delete_(ann);
    session.commit();
    EXPECT_EQ(order.entity_state(), EntityState::persistent);
    EXPECT_EQ(&order.user(), &bob);
    session.delete_(bob);
    session.commit();
  }
}

TEST_P(Pitfalls, a_member_comes_back_to_a_collection_that_did_not_notice_it_had_left) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  User& bob = session.add<User>({.name = "Bob"});
  Note& note = ann.notes().add({.body = "x"});
  session.flush();
  session.expire(note);
  note.set_author(&bob);
  session.flush();
  ann.notes().add(note);
  session.commit();
  EXPECT_EQ(note.author(), &ann);
}

}  // namespace
}  // namespace orp::tests
