// SPDX-License-Identifier: MIT
// Step 3 of a flush: the plan is sent to the database, a batch a step, from the rows of the objects
// as working_copy.hpp keeps them. What the database refuses is told with the object whose row it
// was.
#pragma once
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/observer.hpp"
#include "session/flush/working_copy.hpp"

namespace orp {

/// What step 4 accepts.
struct Outcome {
  WorkingCopy rows;
  std::vector<MissingRowsEvent> missing_rows{};  ///< to be deleted, and gone already
};

/// Throws what the database or the codecs throw, with entity and key where they are known, and
/// StaleDataError when the row of a changed object is gone.
Outcome persist(Plan&& plan, backend::Link& link);

}  // namespace orp
