// SPDX-License-Identifier: MIT
#include "session/objects/objects.hpp"

#include <office/model.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include "entity/state.hpp"
#include "entity/usage_checks.hpp"
#include "support/unit_of_work.hpp"

namespace orp {
namespace {

using namespace office;
using namespace orp::literals;

static_assert(std::is_move_constructible_v<Objects> && std::is_nothrow_move_assignable_v<Objects>);
static_assert(!std::is_copy_constructible_v<Objects> && !std::is_copy_assignable_v<Objects>);

/// `session` makes the objects, `other` gets them.
class MovedObjects : public testing::UnitOfWork {
 protected:
  void move() { other.objects = std::move(session.objects); }

  static std::vector<Entity*> known(Objects& objects) {
    std::vector<Entity*> entities;
    objects.identities.for_each([&](Entity& entity) { entities.push_back(&entity); });
    return entities;
  }
  template <class E>
  E& add_to_other(typename E::New init) {
    E& entity = static_cast<E&>(other.create(E::info));
    EntityAccess::initialise(entity, std::move(init));
    return entity;
  }
  std::string other_plan() { return order(collect(other.load_context(), other)).to_string(); }
  void flush_other() {
    Outcome outcome = persist(order(collect(other.load_context(), other)), link);
    settle(other.objects, outcome);
  }

  SessionState other{session.engine, {.autoflush = false}};
};

// objects.hpp, rule 1.
TEST_F(MovedObjects, keep_their_addresses) {
  std::vector<Entity*> before;
  for (int i = 0; i < 2000; ++i) before.push_back(&add<User>({.name = "Ann"}));
  move();
  std::vector<Entity*> after;
  other.objects.store.for_each([&](Entity& entity) { after.push_back(&entity); });
  EXPECT_EQ(after, before);
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, are_found_by_their_keys) {
  User& ann = add<User>({.name = "Ann"});
  Country& chile = add<Country>({.code = "CL", .name = "Chile"});
  Order& order = ann.orders().add({.total = "1"_dec});
  Item& item = order.items().add({.line = 7, .product = "pen"});
  flush();
  chile.set_code("CH");
  move();

  const std::int64_t id = ann.id();
  const void* user_key[] = {&id};
  EXPECT_EQ(other.objects.identities.table(User::info).find(user_key), &ann);
  const std::int64_t order_id = order.id();
  const std::int32_t line = 7;
  const void* item_key[] = {&order_id, &line};
  EXPECT_EQ(other.objects.identities.table(Item::info).find(item_key), &item);
  const std::string stored = "CL";
  const void* country_key[] = {&stored};
  EXPECT_EQ(other.objects.identities.table(Country::info).find(country_key), &chile)
      << "the key that it had in the database is known to the log that has moved, too";
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, are_written_as_they_would_have_been) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  Note& note = ann.notes().add({.body = "x"});
  Order& gone = ann.orders().add({.total = "1"_dec});
  Tag& tag = add<Tag>({.name = "t"});
  ann.tags().add(tag);
  flush();
  ann.set_name("Anna");                                  // a changed value
  note.set_author(&bob);                                 // a move from one list to another
  ann.tags().remove(tag);                                // a link that goes
  bob.tags().add(tag);                                   // and one that comes
  session.delete_(gone);                                 // a row that goes
  add<Profile>({.bio = "new"}).set_user(&bob);           // a new one
  add<Box>({.label = "b"}).things().add({.name = "n"});  // of one side alone
  const std::string planned = plan();
  EXPECT_NE(planned, "");
  move();
  EXPECT_EQ(plan(), "");
  EXPECT_EQ(other_plan(), planned);
  flush_other();
  EXPECT_EQ(gone.entity_state(), EntityState::deleted);
  EXPECT_EQ(note.author_id(), bob.id());
  EXPECT_TRUE(other.objects.changes.empty());
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, show_what_is_loaded) {
  User& ann = add<User>({.name = "Ann"});
  std::vector<Note*> notes;
  for (int i = 0; i < 100; ++i) notes.push_back(&ann.notes().add({.body = "x"}));
  flush();
  ann.notes().remove(*notes[7]);  // of so many, with an index
  move();
  EXPECT_EQ(notes[3]->author(), &ann);
  EXPECT_EQ(ann.notes().size(), 99U);
  ann.notes().remove(*notes[50]);
  ann.notes().add(*notes[7]);
  EXPECT_EQ(ann.notes().size(), 99U);
  EXPECT_TRUE(ann.notes().contains(*notes[7]));
  EXPECT_FALSE(ann.notes().contains(*notes[50]));
  EXPECT_EQ(other_plan(), "update notes set (author_id) where (id) 1 row\n");
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, stay_in_their_batches) {
  Extent& extent = session.objects.store.extent(User::info);
  session.objects.store.begin_peers(extent, nullptr);
  std::vector<Entity*> batch;
  for (int i = 0; i < 3; ++i) batch.push_back(&add<User>({.name = "Ann"}));
  session.objects.store.end_peers(extent);
  move();
  add_to_other<User>({.name = "Bob"});
  std::vector<Entity*> peers;
  other.objects.store.for_each_peer(*batch[1], [&](Entity& peer) { peers.push_back(&peer); });
  EXPECT_EQ(peers, batch);
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, come_with_those_outside_the_session) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.body = "x"});
  flush();
  note.set_author(&ann);
  session.expunge(note);
  EXPECT_EQ(ann.notes().size(), 0U);
  move();
  EXPECT_FALSE(other.contains(note));
  other.add(note);
  EXPECT_EQ(ann.notes().size(), 1U) << "what it had queued waited for it";
  EXPECT_EQ(other_plan(), "update notes set (author_id) where (id) 1 row\n");
}

