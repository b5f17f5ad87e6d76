// SPDX-License-Identifier: MIT
// Unset, NULL and a value are three things: the default stands in for what is unset, and for
// nothing else.
#include "flow_test.hpp"
#include "ledger/model.hpp"

namespace orp::tests {
namespace {

using ledger::Account;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UnsetValues : public FlowTest {
 protected:
  void SetUp() override { set_up(ledger::metadata()); }

  /// What the database has of an account: region, quota, note; "-" is NULL.
  std::string stored(const std::string& name) {
    const auto [region, quota, note] =
        open()
            .execute(select(Account::c.region, Account::c.quota, Account::c.note)
                         .where(Account::c.name == name))
            .one();
    return region.value_or("-") + ' ' + (quota ? std::to_string(*quota) : "-") + ' ' +
           note.value_or("-");
  }
};
ORPIMENT_ON_EACH_DATABASE(UnsetValues);

TEST_P(UnsetValues, take_the_default_which_null_does_not) {
  {
    Session session = open();
    session.add<Account>({.name = "unset"});
    session.add<Account>(
        {.name = "null", .note = std::nullopt, .region = std::nullopt, .quota = std::nullopt});
    session.add<Account>({.name = "value", .note = "x", .region = "US", .quota = 7});
    session.commit();
  }
  EXPECT_EQ(stored("unset"), "EU 3 -");
  EXPECT_EQ(stored("null"), "- - -");
  EXPECT_EQ(stored("value"), "US 7 x");
}

TEST_P(UnsetValues, are_known_to_the_object_after_the_flush) {
  Session session = open();
  Account& unset = session.add<Account>({.name = "unset"});
  Account& null = session.add<Account>({.name = "null", .region = std::nullopt, .quota = {}});
  session.flush();
  forget();
  EXPECT_EQ(unset.region(), "EU");
  EXPECT_EQ(unset.quota(), 3);
  EXPECT_EQ(unset.note(), std::nullopt);
  EXPECT_EQ(null.region(), std::nullopt);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(UnsetValues, leave_the_column_out_only_where_the_database_has_a_default) {
  Session session = open();
  session.add<Account>({.name = "unset"});
  session.add<Account>({.name = "note", .note = "x"});
  session.add<Account>({.name = "null", .quota = std::nullopt});
  session.flush();
  EXPECT_THAT(
      sent(),
      ElementsAre(
          "INSERT accounts (name, balance, rank, note, rate, opened, region, standing) 2 rows",
          "INSERT accounts (name, balance, rank, note, rate, opened, region, quota, "
          "standing) 1 row"));
}

TEST_P(UnsetValues, set_to_null_later_are_null) {
  Session session = open();
  Account& account = session.add<Account>({.name = "later"});
  session.commit();
  account.set_region(std::nullopt);
  account.set_quota(std::nullopt);
  session.commit();
  EXPECT_EQ(account.region(), std::nullopt);
  session.commit();
  EXPECT_EQ(stored("later"), "- - -");
}

class UnmappedColumns : public UnsetValues {};
ORPIMENT_ON_EACH_DATABASE(UnmappedColumns);

TEST_P(UnmappedColumns, are_left_to_the_database) {
  run("ALTER TABLE accounts ADD COLUMN motto text DEFAULT 'none'");
  Session session = open();
  Account& account = session.add<Account>({.name = "a"});
  session.commit();
  account.set_note("x");
  session.commit();
  EXPECT_EQ(account.note(), "x");
  session.close();
  EXPECT_EQ(value_of<std::string>("SELECT motto FROM accounts"), "none");
}

}  // namespace
}  // namespace orp::tests
