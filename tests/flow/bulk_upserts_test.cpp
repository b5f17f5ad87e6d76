// SPDX-License-Identifier: MIT
// Many rows, some of which are there already.
#include <algorithm>

#include "company.hpp"
#include "ledger/model.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/upsert.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using ledger::Account;
using ledger::Currency;
using ledger::Standing;
using ::testing::ElementsAre;

class BulkUpserts : public FlowTest {
 protected:
  void SetUp() override {
    set_up(ledger::metadata());
    Session session = open();
    session.bulk_insert<Currency>(std::vector<Currency::Row>{{"EUR", "Euro"}, {"CHF", "Franc"}});
    session.bulk_insert<Account>(std::vector<Account::New>{
        {.name = "one", .balance = 1, .note = "old"}, {.name = "two", .balance = 2}});
    session.commit();
    session.close();
    forget();
  }

  static std::vector<std::string> currencies(Session& session) {
    std::vector<std::string> all;
    for (const auto& [code, name] :
         session.execute(select(Currency::c.code, Currency::c.name).order_by(Currency::c.code)))
      all.push_back(code + ' ' + name);
    return all;
  }
  static std::vector<std::string> accounts(Session& session) {
    std::vector<std::string> all;
    for (const auto& [name, balance, note] :
         session.execute(select(Account::c.name, Account::c.balance, Account::c.note)
                             .order_by(Account::c.name)))
      all.push_back(name + ' ' + balance.to_string() + ' ' + note.value_or("none"));
    return all;
  }
  static auto by_name() { return on_conflict(Account::c.name); }
};
ORPIMENT_ON_EACH_DATABASE(BulkUpserts);

TEST_P(BulkUpserts, insert_what_is_new_and_update_what_is_there) {
  Session session = open();
  const std::vector<Currency::Row> rows{{"USD", "Dollar"}, {"EUR", "euro"}, {"GBP", "Pound"}};
  const BulkProgress done =
      session.bulk_upsert<Currency>(rows, on_conflict(Currency::c.code).do_update());
  EXPECT_EQ(done.rows, 3U);
  EXPECT_EQ(done.chunks, 1U);
  EXPECT_EQ(done.folded, 0U);
  EXPECT_EQ(sent().size(), 1U);  // a batch
  session.commit();
  EXPECT_THAT(currencies(session), ElementsAre("CHF Franc", "EUR euro", "GBP Pound", "USD Dollar"));
}

TEST_P(BulkUpserts, leave_rows_as_they_are_where_nothing_is_to_be_done) {
  Session session = open();
  const std::vector<Currency::Row> rows{{"USD", "first"}, {"EUR", "euro"}, {"USD", "second"}};
  EXPECT_EQ(session.bulk_upsert<Currency>(rows, on_conflict(Currency::c.code).do_nothing()).folded,
            0U);
  session.bulk_upsert<Currency>(rows, on_conflict<Currency>().do_nothing());
  EXPECT_THAT(currencies(session), ElementsAre("CHF Franc", "EUR Euro", "USD first"));
}

TEST_P(BulkUpserts, take_nothing_from_rows_of_a_key_alone) {
  Session session = open();
  session.bulk_upsert<Account>(std::vector<Account::New>{{.name = "one"}, {.name = "six"}},
                               by_name().do_update());
  EXPECT_THAT(accounts(session), ElementsAre("one 1.00 old", "six 0.00 none", "two 2.00 none"));
}

TEST_P(BulkUpserts, insert_the_first_of_several_rows_where_nothing_is_to_be_done) {
  Session session = open();
  const std::vector<Account::New> rows{{.id = 90, .name = "new", .balance = 1},
                                       {.id = 80, .name = "new", .balance = 2}};
  session.bulk_upsert<Account>(rows, by_name().do_nothing());
  EXPECT_THAT(accounts(session), ElementsAre("new 1.00 none", "one 1.00 old", "two 2.00 none"));
}

TEST_P(BulkUpserts, calculate_with_both_rows_where_a_condition_holds) {
  Session session = open();
  const auto rule = by_name()
                        .do_update(Account::c.balance = Account::c.balance +
                                                        excluded(Account::c.balance) * "1.5"_dec,
                                   Account::c.note = "more")
                        .where(excluded(Account::c.balance) > 3);
  const std::vector<Account::New> rows{{.name = "two", .balance = 10},
                                       {.name = "one", .balance = 3},
                                       {.name = "three", .balance = 30}};
  session.bulk_upsert<Account>(rows, rule);
  EXPECT_THAT(accounts(session), ElementsAre("one 1.00 old", "three 30.00 none", "two 17.00 more"));
}

