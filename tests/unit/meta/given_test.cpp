// SPDX-License-Identifier: MIT
#include "orpiment/meta/given.hpp"

#include <atomic>
#include <bitset>
#include <cmath>
#include <filesystem>
#include <limits>

#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using detail::is_meant;

template <class T, class U>
void expect_misfit(const U& value, const std::string& message) {
  const auto error = error_of<DataError>([&] { Given<T>(value).take(); });
  ASSERT_TRUE(error) << message;
  EXPECT_EQ(error->message(), message);
}

// given.hpp, rule 1.
TEST(Given, means_the_same_or_does_not_compile) {
  struct Explicit {
    explicit operator bool() const { return true; }
  };
  struct Text {
    operator const char*() const { return "x"; }
  };
  enum Unscoped { one };
  enum class Scoped { one };
  static_assert(is_meant<bool, bool>() && is_meant<bool, std::vector<bool>::reference>());
  static_assert(is_meant<bool, std::atomic<bool>&>() && is_meant<bool, std::true_type>());
  static_assert(is_meant<bool, std::bitset<2>::reference>());
  static_assert(!is_meant<bool, int>() && !is_meant<bool, const char*>());
  static_assert(!is_meant<bool, Explicit>() && !is_meant<bool, Text>());
  static_assert(!is_meant<bool, std::string>() && !is_meant<bool, double>());
  static_assert(!is_meant<bool, std::optional<bool>>() && !is_meant<bool, Unscoped>());
  static_assert(is_meant<int, Unscoped>() && !is_meant<int, Scoped>());
  static_assert(is_meant<int, std::int8_t>() && is_meant<int, std::uint64_t>());
  static_assert(!is_meant<int, float>() && !is_meant<int, bool>() && !is_meant<int, char>());
  static_assert(!is_meant<int, char8_t>() && !is_meant<int, wchar_t>());
  static_assert(!is_meant<int, std::vector<bool>::reference>() && !is_meant<int, Text>());
  static_assert(is_meant<double, int>() && is_meant<double, long double>());
  static_assert(!is_meant<double, bool>() && !is_meant<float, char>());
  static_assert(is_meant<std::string, const char*>() && is_meant<std::string, std::string_view>());
  static_assert(is_meant<std::string, const char(&)[3]>());
  static_assert(!is_meant<std::string, std::nullptr_t>() && !is_meant<std::string, int>());
  static_assert(!is_meant<std::string, char>());
  static_assert(is_meant<std::optional<bool>, std::nullptr_t>());
  static_assert(is_meant<std::optional<bool>, std::optional<bool>&>());
  static_assert(!is_meant<std::optional<bool>, const char*>());
  static_assert(!is_meant<std::optional<bool>, std::optional<int>>());
  static_assert(!is_meant<std::optional<int>, std::optional<double>>());
}

// given.hpp, rule 2.
TEST(Given, is_checked_against_the_range_of_its_type) {
  EXPECT_EQ(Given<std::uint16_t>(65535).take(), 65535);
  EXPECT_EQ(Given<std::int64_t>(std::numeric_limits<std::int64_t>::min()).take(),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(Given<std::optional<std::int16_t>>(std::optional<long>(7)).take(), 7);
  EXPECT_EQ(Given<std::optional<std::int16_t>>(std::optional<long>()).take(), std::nullopt);
  expect_misfit<std::uint16_t>(65536, "65536 does not fit the C++ type of its column");
  expect_misfit<std::uint16_t>(-1, "-1 does not fit the C++ type of its column");
  expect_misfit<std::optional<std::int16_t>>(std::optional(40000), "40000 does not fit an int16");
  expect_misfit<std::int32_t>(~0ULL, "18446744073709551615 does not fit an int32");
}

TEST(Given, is_the_number_itself_or_the_nearest_fraction) {
  EXPECT_EQ(Given<float>(0.1).take(), 0.1F);
  EXPECT_EQ(Given<float>(-16777216).take(), -16777216.0F);
  EXPECT_EQ(Given<double>(std::numeric_limits<std::int64_t>::min()).take(), -0x1p63);
  EXPECT_EQ(Given<float>(std::numeric_limits<double>::infinity()).take(),
            std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(Given<float>(std::nan("")).take()));
  EXPECT_EQ(Given<float>(0.0).take(), 0.0F);
  expect_misfit<float>(1e39, "1e+39 does not fit a float");
  expect_misfit<float>(1e-60, "1e-60 does not fit a float");
  expect_misfit<float>(16777217, "16777217 does not fit a float");
  expect_misfit<double>(std::numeric_limits<std::int64_t>::max(),
                        "9223372036854775807 does not fit a double");
}

TEST(Given, is_a_text_of_any_kind) {
  EXPECT_EQ(Given<std::string>("Ann").take(), "Ann");
  EXPECT_EQ(Given<std::string>(std::string_view("a\0b", 3)).take(), std::string("a\0b", 3));
  EXPECT_EQ(Given<std::string>(std::filesystem::path("a/b")).take(), "a/b");
  EXPECT_EQ(Given<std::optional<std::string>>(nullptr).take(), std::nullopt);
  const char* const none = nullptr;
  expect_misfit<std::string>(none, "a null pointer is given where a text is needed");
  expect_misfit<std::optional<std::string>>(none, "a null pointer is given where a text is needed");
}

}  // namespace
}  // namespace orp::tests
