// SPDX-License-Identifier: MIT
// Values as programs give them: they mean the same in their column, or are told at once.
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "bad_input.hpp"
#include "everything/model.hpp"

namespace orp::tests {
namespace {

using everything::Fallback;

constexpr std::uint64_t greatest = std::numeric_limits<std::uint64_t>::max();

template <class Action>
void expect_misfit(const Action& give, const std::string& message, const char* code = "ORP-2208") {
  const auto error = error_of<DataError>(give);
  ASSERT_TRUE(error) << message;
  EXPECT_EQ(error->code(), code);
  EXPECT_EQ(error->message(), message);
  EXPECT_FALSE(error->hint().empty());
}

class GivenValue : public BadInput {
 protected:
  void SetUp() override {
    BadInput::SetUp();
    set_up(everything::metadata());
  }
};
ORPIMENT_ON_EACH_DATABASE(GivenValue);

TEST_P(GivenValue, an_integer_of_any_type_is_taken_where_it_fits) {
  enum { some = 7 };
  const struct { unsigned bits : 3; } field{5};
  static constexpr std::integral_constant<long, -32768> least;
  Session session = open();
  Account& cash = session.get_one<Account>(1u);
  const auto expect_rank = [&](int rank) {
    session.commit();
    EXPECT_EQ(cash.rank(), rank);
  };
  cash.set_rank(std::int64_t{32767});
  expect_rank(32767);
  cash.set_rank(std::uint8_t{200});
  expect_rank(200);
  cash.set_rank(some);
  expect_rank(7);
  cash.set_rank(field.bits);
  expect_rank(5);
  cash.set_quota(std::optional<std::uint64_t>(2147483647));
  cash.set_rate(1LL << 53);
  session.commit();
  EXPECT_EQ(cash.quota(), 2147483647);
  EXPECT_EQ(cash.rate(), 9007199254740992.0);
  EXPECT_EQ(Given<std::int16_t>(least).take(), -32768);
}

TEST_P(GivenValue, an_optional_is_its_value_in_sql_or_NULL) {
  Session session = open();
  const auto value = [&](const auto& expression) {
    return session.scalars(select(expression).where(Account::c.id == 1)).one();
  };
  EXPECT_EQ(value(literal(std::optional<int>(5))), 5);
  EXPECT_EQ(value(literal(std::optional<int>())), std::nullopt);
  EXPECT_EQ(value(literal(std::optional<std::string>("a"))), "a");
  EXPECT_EQ(value(literal(std::optional(everything::Mood::ok))), everything::Mood::ok);
  EXPECT_EQ(value(literal(std::optional(Decimal::parse("12.345")))), Decimal::parse("12.345"));
  EXPECT_EQ(
      value(
          text(":mood").bind("mood", std::optional(everything::Mood::sad)).as<everything::Mood>()),
      everything::Mood::sad);
  EXPECT_EQ(value(func::coalesce(literal(std::optional<int>()), std::optional<int>())),
            std::nullopt);
  EXPECT_EQ(value(func::coalesce(literal(std::optional<int>()), std::optional<int>(), 7)), 7);
}

TEST_P(GivenValue, a_case_may_be_NULL_where_a_branch_may) {
  Session session = open();
  const auto is_cash = Account::c.id == 1;
  const auto value = [&](const auto& expression) {
    return session.scalars(select(expression).where(is_cash)).one();
  };
  session.execute(update<Account>().where(is_cash).set(Account::c.quota = nullptr));
  const auto none = case_().when(is_cash, std::optional<int>()).else_(5);
  static_assert(std::is_same_v<decltype(none)::value_type, std::optional<std::int32_t>>);
  EXPECT_EQ(value(none), std::nullopt);
  EXPECT_EQ(value(case_().when(is_cash, std::optional<int>(4))), 4);
  EXPECT_EQ(value(case_().when(!is_cash, 5).else_(Account::c.quota)), std::nullopt);
  EXPECT_EQ(value(case_().when(!is_cash, 5).when(is_cash, Account::c.quota).else_(6)),
            std::nullopt);
  static_assert(
      std::is_same_v<decltype(case_().when(is_cash, 5).else_(6))::value_type, std::int32_t>);
}

// given.hpp, rule 2.
TEST_P(GivenValue, a_setter_refuses_an_integer_that_does_not_fit) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  expect_misfit([&] { cash.set_rank(100000); }, "Account.rank: 100000 does not fit an int16");
  expect_misfit([&] { cash.set_rank(-32769L); }, "Account.rank: -32769 does not fit an int16");
  expect_misfit([&] { cash.set_quota(5'000'000'000); },
                "Account.quota: 5000000000 does not fit an int32");
  expect_misfit([&] { cash.set_quota(std::optional(4294967295u)); },
                "Account.quota: 4294967295 does not fit an int32");
  expect_misfit([&] { cash.set_id(greatest); },
                "Account.id: 18446744073709551615 does not fit an int64");
  EXPECT_FALSE(session.is_modified(cash));
  const auto error = error_of<DataError>([&] { cash.set_quota(greatest); });
  EXPECT_EQ(error->entity(), "Account");
  EXPECT_EQ(error->table(), "accounts");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"quota"});
}

TEST_P(GivenValue, a_number_that_a_floating_point_column_cannot_hold) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  expect_misfit([&] { cash.set_rate((1LL << 53) + 1); },
                "Account.rate: 9007199254740993 does not fit a double");
  expect_misfit([&] { cash.set_rate(greatest); },
                "Account.rate: 18446744073709551615 does not fit a double");
  Fallback& row = session.add<Fallback>({});
  expect_misfit([&] { row.set_single(1e39); }, "Fallback.single: 1e+39 does not fit a float");
  expect_misfit([&] { row.set_single(-1e-60); }, "Fallback.single: -1e-60 does not fit a float");
  expect_misfit([&] { row.set_single(16777217); },
                "Fallback.single: 16777217 does not fit a float");
  row.set_single(0.1);  // the nearest float
  EXPECT_EQ(row.single(), 0.1F);
  row.set_single(std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isinf(row.single()));
  row.set_single(-16777216);
  EXPECT_EQ(row.single(), -16777216.0F);
  row.set_boolean(std::vector<bool>{true}[0]);
  session.commit();
  EXPECT_TRUE(row.boolean());
}

