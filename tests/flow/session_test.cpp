// SPDX-License-Identifier: MIT
// States of objects, transactions and savepoints, expiry, autoflush.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
class Sessions : public CompanyTest {
 protected:
  static std::int64_t people(Session& session) {
    return session.scalar(select(func::count(Person::c.id))).value();
  }
};
ORPIMENT_ON_EACH_DATABASE(Sessions);

// ---- States

// state.hpp, rules 1 and 5.
TEST_P(Sessions, an_object_goes_from_pending_to_persistent_to_detached) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  EXPECT_EQ(pink.entity_state(), EntityState::pending);
  EXPECT_TRUE(session.contains(pink));
  session.flush();
  EXPECT_EQ(pink.entity_state(), EntityState::persistent);
  session.delete_(pink);
  EXPECT_EQ(pink.entity_state(), EntityState::persistent) << "until the flush";
  session.flush();
  EXPECT_EQ(pink.entity_state(), EntityState::deleted);
  EXPECT_FALSE(session.contains(pink));
  session.commit();
  EXPECT_EQ(pink.entity_state(), EntityState::detached);
}

// state.hpp, rules 1 and 2.
TEST_P(Sessions, an_expunged_object_is_left_alone) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& pink = session.add<Team>({.name = "pink"});
  session.expunge(pink);
  EXPECT_EQ(pink.entity_state(), EntityState::transient);
  ann.set_name("Anne");
  session.expunge(ann);
  EXPECT_EQ(ann.entity_state(), EntityState::detached);
  forget();
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_NE(session.get<Person>(1), &ann);
}

TEST_P(Sessions, a_detached_object_comes_back_with_its_changes) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.expunge(ann);
  ann.set_name("Anne");
  session.add(ann);
  session.commit();
  EXPECT_EQ(session.get<Person>(1), &ann);
  EXPECT_EQ(ann.name(), "Anne");
}

TEST_P(Sessions, two_objects_of_one_key_do_not_go_together) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.expunge(ann);
  Person& again = session.get_one<Person>(1);
  EXPECT_EQ(error_of<UsageError>([&] { session.add(ann); })->code(), "ORP-1313");
  session.expunge(again);
  session.add(ann);
  EXPECT_EQ(session.get<Person>(1), &ann);
}

TEST_P(Sessions, a_new_object_cannot_be_deleted_or_refreshed) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  EXPECT_EQ(error_of<UsageError>([&] { session.delete_(pink); })->code(), "ORP-1314");
  EXPECT_EQ(error_of<UsageError>([&] { session.refresh(pink); })->code(), "ORP-1103");
  EXPECT_EQ(error_of<UsageError>([&] { session.expire(pink); })->code(), "ORP-1103");
  EXPECT_EQ(pink.name(), "pink");
}

// state.hpp, rule 2.
TEST_P(Sessions, expunge_all_leaves_nothing_to_write) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  session.add<Team>({.name = "pink"});
  session.expunge_all();
  forget();
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(ann.entity_state(), EntityState::detached);
}

TEST_P(Sessions, clear_drops_objects_and_keeps_the_transaction) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  session.flush();
  session.add<Team>({.name = "green"});
  session.clear();
  session.commit();
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(4)) << "pink was flushed, green not";
}

TEST_P(Sessions, a_closed_session_can_be_used_again) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  session.flush();
  session.close();
  EXPECT_FALSE(session.in_transaction());
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(3));
}

TEST_P(Sessions, a_moved_session_keeps_its_objects) {
  Session first = open();
  Person& ann = first.get_one<Person>(1);
  Session second = std::move(first);
  EXPECT_EQ(ann.team()->name(), "red");
  EXPECT_EQ(second.get<Person>(1), &ann);
}

// ---- Expiring and refreshing

TEST_P(Sessions, an_expired_object_is_read_anew_by_one_statement) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.execute(text("UPDATE people SET name = 'Anne', salary = 7 WHERE id = 1"));
  session.expire(ann);
  forget();
  EXPECT_EQ(ann.id(), 1);
  EXPECT_THAT(sent(), IsEmpty()) << "the key is known";
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), 7);
  EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(Sessions, expiring_drops_changes) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  EXPECT_TRUE(session.is_modified(ann));
  session.expire(ann);
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_EQ(ann.name(), "Ann");
}

TEST_P(Sessions, setting_an_expired_attribute_reads_nothing) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.expire(ann);
  forget();
  ann.set_name("Anne");
  EXPECT_THAT(sent(), IsEmpty());
  session.commit();
  EXPECT_EQ(ann.name(), "Anne");
}

