// SPDX-License-Identifier: MIT
// What excluded() is.
#pragma once
#include <cstdint>
#include <memory>
#include <utility>

#include "meta/owned_table.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// A column of the row that an INSERT would have inserted, had it not met another one.
struct ExcludedColumnNode final : Leaf<Expression> {
  static constexpr NodeKind own_kind = NodeKind::excluded_column;
  ExcludedColumnNode(const TableInfo* of_table, std::uint16_t number)
      : Leaf(own_kind, &of_table->columns[number].type), table(of_table), index(number) {}
  ExcludedColumnNode(std::shared_ptr<const meta::OwnedTable> of_table, std::uint16_t number)
      : ExcludedColumnNode(&of_table->table(), number) {
    owned = std::move(of_table);
  }

  const TableInfo* table;
  std::uint16_t index;
  std::shared_ptr<const meta::OwnedTable> owned;  // of a table without a class
};

}  // namespace orp::sql
