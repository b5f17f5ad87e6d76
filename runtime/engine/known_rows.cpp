// SPDX-License-Identifier: MIT
#include "engine/known_rows.hpp"

#include <utility>

#include "sql/node.hpp"

namespace orp {

KnownRows::KnownRows(std::shared_ptr<const backend::StoredRows> rows,
                     std::shared_ptr<const sql::CompiledStatement> statement)
    : rows_(std::move(rows)), statement_(std::move(statement)) {}

const ColumnType* KnownRows::type(std::size_t row, std::size_t column) const {
  return rows_->is_null(row, column) ? nullptr : &statement_->columns[column].type;
}

void KnownRows::read(std::size_t row, std::size_t column, const ColumnType& type,
                     void* field) const {
  const ColumnType& known = statement_->columns[column].type;
  if (known.tag != type.tag) return rows_->read(row, column, type, field);
  rows_->read(row, column,
              {static_cast<const SqlType&>(known), static_cast<const FieldType&>(type)}, field);
}

std::shared_ptr<const backend::StoredRows> known_rows(
    std::shared_ptr<const backend::StoredRows> rows, const sql::BoundStatement& bound,
    const sql::Node& statement) {
  const bool is_known = statement.kind != sql::NodeKind::text_statement &&
                        rows->column_count() == bound.compiled().columns.size();
  if (!is_known || rows->column_count() == 0) return rows;
  return std::make_shared<KnownRows>(std::move(rows), bound.shared());
}

}  // namespace orp
