// SPDX-License-Identifier: MIT
// What is said of a step of a flush that failed: whose row it was, and why a value was not free.
#pragma once
#include <cstddef>
#include <vector>

#include "orpiment/base/error.hpp"
#include "session/flush/plan.hpp"

namespace orp {

/// Nobody knows which of a step's rows it was.
inline constexpr std::size_t no_known_row = static_cast<std::size_t>(-1);

/// Adds to `error`, which `step` has thrown, its table, entity and key, and what the program may
/// do. `failed_row`: which of the step's rows.
void explain_failure(Error& error, const Plan& plan, const Step& step, std::size_t failed_row);

/// Rows of an UPDATE are not there any more: these, of those of `step`.
[[noreturn]] void throw_stale(const Plan& plan, const Step& step,
                              const std::vector<std::size_t>& unmatched);

/// The database has written `inserted` rows of an INSERT, and not all. `dropped_row`: the first one
/// of `step` that it has dropped, or no_known_row.
[[noreturn]] void throw_not_inserted(const Plan& plan, const Step& step, std::size_t inserted,
                                     std::size_t dropped_row);

}  // namespace orp