TEST_P(GivenValue, new_refuses_what_setters_refuse_and_the_session_stays_as_it_was) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  expect_misfit([&] { session.add<Account>({.name = "bad", .rank = 100000}); },
                "Account.rank: 100000 does not fit an int16");
  expect_misfit([&] { session.add<Account>({.name = "bad", .quota = 5'000'000'000}); },
                "Account.quota: 5000000000 does not fit an int32");
  expect_misfit([&] { cash.entries().add({.id = greatest, .amount = 1}); },
                "Entry.id: 18446744073709551615 does not fit an int64");
  expect_misfit([&] { session.add<Entry>({.amount = 1, .account_id = greatest, .account = cash}); },
                "Entry.account_id: 18446744073709551615 does not fit an int64");
  EXPECT_THAT(session.new_(), IsEmpty());
  EXPECT_THAT(session.dirty(), IsEmpty());
  EXPECT_THAT(cash.entries(), SizeIs(1));
  session.commit();
  expect_unchanged(session);
}

// given.hpp, rule 2.
TEST_P(GivenValue, a_null_pointer_is_no_text) {
  const char* const none = nullptr;
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  const std::string told = "a null pointer is given where a text is needed";
  const auto refused = [&](const auto& give, const std::string& column = "") {
    expect_misfit(give, column + told, "ORP-2211");
  };
  refused([&] { cash.set_name(none); }, "Account.name: ");
  refused([&] { cash.set_note(none); }, "Account.note: ");
  refused([&] { session.add<Account>({.name = none}); }, "Account.name: ");
  refused([&] { session.add<Account>({.name = "x", .note = none}); }, "Account.note: ");
  refused([&] { static_cast<void>(Account::c.name = none); }, "Account.name: ");
  refused([&] { static_cast<void>(session.get<Currency>(none)); }, "Currency.code: ");
  refused([&] { static_cast<void>(Account::c.name == none); });
  refused([&] { static_cast<void>(none != Account::c.note); });
  refused([&] { static_cast<void>(Account::c.name.in_({"a", none})); });
  refused([&] { static_cast<void>(Account::c.name.like(none)); });
  refused([&] { static_cast<void>(Account::c.name.contains(none)); });
  refused([&] { static_cast<void>(Account::c.name.between("a", none)); });
  refused([&] { static_cast<void>(Account::c.name + none); });
  refused([&] { static_cast<void>(func::coalesce(Account::c.note, none)); });
  refused([&] { static_cast<void>(literal(none)); });
  refused([&] { static_cast<void>(text("note = :a").bind("a", none)); });
  refused([&] { static_cast<void>(unsafe_text(none)); });
  EXPECT_THAT(session.new_(), IsEmpty());
  expect_unchanged(session);
}

TEST_P(GivenValue, nullptr_and_nullopt_are_null) {
  Session session = open();
  Account& cash = session.get_one<Account>(1);
  Account& other = session.add<Account>({.name = "other", .note = nullptr, .region = nullptr});
  cash.set_note("some");
  session.commit();
  EXPECT_EQ(other.note(), std::nullopt);
  EXPECT_EQ(other.region(), std::nullopt);
  cash.set_note(nullptr);
  cash.set_quota(nullptr);
  cash.set_region(std::nullopt);
  session.commit();
  EXPECT_EQ(cash.note(), std::nullopt);
  EXPECT_EQ(cash.quota(), std::nullopt);
  session.execute(update<Account>().set(Account::c.note = "x").all_rows());
  session.execute(update<Account>().where(Account::c.id == 1).set(Account::c.note = nullptr));
  EXPECT_THAT(session.scalars(select(Account::c.id).where(Account::c.note == nullptr)).all(),
              ElementsAre(1));
}

TEST_P(GivenValue, statements_refuse_what_setters_refuse) {
  expect_misfit([] { static_cast<void>(Account::c.rank = 100000); },
                "Account.rank: 100000 does not fit an int16");
  expect_misfit([] { static_cast<void>(Account::c.quota = std::optional(5'000'000'000)); },
                "Account.quota: 5000000000 does not fit an int32");
  expect_misfit([] { static_cast<void>(Fallback::c.single = 1e39); },
                "Fallback.single: 1e+39 does not fit a float");
  expect_misfit([] { static_cast<void>(Account::c.id == greatest); },
                "18446744073709551615 does not fit an int64");
  expect_misfit([] { static_cast<void>(Account::c.id.in_({greatest})); },
                "18446744073709551615 does not fit an int64");
  expect_misfit([] { static_cast<void>(literal(greatest)); },
                "18446744073709551615 does not fit an int64");
  expect_misfit([] { static_cast<void>(select<Account>().limit(greatest)); },
                "18446744073709551615 does not fit an int64");
  expect_misfit([] { static_cast<void>(Fallback::c.single == 1e39); },
                "1e+39 does not fit a float");
  expect_misfit([] { static_cast<void>(Account::c.rate.in_({(1LL << 53) + 1})); },
                "9007199254740993 does not fit a double");
  expect_misfit([] { static_cast<void>(cast<Decimal>(Account::c.rank, 300, 2)); },
                "a statement asks for a decimal(300, 2)", "ORP-2002");
  Session session = open();
  EXPECT_THAT(session.scalars(select(Account::c.id).where(Account::c.rank < 100000)).all(),
              ElementsAre(1))
      << "a comparison needs no value that the column could hold";
  const auto none = session.scalars(select<Account>().limit(std::optional<int>(0)));
  EXPECT_TRUE(none.empty());
}

TEST_P(GivenValue, a_key_that_its_column_cannot_hold) {
  Session session = open();
  expect_misfit([&] { session.get<Account>(greatest); },
                "Account.id: 18446744073709551615 does not fit an int64");
  EXPECT_NE(session.get<Account>(std::uint8_t{1}), nullptr);
  EXPECT_EQ(session.get<Currency>(std::string_view("EUR")), nullptr);
}

}  // namespace
}  // namespace orp::tests
