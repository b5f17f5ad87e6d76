// SPDX-License-Identifier: MIT
#pragma once
#include <orpiment/base/decimal.hpp>

namespace app {

// snippet: money
/// An amount of euros; unlike a number, it cannot be mistaken for a rate or a quantity.
struct Money {
  orp::Decimal amount;

  friend bool operator==(const Money&, const Money&) = default;
};

struct MoneyConverter {
  static orp::Decimal to_stored(const Money& money) { return money.amount; }
  static Money from_stored(const orp::Decimal& amount) { return {amount}; }
};
// end snippet

}  // namespace app
