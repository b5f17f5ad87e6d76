// SPDX-License-Identifier: MIT
// Many rows of one table written at once. A batch says what, each database knows how: one prepared
// statement re-executed, arrays through unnest, COPY.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "orpiment/backend/statement.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend {

/// Values of `row_count` rows in columns `columns`, row by row:
/// cells[row * columns.size() + i] points to a field of columns[i]'s type (FieldType::ops), or is
/// nullptr for NULL. Everything pointed to is owned by the caller and outlives the call.
struct RowBatch {
  /// Whose rows they are.
  const TableInfo* table;
  /// Numbers of columns of the table.
  View<std::uint16_t> columns;
  /// How many rows there are.
  std::size_t row_count;
  /// row_count * columns.size() of them.
  const void* const* cells;
  /// Where a link stores, if it knows, the number of the row that is to blame when it throws, or of
  /// the first one that Link::insert() has not written.
  std::size_t* failed_row = nullptr;
};

/// What becomes of a row that an INSERT would add beside one of the same key.
struct ConflictClause {
  /// ` ON CONFLICT ...`, which stands behind the values of a row; empty: such a row is an error.
  std::string_view sql{};
  /// What it takes; numbered behind the values of a row, in their order.
  View<BoundValue> parameters{};
};

/// INSERT of `rows`; columns not listed take the database's default.
struct InsertBatch {
  /// What is inserted.
  RowBatch rows;
  View<std::uint16_t> returning{};  ///< columns the database fills in and the caller wants back
  /// results[row * returning.size() + i] receives column returning[i] of that very row.
  void* const* results = nullptr;
  /// Columns that tell a row from others: one that the table has already is left out, also where no
  /// unique key of the table says so. Every other violation is told. Empty: that one is told, too.
  /// Requires, when given: `returning` is empty, and the rows differ from one another in them.
  View<std::uint16_t> unless_there{};
  /// Requires, when given: `returning` and `unless_there` are empty, there are columns, and where
  /// it updates, no two rows have one key.
  ConflictClause conflict{};
};

/// UPDATE: the first `set_count` columns of `rows` are assigned, the others select the row (primary
/// key, then version).
struct UpdateBatch {
  /// What is assigned, and what selects the rows.
  RowBatch rows;
  /// How many columns are assigned.
  std::size_t set_count;
};

/// DELETE of the rows whose listed columns equal the cells.
struct DeleteBatch {
  /// What selects the rows.
  RowBatch rows;
};

}  // namespace orp::backend
