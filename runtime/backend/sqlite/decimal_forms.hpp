// SPDX-License-Identifier: MIT
// Decimals as other programs' tables keep them (StoredAs): exactly, or refused.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "orpiment/base/decimal.hpp"

namespace orp::backend::sqlite {

/// The nearest floating-point number: that which the decimal's own text gives. Requires: at most 15
/// digits.
inline double real_of(const Decimal& value) {
  const Decimal least = value.normalized();
  const auto coefficient = static_cast<double>(static_cast<std::int64_t>(least.coefficient()));
  return coefficient / std::pow(10.0, least.scale());  // both exact, so rounded once
}

/// The decimal of `scale` that `value` stands for; empty where the difference is more than
/// calculating leaves behind, so that digits would be lost.
inline std::optional<Decimal> decimal_of(double value, int scale) {
  const double scaled = value * std::pow(10.0, scale);
  if (!(std::fabs(scaled) < 1e15)) return std::nullopt;
  const double whole = std::round(scaled);
  const double noise = std::fabs(scaled) * 8 * std::numeric_limits<double>::epsilon();
  if (std::fabs(scaled - whole) > noise + 1e-9) return std::nullopt;
  return Decimal::from_coefficient(static_cast<std::int64_t>(whole), scale);
}

}  // namespace orp::backend::sqlite