TEST_P(Sessions, expire_all_expires_everything) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& red = session.get_one<Team>(1);
  session.execute(text("UPDATE people SET name = 'Anne' WHERE id = 1"));
  session.execute(text("UPDATE teams SET name = 'crimson' WHERE id = 1"));
  session.expire_all();
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(red.name(), "crimson");
}

TEST_P(Sessions, refresh_reads_at_once) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.execute(text("UPDATE people SET name = 'Anne' WHERE id = 1"));
  forget();
  session.refresh(ann);
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Sessions, get_of_an_expired_object_reads_it_and_finds_out_that_it_is_gone) {
  Session session = open();
  Label& never = session.get_one<Label>("never");
  session.execute(text("DELETE FROM labels WHERE name = 'never'"));
  EXPECT_EQ(session.get<Label>("never"), &never) << "nobody asked the database";
  session.expire(never);
  EXPECT_EQ(session.get<Label>("never"), &never) << "a key is all it has, and that is loaded";

  Team& grey = session.get_one<Team>(3);
  session.execute(text("DELETE FROM teams WHERE id = 3"));
  session.expire(grey);
  EXPECT_EQ(session.get<Team>(3), nullptr);
  EXPECT_EQ(grey.entity_state(), EntityState::detached);
}

// ---- Transactions

TEST_P(Sessions, the_first_statement_begins_a_transaction_and_nothing_else_does) {
  testing::Recorder recorder(engine(), {.transactions = true});
  Session session = open();
  session.flush();
  session.commit();
  EXPECT_THAT(recorder.take(), IsEmpty());
  Team& pink = session.add<Team>({.name = "pink"});
  EXPECT_FALSE(session.in_transaction());
  session.commit();
  EXPECT_THAT(recorder.take(), ElementsAre("BEGIN", "INSERT teams (name) 1 row", "COMMIT"));
  EXPECT_FALSE(session.in_transaction());
  EXPECT_EQ(pink.name(), "pink");
  EXPECT_TRUE(session.in_transaction()) << "it was expired, so reading it began another";
}

// state.hpp, rule 4.
TEST_P(Sessions, commit_expires_objects_unless_told_otherwise) {
  for (const bool expires : {true, false}) {
    Session session = open({.expire_on_commit = expires});
    Person& ann = session.get_one<Person>(1);
    session.commit();
    forget();
    EXPECT_EQ(ann.name(), "Ann");
    EXPECT_THAT(sent(), SizeIs(expires ? 1 : 0));
  }
}

// rollback.cpp, rule 1.
TEST_P(Sessions, rollback_makes_added_objects_transient_with_their_values) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  Person& zoe = pink.members().add({.name = "Zoe"});
  session.flush();
  const std::int64_t id = zoe.id();
  session.rollback();
  EXPECT_EQ(pink.entity_state(), EntityState::transient);
  EXPECT_EQ(zoe.entity_state(), EntityState::transient);
  EXPECT_EQ(zoe.name(), "Zoe");
  EXPECT_EQ(session.get<Person>(id), nullptr);

  session.add(zoe);
  EXPECT_EQ(pink.entity_state(), EntityState::pending) << "by cascade";
  session.commit();
  EXPECT_EQ(zoe.team(), &pink);
  EXPECT_EQ(people(session), 5);
}

TEST_P(Sessions, rollback_brings_deleted_objects_back) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Note& note = session.get_one<Note>(1);
  session.delete_(paint);
  session.flush();
  EXPECT_EQ(note.entity_state(), EntityState::deleted);
  session.rollback();
  EXPECT_EQ(paint.entity_state(), EntityState::persistent);
  EXPECT_EQ(note.entity_state(), EntityState::persistent);
  EXPECT_EQ(session.get<Task>(1), &paint);
  EXPECT_THAT(paint.notes(), SizeIs(2));
}

// state.hpp, rule 4.
TEST_P(Sessions, rollback_expires_whatever_the_options_say) {
  Session session = open({.expire_on_commit = false});
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  session.flush();
  session.rollback();
  forget();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(Sessions, rollback_restores_collections) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  red.members().clear();
  session.flush();
  session.rollback();
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
}

TEST_P(Sessions, rollback_restores_keys) {
  Session session = open();
  Label& never = session.get_one<Label>("never");
  never.set_name("ever");
  session.flush();
  EXPECT_EQ(session.get<Label>("ever"), &never);
  EXPECT_EQ(session.get<Label>("never"), nullptr);
  session.rollback();
  EXPECT_EQ(never.name(), "never");
  EXPECT_EQ(session.get<Label>("never"), &never);
  EXPECT_EQ(session.get<Label>("ever"), nullptr);
}

