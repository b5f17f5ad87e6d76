// SPDX-License-Identifier: MIT
// Foreign keys made of foreign keys: where a key has its parent's key in it, whoever refers to it
// refers to the parent's parent as well, by the same columns.
#pragma once
#include <cstdint>
#include <vector>

#include "orpiment/meta/table_info.hpp"

namespace orp {

/// Columns of one table that hold what columns of another do.
struct KeyStep {
  const TableInfo* referred;
  std::vector<std::uint16_t> columns;
  std::vector<std::uint16_t> referred_columns;
};

/// A step by way of the rows of tables between, which change with the last one by ON UPDATE
/// CASCADE.
struct KeyPath {
  KeyStep whole;
  /// To the tables between: first the one of a foreign key, then those whose keys that holds.
  std::vector<KeyStep> between;
};

/// All ways from `table` to `referred` that lead over at least one table between.
std::vector<KeyPath> key_paths(const TableInfo& table, const TableInfo& referred);

}  // namespace orp
