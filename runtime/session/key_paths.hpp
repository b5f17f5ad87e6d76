// SPDX-License-Identifier: MIT
// Foreign keys made of foreign keys: where a key has its parent's key in it, whoever refers to it
// refers to the parent's parent as well, by the same columns.
#pragma once
#include <cstdint>
#include <vector>

#include "orpiment/meta/table_info.hpp"

namespace orp {

/// Columns of one table that hold what columns of another do, by way of the rows of tables between,
/// and change with them by ON UPDATE CASCADE.
struct KeyPath {
  const ForeignKeyInfo* first;                  ///< to the table between that is next
  std::vector<std::uint16_t> columns;           ///< of the first table, some of those of `first`
  std::vector<std::uint16_t> referred_columns;  ///< of the last table
};

/// All ways from `table` to `referred` that lead over at least one table between.
std::vector<KeyPath> key_paths(const TableInfo& table, const TableInfo& referred);

}  // namespace orp
