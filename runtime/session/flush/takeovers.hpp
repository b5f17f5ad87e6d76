// SPDX-License-Identifier: MIT
// Unique values that change hands within a flush (unique_values.hpp).
#pragma once
#include <cstdint>
#include <vector>

#include "session/flush/plan_rows.hpp"

namespace orp {

/// Row `giver` gives a value up that must be unique, and row `taker` takes it. Rows have numbers:
/// the inserted ones of a class first, then the updated ones.
struct Takeover {
  std::uint32_t giver;
  std::uint32_t taker;
  /// Through which the taker takes the value, if it may be NULL for a while; nullptr: it may not.
  const RelationInfo* relation;
  std::size_t key;  ///< which value: a number in RowRules::unique_keys
};

/// The takeovers among the rows of a class, as far as memory knows their old values, by every
/// unique key that they change. The first row has number `first_number`. Rows that become NULL
/// where nobody knows what they were are taken to stand in everybody's way: they come before the
/// number `next_free`, which is then counted on, and all updated takers behind it. O(rows).
std::vector<Takeover> find_takeovers(const PlanRows& rows, const ClassRows& one,
                                     std::uint32_t first_number, std::uint32_t& next_free);

}  // namespace orp
