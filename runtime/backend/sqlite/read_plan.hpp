// SPDX-License-Identifier: MIT
// What EXPLAIN QUERY PLAN says.
#pragma once
#include <vector>

#include "orpiment/backend/plan_step.hpp"
#include "orpiment/backend/stored_rows.hpp"

namespace orp::backend::sqlite {

/// Of rows of a number, the number of the one that they stand below, something unused and words.
std::vector<PlanStep> read_plan(const StoredRows& rows);

}  // namespace orp::backend::sqlite