// objects.hpp, rule 1.
TEST_F(MovedObjects, are_still_the_last_that_held_somebody) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.body = "x"});
  const RelationInfo& notes = User::info.relations[1];
  session.objects.parents.note(notes, ann, note);
  move();
  EXPECT_EQ(other.objects.parents.last_owner(notes, note), &ann);
  EXPECT_EQ(session.objects.parents.last_owner(notes, note), nullptr);
}

// objects.hpp, rule 2.
TEST_F(MovedObjects, belong_to_the_session_they_have_come_to) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  move();
  EXPECT_TRUE(other.contains(ann));
  EXPECT_FALSE(session.contains(ann));
  EXPECT_EQ(&tracker_of(ann), &other);
  EXPECT_THROW(session.delete_(ann), UsageError);
  other.delete_(ann);
  EXPECT_EQ(other.objects.changes.doomed().size(), 1U);
}

// objects.hpp, rule 2.
TEST_F(MovedObjects, tell_that_session_what_is_done_to_them) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  move();
  ann.set_name("Anna");
  ann.orders().add({.total = "1"_dec});
  EXPECT_TRUE(session.objects.changes.empty());
  EXPECT_EQ(other.objects.changes.records().size(), 1U);
  EXPECT_EQ(
      other_plan(),
      "update users set (name) where (id) 1 row\ninsert orders (user_id, total) 1 row -> id\n");
}

// objects.hpp, rule 2.
TEST_F(MovedObjects, find_their_targets_in_its_memory) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = ann.notes().add({.body = "x"});
  flush();
  session.expire_relation(note, 0);
  move();
  EXPECT_EQ(note.author(), &ann);
}

// objects.hpp, rule 2.
TEST_F(MovedObjects, are_read_by_it) {
  Seat& seat = add<Seat>({.number = 7, .guest = "Ann"});
  flush();
  session.expire(seat);
  move();
  other.execute(text("CREATE TABLE seats (number INTEGER PRIMARY KEY, guest TEXT, row TEXT)"));
  other.execute(text("INSERT INTO seats VALUES (7, 'Bob', 'A')"));
  EXPECT_EQ(seat.guest(), "Bob");
}

// objects.hpp, rule 5.
TEST_F(MovedObjects, are_read_where_others_of_their_class_were_read_before) {
  other.execute(text("CREATE TABLE seats (number INTEGER PRIMARY KEY, guest TEXT, row TEXT)"));
  other.execute(text("INSERT INTO seats VALUES (7, 'Bob', 'A'), (8, 'Cid', 'B')"));
  const std::int32_t seven = 7;
  const void* const key = &seven;
  ASSERT_NE(other.read_row(Seat::info, &key), nullptr);
  Seat& seat = add<Seat>({.number = 8, .guest = "Ann"});
  flush();
  session.expire(seat);
  move();
  EXPECT_EQ(seat.guest(), "Cid");
  EXPECT_EQ(known(other.objects), std::vector<Entity*>{&seat});
}

// objects.hpp, rule 2.
TEST_F(MovedObjects, ask_nobody_where_nobody_answers) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  session.expire(ann);
  session.objects.owner.hides_values = true;
  Objects apart(std::move(session.objects));
  EXPECT_TRUE(apart.owner.hides_values);
  EXPECT_THROW((void)ann.name(), UsageError);
  EXPECT_THROW(ann.set_name("Anna"), UsageError);

  other.objects = std::move(apart);
  EXPECT_FALSE(other.objects.owner.hides_values);
  ann.set_name("Anna");
  EXPECT_EQ(other_plan(), "update users set (name) where (id) 1 row\n");
}

