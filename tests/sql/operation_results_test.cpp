// SPDX-License-Identifier: MIT
// Operations that each database spells in a way of its own give the same on every one.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::Field;
using orp::select;

template <class T>
using Values = std::vector<T>;
using Int = std::optional<std::int32_t>;

constexpr auto none = std::nullopt;

class OperationResults : public ResultsTest {
 protected:
  void SetUp() override {
    add_user(1, "Ann", 12, "1969-12-31T23:59:59.999999Z");
    add_user(2, "bob", none, "2024-02-29T12:30:05.000001Z");
    add_user(-3, "Cid", -7, "2021-01-03T00:00:00Z");
  }

  void add_user(std::int64_t id, const char* name, Int age, const char* time) {
    const auto created = orp::TimestampTz::parse(time);
    run(orp::insert<User>().values(User::c.id = id, User::c.name = name, User::c.email = name,
                                   User::c.age = age, User::c.created_at = created,
                                   User::c.updated_at = created));
  }
  void add_order(std::int64_t id, const char* due) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = 1, Order::c.total = 1,
                                    Order::c.status = Status::open,
                                    Order::c.due = orp::Date::parse(due)));
  }
  /// In the order of names: Ann, Cid, bob.
  template <class T>
  Values<T> of_users(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).order_by(User::c.name.collate(binary())))
        .scalars();
  }
  const char* binary() const { return is_sqlite() ? "BINARY" : "C"; }
  Values<std::string> names(const orp::Predicate& condition) {
    return connection_
        .execute(select(User::c.name).where(condition).order_by(User::c.name.collate(binary())))
        .scalars();
  }
};

