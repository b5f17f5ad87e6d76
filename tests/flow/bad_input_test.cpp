// SPDX-License-Identifier: MIT
// What bad input gets: a typed error that says what, where and what to do; the transaction rolled
// back; the session usable after rollback(); nothing lost, nothing half-written.
#include <cstdio>
#include <fstream>
#include <limits>

#include "bad_input.hpp"
#include "orpiment/engine/url_parts.hpp"

namespace orp::tests {
namespace {

ORPIMENT_ON_EACH_DATABASE(BadInput);

// ---- A database that is not there, or is another one

TEST_P(BadInput, a_wrong_url_is_told_when_the_engine_is_made) {
  const auto malformed = error_of<UsageError>([] { create_engine("no url"); });
  ASSERT_TRUE(malformed);
  EXPECT_EQ(malformed->code(), "ORP-1401");
  EXPECT_THAT(malformed->message(), HasSubstr("it has no scheme:// in front"));
  EXPECT_THAT(malformed->hint(), HasSubstr("scheme://user:password@host:port/database"));
  const auto unknown = error_of<UsageError>([] { create_engine("sqlit:///x.db"); });
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->code(), "ORP-1403");
  EXPECT_THAT(unknown->message(), HasSubstr("Did you mean \"sqlite\"?"));
  EXPECT_THAT(unknown->hint(), HasSubstr("schemes of this build: postgresql, postgres, sqlite"));
}

TEST_P(BadInput, an_unreachable_database_is_told_at_first_use) {
  const Engine unreachable[] = {
      is_postgres() ? create_engine("postgresql://x@/x?host=/nowhere&connect_timeout=2")
                    : create_engine("sqlite:////nowhere/at/all.db"),
      is_postgres() ? create_engine("postgresql://127.0.0.1:1/x?connect_timeout=2")
                    : create_engine("sqlite:///."),
      is_postgres() ? create_engine(url().set({.database = "nowhere"}))
                    : create_engine("sqlite:///none.db?mode=rw")};
  for (const Engine& engine : unreachable) {
    Session session(engine);
    Account& kept = session.add<Account>({.name = "kept"});
    for (int i = 0; i < 2; ++i) {
      const auto error = error_of<ConnectionError>([&] { session.flush(); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), "ORP-4001");
      EXPECT_THAT(error->message(), HasSubstr('"' + engine.url().database() + '"'));
      EXPECT_THAT(error->hint(), HasSubstr("check that"));
      session.rollback();
      EXPECT_EQ(kept.entity_state(), EntityState::transient);
      EXPECT_EQ(kept.name(), "kept");
      session.add(kept);
    }
  }
}

TEST_P(BadInput, an_option_s_name_with_blanks_injects_no_other) {
  const Engine engine = create_engine(url(), {.connect = {{"sslmode='x' host", "/nowhere"}}});
  const auto error = error_of<UsageError>([&] { engine.connect().execute(text("SELECT 1")); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1402");
}

TEST_P(BadInput, hidden_values_are_in_no_words_of_the_server) {
  if (!is_postgres()) GTEST_SKIP() << "this database repeats no values";
  const Engine engine = make_engine({.hide_parameters = true});
  for (const char* const statement :
       {"SELECT CAST(CAST(:value AS text) AS integer)", "SELECT CAST(CAST(:value AS text) AS date)",
        "INSERT INTO accounts (name) VALUES (CAST(:value AS text)), (CAST(:value AS text))"}) {
    const auto error = error_of<Error>([&] {
      engine.transaction([&](Connection& connection) {
        connection.execute(unsafe_text(statement).bind("value", "s3cret"));
      });
    });
    ASSERT_TRUE(error);
    EXPECT_THAT(std::string(error->what()), ::testing::Not(HasSubstr("s3cret")));
  }
}

TEST_P(BadInput, a_file_that_is_no_database_is_named) {
  if (is_postgres()) GTEST_SKIP() << "a server has no file to name";
  const std::string path = "no_database.db";
  std::ofstream(path) << std::string(2000, '?');
  Session session(create_engine("sqlite:///" + path));
  const auto error = error_of<ConnectionError>([&] { session.scalars(select<Account>()); });
  std::remove(path.c_str());
  ASSERT_TRUE(error);
  EXPECT_THAT(error->message(), HasSubstr(path));
  EXPECT_THAT(error->hint(), HasSubstr("another file"));
}

TEST_P(BadInput, a_missing_table_is_named) {
  Session session = open();
  const auto error = error_of<SqlError>([&] { session.scalars(select<Team>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3002");
  EXPECT_THAT(error->message(), HasSubstr("teams"));
  EXPECT_THAT(error->sql(), HasSubstr("SELECT"));
  EXPECT_THAT(error->hint(), HasSubstr("create_all"));
  session.rollback();
  expect_unchanged(session);
}

TEST_P(BadInput, a_missing_table_in_the_middle_of_a_flush_undoes_all_of_it) {
  Session session = open();
  session.add<Account>({.name = "first"});
  session.flush();
  Team& team = session.add<Team>({.name = "red"});
  const auto error = error_of<SqlError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3002");
  EXPECT_EQ(error->entity(), "Team");
  EXPECT_EQ(error->table(), "teams");
  EXPECT_THAT(error->hint(), HasSubstr("create_all"));
  expect_recovery(session, "teams");
  EXPECT_EQ(team.name(), "red");
}

TEST_P(BadInput, a_missing_column_is_named) {
  run("ALTER TABLE entries DROP COLUMN amount");
  Session session = open();
  const auto asked = error_of<SqlError>([&] { session.scalars(select<Entry>()); });
  session.rollback();
  Account& cash = session.get_one<Account>(1);
  session.add<Entry>({.amount = "2.00"_dec, .account = cash});
  const auto flushed = error_of<SqlError>([&] { session.flush(); });
  session.rollback();
  for (const auto& error : {asked, flushed}) {
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3003");
    EXPECT_THAT(error->message(), HasSubstr("amount"));
    EXPECT_THAT(error->hint(), HasSubstr("ALTER TABLE"));
  }
  EXPECT_EQ(flushed->entity(), "Entry");
  EXPECT_EQ(session.scalar(select(func::count(Entry::c.id))), 1);
  EXPECT_EQ(cash.name(), "cash");
}

// ---- Constraints

TEST_P(BadInput, a_unique_violation_in_the_middle_of_a_flush_undoes_all_of_it) {
  Session session = open();
  Account& first = session.add<Account>({.name = "first"});
  Account& twin = session.add<Account>({.name = "cash"});
  session.add<Account>({.name = "last"});
  first.entries().add({.amount = "2.00"_dec});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error->table(), "accounts");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"name"});
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_THAT(error->parameters(), HasSubstr("'cash'"));
  EXPECT_THAT(error->hint(), HasSubstr("choose other values"));
  EXPECT_EQ(twin.entity_state(), EntityState::pending) << "nothing was settled";
  expect_recovery(session, "uq_accounts_name");
  EXPECT_EQ(first.entity_state(), EntityState::transient);
  EXPECT_EQ(first.name(), "first");
}

TEST_P(BadInput, what_failed_can_be_corrected_and_added_again) {
  Session session = open();
  Account& twin = session.add<Account>({.name = "cash"});
  twin.entries().add({.amount = "2.00"_dec});
  error_of<IntegrityError>([&] { session.commit(); });
  session.rollback();
  twin.set_name("bank");
  session.add(twin);
  session.commit();
  EXPECT_THAT(twin.entries(), SizeIs(1));
  EXPECT_EQ(session.scalar(select(func::count(Entry::c.id))), 2);
}

TEST_P(BadInput, one_key_twice_in_one_flush_is_told) {
  Session session = open();
  session.add<Currency>({.code = "EUR", .name = "euro"});
  session.add<Currency>({.code = "EUR", .name = "Euro"});
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error->constraint(), "pk_currencies");
  EXPECT_EQ(error->entity(), "Currency") << error->what();
  expect_recovery(session, "EUR");
  EXPECT_EQ(session.get<Currency>("EUR"), nullptr);
}

TEST_P(BadInput, a_check_that_fails_is_named) {
  Session session = open();
  session.add<Account>({.name = "low", .rank = std::int16_t{-1}});
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3104");
  EXPECT_EQ(error->kind(), ConstraintKind::check);
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_EQ(error->table(), "accounts");
  EXPECT_EQ(error->constraint(), "ck_accounts_rank");
  EXPECT_THAT(error->message(), HasSubstr("ck_accounts_rank"));
  EXPECT_THAT(error->hint(), HasSubstr("the check holds"));
  expect_recovery(session, "check");
}

TEST_P(BadInput, a_check_that_an_update_violates_is_named_with_the_row) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  cash.set_note("changed");
  cash.set_rank(-1);
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->constraint(), "ck_accounts_rank");
  EXPECT_EQ(error->key(), "(1)");
  expect_recovery(session, "ck_accounts_rank");
  EXPECT_EQ(cash.rank(), 0);
}

