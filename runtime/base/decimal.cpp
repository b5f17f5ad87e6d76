// SPDX-License-Identifier: MIT
#include "orpiment/base/decimal.hpp"

#include <charconv>

#include "base/value_errors.hpp"
#include "base/wide_magnitude.hpp"
#include "orpiment/base/detail/decimal_text.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

constexpr std::uint64_t ten_to_19 = 10'000'000'000'000'000'000u;

detail::Uint128 magnitude_of(detail::Int128 value) {
  return value < 0 ? -static_cast<detail::Uint128>(value) : static_cast<detail::Uint128>(value);
}

/// Writes the digits of `value`, at least one; returns the end.
char* write_digits(char* at, detail::Uint128 value) {
  // to_chars knows 64 bits, which hold 19 digits; 38 are two times that.
  const auto high = static_cast<std::uint64_t>(value / ten_to_19);
  const auto low = static_cast<std::uint64_t>(value % ten_to_19);
  if (high == 0) return std::to_chars(at, at + 20, low).ptr;
  at = std::to_chars(at, at + 20, high).ptr;
  char digits[20];
  const char* end = std::to_chars(digits, digits + 20, low).ptr;
  for (std::ptrdiff_t zeros = 19 - (end - digits); zeros > 0; --zeros) *at++ = '0';
  for (const char* digit = digits; digit != end; ++digit) *at++ = *digit;
  return at;
}

int count_digits(detail::Uint128 value) {
  int digits = 1;
  while (digits < Decimal::max_precision &&
         value >= static_cast<detail::Uint128>(detail::power_of_ten(digits))) {
    ++digits;
  }
  return digits;
}

/// Within 38 digits?
bool fits(detail::Int128 coefficient) {
  const detail::Int128 limit = detail::power_of_ten(Decimal::max_precision);
  return coefficient < limit && coefficient > -limit;
}

/// coefficient * 10^shift, or false when that takes more than 38 digits.
bool shift_left(detail::Int128& coefficient, int shift) {
  const detail::Int128 limit = detail::power_of_ten(Decimal::max_precision - shift);
  if (coefficient >= limit || coefficient <= -limit) return false;
  coefficient *= detail::power_of_ten(shift);
  return true;
}

void check_scale(int scale) {
  if (scale < 0 || scale > Decimal::max_scale) {
    throw_out_of_range("scale " + std::to_string(scale) + " is not in 0..38");
  }
}

/// Keeps as many digits after the point as 38 digits allow.
Decimal narrowed(WideMagnitude magnitude, bool is_negative, int scale) {
  for (; scale > Decimal::max_scale || !magnitude.is_narrow(); --scale) {
    if (scale == 0 || !magnitude.drop_zero()) detail::throw_decimal_overflow();
  }
  const auto coefficient = static_cast<detail::Int128>(magnitude.narrow());
  return Decimal::from_coefficient(is_negative ? -coefficient : coefficient, scale);
}

/// The magnitude of value * 10^scale.
WideMagnitude shifted(const Decimal& value, int scale) {
  return WideMagnitude::product(
      magnitude_of(value.coefficient()),
      static_cast<detail::Uint128>(detail::power_of_ten(scale - value.scale())));
}

/// a + b or, with sign -1, a - b; nothing when it takes more than 38 digits with its whole scale.
std::optional<Decimal> try_add(const Decimal& a, const Decimal& b, int sign) {
  const int scale = a.scale() > b.scale() ? a.scale() : b.scale();
  detail::Int128 left = a.coefficient();
  detail::Int128 right = sign * b.coefficient();
  detail::Int128 sum = 0;
  if (!shift_left(left, scale - a.scale()) || !shift_left(right, scale - b.scale()) ||
      __builtin_add_overflow(left, right, &sum) || !fits(sum)) {
    return std::nullopt;
  }
  return Decimal::from_coefficient(sum, scale);
}

/// a * b; nothing when it takes more than 38 digits with its whole scale.
std::optional<Decimal> try_multiply(const Decimal& a, const Decimal& b) {
  const int scale = a.scale() + b.scale();
  if (scale > Decimal::max_scale) return std::nullopt;
  const detail::Uint128 left = magnitude_of(a.coefficient());
  const detail::Uint128 right = magnitude_of(b.coefficient());
  // A division is slow, and needless for factors of 64 bits, whose product cannot wrap around. (The
  // overflow builtin for 128 bits is not an option: clang calls a function for it that libgcc
  // lacks.)
  const bool is_small = (left | right) >> 64 == 0;
  if (!is_small && right != 0 && left > ~detail::Uint128{0} / right) return std::nullopt;
  const detail::Uint128 product = left * right;
  if (product >= static_cast<detail::Uint128>(detail::power_of_ten(Decimal::max_precision))) {
    return std::nullopt;
  }
  const auto coefficient = static_cast<detail::Int128>(product);
  return Decimal::from_coefficient(a.is_negative() != b.is_negative() ? -coefficient : coefficient,
                                   scale);
}

/// Takes trailing zeros off a magnitude, at most `scale` of them.
template <class Unsigned>
Unsigned without_trailing_zeros(Unsigned value, int& scale) {
  for (; scale > 0 && value % 10 == 0; --scale) value /= 10;
  return value;
}

