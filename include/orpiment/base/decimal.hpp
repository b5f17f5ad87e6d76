// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "orpiment/base/detail/int128.hpp"
#include "orpiment/base/detail/number_kinds.hpp"
#include "orpiment/base/printable.hpp"

namespace orp {

class Decimal;

namespace detail {

[[noreturn]] void throw_decimal_overflow();

template <class T>
concept WholeNumber = is_integer<T>;

template <class T>
concept OtherNumber = std::is_arithmetic_v<T> && !WholeNumber<T>;

}  // namespace detail

/// An exact decimal number: a coefficient of at most 38 digits and a scale, the count of digits
/// after the point (0..38). The scale is kept as written, so 12.50 prints as "12.50"; values
/// compare and hash as numbers, so 12.5 == 12.50. Arithmetic is exact or throws DataError. Never
/// made from a binary floating point number: say which digits are meant, "0.1"_dec.
class Decimal {
 public:
  /// Digits that a coefficient may have.
  static constexpr int max_precision = 38;
  /// Digits that may stand after the point.
  static constexpr int max_scale = 38;
  /// Characters of the longest text form.
  static constexpr std::size_t max_text_size = 41;  // sign, "0.", 38 digits

  constexpr Decimal() = default;
  /// An integer as it is, of scale 0. A bool or a character is none, nor is a floating point
  /// number.
  template <detail::WholeNumber T>
  constexpr Decimal(T value) noexcept  // NOLINT(google-explicit-constructor): integers are exact
      : Decimal(static_cast<detail::Int128>(value), 0, Unchecked()) {}
  template <detail::OtherNumber T>
  Decimal(T) = delete;  // NOLINT(google-explicit-constructor): never called

  /// coefficient / 10^scale. Throws DataError when either is out of range.
  static constexpr Decimal from_coefficient(detail::Int128 coefficient, int scale);

  /// Reads an optional sign, digits and an optional point: "-12.50", ".5", "7.". Throws DataError.
  static Decimal parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Decimal> from_string(std::string_view text) noexcept;
  /// All digits of the scale, "12.50"; never an exponent.
  std::string to_string() const;
  /// Writes at most max_text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// The value times 10^scale().
  constexpr detail::Int128 coefficient() const noexcept {
    return static_cast<detail::Int128>(static_cast<detail::Uint128>(high_) << 64 | low_);
  }
  /// Digits after the point, 0 to 38.
  constexpr int scale() const noexcept { return scale_; }
  /// The smallest p so that a column decimal(p, scale()) holds the value.
  int precision() const noexcept;
  /// Below zero.
  constexpr bool is_negative() const noexcept { return high_ < 0; }
  /// Zero, of whatever scale.
  constexpr bool is_zero() const noexcept { return high_ == 0 && low_ == 0; }

  /// The same value with another scale. Throws DataError when digits other than zero would be lost
  /// or more than 38 would be needed.
  Decimal rescaled(int scale) const { return scale == scale_ ? *this : with_scale(scale); }
  /// The nearest value with that scale, halves to the even neighbour. Throws DataError when more
  /// than 38 digits would be needed.
  Decimal round(int scale) const;
  /// The same value with the smallest scale.
  Decimal normalized() const noexcept;

  /// The nearest double.
  double to_double() const noexcept;

  constexpr Decimal operator-() const noexcept { return {-coefficient(), scale_, Unchecked()}; }
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }
  Decimal& operator*=(const Decimal& other) { return *this = *this * other; }
  /// The scale of a sum is the greater of the two, of a product the sum of the two; when that would
  /// take more than 38 digits, or more than 38 after the point, as many trailing zeros give way as
  /// must. Throws DataError when those are too few: the exact value has more digits.
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);

  friend constexpr bool operator==(const Decimal& a, const Decimal& b) noexcept {
    return std::is_eq(a <=> b);
  }
  friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;

  /// Equal for equal values.
  std::uint64_t hash() const noexcept;

 private:
  Decimal with_scale(int scale) const;

  struct Unchecked {};
  constexpr Decimal(detail::Int128 coefficient, int scale, Unchecked) noexcept
      : high_(static_cast<std::int64_t>(coefficient >> 64)),
        low_(static_cast<std::uint64_t>(coefficient)),
        scale_(static_cast<std::uint8_t>(scale)) {}

  // Two halves instead of one detail::Int128, whose alignment would make this 32 bytes instead
  // of 24.
  std::int64_t high_ = 0;
  std::uint64_t low_ = 0;
  std::uint8_t scale_ = 0;
};

namespace detail {

struct PowersOfTen {
  detail::Int128 values[Decimal::max_precision + 1] = {1};
  constexpr PowersOfTen() noexcept {
    for (int i = 1; i <= Decimal::max_precision; ++i) values[i] = values[i - 1] * 10;
  }
};
inline constexpr PowersOfTen powers_of_ten;

/// 10^exponent, 0 <= exponent <= 38.
constexpr detail::Int128 power_of_ten(int exponent) noexcept {
  return powers_of_ten.values[exponent];
}

}  // namespace detail

constexpr Decimal Decimal::from_coefficient(detail::Int128 coefficient, int scale) {
  const detail::Int128 limit = detail::power_of_ten(max_precision);
  if (coefficient >= limit || coefficient <= -limit || scale < 0 || scale > max_scale) {
    detail::throw_decimal_overflow();
  }
  return {coefficient, scale, Unchecked()};
}

constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
  if (a.scale_ > b.scale_) return -b <=> -a;
  const int shift = b.scale_ - a.scale_;
  const detail::Int128 limit = detail::power_of_ten(Decimal::max_precision - shift);
  const detail::Int128 coefficient = a.coefficient();
  // Too long when written with the scale of b: farther from zero than b can be.
  if (coefficient >= limit) return std::strong_ordering::greater;
  if (coefficient <= -limit) return std::strong_ordering::less;
  return coefficient * detail::power_of_ten(shift) <=> b.coefficient();
}

}  // namespace orp
