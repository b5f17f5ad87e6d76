// SPDX-License-Identifier: MIT
#include "backend/sqlite/missing_parent.hpp"

#include <algorithm>
#include <string>

#include "backend/sqlite/handles.hpp"
#include "backend/sqlite/types.hpp"
#include "meta/field_value.hpp"

namespace orp::backend::sqlite {

namespace {

/// The row's value in a column of the table; nullptr for NULL and for a column not in the batch.
const void* value_of(const RowBatch& rows, std::size_t row, std::uint16_t column) {
  const auto* const at = std::find(rows.columns.begin(), rows.columns.end(), column);
  if (at == rows.columns.end()) return nullptr;
  const auto i = static_cast<std::size_t>(at - rows.columns.begin());
  const void* const field = rows.cells[row * rows.columns.size() + i];
  return value_in(rows.table->columns[column].type, field);
}

bool has_parent(sqlite3* database, const Dialect& dialect, const ForeignKeyInfo& key,
                const RowBatch& rows, std::size_t row) {
  std::string sql = "SELECT 1 FROM ";
  dialect.quote_table(sql, *key.referred);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    sql += i == 0 ? " WHERE " : " AND ";
    dialect.quote(sql, key.referred->columns[key.referred_columns[i]].name);
    sql += " = ?";
  }
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) return true;
  const StatementHandle statement(raw);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const void* const value = value_of(rows, row, key.columns[i]);
    if (value == nullptr) return true;  // refers to nothing, and may
    CellBuffer buffer;
    const Cell cell = encode(rows.table->columns[key.columns[i]].type, value, buffer);
    bind(raw, static_cast<int>(i) + 1, cell, SQLITE_TRANSIENT);
  }
  return sqlite3_step(raw) != SQLITE_DONE;
}

}  // namespace

const ForeignKeyInfo* find_missing_parent(sqlite3* database, const Dialect& dialect,
                                          const RowBatch& rows, std::size_t row) {
  for (const ForeignKeyInfo& key : rows.table->foreign_keys) {
    if (key.is_constraint && !has_parent(database, dialect, key, rows, row)) return &key;
  }
  return nullptr;
}

}  // namespace orp::backend::sqlite
