// SPDX-License-Identifier: MIT
// The distance between the two days from which points in time are counted.
#pragma once
#include <cstdint>

#include "orpiment/base/time.hpp"

namespace orp::backend::postgres {

/// The server counts from 2000-01-01, we from 1970-01-01.
inline constexpr std::int32_t epoch_days = 10'957;
inline constexpr std::int64_t epoch_microseconds = epoch_days * microseconds_per_day;

}  // namespace orp::backend::postgres
