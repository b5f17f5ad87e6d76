// SPDX-License-Identifier: MIT
// Values that do not fit: refused before they are sent, alike on every database.
#include <limits>
#include <utility>

#include "bad_input.hpp"

namespace orp::tests {
namespace {

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
    EXPECT_THAT(error->message(), HasSubstr(std::string("accounts.") + column + ": "));
    EXPECT_EQ(error->entity(), "Account") << error->what();
    EXPECT_EQ(error->columns(), std::vector<std::string>{column});
    EXPECT_FALSE(error->hint().empty());
    EXPECT_EQ(refused.entity_state(), EntityState::pending);
    expect_recovery(session, column);
  }
  /// The same when the value is set on an object that has a row.
  template <class Set>
  void expect_change_refused(const Set& set, const char* code) {
    Session session = open();
    Account& cash = session.get_one<Account>(1);
    set(cash);
    const auto error = error_of<DataError>([&] { session.commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code);
    EXPECT_EQ(error->key(), "(1)");
    expect_recovery(session, "Account (1)");
    EXPECT_EQ(cash.name(), "cash");
  }
};
ORPIMENT_ON_EACH_DATABASE(RefusedValue);

TEST_P(RefusedValue, is_a_decimal_with_too_many_digits) {
  expect_refused({.name = "bad", .balance = "1000000.00"_dec}, "ORP-2204", "balance");
  expect_change_refused([](Account& cash) { cash.set_balance("1000000.00"_dec); }, "ORP-2204");
}
TEST_P(RefusedValue, is_a_decimal_with_too_many_digits_after_the_point) {
  expect_refused({.name = "bad", .balance = "1.005"_dec}, "ORP-2204", "balance");
  expect_change_refused([](Account& cash) { cash.set_balance("1.005"_dec); }, "ORP-2204");
}
TEST_P(RefusedValue, is_a_text_that_is_too_long) {
  expect_refused({.name = "eleven char"}, "ORP-2201", "name");
  expect_change_refused([](Account& cash) { cash.set_name("eleven char"); }, "ORP-2201");
}
TEST_P(RefusedValue, is_a_text_that_is_no_utf_8) {
  expect_refused({.name = "bad", .note = "a\xff"}, "ORP-2202", "note");
  expect_change_refused([](Account& cash) { cash.set_note("a\xff"); }, "ORP-2202");
}
TEST_P(RefusedValue, is_a_text_with_a_zero_byte) {
  expect_refused({.name = "bad", .note = std::string("a\0b", 3)}, "ORP-2203", "note");
  expect_change_refused([](Account& cash) { cash.set_note(std::string("a\0b", 3)); }, "ORP-2203");
}

// value_fault.hpp, rule 2.
TEST_P(RefusedValue, is_not_shown_by_its_message) {
  Session session = open();
  session.add<Account>({.name = "bad", .balance = "123456789.00"_dec});
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(std::string(error->what()).find("123456789"), std::string::npos) << error->what();
}

TEST_P(RefusedValue, in_a_question_is_no_reason_to_roll_back) {
  Session session = open();
  Account& kept = session.add<Account>({.name = "kept"});
  const auto ask = [&](const std::string& note) {
    return error_of<DataError>(
        [&] { session.scalars(select<Account>().where(Account::c.note == note)); });
  };
  EXPECT_EQ(ask("a\xff")->code(), "ORP-2202");
  EXPECT_EQ(ask(std::string("a\0b", 3))->code(), "ORP-2203");
  EXPECT_EQ(error_of<DataError>([&] { session.get<Currency>("a\xff"); })->code(), "ORP-2202");
  session.commit();
  EXPECT_EQ(kept.name(), "kept");
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(2));
}

TEST_P(RefusedValue, is_none_of_ten_characters_in_more_bytes) {
  Session session = open();
  session.add<Account>({.name = "ääääääääää"});
  session.commit();
  EXPECT_THAT(session.scalars(select<Account>()).all(), SizeIs(2));
}

TEST_P(RefusedValue, is_a_number_that_is_none) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (is_sqlite()) return expect_refused({.name = "odd", .rate = nan}, "ORP-2205", "rate");
  Session session = open();
  Account& odd = session.add<Account>({.name = "odd", .rate = nan});
  session.commit();
  EXPECT_NE(odd.rate(), odd.rate()) << "PostgreSQL stores it";
}

}  // namespace
}  // namespace orp::tests
