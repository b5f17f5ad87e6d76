// SPDX-License-Identifier: MIT
// Integer division that rounds as decimals do, halves away from zero, in SQL that only truncates.
#pragma once
#include <string>

#include "sql/renderer.hpp"

namespace orp::sql {

/// "100" for 2.
inline std::string power_of_ten(int exponent) {
  return '1' + std::string(static_cast<std::size_t>(exponent), '0');
}

template <class Print>
void Renderer::rounded_off(const Print& print, int digits) {
  const std::string half = '5' + std::string(static_cast<std::size_t>(digits) - 1, '0');
  out_ += "((";
  print(Precedence::sum);
  out_ += " + CASE WHEN ";
  print(Precedence::concat);
  out_ += " < 0 THEN -" + half + " ELSE " + half + " END) / " + power_of_ten(digits) + ')';
}

// Twice the numerator plus or minus the denominator, by twice the denominator.
template <class Numerator, class Denominator>
void Renderer::rounded_quotient(const Numerator& numerator, const Denominator& denominator) {
  out_ += "((2 * ";
  numerator(Precedence::sign);
  out_ += " + CASE WHEN ";
  numerator(Precedence::concat);
  out_ += " < 0 THEN -abs(";
  denominator(Precedence::none);
  out_ += ") ELSE abs(";
  denominator(Precedence::none);
  out_ += ") END) / (2 * ";
  denominator(Precedence::sign);
  out_ += "))";
}

}  // namespace orp::sql
