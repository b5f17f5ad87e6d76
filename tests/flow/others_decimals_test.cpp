// SPDX-License-Identifier: MIT
// Decimals that another program has written: what is none, or none of the column, is refused
// wherever it stands.
#include <forms/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace forms;

Decimal dec(const char* text) { return Decimal::parse(text); }

class OthersDecimals : public FlowTest {
 protected:
  OthersDecimals() { set_up(forms::metadata()); }

  static void add(Session& session, const char* value) {
    const Decimal price = dec(value);
    session.add<Price>({.plain = price,
                        .as_scaled = price,
                        .as_text = price,
                        .as_real = price,
                        .as_numeric = price});
  }
};
ORPIMENT_ON_EACH_DATABASE(OthersDecimals);

// What a SELECT refuses no calculation guesses at.
TEST_P(OthersDecimals, that_are_none_are_refused_wherever_they_stand) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  run("DROP TABLE prices");
  run("CREATE TABLE prices (id INTEGER PRIMARY KEY, \"plain\" INTEGER /* decimal(12,2) */, "
      "as_scaled INTEGER, as_text TEXT, as_real REAL, as_numeric NUMERIC, "
      "\"maybe\" INTEGER /* decimal(12,2) */, maybe_text TEXT, maybe_real REAL)");
  Session session = open();
  add(session, "1");
  session.commit();
  const auto expect_refused = [&](const char* change, const auto& column) {
    SCOPED_TRACE(change);
    run(std::string("UPDATE prices SET as_text = '1', as_real = 1, as_numeric = 1, ") + change);
    const auto all = [&](const auto& expression) {
      EXPECT_THROW(session.execute(select(expression)).all(), DataError);
    };
    all(column);
    all(func::sum(column));
    all(column + 1);
    all(func::coalesce(column, 0));
    EXPECT_THROW(session.execute(select(Price::c.id).where(column == Price::c.plain)).all(),
                 DataError);
    EXPECT_THROW(session.execute(update<Price>().all_rows().set(Price::c.plain = column)),
                 DataError);
    session.rollback();
  };
  expect_refused("as_text = '12,5'", Price::c.as_text);
  expect_refused("as_text = 'abc'", Price::c.as_text);
  expect_refused("as_text = '1.005'", Price::c.as_text);
  expect_refused("as_text = x'31'", Price::c.as_text);
  expect_refused("as_real = 2.675", Price::c.as_real);
  expect_refused("as_real = 1e17", Price::c.as_real);
  expect_refused("as_numeric = 1e17", Price::c.as_numeric);
  expect_refused("as_numeric = 'abc'", Price::c.as_numeric);
}

TEST_P(OthersDecimals, of_many_digits_that_a_column_makes_numbers_of_are_what_they_are) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  run("DROP TABLE amounts");
  run("CREATE TABLE amounts (id INTEGER PRIMARY KEY, part TEXT, whole TEXT, "
      "both TEXT, as_text NUMERIC)");
  run("INSERT INTO amounts (part, whole, both, as_text) VALUES ('0.50', '7', '1.0000000000', "
      "'12')");
  Session session = open();
  const auto value = [&](const auto& expression) {
    return session.scalars(select(expression)).one();
  };
  EXPECT_EQ(value(Amount::c.as_text), 12);
  EXPECT_EQ(value(func::coalesce(Amount::c.as_text, 0)), 12);
  EXPECT_EQ(value(case_().when(Amount::c.id > 0, Amount::c.as_text).else_(0)), 12);
  EXPECT_EQ(value(func::count()), 1);
  EXPECT_EQ(session.scalars(select(Amount::c.id).where(Amount::c.as_text == 12)).all().size(), 1U);
}

TEST_P(OthersDecimals, beyond_the_digits_of_their_column_are_not_written) {
  Session session = open();
  add(session, "1");
  session.commit();
  const auto expect_refused = [&](const auto& assignment) {
    EXPECT_THROW(session.execute(update<Price>().all_rows().set(assignment)), Error);
    session.rollback();
  };
  expect_refused(Price::c.as_real = Price::c.id * 10'000'000'000);
  expect_refused(Price::c.as_numeric = -Price::c.id * 10'000'000'000);
  expect_refused(Price::c.as_scaled = Price::c.id * 10'000'000'000);
  session.execute(update<Price>().all_rows().set(Price::c.as_real = dec("9999999999.99"),
                                                 Price::c.as_numeric = dec("-9999999999.99")));
  session.commit();
  EXPECT_EQ(session.scalars(select(Price::c.as_real)).one(), dec("9999999999.99"));
}

}  // namespace
}  // namespace orp::tests