// objects.hpp, rule 3.
TEST_F(MovedObjects, leave_an_empty_value_to_be_filled_anew) {
  add<Seat>({.number = 1, .guest = "Ann"});
  flush();
  Seat& pending = add<Seat>({.number = 2, .guest = "Bob"});
  session.expunge(pending);
  move();
  EXPECT_TRUE(known(session.objects).empty());
  EXPECT_TRUE(session.objects.changes.empty());
  EXPECT_TRUE(session.objects.transactions.empty());
  session.objects.store.for_each([](Entity&) { ADD_FAILURE(); });

  session.objects.transactions.push(std::nullopt);
  for (int i = 0; i < 1000; ++i) add<Seat>({.number = i, .guest = "Cid"});
  flush();
  EXPECT_EQ(known(session.objects).size(), 1000U);
  EXPECT_EQ(known(other.objects).size(), 1U);
}

// objects.hpp, rule 3.
TEST_F(MovedObjects, take_the_place_of_those_that_were_there) {
  add_to_other<User>({.name = "Bob"});
  User& ann = add<User>({.name = "Ann"});
  move();
  EXPECT_EQ(other.objects.changes.added(), std::vector<Entity*>{&ann});
  session.objects.store.for_each([](Entity&) { ADD_FAILURE(); });
  move();
  EXPECT_TRUE(other.objects.changes.empty()) << "an empty value, too";
}

TEST_F(MovedObjects, stay_where_they_are_when_moved_to_themselves) {
  User& ann = add<User>({.name = "Ann"});
  Objects& same = session.objects;
  session.objects = std::move(same);
  EXPECT_TRUE(session.contains(ann));
  EXPECT_EQ(ann.name(), "Ann");
}

// objects.hpp, rule 4.
TEST_F(MovedObjects, are_rolled_back_where_they_are) {
  User& ann = add<User>({.name = "Ann"});
  Country& chile = add<Country>({.code = "CL", .name = "Chile"});
  const std::uint64_t transaction = session.objects.transactions.innermost().number;
  flush();
  chile.set_code("CH");
  flush();  // the log keeps a key
  move();
  EXPECT_FALSE(session.objects.transactions.has(transaction));
  session.rollback(transaction);
  EXPECT_EQ(ann.entity_state(), EntityState::persistent);

  other.rollback(transaction);
  EXPECT_EQ(ann.entity_state(), EntityState::transient);
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_TRUE(known(other.objects).empty());
}

// objects.hpp, rule 4.
TEST_F(MovedObjects, leave_no_number_to_another_transaction) {
  const std::uint64_t first = session.objects.transactions.innermost().number;
  move();
  session.objects.transactions.push(std::nullopt);
  EXPECT_NE(session.objects.transactions.innermost().number, first);
  Objects fresh;
  fresh.transactions.push(std::nullopt);
  EXPECT_NE(fresh.transactions.innermost().number, first);
}

// objects.hpp, rule 5.
TEST_F(MovedObjects, take_along_the_tables_that_rows_are_read_into) {
  session.execute(text("CREATE TABLE seats (number INTEGER PRIMARY KEY, guest TEXT, row TEXT)"));
  session.execute(text("INSERT INTO seats VALUES (7, 'Bob', 'A')"));
  const std::int32_t number = 7;
  const void* const key[] = {&number};
  const Entity* const first = session.read_row(Seat::info, key);
  EXPECT_EQ(session.read_row(Seat::info, key), first);
  move();
  const Entity* const second = session.read_row(Seat::info, key);
  EXPECT_NE(second, first);
  EXPECT_TRUE(session.contains(*second));
  EXPECT_TRUE(other.contains(*first));
  session.clear();
  EXPECT_TRUE(session.contains(*session.read_row(Seat::info, key)));
}

// Of each kind that owns memory.
class FreedObjects : public MovedObjects {
 protected:
  void fill() {
    User& ann = add<User>({.name = std::string(100, 'a')});
    Country& chile = add<Country>({.code = "CL", .name = std::string(100, 'b')});
    Note& note = ann.notes().add({.body = std::string(100, 'c')});
    Note& outside = ann.notes().add({.body = "d"});
    flush();
    chile.set_code("CH");
    flush();
    chile.set_code("CI");
    ann.set_name(std::string(200, 'e'));
    session.expunge(outside);
    ann.notes().remove(note);
    session.delete_(note);
    add<User>({.name = std::string(100, 'f')});
  }
};

TEST_F(FreedObjects, before_the_value_they_come_from) {
  fill();
  { const Objects apart(std::move(session.objects)); }
  EXPECT_TRUE(session.objects.changes.empty());
  session.objects.transactions.push(std::nullopt);
  fill();
  EXPECT_FALSE(session.objects.changes.empty());
}

TEST_F(FreedObjects, after_the_value_they_come_from) {
  std::optional<Objects> source(std::in_place);
  fill();
  *source = std::move(session.objects);
  Objects apart(std::move(*source));
  source.reset();
  other.objects = std::move(apart);
  other.rollback();
  EXPECT_EQ(other.objects.changes.added(), std::vector<Entity*>{});
}

}  // namespace
}  // namespace orp