Decimal add(const Decimal& a, const Decimal& b, int sign) {
  if (const auto sum = try_add(a, b, sign)) return *sum;
  const int scale = a.scale() > b.scale() ? a.scale() : b.scale();
  const WideMagnitude left = shifted(a, scale);
  const WideMagnitude right = shifted(b, scale);
  const bool right_is_negative = b.is_negative() != (sign < 0);
  if (a.is_negative() == right_is_negative) return narrowed(left + right, right_is_negative, scale);
  return left < right ? narrowed(right - left, right_is_negative, scale)
                      : narrowed(left - right, a.is_negative(), scale);
}

}  // namespace

Decimal Decimal::parse(std::string_view text) {
  const detail::DecimalText read = detail::read_decimal(text);
  if (read.error != nullptr) throw_malformed("a decimal", text, {read.error, read.position});
  return {read.coefficient, read.scale, Unchecked()};
}

std::optional<Decimal> Decimal::from_string(std::string_view text) noexcept {
  const detail::DecimalText read = detail::read_decimal(text);
  if (read.error != nullptr) return std::nullopt;
  return Decimal(read.coefficient, read.scale, Unchecked());
}

char* Decimal::write_to(char* buffer) const noexcept {
  char* at = buffer;
  if (is_negative()) *at++ = '-';
  char digits[max_precision];
  const char* digit = digits;
  const char* end = write_digits(digits, magnitude_of(coefficient()));

  std::ptrdiff_t whole = end - digits - scale_;
  if (whole <= 0) *at++ = '0';
  for (; whole > 0; --whole) *at++ = *digit++;
  if (scale_ == 0) return at;
  *at++ = '.';
  for (; whole < 0; ++whole) *at++ = '0';
  while (digit != end) *at++ = *digit++;
  return at;
}

std::string Decimal::to_string() const {
  char buffer[max_text_size];
  return std::string(buffer, write_to(buffer));
}

int Decimal::precision() const noexcept {
  const int digits = count_digits(magnitude_of(coefficient()));
  return digits > scale_ ? digits : scale_;
}

Decimal Decimal::with_scale(int scale) const {
  check_scale(scale);
  detail::Int128 value = coefficient();
  if (scale >= scale_) {
    if (!shift_left(value, scale - scale_)) detail::throw_decimal_overflow();
    return {value, scale, Unchecked()};
  }
  const detail::Int128 divisor = detail::power_of_ten(scale_ - scale);
  if (value % divisor != 0) {
    throw DataError({.code = "ORP-2004",
                     .message = to_string() + " has more than " + std::to_string(scale) +
                                " digits after the point",
                     .hint = "round() it to the scale that is wanted"});
  }
  return {value / divisor, scale, Unchecked()};
}

Decimal Decimal::round(int scale) const {
  if (scale >= scale_) return rescaled(scale);
  check_scale(scale);
  const auto divisor = static_cast<detail::Uint128>(detail::power_of_ten(scale_ - scale));
  const detail::Uint128 magnitude = magnitude_of(coefficient());
  const detail::Uint128 twice_the_rest = magnitude % divisor * 2;
  auto quotient = static_cast<detail::Int128>(magnitude / divisor);
  const bool is_odd = quotient % 2 != 0;
  if (twice_the_rest > divisor || (twice_the_rest == divisor && is_odd)) ++quotient;
  return {is_negative() ? -quotient : quotient, scale, Unchecked()};
}

Decimal Decimal::normalized() const noexcept {
  int scale = scale_;
  const detail::Uint128 magnitude = magnitude_of(coefficient());
  const auto low = static_cast<std::uint64_t>(magnitude);
  // The division of 64 bits is many times faster.
  const auto value =
      static_cast<detail::Int128>(magnitude == low ? without_trailing_zeros(low, scale)
                                                   : without_trailing_zeros(magnitude, scale));
  return {is_negative() ? -value : value, scale, Unchecked()};
}

double Decimal::to_double() const noexcept {
  // Both numbers are exact in a double up to here, so one division rounds once.
  constexpr int exact_power = 22;
  constexpr detail::Int128 exact_coefficient = detail::Int128{1} << 53;
  const detail::Int128 value = coefficient();
  if (value <= exact_coefficient && value >= -exact_coefficient && scale_ <= exact_power) {
    return static_cast<double>(value) / static_cast<double>(detail::power_of_ten(scale_));
  }
  char buffer[max_text_size];
  double number = 0;
  std::from_chars(buffer, write_to(buffer), number);
  return number;
}

Decimal operator+(const Decimal& a, const Decimal& b) { return add(a, b, 1); }
Decimal operator-(const Decimal& a, const Decimal& b) { return add(a, b, -1); }

Decimal operator*(const Decimal& a, const Decimal& b) {
  if (const auto product = try_multiply(a, b)) return *product;
  return narrowed(
      WideMagnitude::product(magnitude_of(a.coefficient()), magnitude_of(b.coefficient())),
      a.is_negative() != b.is_negative(), a.scale() + b.scale());
}

std::uint64_t Decimal::hash() const noexcept {
  const Decimal value = normalized();
  return detail::hash_combine(
      detail::hash_combine(value.low_, static_cast<std::uint64_t>(value.high_)),
      static_cast<std::uint64_t>(value.scale_));
}

void detail::throw_decimal_overflow() {
  throw DataError({.code = "ORP-2003",
                   .message = "decimal overflow: the exact value takes more than 38 digits",
                   .hint = "round() the operands to fewer digits"});
}

}  // namespace orp
