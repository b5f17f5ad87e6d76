// SPDX-License-Identifier: MIT
// Decimal beside arithmetic as it is done on paper: what fits 38 digits is never refused, and has
// as many digits after the point as it may.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "orpiment/base/decimal.hpp"
#include "orpiment/base/error.hpp"
#include "random_source.hpp"

namespace orp {
namespace {

/// A number of any length: its digits without zeros in front, and how many stand after the point.
struct OnPaper {
  std::string digits;
  int scale = 0;
  bool is_negative = false;
};

std::string without_leading_zeros(const std::string& digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

OnPaper on_paper(const Decimal& value) {
  std::string digits;
  for (const char c : value.to_string())
    if (c >= '0' && c <= '9') digits += c;
  return {without_leading_zeros(digits), value.scale(), value.is_negative()};
}

bool is_less(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// Digit by digit from the right; `digit_of(a, b)` may be below 0 or above 9.
template <class DigitOf>
std::string column_by_column(const std::string& a, const std::string& b, DigitOf digit_of) {
  std::string result;
  int carry = 0;
  for (std::size_t i = 1; i <= std::max(a.size(), b.size()) + 1; ++i) {
    const auto digit = [i](const std::string& n) {
      return i <= n.size() ? n[n.size() - i] - '0' : 0;
    };
    const int sum = digit_of(digit(a), digit(b)) + carry + 10;
    result += static_cast<char>('0' + sum % 10);
    carry = sum / 10 - 1;
  }
  std::reverse(result.begin(), result.end());
  return without_leading_zeros(result);
}

OnPaper sum_of(OnPaper a, OnPaper b) {
  const int scale = std::max(a.scale, b.scale);
  for (OnPaper* n : {&a, &b}) {
    if (!n->digits.empty()) n->digits.append(static_cast<std::size_t>(scale - n->scale), '0');
  }
  if (a.is_negative == b.is_negative)
    return {column_by_column(a.digits, b.digits, std::plus<>()), scale, a.is_negative};
  if (is_less(a.digits, b.digits)) std::swap(a, b);
  return {column_by_column(a.digits, b.digits, std::minus<>()), scale, a.is_negative};
}

OnPaper product_of(const OnPaper& a, const OnPaper& b) {
  std::string digits(a.digits.size() + b.digits.size(), '\0');
  for (std::size_t i = a.digits.size(); i-- > 0;) {
    int carry = 0;
    for (std::size_t j = b.digits.size(); j-- > 0;) {
      carry += (a.digits[i] - '0') * (b.digits[j] - '0') + digits[i + j + 1];
      digits[i + j + 1] = static_cast<char>(carry % 10);
      carry /= 10;
    }
    digits[i] = static_cast<char>(carry);
  }
  for (char& digit : digits) digit = static_cast<char>(digit + '0');
  return {without_leading_zeros(digits), a.scale + b.scale, a.is_negative != b.is_negative};
}

/// To the nearest with that scale, halves to the even neighbour.
OnPaper rounded(OnPaper n, int scale) {
  if (scale >= n.scale) {
    if (!n.digits.empty()) n.digits.append(static_cast<std::size_t>(scale - n.scale), '0');
    return {n.digits, scale, n.is_negative};
  }
  const auto cut = static_cast<std::size_t>(n.scale - scale);
  if (n.digits.size() < cut + 1) n.digits.insert(0, cut + 1 - n.digits.size(), '0');
  std::string kept = n.digits.substr(0, n.digits.size() - cut);
  const std::string rest = n.digits.substr(kept.size());
  const std::string half = '5' + std::string(cut - 1, '0');
  const bool is_odd = (kept.back() - '0') % 2 != 0;
  if (rest > half || (rest == half && is_odd)) kept = column_by_column(kept, "1", std::plus<>());
  return {without_leading_zeros(kept), scale, n.is_negative};
}

/// As many trailing zeros give way as must; nothing when it does not fit all the same.
std::optional<OnPaper> narrowed(OnPaper n) {
  while (n.digits.size() > 38 || n.scale > 38) {
    if (n.scale == 0 || (!n.digits.empty() && n.digits.back() != '0')) return std::nullopt;
    if (!n.digits.empty()) n.digits.pop_back();
    --n.scale;
  }
  return n;
}

std::string text_of(OnPaper n) {
  const auto scale = static_cast<std::size_t>(n.scale);
  const bool has_sign = n.is_negative && !n.digits.empty();
  if (n.digits.size() <= scale) n.digits.insert(0, scale + 1 - n.digits.size(), '0');
  if (scale > 0) n.digits.insert(n.digits.size() - scale, ".");
  return (has_sign ? "-" : "") + n.digits;
}

/// What a calculation gives, or "overflow".
template <class Calculate>
std::string outcome(Calculate calculate) {
  try {
    return calculate().to_string();
  } catch (const DataError& error) {
    return error.code() == "ORP-2003" ? "overflow" : error.what();
  }
}

std::string outcome_of(const std::optional<OnPaper>& n) { return n ? text_of(*n) : "overflow"; }

/// Lengths and scales at the edges of 64 and 128 bits, with runs of nines and of zeros.
class Extremes {
 public:
  int size() {
    static constexpr int edges[] = {0, 1, 2, 17, 18, 19, 20, 36, 37, 38};
    return random_.coin() ? edges[random_.integer(0, 9)] : static_cast<int>(random_.integer(0, 38));
  }
  Decimal decimal() {
    const int length = size();
    const auto zeros = random_.coin() ? 0 : random_.integer(0, length);
    const bool is_nines = random_.integer(0, 3) == 0;
    detail::Int128 coefficient = 0;
    for (int i = 0; i < length; ++i) {
      const std::int64_t digit = is_nines ? 9 : random_.integer(0, 9);
      coefficient = coefficient * 10 + (length - i <= zeros ? 0 : digit);
    }
    return Decimal::from_coefficient(random_.coin() ? -coefficient : coefficient, size());
  }

 private:
  test::RandomSource random_;
};

TEST(Decimal, calculates_as_on_paper) {
  Extremes extremes;
  int refused = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Decimal a = extremes.decimal();
    const Decimal b = extremes.decimal();
    OnPaper left = on_paper(a);
    OnPaper right = on_paper(b);
    const std::string sum = outcome([&] { return a + b; });
    const std::string product = outcome([&] { return a * b; });
    ASSERT_EQ(sum, outcome_of(narrowed(sum_of(left, right)))) << a << " + " << b;
    ASSERT_EQ(product, outcome_of(narrowed(product_of(left, right)))) << a << " * " << b;
    right.is_negative = !right.is_negative;
    const OnPaper difference = sum_of(left, right);
    ASSERT_EQ(outcome([&] { return a - b; }), outcome_of(narrowed(difference))) << a << " - " << b;
    ASSERT_EQ(a == b, difference.digits.empty()) << a << ' ' << b;
    ASSERT_EQ(a < b, difference.is_negative && !difference.digits.empty()) << a << ' ' << b;
    refused += (sum == "overflow" ? 1 : 0) + (product == "overflow" ? 1 : 0);
  }
  EXPECT_GT(refused, 10'000);
  EXPECT_LT(refused, 190'000);
}

TEST(Decimal, rounds_as_on_paper) {
  Extremes extremes;
  for (int i = 0; i < 50'000; ++i) {
    const Decimal value = extremes.decimal();
    const int scale = extremes.size();
    const OnPaper expected = rounded(on_paper(value), scale);
    const bool fits = expected.digits.size() <= 38;
    ASSERT_EQ(outcome([&] { return value.round(scale); }), fits ? text_of(expected) : "overflow")
        << value << " to " << scale;
  }
}

}  // namespace
}  // namespace orp
