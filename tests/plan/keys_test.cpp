// SPDX-License-Identifier: MIT
// Foreign keys, keys that change and rows that change hands.
#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace office;
using namespace orp::literals;

class PlanKeys : public orp::testing::UnitOfWork {};

// key_copier.hpp, rule 1.
TEST_F(PlanKeys, the_relationship_beats_the_foreign_key) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  Note& note = add<Note>({.body = "x"});
  flush();
  note.set_author_id(ann.id());
  note.set_author(&bob);
  EXPECT_EQ(sent(), "UPDATE notes (author_id) where (id): (2, 1)\n");
  EXPECT_EQ(note.author_id(), 2);
}

TEST_F(PlanKeys, a_foreign_key_alone_is_written_as_it_stands) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.body = "x"});
  flush();
  note.set_author_id(ann.id());
  EXPECT_EQ(sent(), "UPDATE notes (author_id) where (id): (1, 1)\n");
}

// changes.hpp, rule 2.
TEST_F(PlanKeys, a_relationship_set_back_is_no_change) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  Note& note = ann.notes().add({.body = "x"});
  flush();
  note.set_author(&bob);
  note.set_author(&ann);
  EXPECT_EQ(plan(), "");
}

// changes.hpp, rule 2.
TEST_F(PlanKeys, a_value_set_back_is_no_change) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  ann.set_name("Anna");
  ann.set_name("Ann");
  EXPECT_EQ(plan(), "");
}

TEST_F(PlanKeys, clearing_a_relationship_writes_null) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = ann.notes().add({.body = "x"});
  flush();
  note.set_author(nullptr);
  EXPECT_EQ(sent(), "UPDATE notes (author_id) where (id): (NULL, 1)\n");
  EXPECT_EQ(note.author_id(), std::nullopt);
}

TEST_F(PlanKeys, a_key_made_of_the_parents_goes_down_the_line) {
  User& ann = add<User>({.name = "Ann"});
  ann.orders().add({.total = "1"_dec}).items().add({.line = 7, .product = "pen"});
  EXPECT_EQ(sent(),
            "INSERT users (name, email, active): ('Ann', NULL, true)\n"
            "INSERT orders (user_id, total): (1, 1.00)\n"
            "INSERT items (order_id, line, product): (1, 7, 'pen')\n");
}

TEST_F(PlanKeys, a_natural_key_changes_with_its_old_value_in_the_condition) {
  Country& country = add<Country>({.code = "XA", .name = "A"});
  flush();
  country.set_code("XB");
  EXPECT_EQ(sent(), "UPDATE countries (code) where (code): ('XB', 'XA')\n");
  const void* code = &country.code();
  EXPECT_EQ(session.objects.identities.table(Country::info).find(&code), &country);
}

// flush/plan.hpp, rule 8.
TEST_F(PlanKeys, loaded_children_follow_a_key_that_the_database_cascades) {
  Country& country = add<Country>({.code = "XA", .name = "A"});
  City& city = country.cities().add({.name = "C"});
  flush();
  country.set_code("XB");
  EXPECT_EQ(plan(),
            "update countries set (code) where (code) 1 row\n"
            "keep cities (country_code) 1 row\n");
  flush();
  EXPECT_EQ(city.country_code(), "XB");
}

// changes.hpp, rule 4.
TEST_F(PlanKeys, an_added_object_takes_over_the_row_of_a_deleted_one) {
  Seat& old = add<Seat>({.number = 1, .guest = "Ann", .row = "B"});
  flush();
  session.delete_(old);
  Seat& fresh = add<Seat>({.number = 1});
  EXPECT_EQ(sent(), "UPDATE seats (guest, row) where (number): (NULL, 'A', 1)\n");
  EXPECT_EQ(old.entity_state(), orp::EntityState::deleted);
  EXPECT_EQ(fresh.entity_state(), orp::EntityState::persistent);
  const std::int32_t number = 1;
  const void* key = &number;
  EXPECT_EQ(session.objects.identities.table(Seat::info).find(&key), &fresh);
}

TEST_F(PlanKeys, a_child_can_take_over_the_row_of_a_removed_one) {
  Order& order = add<User>({.name = "Ann"}).orders().add({.total = "1"_dec});
  Item& old = order.items().add({.line = 1, .product = "pen"});
  flush();
  order.items().remove(old);
  order.items().add({.line = 1, .product = "ink"});
  EXPECT_EQ(sent(), "UPDATE items (product) where (order_id, line): ('ink', 1, 1)\n");
}

// deletions.hpp, rule 1.
TEST_F(PlanKeys, a_deletion_uses_the_key_that_the_database_knows) {
  Seat& seat = add<Seat>({.number = 1});
  flush();
  seat.set_number(2);
  session.delete_(seat);
  EXPECT_EQ(sent(), "DELETE seats (number): (1)\n");
  EXPECT_EQ(seat.number(), 1);
}

// settle.hpp, rule 1.
TEST_F(PlanKeys, two_objects_can_exchange_their_keys_in_memory) {
  Seat& one = add<Seat>({.number = 1});
  Seat& two = add<Seat>({.number = 2});
  flush();
  one.set_number(2);
  two.set_number(1);
  EXPECT_EQ(sent(),
            "UPDATE seats (number) where (number): (1, 2)\n"
            "UPDATE seats (number) where (number): (2, 1)\n");
  const std::int32_t number = 1;
  const void* key = &number;
  EXPECT_EQ(session.objects.identities.table(Seat::info).find(&key), &two);
}

TEST_F(PlanKeys, a_target_outside_the_session_is_refused) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.body = "x", .author = ann});
  session.expunge(ann);
  try {
    plan();
    FAIL();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1321");
    EXPECT_EQ(error.message(), "new Note refers to a User that is transient, not in the session");
  }
  note.set_author(nullptr);
  EXPECT_EQ(plan(), "insert notes (author_id, body) 1 row -> id\n");
}

}  // namespace
