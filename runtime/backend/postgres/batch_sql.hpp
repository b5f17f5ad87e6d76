// SPDX-License-Identifier: MIT
// The statements that write a batch: parameters are arrays, one a column.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/copy.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend::postgres {

/// What an INSERT of many rows says beside them; `unless_there` and `conflict` as in InsertBatch.
struct AddedRows {
  View<std::uint16_t> unless_there{};
  std::string_view conflict{};
  View<std::uint16_t> returning{};
  bool override_sequence = false;  ///< also where the database would make all values of a column
};

/// INSERT of the rows of unnest(), in their order.
void insert_arrays_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
                       View<std::uint16_t> columns, const AddedRows& added);

/// The same without `returning`, into a table where `unless_there` is not a unique key.
void insert_absent_arrays_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
                              View<std::uint16_t> columns, View<std::uint16_t> unless_there);

void copy_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
              View<std::uint16_t> columns);
/// COPY between the server and the program: ` TO STDOUT` or ` FROM STDIN`.
void copied_sql(std::string& sql, const Dialect& dialect, const CopiedRows& rows,
                std::string_view direction);

/// UPDATE from the rows of unnest(). `tells_rows`: returns the numbers, from 1, of those that
/// matched.
void update_arrays_sql(std::string& sql, const Dialect& dialect, const UpdateBatch& batch,
                       bool tells_rows);

void erase_arrays_sql(std::string& sql, const Dialect& dialect, const DeleteBatch& batch);

}  // namespace orp::backend::postgres