TEST_P(BadInput, a_foreign_key_to_nowhere_is_named) {
  Session session = open();
  session.add<Entry>({.amount = "1.00"_dec, .account_id = 999});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
  EXPECT_EQ(error->constraint(), "fk_entries_account_id_accounts");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"account_id"});
  EXPECT_THAT(error->hint(), HasSubstr("add the row that is referred to first"));
  expect_recovery(session, "foreign key");
}

TEST_P(BadInput, a_parent_that_is_missing_is_told_before_anything_is_sent) {
  Session session = open();
  session.add<Entry>({.amount = "1.00"_dec});
  forget();
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2301");
  EXPECT_EQ(error->entity(), "Entry");
  EXPECT_THAT(error->message(), HasSubstr("Entry.account of a new object is not set"));
  EXPECT_EQ(error->hint(), "call set_account() before the flush");
  EXPECT_THAT(sent(), IsEmpty());
  expect_recovery(session, "Entry.account");
}

TEST_P(BadInput, a_parent_taken_away_from_a_required_key_is_told) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  cash.entries().clear();
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::not_null);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_EQ(error->entity(), "Entry");
  EXPECT_THAT(error->hint(), HasSubstr("delete it too"));
  expect_recovery(session, "Entry (1)");
  EXPECT_THAT(cash.entries(), SizeIs(1));
}

