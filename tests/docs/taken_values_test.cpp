// SPDX-License-Identifier: MIT
// "What a column takes" of docs/guide/values.md: a test a row, which cites it. What does not
// compile is asked of the rule itself here; tests/compile_fail/given_values.cpp tries it.
#include <limits>

#include <gtest/gtest.h>

#include "docs/page_table.hpp"
#include "kept/model.hpp"
#include "orpiment/orpiment.hpp"

namespace orp::tests {
namespace {

using detail::is_meant;
using detail::null_is_meant;
using kept::Mood;
using namespace orp::literals;

/// The page has the row, word for word.
void cite(const std::string& column, const std::string& takes, const std::string& refuses) {
  for (const std::vector<std::string>& row : page_table("values.md", "What a column takes"))
    if (row.at(0) == column) {
      EXPECT_EQ(row.at(1), takes);
      EXPECT_EQ(row.at(2), refuses);
      return;
    }
  ADD_FAILURE() << "no row " << column;
}

template <class T, class X>
T given(X&& value) {
  return Given<T>(std::forward<X>(value)).take();
}

enum Unscoped { seven = 7 };
struct TwoNumbers {
  operator int() const { return 1; }
  operator double() const { return 1; }
};

TEST(TakenValues, rows_are_all_tested) {
  EXPECT_EQ(page_table("values.md", "What a column takes").size(), 8U);
}

TEST(TakenValues, of_integers) {
  cite("integers",
       "every integer, signed or not, and enumerators of an unscoped `enum`; checked against the "
       "range",
       "a `double`, a `bool`, a character, a class that turns into several kinds of numbers");
  EXPECT_EQ(given<std::int16_t>(7ULL), 7);
  EXPECT_EQ(given<std::int64_t>(seven), 7);
  EXPECT_THROW(given<std::int16_t>(40'000), DataError);
  EXPECT_THROW(given<std::int64_t>(std::numeric_limits<std::uint64_t>::max()), DataError);
  static_assert(!is_meant<std::int32_t, double>() && !is_meant<std::int32_t, bool>() &&
                !is_meant<std::int32_t, char>() && !is_meant<std::int32_t, TwoNumbers>());
}

TEST(TakenValues, of_floating_point_numbers) {
  cite("`float`, `double`",
       "every integer that the type has exactly (9007199254740993 is none of a `double`), every "
       "floating point number",
       "numbers that would become infinity or zero: a `DataError`. A decimal fraction is the "
       "nearest number that "
       "the type has, as in C++");
  EXPECT_EQ(given<double>(9007199254740992), 9007199254740992.0);
  EXPECT_THROW(given<double>(9007199254740993), DataError);
  EXPECT_EQ(given<float>(0.1), 0.1F);
  EXPECT_THROW(given<float>(1e300), DataError);
  EXPECT_THROW(given<float>(1e-300), DataError);
}

TEST(TakenValues, of_booleans) {
  cite("`bool`", "a `bool`, an element of a `std::vector<bool>`",
       "numbers, pointers, texts: `\"false\"` is not false");
  EXPECT_TRUE(given<bool>(std::vector<bool>{true}[0]));
  static_assert(!is_meant<bool, int>() && !is_meant<bool, int*>() &&
                !is_meant<bool, const char*>());
}

TEST(TakenValues, of_texts) {
  cite("`string`, `text`", "`std::string`, `std::string_view`, literals, `const char*`",
       "a null pointer: a `DataError`, also where NULL may be");
  EXPECT_EQ(given<std::string>(std::string("a")), "a");
  EXPECT_EQ(given<std::string>(std::string_view("a")), "a");
  EXPECT_EQ(given<std::string>("a"), "a");
  const char* const none = nullptr;
  EXPECT_THROW(given<std::string>(none), DataError);
  EXPECT_THROW(given<std::optional<std::string>>(none), DataError);
}

TEST(TakenValues, of_what_may_be_null) {
  cite("any that may be NULL", "that, a `std::optional` of it, `std::nullopt` and `nullptr`", "");
  using Maybe = std::optional<std::int32_t>;
  EXPECT_EQ(given<Maybe>(1), 1);
  EXPECT_EQ(given<Maybe>(std::optional(1)), 1);
  EXPECT_EQ(given<Maybe>(std::nullopt), std::nullopt);
  EXPECT_EQ(given<Maybe>(nullptr), std::nullopt);
}

TEST(TakenValues, of_what_may_not_be_null) {
  cite("any that may not be NULL", "",
       "NULL in any form: `nullptr`, `std::nullopt`, a `std::optional`");
  static_assert(!null_is_meant<std::string, std::nullptr_t> &&
                !null_is_meant<std::int32_t, std::nullopt_t> &&
                !is_meant<std::int32_t, std::optional<std::int32_t>>() &&
                !is_meant<std::string, std::optional<std::string>>());
}

TEST(TakenValues, of_decimals) {
  cite("a `decimal`", "integers, `orp::Decimal`", "a `double`");
  EXPECT_EQ(given<Decimal>(12), 12);
  EXPECT_EQ(given<Decimal>("12.5"_dec), "12.5"_dec);
  static_assert(!is_meant<Decimal, double>());
}

TEST(TakenValues, of_other_types) {
  cite("any other type", "that type", "");
  EXPECT_EQ(given<Mood>(Mood::ok), Mood::ok);
  static_assert(!is_meant<Mood, int>() && !is_meant<Date, const char*>() &&
                !is_meant<Uuid, std::string>());
}

}  // namespace
}  // namespace orp::tests
