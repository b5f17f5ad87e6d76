// SPDX-License-Identifier: MIT
// Rows that a program reads by name, of a statement whose columns the library knows.
#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

#include "orpiment/backend/stored_rows.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

/// Rows of the database, which may keep a column's values in a form of its own: they are read as
/// what the columns are.
class KnownRows final : public backend::StoredRows {
 public:
  KnownRows(std::shared_ptr<const backend::StoredRows> rows,
            std::shared_ptr<const sql::CompiledStatement> statement);

  std::size_t row_count() const override { return rows_->row_count(); }
  std::size_t column_count() const override { return rows_->column_count(); }
  std::string_view column_name(std::size_t column) const override {
    return rows_->column_name(column);
  }
  bool is_null(std::size_t row, std::size_t column) const override {
    return rows_->is_null(row, column);
  }
  const ColumnType* type(std::size_t row, std::size_t column) const override;
  void read(std::size_t row, std::size_t column, const ColumnType& type,
            void* field) const override;

 private:
  std::shared_ptr<const backend::StoredRows> rows_;
  std::shared_ptr<const sql::CompiledStatement> statement_;
};

/// `rows` of that statement; themselves where it is text, of which nothing is known.
std::shared_ptr<const backend::StoredRows> known_rows(
    std::shared_ptr<const backend::StoredRows> rows, const sql::BoundStatement& bound,
    const sql::Node& statement);

}  // namespace orp
