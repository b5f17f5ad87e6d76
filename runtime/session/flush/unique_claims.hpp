// SPDX-License-Identifier: MIT
// Who takes a unique value of a row that is deleted in the same flush, which therefore
// goes first or gives it up.
#pragma once
#include <optional>
#include <vector>

#include "session/flush/unique_values.hpp"
#include "session/flush/vacant_columns.hpp"

namespace orp {

/// A row to be deleted has a unique value that a row inserted or changed in the same flush takes,
/// or may have it.
struct UniqueClaim {
  std::uint32_t deleted;            ///< number in ClassRows::deletes
  const UniqueColumns* key;         ///< of RowRules::unique_keys; nullptr: an expression
  Entity* taker;                    ///< nullptr: nobody knows what the deleted row has
  std::optional<Vacancy> vacant{};  ///< of the key; none can give up what it holds, or nobody asked
};

/// The claims on the deleted rows of class `one`, by every unique key of which somebody takes
/// a value. O(rows).
std::vector<UniqueClaim> find_claims_on_deleted(const PlanRows& rows, const ClassRows& one);

}  // namespace orp
