// SPDX-License-Identifier: MIT
// Rows of tables that refer to each other, or to themselves: they are written level by level, and
// circles of rows are opened at a foreign key that may be NULL for a while.
#pragma once
#include <vector>

#include "session/plan_rows.hpp"

namespace orp {

/// Gives the rows to be inserted or changed their levels and sorts each list by level. Throws
/// UsageError for a circle that cannot be opened.
void level_saves(PlanRows& rows, const Plan& plan, const std::vector<ClassRows*>& classes);

/// The same for the rows to be deleted: who refers goes before who is referred to.
void level_deletes(PlanRows& rows, const Plan& plan, const std::vector<ClassRows*>& classes);

/// Foreign keys with post_update that refer to rows deleted in the same flush become NULL first.
void release_post_updated(PlanRows& rows, const Plan& plan);

}  // namespace orp