TEST_P(BadInput, a_parent_deleted_from_under_its_children_is_told_and_stays) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  session.delete_(cash);
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_THAT(error->message(), HasSubstr("Entry (1) would be left without"));
  expect_recovery(session, "Entry (1)");
  EXPECT_EQ(cash.entity_state(), EntityState::persistent);
}

// ---- Values in the database that the program cannot hold

// hydrate.hpp, rule 4.
TEST_P(BadInput, null_where_none_is_expected_is_told_and_makes_no_object) {
  run(is_postgres() ? "ALTER TABLE entries ALTER amount DROP NOT NULL"
                    : "CREATE TABLE other AS SELECT * FROM entries; DROP TABLE entries;"
                      "ALTER TABLE other RENAME TO entries");
  run("UPDATE entries SET amount = NULL");
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  const auto object = error_of<DataError>([&] { session.scalars(select<Entry>()); });
  const auto member = error_of<DataError>([&] { static_cast<void>(cash.entries().size()); });
  const auto value = error_of<DataError>([&] { session.scalars(select(Entry::c.amount)); });
  for (const auto& error : {object, member, value}) {
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2206");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"amount"});
    EXPECT_THAT(error->hint(), HasSubstr("make the column nullable"));
  }
  EXPECT_EQ(object->entity(), "Entry");
  EXPECT_EQ(object->key(), "(1)");
  EXPECT_EQ(member->key(), "(1)");
  EXPECT_THAT(value->sql(), HasSubstr("SELECT"));
  EXPECT_THAT(session.objects<Entry>(), ::testing::IsEmpty()) << "nobody knows it";
  EXPECT_THROW(session.get<Entry>(1), DataError);
  EXPECT_EQ(session.scalars(select(Account::c.name)).one(), "cash") << "the session goes on";
}

