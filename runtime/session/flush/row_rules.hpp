// SPDX-License-Identifier: MIT
// What a flush has to know of a class, whatever changes: found once in the process.
#pragma once
#include <cstdint>
#include <vector>

#include "session/flush/row_shape.hpp"

namespace orp {

/// Columns whose values together must be unique.
using UniqueColumns = std::vector<std::uint16_t>;

/// What the columns of a class demand of a row.
struct RowRules {
  explicit RowRules(const EntityInfo& entity);

  const EntityInfo* info;
  RowShape all;
  RowShape key;       ///< the primary key
  RowShape required;  ///< unset: an error
  RowShape left_out;  ///< unset: the database gives the value
  RowShape touched;   ///< set by every UPDATE that does not set it
  RowShape
      unreturned;  ///< of `left_out`: what a trigger sets, perhaps after the INSERT has returned
  /// What becomes another value by an UPDATE that does not set it: calculated, or by a trigger.
  std::vector<std::uint16_t> outdated;
  bool defers;         ///< some relationship has post_update
  RowShape unique;     ///< the columns of `unique_keys`: no others can be referred to
  RowShape contested;  ///< the same but for the primary key
  /// The primary key first, then those of unique constraints and indexes: unique_values.hpp, (2)
  /// and (3).
  std::vector<UniqueColumns> unique_keys;
  bool has_unique_expression;  ///< of an index: no columns tell which values these are
};

/// Those of a class: found once, and kept for the process. Called by any thread.
const RowRules& rules_of(const EntityInfo& info);

/// The same for rows that stand class by class, more or less.
class RulesInTurn {
 public:
  const RowRules& of(const EntityInfo& info) {
    if (last_ == nullptr || last_->info != &info) last_ = &rules_of(info);
    return *last_;
  }

 private:
  const RowRules* last_ = nullptr;
};

}  // namespace orp
