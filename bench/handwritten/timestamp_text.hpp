// SPDX-License-Identifier: MIT
// Timestamps as SQLite stores them: "2024-05-17 08:30:00.123456", UTC.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bench {

inline constexpr std::size_t timestamp_length = 26;
using TimestampText = std::array<char, timestamp_length>;

/// Microseconds since 1970. Throws std::runtime_error when the text has another length; the digits
/// are trusted, for only this program writes them.
std::int64_t parse_timestamp(std::string_view text);

/// Requires: a year of four digits.
TimestampText format_timestamp(std::int64_t microseconds);

}  // namespace bench
