// SPDX-License-Identifier: MIT
#include "engine/known_rows.hpp"

#include <utility>

#include "backend/convert_field.hpp"
#include "meta/stored_value.hpp"
#include "meta/visit.hpp"
#include "sql/node.hpp"

namespace orp {

namespace {

/// The tag tells the C++ type of its values.
bool is_simple_type(TypeTag tag) {
  return visit_type(
      tag, [](const auto&) { return true; }, [] { return false; });
}

}  // namespace

KnownRows::KnownRows(std::shared_ptr<const backend::StoredRows> rows,
                     std::shared_ptr<const sql::CompiledStatement> statement)
    : rows_(std::move(rows)), statement_(std::move(statement)) {}

const ColumnType* KnownRows::type(std::size_t row, std::size_t column) const {
  return rows_->is_null(row, column) ? nullptr : &statement_->columns[column].type;
}

void KnownRows::read(std::size_t row, std::size_t column, const ColumnType& type,
                     void* field) const {
  const ColumnType& known = statement_->columns[column].type;
  const bool is_simple = is_simple_type(known.tag);
  if (known.tag == type.tag && (is_simple || known.ops == type.ops))
    return rows_->read(row, column,
                       {static_cast<const SqlType&>(known), static_cast<const FieldType&>(type)},
                       field);
  if (is_simple || rows_->is_null(row, column)) return rows_->read(row, column, type, field);
  StoredValue value(known);
  rows_->read(row, column, known, value.field());
  backend::convert_field(known, value.field(), type, field, column_name(column), column);
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
