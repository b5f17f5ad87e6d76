// SPDX-License-Identifier: MIT
// Rows that the database deletes together with others (ON DELETE CASCADE). Where passive_deletes
// leaves them to it, or no relationship leads to them, nobody has loaded them and nobody knows what
// they hold: any value that another row takes may be theirs.
#pragma once
#include "session/plan_rows.hpp"

namespace orp {

/// Whether a row is inserted or changed to have a unique value of a table of which the database
/// deletes rows together with those of `owner`, directly or by way of further tables. O(rows).
bool takes_from_below(const PlanRows& rows, const Plan& plan, const EntityInfo& owner);

}  // namespace orp
