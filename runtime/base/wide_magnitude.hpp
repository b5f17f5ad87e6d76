// SPDX-License-Identifier: MIT
// What a sum or a product of decimals is before trailing zeros give way: up to 76 digits.
#pragma once
#include <cstddef>
#include <cstdint>

#include "orpiment/base/detail/int128.hpp"

namespace orp {

/// A natural number below 10^76.
class WideMagnitude {
 public:
  /// Requires: both are at most 10^38, and one of them is less.
  static WideMagnitude product(detail::Uint128 left, detail::Uint128 right) {
    const std::uint64_t lefts[] = {lower(left), upper(left)};
    const std::uint64_t rights[] = {lower(right), upper(right)};
    WideMagnitude result;
    for (std::size_t i = 0; i < 2; ++i) {
      detail::Uint128 carry = 0;
      for (std::size_t j = 0; j < 2; ++j) {
        carry += static_cast<detail::Uint128>(lefts[i]) * rights[j] + result.limbs_[i + j];
        result.limbs_[i + j] = lower(carry);
        carry /= base;
      }
      result.limbs_[i + 2] = static_cast<std::uint64_t>(carry);
    }
    return result;
  }

  /// Requires: the sum is below 10^76.
  WideMagnitude operator+(const WideMagnitude& other) const {
    WideMagnitude result;
    detail::Uint128 carry = 0;
    for (std::size_t i = 0; i < count; ++i) {
      carry += static_cast<detail::Uint128>(limbs_[i]) + other.limbs_[i];
      result.limbs_[i] = lower(carry);
      carry /= base;
    }
    return result;
  }

  /// Requires: `other` is not greater.
  WideMagnitude operator-(const WideMagnitude& other) const {
    WideMagnitude result;
    bool borrow = false;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t taken = other.limbs_[i] + (borrow ? 1 : 0);
      borrow = limbs_[i] < taken;
      result.limbs_[i] = (borrow ? base : 0) + limbs_[i] - taken;
    }
    return result;
  }

  bool operator<(const WideMagnitude& other) const {
    for (std::size_t i = count; i-- > 0;) {
      if (limbs_[i] != other.limbs_[i]) return limbs_[i] < other.limbs_[i];
    }
    return false;
  }

  /// Takes a zero off the end; false when there is another digit.
  bool drop_zero() {
    if (limbs_[0] % 10 != 0) return false;
    detail::Uint128 rest = 0;
    for (std::size_t i = count; i-- > 0;) {
      rest = rest * base + limbs_[i];
      limbs_[i] = static_cast<std::uint64_t>(rest / 10);
      rest %= 10;
    }
    return true;
  }

  /// At most 38 digits.
  bool is_narrow() const { return limbs_[2] == 0 && limbs_[3] == 0; }
  /// Requires: is_narrow().
  detail::Uint128 narrow() const {
    return static_cast<detail::Uint128>(limbs_[1]) * base + limbs_[0];
  }

 private:
  static constexpr std::size_t count = 4;
  static constexpr std::uint64_t base = 10'000'000'000'000'000'000u;  // 10^19

  static std::uint64_t lower(detail::Uint128 value) {
    return static_cast<std::uint64_t>(value % base);
  }
  static std::uint64_t upper(detail::Uint128 value) {
    return static_cast<std::uint64_t>(value / base);
  }

  std::uint64_t limbs_[count] = {};  // 19 digits each, the lowest first
};

}  // namespace orp
