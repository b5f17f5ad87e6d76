// SPDX-License-Identifier: MIT
#pragma once
#include <registry/model.hpp>
#include <string>

#include "orpiment/base/literals.hpp"

namespace orp::testing {

/// A sample that differs from those of other numbers (0..9) in all its columns.
inline registry::Sample::New sample(int number, std::optional<std::string> note = std::nullopt) {
  const std::string digit = std::to_string(number);
  return {.small = static_cast<std::int16_t>(number),
          .large = number,
          .single = static_cast<float>(number),
          .exact = static_cast<double>(number),
          .price = Decimal(number),
          .letter = digit,
          .body = digit,
          .content = Bytes(digit),
          .code = Uuid::parse("0000000000000000000000000000000" + digit),
          .day = Date::from_days(number),
          .at = Time(0, number),
          .local = Timestamp(Date::from_days(number)),
          .moment = TimestampTz::from_microseconds(number),
          .length = Interval::of_days(number),
          .note = std::move(note)};
}

}  // namespace orp::testing