// hydrate.hpp, rule 4.
TEST_P(BadInput, an_integer_that_its_type_cannot_hold_is_told_and_not_cut) {
  run("DROP TABLE entries");
  run(is_postgres() ? "ALTER TABLE accounts ALTER rank TYPE bigint"
                    : "CREATE TABLE other AS SELECT * FROM accounts; DROP TABLE accounts;"
                      "ALTER TABLE other RENAME TO accounts");
  run("UPDATE accounts SET rank = 40000");
  Session session = open();
  const auto error = error_of<DataError>([&] { session.scalars(select<Account>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2208");
  EXPECT_THAT(error->message(), HasSubstr("40000 is out of the range of int16"));
  EXPECT_EQ(error->columns(), std::vector<std::string>{"rank"});
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_EQ(error->key(), "(1)");
  EXPECT_THAT(error->hint(), HasSubstr("use a type that can hold it"));
  EXPECT_EQ(session.scalars(select(Account::c.name)).one(), "cash");
}

// ---- Objects

TEST_P(BadInput, a_value_of_another_type_is_told_with_its_row) {
  run(is_postgres() ? "ALTER TABLE accounts DROP CONSTRAINT ck_accounts_rank;"
                      "ALTER TABLE accounts ALTER rank DROP DEFAULT;"
                      "ALTER TABLE accounts ALTER rank TYPE text USING 'high'"
                    : "DROP TABLE entries; CREATE TABLE other AS SELECT * FROM accounts;"
                      "DROP TABLE accounts; ALTER TABLE other RENAME TO accounts;"
                      "UPDATE accounts SET rank = 'high'");
  Session session = open();
  const auto error = error_of<DataError>([&] { session.scalars(select<Account>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2207");
  EXPECT_THAT(error->message(), HasSubstr("instead of int16"));
  EXPECT_EQ(error->columns(), std::vector<std::string>{"rank"});
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_EQ(error->key(), "(1)");
  EXPECT_THAT(error->hint(), HasSubstr("make the table and the schema agree"));
  EXPECT_EQ(session.scalars(select(Account::c.name)).one(), "cash");
}

TEST_P(BadInput, a_row_deleted_behind_a_changed_object_is_told_and_nothing_written) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  Account& bank = session.add<Account>({.name = "bank"});
  session.flush();
  session.execute(text("DELETE FROM accounts WHERE id = :id").bind("id", bank.id()));
  bank.set_note("gone");
  cash.set_note("here");
  const auto error = error_of<StaleDataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3302");
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_EQ(error->key(), "(2)");
  EXPECT_THAT(error->hint(), HasSubstr("load again"));
  expect_recovery(session, "Account (2)");
  EXPECT_EQ(cash.note(), std::nullopt) << "nothing half-written";
}

TEST_P(BadInput, a_row_deleted_behind_an_expired_object_is_told_when_it_is_read) {
  Session session = open();
  session.add<Currency>({.code = "EUR", .name = "euro"});
  session.commit();
  Currency& euro = session.get_one<Currency>("EUR");
  session.expire(euro);
  session.execute(text("DELETE FROM currencies"));
  const auto error = error_of<StaleDataError>([&] { static_cast<void>(euro.name()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3301");
  EXPECT_EQ(error->entity(), "Currency");
  EXPECT_EQ(error->key(), "('EUR')");
  EXPECT_THAT(error->hint(), HasSubstr("expunge()"));
  EXPECT_EQ(error_of<StaleDataError>([&] { session.refresh(euro); })->code(), "ORP-3301");
  expect_unchanged(session);
}

TEST_P(BadInput, an_object_of_another_session_is_refused_by_every_act) {
  Session session = open({.expire_on_commit = false});
  Account& cash = session.get_one<Account>(1);
  session.commit();  // gives the connection back: a database in memory has but one
  Session other = open();
  Entry& entry = other.add<Entry>({.amount = "1.00"_dec});
  EXPECT_EQ(error_of<UsageError>([&] { entry.set_account(cash); })->code(), "ORP-1002");
  EXPECT_EQ(error_of<UsageError>([&] { cash.entries().add(entry); })->code(), "ORP-1002");
  using Act = void (Session::*)(Entity&);
  for (const Act act : {Act(&Session::delete_), Act(&Session::expunge), Act(&Session::refresh),
                        Act(&Session::expire), Act(&Session::add)}) {
    const auto error = error_of<UsageError>([&] { (other.*act)(cash); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1311");
    EXPECT_THAT(error->message(), HasSubstr("this Account belongs to another session"));
    EXPECT_THAT(error->hint(), HasSubstr("use the session that made or loaded it"));
  }
  EXPECT_EQ(error_of<UsageError>([&] { other.is_modified(cash); })->code(), "ORP-1311");
  EXPECT_FALSE(other.contains(cash));
  EXPECT_EQ(cash.name(), "cash");
  other.expunge(entry);
  expect_unchanged(other);
}

TEST_P(BadInput, an_object_that_is_taken_out_twice_is_refused) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  session.expunge(cash);
  const auto error = error_of<UsageError>([&] { session.expunge(cash); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1315");
  EXPECT_EQ(error->message(), "cannot expunge: this Account is detached, it is not in the session");
  EXPECT_EQ(error->entity(), "Account");
  expect_unchanged(session);
}

TEST_P(BadInput, an_unloaded_relationship_under_raise_names_the_option_that_loads_it) {
  Session session = open();
  Account& cash = session.scalars(select<Account>().options(raiseload("*"))).one();
  const auto error = error_of<UsageError>([&] { static_cast<void>(cash.entries().size()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1102");
  EXPECT_THAT(error->message(), HasSubstr("Account.entries is not loaded"));
  EXPECT_THAT(error->hint(), HasSubstr("orp::selectinload(Account::c.entries)"));
  session.expunge(cash);
  Entry& entry = session.scalars(select<Entry>().options(raiseload(Entry::c.account))).one();
  EXPECT_TRUE(error_of<UsageError>([&] { static_cast<void>(entry.account()); }));
  expect_unchanged(session);
}

TEST_P(BadInput, an_attribute_that_a_detached_object_does_not_have_is_told) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  session.expire(cash);
  session.expunge(cash);
  const auto error = error_of<UsageError>([&] { static_cast<void>(cash.name()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1004");
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_FALSE(error->hint().empty());
  expect_unchanged(session);
}

}  // namespace
}  // namespace orp::tests
