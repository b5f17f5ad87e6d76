// SPDX-License-Identifier: MIT
// Values that neither C++ nor a client library has: each as the cheapest type that holds it.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace hand {

enum class State : std::uint8_t { draft, ready, closed };
std::string_view to_text(State state);
State to_state(std::string_view text);

/// Days since 1970.
struct Date {
  std::int32_t days;
};
using DateText = std::array<char, 10>;
DateText to_text(Date date);
Date to_date(std::string_view text);

/// Microseconds since 1970, UTC.
struct Moment {
  std::int64_t microseconds;
};
Moment to_moment(std::string_view text);

/// Hundredths, of a decimal of two digits after the point.
struct Amount {
  std::int64_t hundredths;
};

}  // namespace hand
