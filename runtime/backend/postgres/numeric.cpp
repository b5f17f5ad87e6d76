// SPDX-License-Identifier: MIT
//
//     int16 count of digits, int16 weight of the first (value = digit * 10000^weight, and so on),
//     int16 sign, int16 scale (decimal digits after the point), then the digits, int16 each;
//     leading and trailing zero digits are left out
#include "backend/postgres/numeric.hpp"

#include <cstdint>

#include "orpiment/base/detail/int128.hpp"

namespace orp::backend::postgres {

namespace {

constexpr int base_digits = 4;
constexpr std::int16_t negative = 0x4000;

constexpr int power_of_ten(int exponent) {
  constexpr int powers[base_digits + 1] = {1, 10, 100, 1000, 10'000};
  return powers[exponent];
}

/// So many decimal digits fit 64 bits whatever they are; arithmetic in 128 takes several times as
/// long.
constexpr int short_width = 18;

/// The number that the first `width` decimal digits make, where those that are left out are zero.
/// Empty when a digit is none, or the number is too large for a Decimal.
template <class Number>
std::optional<Number> load_digits(const char* digits, int count, int width) {
  constexpr bool is_short = sizeof(Number) < sizeof(detail::Int128);
  constexpr detail::Int128 limit = detail::power_of_ten(Decimal::max_precision);
  Number number = 0;
  for (int i = 0; width > 0; ++i, width -= base_digits) {
    int digit = i < count ? wire::load_int16(digits + 2 * i) : 0;
    if (digit < 0 || digit > 9999) return std::nullopt;
    int factor = power_of_ten(base_digits);
    if (width < base_digits) {
      factor = power_of_ten(width);
      digit /= power_of_ten(base_digits - width);
    }
    if constexpr (!is_short) {
      if (number > (limit - 1) / factor) return std::nullopt;
    }
    number = number * factor + digit;
  }
  if constexpr (!is_short) {
    if (number >= limit) return std::nullopt;
  }
  return number;
}

template <class Number>
std::optional<Decimal> load_decimal(const char* digits, int count, int width, bool is_negative,
                                    int scale) {
  const std::optional<Number> coefficient = load_digits<Number>(digits, count, width);
  if (!coefficient) return std::nullopt;
  return Decimal::from_coefficient(is_negative ? -*coefficient : *coefficient, scale);
}

/// The digits of a coefficient in base 10000, lowest first. The lowest holds only `low_digits`
/// decimal digits of the coefficient, so that the point falls between two digits.
struct Base10000 {
  std::int16_t digits[12];
  int count = 0;

  Base10000(detail::Uint128 coefficient, int low_digits) {
    if (low_digits > 0) {
      const int part = power_of_ten(low_digits);
      push(static_cast<int>(coefficient % static_cast<unsigned>(part)) *
           power_of_ten(base_digits - low_digits));
      coefficient /= static_cast<unsigned>(part);
    }
    // Halves of 128 bits are divided slowly: at most twice.
    while (coefficient > UINT64_MAX) {
      push(static_cast<int>(coefficient % 10'000u));
      coefficient /= 10'000u;
    }
    for (auto rest = static_cast<std::uint64_t>(coefficient); rest > 0; rest /= 10'000u) {
      push(static_cast<int>(rest % 10'000u));
    }
  }

 private:
  void push(int digit) { digits[count++] = static_cast<std::int16_t>(digit); }
};

}  // namespace

void put_numeric(ByteWriter& out, const Decimal& value) {
  const detail::Int128 signed_coefficient = value.coefficient();
  const bool is_negative = signed_coefficient < 0;
  const auto coefficient =
      static_cast<detail::Uint128>(is_negative ? -signed_coefficient : signed_coefficient);
  const int scale = value.scale();
  const Base10000 number(coefficient, scale % base_digits);
  const int digits_after_point = (scale + base_digits - 1) / base_digits;

  int lowest = 0;
  while (lowest < number.count && number.digits[lowest] == 0) ++lowest;
  int highest = number.count;
  while (highest > lowest && number.digits[highest - 1] == 0) --highest;
  const bool is_zero = lowest == highest;

  out.put16(static_cast<std::int16_t>(highest - lowest));
  out.put16(static_cast<std::int16_t>(is_zero ? 0 : highest - 1 - digits_after_point));
  out.put16(is_negative ? negative : std::int16_t{0});
  out.put16(static_cast<std::int16_t>(scale));
  for (int i = highest; i-- > lowest;) out.put16(number.digits[i]);
}

std::optional<Decimal> load_numeric(const char* data, std::size_t size) {
  if (size < 8) return std::nullopt;
  const int count = wire::load_int16(data);
  const int weight = wire::load_int16(data + 2);
  const std::int16_t sign = wire::load_int16(data + 4);
  const int scale = wire::load_int16(data + 6);
  if (count < 0 || size != 8 + 2 * static_cast<std::size_t>(count)) return std::nullopt;
  if ((sign != 0 && sign != negative) || scale < 0 || scale > Decimal::max_scale)
    return std::nullopt;

  // Decimal digits to come: those before the point, and `scale` behind it.
  const int width = count == 0 ? 0 : (weight + 1) * base_digits + scale;
  const bool is_negative = sign == negative;
  return width <= short_width
             ? load_decimal<std::int64_t>(data + 8, count, width, is_negative, scale)
             : load_decimal<detail::Int128>(data + 8, count, width, is_negative, scale);
}

}  // namespace orp::backend::postgres