TEST_P(OperationResults, calculate_with_bits) {
  using Ints = Values<Int>;
  EXPECT_EQ(of_users(User::c.age.bitwise_and(6)), (Ints{4, 0, none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_or(3)), (Ints{15, -5, none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_xor(5)), (Ints{9, -4, none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_xor(User::c.age)), (Ints{0, 0, none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_not()), (Ints{-13, 6, none}));
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(of_users(User::c.id.bitwise_xor(least)),
            (Values<std::int64_t>{least + 1, -3 - least, least + 2}));
}

TEST_P(OperationResults, shift_in_64_bits) {
  using Longs = Values<std::optional<std::int64_t>>;
  EXPECT_EQ(of_users(User::c.age.bitwise_lshift(40)), (Longs{12LL << 40, -7 * (1LL << 40), none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_rshift(1)), (Longs{6, -4, none}));
  EXPECT_EQ(of_users(User::c.age.bitwise_rshift(63)), (Longs{0, -1, none}));
  EXPECT_EQ(names(User::c.age.bitwise_rshift(User::c.id + 1) == 3), (Values<std::string>{"Ann"}));
}

TEST_P(OperationResults, extract_parts_of_a_timestamp) {
  using Ints = Values<std::int32_t>;
  const auto& at = User::c.created_at;
  EXPECT_EQ(of_users(orp::extract(Field::year, at)), (Ints{1969, 2021, 2024}));
  EXPECT_EQ(of_users(orp::extract(Field::quarter, at)), (Ints{4, 1, 1}));
  EXPECT_EQ(of_users(orp::extract(Field::month, at)), (Ints{12, 1, 2}));
  EXPECT_EQ(of_users(orp::extract(Field::day, at)), (Ints{31, 3, 29}));
  EXPECT_EQ(of_users(orp::extract(Field::hour, at)), (Ints{23, 0, 12}));
  EXPECT_EQ(of_users(orp::extract(Field::minute, at)), (Ints{59, 0, 30}));
  EXPECT_EQ(of_users(orp::extract(Field::second, at)), (Ints{59, 0, 5}));
  EXPECT_EQ(of_users(orp::extract(Field::microsecond, at)), (Ints{999999, 0, 1}));
  EXPECT_EQ(of_users(orp::extract(Field::day_of_week, at)), (Ints{3, 0, 4}));
  EXPECT_EQ(of_users(orp::extract(Field::day_of_year, at)), (Ints{365, 3, 60}));
  EXPECT_EQ(of_users(orp::extract(Field::iso_year, at)), (Ints{1970, 2020, 2024}));
  EXPECT_EQ(of_users(orp::extract(Field::iso_week, at)), (Ints{1, 53, 9}));
  EXPECT_EQ(of_users(orp::extract_epoch(at)),
            (Values<std::int64_t>{-1, 1'609'632'000, 1'709'209'805}));
}

TEST_P(OperationResults, extract_parts_of_dates_and_times_of_day) {
  add_order(1, "0001-02-03");
  add_order(2, "9999-12-31");
  const auto parts = connection_
                         .execute(select(orp::extract(Field::year, Order::c.due),
                                         orp::extract(Field::day_of_year, Order::c.due))
                                      .order_by(Order::c.id))
                         .all();
  EXPECT_EQ(parts, (Values<std::tuple<Int, Int>>{{1, 34}, {9999, 365}}));
  const auto time = orp::cast<orp::Time>(User::c.created_at);
  EXPECT_EQ(of_users(orp::extract(Field::hour, time)), (Values<std::int32_t>{23, 0, 12}));
  EXPECT_EQ(of_users(orp::extract(Field::microsecond, time)), (Values<std::int32_t>{999999, 0, 1}));
}

TEST_P(OperationResults, compare_by_a_collation) {
  EXPECT_EQ(names(User::c.name.collate(binary()) < "b"), (Values<std::string>{"Ann", "Cid"}));
}

TEST_P(OperationResults, lie_between_either_end_and_the_other) {
  EXPECT_EQ(names(User::c.age.between_symmetric(20, 0)), (Values<std::string>{"Ann"}));
  EXPECT_EQ(names(User::c.age.between_symmetric(0, -20)), (Values<std::string>{"Cid"}));
  EXPECT_EQ(names(!User::c.age.between_symmetric(0, -20)), (Values<std::string>{"Ann"}));
}

TEST_P(OperationResults, are_read_as_another_type) {
  const auto json = orp::type_coerce<std::string>(User::c.name);
  EXPECT_EQ(of_users(json), (Values<std::string>{"Ann", "Cid", "bob"}));
}

TEST_P(OperationResults, take_an_operator_of_the_programs_own) {
  EXPECT_EQ(names(User::c.id.op<std::int64_t>("%")(2) == 0), (Values<std::string>{"bob"}));
}

TEST_P(OperationResults, match_regular_expressions) {
  EXPECT_EQ(names(User::c.name.regexp_match("^.n")), (Values<std::string>{"Ann"}));
  EXPECT_EQ(names(User::c.name.regexp_match("b|[[:upper:]]i?d")),
            (Values<std::string>{"Cid", "bob"}));
  EXPECT_EQ(names(User::c.name.regexp_match("^\\w{3}$")),
            (Values<std::string>{"Ann", "Cid", "bob"}));
  EXPECT_EQ(names(User::c.name.regexp_imatch("^B|^C")), (Values<std::string>{"Cid", "bob"}));
  EXPECT_EQ(names(!User::c.name.regexp_match("n+$")), (Values<std::string>{"Cid", "bob"}));
  EXPECT_EQ(names(User::c.name.regexp_match(User::c.email)),
            (Values<std::string>{"Ann", "Cid", "bob"}));
  EXPECT_THROW(names(User::c.name.regexp_match("(")), orp::DataError);
}

TEST_P(OperationResults, replace_what_matches) {
  EXPECT_EQ(of_users(User::c.name.regexp_ireplace("([BN])", "<\\1>")),
            (Values<std::string>{"A<n><n>", "Cid", "<b>o<b>"}));
  const auto replaced = [&](const char* text, const char* pattern, const char* by) {
    return connection_.execute(select(orp::literal(std::string(text)).regexp_replace(pattern, by)))
        .scalar_one();
  };
  EXPECT_EQ(replaced("2024-05-31", "(\\d+)-(\\d+)-(\\d+)", "\\3.\\2.\\1"), "31.05.2024");
  EXPECT_EQ(replaced("Größe ß", "[öß]", "[\\&]"), "Gr[ö][ß]e [ß]");
  EXPECT_EQ(replaced("xab", "x*", "-"), "--a-b-") << "also where nothing is";
  EXPECT_EQ(replaced("aab", "^a", "b"), "bab") << "once";
  EXPECT_EQ(replaced("abcd", "a|ab|abcd", "<\\&>"), "<abcd>") << "the longest";
  EXPECT_EQ(replaced("abcd", "(a|ab)(c|bcd)(d*)", "<\\1|\\2|\\3>"), "<ab|c|d>");
  EXPECT_EQ(replaced("abab", "(a|b)*", "<\\1>"), "<b><>") << "the last time";
  EXPECT_EQ(replaced("ac", "a(b)?c", "<\\1|\\2>"), "<|>") << "a group of nothing, and none";
  EXPECT_EQ(replaced("a", "a", "\\\\-\\x-\\"), "\\-\\x-\\");
  EXPECT_EQ(replaced("", "a*", "x"), "x");
  const auto nothing = orp::literal(std::optional<std::string>());
  EXPECT_EQ(of_users(User::c.name.regexp_replace(nothing, "x")).front(), std::nullopt);
}

TEST_P(OperationResults, replace_as_much_as_there_is) {
  const auto short_ones = User::c.name.regexp_replace("n+?", "x");
  if (is_sqlite())
    EXPECT_THROW(of_users(short_ones), orp::Error) << "which is not known there";
  else
    EXPECT_EQ(of_users(short_ones), (Values<std::string>{"Axx", "Cid", "bob"}));
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(OperationResults);

}  // namespace
