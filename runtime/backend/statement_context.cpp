// SPDX-License-Identifier: MIT
#include "backend/statement_context.hpp"

#include "orpiment/backend/value_text.hpp"

namespace orp::backend {

namespace {

std::vector<std::string> column_names(const TableInfo& table, View<IndexPart> parts) {
  std::vector<std::string> names;
  for (const IndexPart& part : parts) {
    if (part.expression != nullptr) return {};
    names.emplace_back(table.columns[part.column].name);
  }
  return names;
}

std::string row_text(const RowBatch& batch, std::size_t row) {
  const RowBatch one{batch.table, batch.columns, 1, batch.cells + row * batch.columns.size()};
  return rows_text(one);
}

}  // namespace

std::vector<std::string> column_names(const TableInfo& table, View<std::uint16_t> columns) {
  std::vector<std::string> names;
  for (const std::uint16_t column : columns) names.emplace_back(table.columns[column].name);
  return names;
}

std::string unique_constraint_of(const TableInfo& table, const std::vector<std::string>& columns) {
  if (columns.empty()) return {};
  if (column_names(table, table.primary_key) == columns) return table.primary_key_name;
  for (const UniqueInfo& unique : table.uniques) {
    if (column_names(table, unique.columns) == columns) return unique.name;
  }
  for (const IndexInfo& index : table.indexes) {
    if (index.unique && column_names(table, index.parts) == columns) return index.name;
  }
  return {};
}

void StatementContext::describe_in(ErrorDetails& details) const {
  details.sql = sql;
  if (batch != nullptr) {
    if (has_row && batch->failed_row != nullptr) *batch->failed_row = row;
    if (details.table.empty()) details.table = batch->table->name;
    if (!hide_parameters) {
      details.parameters = has_row ? row_text(*batch, row) : rows_text(*batch);
    }
  } else if (!parameters.empty() && !hide_parameters) {
    details.parameters = parameters_text(parameters);
  }
  if (hide_parameters && (batch != nullptr || !parameters.empty())) details.parameters = "(hidden)";
}

}  // namespace orp::backend
