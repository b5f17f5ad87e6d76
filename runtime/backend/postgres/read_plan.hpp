// SPDX-License-Identifier: MIT
// What EXPLAIN (FORMAT JSON) says.
#pragma once
#include <vector>

#include "orpiment/backend/plan_step.hpp"
#include "orpiment/backend/stored_rows.hpp"

namespace orp::backend::postgres {

/// Of one value, a JSON tree: each step before those that it takes rows from.
std::vector<PlanStep> read_plan(const StoredRows& rows);

}  // namespace orp::backend::postgres