TEST_P(BulkUpserts, count_the_last_of_several_rows_of_a_chunk_with_one_key) {
  Session session = open();
  std::vector<Account::New> rows{{.name = "new", .balance = 1, .note = "a"},
                                 {.name = "one", .balance = 7},
                                 {.name = "new", .balance = 2},
                                 {.name = "one", .balance = 8, .note = "b"},
                                 {.name = "new", .balance = 3, .note = "c"},
                                 {.name = "one", .balance = 9}};
  // Rows of one key set other columns, and go in other statements.
  EXPECT_EQ(session.bulk_upsert<Account>(rows, by_name().do_update()).folded, 4U);
  EXPECT_THAT(accounts(session), ElementsAre("new 3.00 c", "one 9.00 old", "two 2.00 none"));

  std::size_t told = 0;
  const BulkProgress done = session.bulk_upsert<Account>(
      rows,
      by_name().do_update(Account::c.balance = Account::c.balance + excluded(Account::c.balance)),
      {.chunk = 3, .on_progress = [&](const BulkProgress& progress) { told = progress.folded; }});
  EXPECT_EQ(done.rows, 6U);
  EXPECT_EQ(done.chunks, 2U);
  EXPECT_EQ(done.folded, 2U);
  EXPECT_EQ(told, 2U);
  EXPECT_THAT(accounts(session), ElementsAre("new 8.00 c", "one 25.00 old", "two 2.00 none"));
}

TEST_P(BulkUpserts, take_tuples_and_what_a_callable_returns) {
  Session session = open();
  int next = 0;
  const auto source = [&]() -> std::optional<std::tuple<std::string, int>> {
    if (next == 1'000) return std::nullopt;
    ++next;
    return std::tuple("n" + std::to_string(next % 700), next);
  };
  const BulkProgress done = session.bulk_upsert(std::tuple(Account::c.name, Account::c.quota),
                                                source, by_name().do_update(), {.chunk = 400});
  EXPECT_EQ(done.rows, 1'000U);
  EXPECT_EQ(done.chunks, 3U);
  EXPECT_EQ(session.scalar(select(func::count(Account::c.id))), 702);
  EXPECT_EQ(session.scalar(select(Account::c.quota).where(Account::c.name == "n5")), 705);
  EXPECT_EQ(session.scalar(select(Account::c.quota).where(Account::c.name == "n650")), 650);
  EXPECT_EQ(session.scalar(select(Account::c.standing).where(Account::c.name == "n5")),
            Standing::good);
}

TEST_P(BulkUpserts, go_by_the_name_of_a_constraint) {
  Session session = open();
  const std::vector<std::tuple<std::string, std::optional<std::string>>> rows{
      {"one", "x"}, {"six", std::nullopt}};
  session.bulk_upsert(std::tuple(Account::c.name, Account::c.note), rows,
                      on_conflict_on_constraint<Account>("uq_accounts_name").do_update());
  EXPECT_THAT(accounts(session), ElementsAre("one 1.00 x", "six 0.00 none", "two 2.00 none"));
  EXPECT_ERROR(UsageError, "ORP-1239", on_conflict_on_constraint<Account>("ux_none"), "no key");
}

TEST_P(BulkUpserts, name_the_row_that_does_not_fit_and_fail_as_a_flush_does) {
  Session session = open();
  std::vector<std::tuple<std::string, int>> rows{{"one", 1}, {"much too long a name", 2}};
  const auto columns = std::tuple(Account::c.name, Account::c.quota);
  auto error =
      error_of<DataError>([&] { session.bulk_upsert(columns, rows, by_name().do_update()); });
  ORPIMENT_EXPECT_PART(error->what(), "it was row 2 of those that were given");
  EXPECT_FALSE(session.is_active());
  session.rollback();

  const auto refused = by_name().do_update(Account::c.rank = Account::c.rank - 1);
  rows = {{"new", 1}, {"one", 2}};
  EXPECT_EQ(error_of<IntegrityError>([&] { session.bulk_upsert(columns, rows, refused); })->kind(),
            ConstraintKind::check);
  session.rollback();
  EXPECT_EQ(session.scalar(select(func::count(Account::c.id))), 2);
}

TEST_P(BulkUpserts, may_be_committed_chunk_by_chunk) {
  Session session = open();
  std::vector<std::tuple<std::string, int>> rows{
      {"one", 1}, {"a", 2}, {"b", 3}, {"too long a one", 4}};
  EXPECT_THROW(session.bulk_upsert(std::tuple(Account::c.name, Account::c.quota), rows,
                                   by_name().do_update(), {.chunk = 2, .commit_each_chunk = true}),
               DataError);
  session.rollback();
  EXPECT_THAT(accounts(session), ElementsAre("a 0.00 none", "one 1.00 old", "two 2.00 none"));
}

TEST_P(BulkUpserts, refuse_what_makes_no_sense) {
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1257",
               session.bulk_upsert(std::tuple(Account::c.name, Account::c.name),
                                   std::vector<std::tuple<const char*, const char*>>{{"a", "b"}},
                                   by_name().do_update()),
               "twice");
}

TEST_P(BulkUpserts, meet_no_row_by_null) {
  Session session = open();
  const std::vector<Account::New> rows{{.name = "one", .opened = nullptr},
                                       {.name = "two", .opened = nullptr}};
  // A key whose columns no row sets decides nothing here; the database numbers the rows.
  const auto rule = on_conflict(Account::c.id).do_update();
  EXPECT_EQ(error_of<IntegrityError>([&] { session.bulk_upsert<Account>(rows, rule); })->kind(),
            ConstraintKind::unique);
}

}  // namespace
}  // namespace orp::tests
