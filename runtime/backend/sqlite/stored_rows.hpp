// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "backend/sqlite/cell.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::sqlite {

/// Copied rows: cells in one vector, what they borrow in one string.
class SqliteStoredRows final : public StoredRows {
 public:
  SqliteStoredRows(std::vector<std::string> names, bool hide_parameters)
      : names_(std::move(names)), hide_parameters_(hide_parameters) {}

  /// Copies the current row of a statement.
  void append_row(sqlite3_stmt* statement);
  /// To be called once, after the last row.
  void finish();

  std::size_t row_count() const override { return row_count_; }
  std::size_t column_count() const override { return names_.size(); }
  std::string_view column_name(std::size_t column) const override { return names_[column]; }
  bool is_null(std::size_t row, std::size_t column) const override;
  const ColumnType* type(std::size_t row, std::size_t column) const override;
  void read(std::size_t row, std::size_t column, const ColumnType& type,
            void* field) const override;

 private:
  const Cell& cell(std::size_t row, std::size_t column) const {
    return cells_[row * names_.size() + column];
  }

  std::vector<std::string> names_;
  bool hide_parameters_;
  std::size_t row_count_ = 0;
  std::vector<Cell> cells_;
  std::string bytes_;
};

}  // namespace orp::backend::sqlite
