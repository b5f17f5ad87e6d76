// SPDX-License-Identifier: MIT
// Rows of a cursor as rows of the program's own type.
#pragma once
#include <cstddef>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/detail/row_buffer.hpp"
#include "sql/compiler.hpp"

namespace orp {

class RowFiller {
 public:
  /// Appends to `rows`, which outlives this.
  explicit RowFiller(detail::RowBuffer& rows) : rows_(rows) {}

  /// The next value of each row is what `column` has, of `type`, which outlives this.
  void add_value(std::size_t column, const ColumnType& type);
  /// All columns of a result of values.
  void add_values(const sql::CompiledStatement& compiled);
  /// One row more from where the cursor stands, and objects[i] where element i is an object. Throws
  /// DataError when a value does not fit its type.
  void take_row(backend::Cursor& cursor, Entity* const* objects = nullptr);

 private:
  // Values of consecutive columns, which are read together.
  struct Run {
    std::size_t first;
    std::size_t size;
  };

  void locate(void* row);

  detail::RowBuffer& rows_;
  std::vector<FieldTarget> targets_;  // without their places before the first row
  std::vector<Run> runs_;
};

}  // namespace orp
