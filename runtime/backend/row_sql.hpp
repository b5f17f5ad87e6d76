// SPDX-License-Identifier: MIT
// The statements that write one row of a batch, its values as plain parameters, and the pieces that
// statements for many rows share with them. All append, but those that begin a statement.
#pragma once
#include <string>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

/// INSERT of a row of `batch`; ON CONFLICT for `unless_there` or as it says, RETURNING for
/// `returning`.
void insert_row_sql(std::string& sql, const Dialect& dialect, const InsertBatch& batch,
                    View<std::uint16_t> returning);
/// The same without RETURNING, into a table that may have no key which tells what is there.
void insert_absent_row_sql(std::string& sql, const Dialect& dialect, const InsertBatch& batch);
void update_row_sql(std::string& sql, const Dialect& dialect, const UpdateBatch& batch);
void erase_row_sql(std::string& sql, const Dialect& dialect, const DeleteBatch& batch);

/// `INSERT INTO t (a, b)`, or `INSERT INTO t` where there are no columns.
void begin_insert(std::string& sql, const Dialect& dialect, const TableInfo& table,
                  View<std::uint16_t> columns);
/// `a, b`
void append_names(std::string& sql, const Dialect& dialect, const TableInfo& table,
                  View<std::uint16_t> columns);
/// The same of columns that are read.
void append_read(std::string& sql, const Dialect& dialect, const TableInfo& table,
                 View<std::uint16_t> columns);
/// ` ON CONFLICT (a) DO NOTHING`, or nothing for an empty key.
void append_unless_there(std::string& sql, const Dialect& dialect, const TableInfo& table,
                         View<std::uint16_t> key);
/// ` RETURNING a, b`, or nothing for no columns.
void append_returning(std::string& sql, const Dialect& dialect, const TableInfo& table,
                      View<std::uint16_t> columns);

}  // namespace orp::backend
