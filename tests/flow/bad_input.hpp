// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "company.hpp"
#include "ledger/model.hpp"
#include "orpiment/base/literals.hpp"

namespace orp::tests {

using namespace orp::literals;
using ledger::Account;
using ledger::Currency;
using ledger::Entry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// One account with one entry, and what must have become of them after bad input: nothing.
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
  void expect_recovery(Session& session, const std::string& cause) {
    const std::function<void()> uses[] = {
        [&] { session.scalars(select<Account>()); },
        [&] { session.get<Account>(77); },
        [&] { session.add<Account>({.name = "x"}); },
        [&] { session.flush(); },
        [&] { session.commit(); },
        [&] { static_cast<void>(session.begin_nested()); },
    };
    for (const auto& use : uses) {
      const auto blocked = error_of<UsageError>(use);
      ASSERT_TRUE(blocked);
      EXPECT_EQ(blocked->code(), "ORP-1301");
      EXPECT_THAT(blocked->hint(), HasSubstr("rollback()"));
      EXPECT_THAT(blocked->what(), HasSubstr(cause));
    }
    session.rollback();
    expect_unchanged(session);
    Account& after = session.add<Account>({.name = "after"});
    session.commit();
    EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(2));
    session.delete_(after);
    session.commit();
  }

  static void expect_unchanged(Session& session) {
    const auto account = session.execute(select(Account::c.id, Account::c.name, Account::c.balance,
                                                Account::c.rank, Account::c.note));
    EXPECT_EQ(account.one(), std::tuple(1, "cash", Decimal(0), 0, std::nullopt));
    const auto entry = session.execute(select(Entry::c.amount, Entry::c.account_id));
    EXPECT_EQ(entry.one(), std::tuple("1.50"_dec, 1));
  }
};

}  // namespace orp::tests