// ---- Savepoints

TEST_P(Sessions, a_savepoint_undoes_what_was_done_within) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  ann.set_name("Anne");
  {
    SessionTransaction nested = session.begin_nested();
    ben.set_name("Benno");
    session.add<Team>({.name = "pink"});
    session.flush();
    forget();
    nested.rollback();
  }
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_THAT(sent(), IsEmpty()) << "only what changed within is expired";
  EXPECT_EQ(ben.name(), "Ben");
  session.commit();
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(3));
}

TEST_P(Sessions, a_savepoint_that_goes_out_of_scope_is_undone) {
  Session session = open();
  Team* pink = nullptr;
  {
    SessionTransaction nested = session.begin_nested();
    pink = &session.add<Team>({.name = "pink"});
    session.flush();
  }
  EXPECT_EQ(pink->entity_state(), EntityState::transient);
  session.commit();
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(3));
}

TEST_P(Sessions, a_released_savepoint_belongs_to_its_parent) {
  Session session = open();
  SessionTransaction nested = session.begin_nested();
  Team& pink = session.add<Team>({.name = "pink"});
  nested.commit();
  EXPECT_EQ(pink.entity_state(), EntityState::persistent);
  session.rollback();
  EXPECT_EQ(pink.entity_state(), EntityState::transient);
}

TEST_P(Sessions, a_failed_flush_in_a_savepoint_leaves_the_rest) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  try {
    SessionTransaction nested = session.begin_nested();
    session.add<Team>({.name = "red"});
    nested.commit();
    FAIL() << "two teams of one name";
  } catch (const IntegrityError&) {
  }
  session.commit();
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(4));
}

// ---- Autoflush

TEST_P(Sessions, queries_and_lazy_loads_flush_first) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  session.add<Person>({.name = "Zoe", .team = red});
  EXPECT_EQ(people(session), 5);

  Person& ann = session.get_one<Person>(1);
  ann.set_team_id(std::nullopt);
  EXPECT_THAT(names(red.members()), ElementsAre("Ben", "Zoe"));

  session.expire(red);
  red.set_name("crimson");
  session.refresh(red);
  EXPECT_EQ(red.name(), "crimson");

  Person& eve = session.add<Person>({.name = "Eve"});
  session.expire(ann);
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(eve.entity_state(), EntityState::persistent) << "so does an expired attribute";
}

TEST_P(Sessions, get_flushes_when_it_must_ask_and_not_when_it_knows) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& pink = session.add<Team>({.id = 70, .name = "pink"});
  forget();
  EXPECT_EQ(session.get<Person>(1), &ann);
  EXPECT_EQ(pink.entity_state(), EntityState::pending);
  EXPECT_EQ(session.get<Team>(70), &pink);
  EXPECT_EQ(pink.entity_state(), EntityState::persistent);
}

TEST_P(Sessions, no_autoflush_holds_in_its_scope) {
  Session session = open();
  session.add<Person>({.name = "Zoe"});
  {
    const NoAutoflush quiet = session.no_autoflush();
    EXPECT_EQ(people(session), 4);
  }
  EXPECT_EQ(people(session), 5);
}

TEST_P(Sessions, without_autoflush_queries_see_the_database_as_it_is) {
  Session session = open({.autoflush = false});
  session.add<Person>({.name = "Zoe"});
  EXPECT_EQ(people(session), 4);
  session.flush();
  EXPECT_EQ(people(session), 5);
}

TEST_P(Sessions, an_error_of_an_autoflush_says_so) {
  Session session = open();
  session.add<Team>({.name = "red"});
  const auto error = error_of<IntegrityError>([&] { people(session); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->what(), HasSubstr("autoflush"));
  session.rollback();
  EXPECT_EQ(people(session), 4);
}

// ---- Commit

TEST_P(Sessions, commit_flushes_everything) {
  Session session = open();
  session.get_one<Person>(1).set_salary(3);
  session.add<Team>({.name = "pink"});
  session.delete_(session.get_one<Badge>("X9"));
  session.commit();
  EXPECT_FALSE(session.is_modified(session.get_one<Person>(1)));
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(4));
  EXPECT_THAT(session.scalars(select<Badge>()).all(), SizeIs(2));
}

TEST_P(Sessions, nothing_changed_nothing_sent) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  ann.set_name("Ann");
  forget();
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
