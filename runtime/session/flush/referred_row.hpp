// SPDX-License-Identifier: MIT
// Which row to be deleted a row refers to, as the database has them before the flush.
#pragma once
#include "session/flush/plan_rows.hpp"

namespace orp {

inline constexpr std::uint32_t no_row = 0xffffffff;
inline constexpr std::uint32_t unknown_row = 0xfffffffe;  ///< nobody knows
inline bool is_row(std::uint32_t found) { return found < unknown_row; }

bool refers_to_key_of(const ForeignKeyInfo& key, const EntityInfo& info);

/// The number in `target.deletes`, which are sorted by key, of the row that `row` of `holder`
/// refers to by `key`. Requires: refers_to_key_of(key, target.info()).
std::uint32_t find_referred(const PlanRows& rows, const ClassRows& holder, const PlannedRow& row,
                            const ForeignKeyInfo& key, const ClassRows& target);

}  // namespace orp
