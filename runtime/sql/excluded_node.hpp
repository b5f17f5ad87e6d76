// SPDX-License-Identifier: MIT
// What excluded() is.
#pragma once
#include <cstdint>

#include "sql/node.hpp"

namespace orp::sql {

/// A column of the row that an INSERT would have inserted, had it not met another one.
struct ExcludedColumnNode final : Leaf<Expression> {
  static constexpr NodeKind own_kind = NodeKind::excluded_column;
  ExcludedColumnNode(const TableInfo* of_table, std::uint16_t number)
      : Leaf(own_kind, &of_table->columns[number].type), table(of_table), index(number) {}

  const TableInfo* table;
  std::uint16_t index;
};

}  // namespace orp::sql
