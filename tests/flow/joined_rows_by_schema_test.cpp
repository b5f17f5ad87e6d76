// SPDX-License-Identifier: MIT
// Rows with values beside objects whose class is joined to others, by the schema or by an option.
#include "catalog/model.hpp"
#include "flow_test.hpp"
#include "ledger/model.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RowsOfJoinedBySchema : public FlowTest {};
ORPIMENT_ON_EACH_DATABASE(RowsOfJoinedBySchema);

TEST_P(RowsOfJoinedBySchema, are_those_of_the_query_too) {
  using catalog::Manual;
  set_up(catalog::metadata());
  {
    Session session = open();
    for (const char* title : {"saw", "axe"}) {
      Manual& manual = session.add<Manual>({.title = title});
      for (const char* words : {"parts", "care", "use"}) manual.pages().add({.text = words});
    }
    session.commit();
    forget();
  }
  Session session = open();
  const auto query = select<Manual>(Manual::c.title).order_by(Manual::c.id);
  EXPECT_EQ(session.execute(query).all().size(), 2U);
  EXPECT_EQ(session.execute(query.limit(1)).all().size(), 1U);
  auto [saw, title] = session.execute(query.where(Manual::c.title == "saw")).one();
  EXPECT_EQ(saw.title(), title);
  EXPECT_THAT(sent(), SizeIs(3));
  std::string pages;
  for (catalog::Page& page : saw.pages()) pages += page.text() + ' ';
  EXPECT_EQ(pages, "care parts use ");
  EXPECT_THAT(sent(), IsEmpty());
}

class RowsWithDecimals : public FlowTest {};
ORPIMENT_ON_EACH_DATABASE(RowsWithDecimals);

TEST_P(RowsWithDecimals, keep_their_values_beside_what_is_joined) {
  using ledger::Account;
  using ledger::Entry;
  set_up(ledger::metadata());
  {
    Session session = open();
    Account& first = session.add<Account>({.name = "first"});
    first.entries().add({.amount = Decimal::parse("1.25")});
    first.entries().add({.amount = Decimal::parse("2.50")});
    session.add<Account>({.name = "second"});
    session.commit();
  }
  Session session = open();
  const auto total = select(func::sum(Entry::c.amount)).where(Entry::c.account_id == Account::c.id);
  const auto query =
      select<Account>(func::coalesce(total.scalar_subquery(), Decimal::parse("0.00")),
                      Account::c.balance, Account::c.standing)
          .order_by(Account::c.id)
          .options(joinedload(Account::c.entries));
  std::vector<std::string> seen;
  for (auto [account, sum, balance, standing] : session.execute(query))
    seen.push_back(account.name() + ' ' + sum.to_string() + ' ' + balance.to_string() +
                   (standing == ledger::Standing::good ? " good" : ""));
  EXPECT_THAT(seen, ElementsAre("first 3.75 0.00 good", "second 0.00 0.00 good"));
}

}  // namespace
}  // namespace orp::tests
