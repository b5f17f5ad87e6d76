// SPDX-License-Identifier: MIT
// The decimal digits of real numbers.
#include "backend/sqlite/own_function.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <system_error>

#include "orpiment/base/decimal.hpp"

namespace orp::backend::sqlite {

namespace {

/// coefficient * 10^exponent
struct DecimalDigits {
  std::int64_t coefficient;
  int exponent;
};

/// The fifteen digits that a real number has for certain, of which a decimal is made: 0.1
/// is 0.1, whatever follows in the seventeenth digit. Requires: finite.
DecimalDigits certain_digits(double value) {
  constexpr int behind_point = 14;
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  const auto written =
      std::to_chars(text.data(), end, value, std::chars_format::scientific, behind_point);
  DecimalDigits digits{0, 0};
  const char* at = text.data();
  for (; *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9') digits.coefficient = digits.coefficient * 10 + (*at - '0');
  at += at[1] == '+' ? 2 : 1;
  std::from_chars(at, written.ptr, digits.exponent);
  digits.exponent -= behind_point;
  if (value < 0) digits.coefficient = -digits.coefficient;
  return digits;
}

/// Without the digits beyond 10^exponent, rounded, halves away from zero.
DecimalDigits rounded_to(DecimalDigits digits, int exponent) {
  if (digits.exponent >= exponent) return digits;
  const int dropped = exponent - digits.exponent;
  if (dropped > 18) return {0, exponent};
  const auto unit = static_cast<std::int64_t>(detail::power_of_ten(dropped));
  const std::int64_t half = digits.coefficient < 0 ? -unit / 2 : unit / 2;
  return {(digits.coefficient + half) / unit, exponent};
}

double double_of(const DecimalDigits& digits) {
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  constexpr int exponent_size = 8;  // more than "e-310"
  char* at = std::to_chars(text.data(), end - exponent_size, digits.coefficient).ptr;
  *at++ = 'e';
  at = std::to_chars(at, end, digits.exponent).ptr;
  double value = 0;
  const bool is_out_of_range =
      std::from_chars(text.data(), at, value).ec == std::errc::result_out_of_range;
  return is_out_of_range && digits.exponent > 0 ? std::numeric_limits<double>::infinity() : value;
}

void round_real(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double value = sqlite3_value_double(arguments[0]);
  if (!std::isfinite(value)) return sqlite3_result_double(call, value);
  const int places = sqlite3_value_int(arguments[1]);
  give_real(call, double_of(rounded_to(certain_digits(value), -places)), true, false);
}

void to_decimal(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double value = sqlite3_value_double(arguments[0]);
  const int precision = sqlite3_value_int(arguments[1]);
  const int scale = sqlite3_value_int(arguments[2]);
  if (!std::isfinite(value)) return give_error(call, out_of_range);
  DecimalDigits digits = rounded_to(certain_digits(value), -scale);
  for (; digits.exponent > -scale && digits.coefficient != 0; --digits.exponent)
    if (__builtin_mul_overflow(digits.coefficient, std::int64_t{10}, &digits.coefficient))
      return give_error(call, out_of_range);
  if (!has_digits(digits.coefficient, precision)) return give_error(call, out_of_range);
  sqlite3_result_int64(call, digits.coefficient);
}

}  // namespace

View<const OwnFunction> digit_functions() {
  static constexpr OwnFunction functions[] = {
      {"round", 2, round_real},
      {"decimal", 3, to_decimal},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
