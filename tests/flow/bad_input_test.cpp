// SPDX-License-Identifier: MIT
// What bad input gets: a typed error that says what, where and what to do; the transaction rolled
// back; the session usable after rollback(); nothing lost, nothing half-written.
#include <limits>

#include "company.hpp"
#include "ledger/model.hpp"

namespace orp::tests {
namespace {

using ledger::Account;
using ledger::Currency;
using ledger::Entry;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class BadInput : public FlowTest {
 protected:
  void SetUp() override {
    set_up(ledger::metadata());
    Session session = open();
    Account& cash = session.add<Account>({.name = "cash"});
    cash.entries().add({.amount = "1.50"_dec});
    session.commit();
  }

  /// After a failed flush: every use tells the cause until rollback(), then all is as before.
  void expect_recovery(Session& session, std::string_view cause) {
    for (int i = 0; i < 2; ++i) {
      const auto blocked = error_of<UsageError>([&] { session.scalars(select<Account>()); });
      ASSERT_TRUE(blocked);
      EXPECT_EQ(blocked->code(), "ORP-1301");
      EXPECT_THAT(blocked->what(), HasSubstr(std::string(cause)));
    }
    session.rollback();
    expect_unchanged(session);
    session.add<Account>({.name = "after"});
    session.commit();
    EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(2));
  }
  static void expect_unchanged(Session& session) {
    EXPECT_EQ(session.scalar(select(func::count(Account::c.id))), 1);
    EXPECT_EQ(session.scalar(select(func::count(Entry::c.id))), 1);
    EXPECT_EQ(session.scalars(select(Account::c.name)).one(), "cash");
  }
};
ORPIMENT_ON_EACH_DATABASE(BadInput);

TEST_P(BadInput, a_wrong_url_is_told_when_the_engine_is_made) {
  EXPECT_EQ(error_of<UsageError>([] { create_engine("no url"); })->code(), "ORP-1401");
  const auto error = error_of<UsageError>([] { create_engine("sqlit:///x.db"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1403");
  EXPECT_THAT(error->what(), HasSubstr("sqlite"));
}

TEST_P(BadInput, an_unreachable_database_is_told_at_first_use) {
  Engine nowhere = is_postgres()
                       ? create_engine("postgresql://x@/x?host=/nowhere&connect_timeout=2")
                       : create_engine("sqlite:////nowhere/at/all.db");
  Session session(nowhere);
  session.add<Account>({.name = "lost"});
  for (int i = 0; i < 2; ++i) {
    const auto error = error_of<ConnectionError>([&] { session.flush(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-4001");
    EXPECT_FALSE(error->hint().empty());
    session.rollback();
    session.add<Account>({.name = "lost"});
  }
}

TEST_P(BadInput, a_missing_table_is_named) {
  Session session = open();
  const auto error = error_of<SqlError>([&] { session.scalars(select<Team>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3002");
  EXPECT_THAT(error->what(), HasSubstr("teams"));
  EXPECT_THAT(error->sql(), HasSubstr("SELECT"));
  EXPECT_THAT(error->hint(), HasSubstr("create_all"));
  session.rollback();
  expect_unchanged(session);
}

TEST_P(BadInput, a_missing_column_is_named) {
  run("ALTER TABLE entries DROP COLUMN amount");
  Session session = open();
  const auto error = error_of<SqlError>([&] { session.scalars(select<Entry>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3003");
  EXPECT_THAT(error->what(), HasSubstr("amount"));
  session.rollback();
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(1));
}

TEST_P(BadInput, a_unique_violation_in_the_middle_of_a_flush) {
  Session session = open();
  Account& first = session.add<Account>({.name = "first"});
  Account& twin = session.add<Account>({.name = "cash"});
  session.add<Account>({.name = "last"});
  first.entries().add({.amount = "2.00"_dec});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error->table(), "accounts");
  EXPECT_EQ(error->columns(), "name");
  EXPECT_EQ(error->entity(), "Account");
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

TEST_P(BadInput, a_check_that_fails_is_named) {
  Session session = open();
  session.add<Account>({.name = "low", .rank = std::int16_t{-1}});
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::check);
  EXPECT_EQ(error->constraint(), "ck_accounts_rank");
  expect_recovery(session, "check");
}

TEST_P(BadInput, a_foreign_key_to_nowhere) {
  Session session = open();
  session.add<Entry>({.amount = "1.00"_dec, .account_id = 999});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
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
  EXPECT_THAT(error->what(), HasSubstr("account"));
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(BadInput, a_parent_taken_away_from_a_required_key) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  cash.entries().clear();
  const auto error = error_of<Error>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_EQ(error->entity(), "Entry");
  session.rollback();
  expect_unchanged(session);
  EXPECT_THAT(cash.entries(), SizeIs(1));
}

TEST_P(BadInput, null_in_the_database_where_none_is_expected) {
  run(is_postgres() ? "ALTER TABLE entries ALTER amount DROP NOT NULL"
                    : "CREATE TABLE other AS SELECT * FROM entries; DROP TABLE entries;"
                      "ALTER TABLE other RENAME TO entries");
  run("UPDATE entries SET amount = NULL");
  Session session = open();
  const auto error = error_of<DataError>([&] { session.scalars(select<Entry>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2206");
  EXPECT_THAT(error->what(), HasSubstr("amount"));
  session.rollback();
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(1));
}

TEST_P(BadInput, an_integer_in_the_database_that_its_type_cannot_hold) {
  run("DROP TABLE entries");
  run(is_postgres() ? "ALTER TABLE accounts ALTER rank TYPE bigint"
                    : "CREATE TABLE other AS SELECT * FROM accounts; DROP TABLE accounts;"
                      "ALTER TABLE other RENAME TO accounts");
  run("UPDATE accounts SET rank = 40000");
  Session session = open();
  const auto error = error_of<DataError>([&] { session.scalars(select<Account>()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2208");
  EXPECT_THAT(error->what(), HasSubstr("rank"));
  session.rollback();
  EXPECT_EQ(session.scalars(select(Account::c.name)).one(), "cash");
}

// One value that does not fit, among others that do.
class RefusedValue : public BadInput {
 protected:
  void expect_refused(Account::New bad, const char* code, const char* column) {
    Session session = open();
    session.add<Account>({.name = "good"});
    Account& refused = session.add<Account>(std::move(bad));
    const auto error = error_of<DataError>([&] { session.commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code) << error->what();
    EXPECT_THAT(error->what(), HasSubstr(column));
    EXPECT_EQ(error->entity(), "Account") << error->what();
    EXPECT_EQ(refused.entity_state(), EntityState::pending);
    expect_recovery(session, column);
  }
};
ORPIMENT_ON_EACH_DATABASE(RefusedValue);

TEST_P(RefusedValue, a_decimal_with_too_many_digits) {
  expect_refused({.name = "bad", .balance = "1000000.00"_dec}, "ORP-2204", "balance");
}
TEST_P(RefusedValue, a_decimal_with_too_many_digits_after_the_point) {
  expect_refused({.name = "bad", .balance = "1.005"_dec}, "ORP-2204", "balance");
}
TEST_P(RefusedValue, a_text_that_is_too_long) {
  expect_refused({.name = "eleven char"}, "ORP-2201", "name");
}
TEST_P(RefusedValue, a_text_that_is_no_utf_8) {
  expect_refused({.name = "bad", .note = "a\xff"}, "ORP-2202", "note");
}
TEST_P(RefusedValue, a_text_with_a_zero_byte) {
  expect_refused({.name = "bad", .note = std::string("a\0b", 3)}, "ORP-2203", "note");
}

TEST_P(RefusedValue, ten_characters_may_be_more_bytes) {
  Session session = open();
  session.add<Account>({.name = "ääääääääää"});
  session.commit();
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(2));
}

TEST_P(BadInput, a_value_that_is_not_a_number) {
  Session session = open();
  Account& odd =
      session.add<Account>({.name = "odd", .rate = std::numeric_limits<double>::quiet_NaN()});
  if (is_postgres()) {
    session.commit();
    EXPECT_NE(odd.rate(), odd.rate());
  } else {
    EXPECT_EQ(error_of<DataError>([&] { session.commit(); })->code(), "ORP-2205");
    expect_recovery(session, "rate");
  }
}

TEST_P(BadInput, one_key_twice_in_one_flush) {
  Session session = open();
  session.add<Currency>({.code = "EUR", .name = "euro"});
  session.add<Currency>({.code = "EUR", .name = "Euro"});
  const auto error = error_of<Error>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->entity(), "Currency") << error->what();
  EXPECT_THAT(error->what(), HasSubstr("EUR"));
  session.rollback();
  EXPECT_EQ(session.get<Currency>("EUR"), nullptr);
  expect_unchanged(session);
}

TEST_P(BadInput, a_row_deleted_behind_a_changed_object) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  Account& bank = session.add<Account>({.name = "bank"});
  session.flush();
  session.execute(text("DELETE FROM accounts WHERE id = :id").bind("id", bank.id()));
  bank.set_note("gone");
  cash.set_note("here");
  const auto error = error_of<StaleDataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_THAT(error->key(), HasSubstr(std::to_string(2)));
  expect_recovery(session, "Account");
  EXPECT_EQ(cash.note(), std::nullopt) << "nothing half-written";
}

TEST_P(BadInput, a_row_deleted_behind_an_expired_object) {
  Session session = open();
  session.add<Currency>({.code = "EUR", .name = "euro"});
  session.commit();
  Currency& euro = session.get_one<Currency>("EUR");
  session.expire(euro);
  session.execute(text("DELETE FROM currencies"));
  const auto error = error_of<StaleDataError>([&] { static_cast<void>(euro.name()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3301");
  EXPECT_EQ(error->key(), "('EUR')");
  EXPECT_EQ(error_of<StaleDataError>([&] { session.refresh(euro); })->code(), "ORP-3301");
  expect_unchanged(session);
}

TEST_P(BadInput, an_object_of_another_session) {
  Session session = open({.expire_on_commit = false});
  Account& cash = session.get_one<Account>(1);
  session.commit();  // gives the connection back: a database in memory has but one
  Session other = open();
  Entry& entry = other.add<Entry>({.amount = "1.00"_dec});
  EXPECT_EQ(error_of<UsageError>([&] { entry.set_account(cash); })->code(), "ORP-1002");
  EXPECT_EQ(error_of<UsageError>([&] { cash.entries().add(entry); })->code(), "ORP-1002");
  for (const auto& act : {&Session::delete_, &Session::expunge, &Session::refresh})
    EXPECT_TRUE(error_of<UsageError>([&] { (other.*act)(cash); }));
  EXPECT_EQ(error_of<UsageError>([&] { other.add(cash); })->code(), "ORP-1311");
  EXPECT_FALSE(other.contains(cash));
  other.expunge(entry);
  expect_unchanged(other);
}

TEST_P(BadInput, an_unloaded_relationship_under_raise) {
  Session session = open();
  Account& cash = session.scalars(select<Account>().options(raiseload("*"))).one();
  const auto error = error_of<UsageError>([&] { static_cast<void>(cash.entries().size()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1102");
  EXPECT_THAT(error->hint(), HasSubstr("orp::selectinload(Account::c.entries)"));
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(1)) << "the session goes on";
}

}  // namespace
}  // namespace orp::tests
