// SPDX-License-Identifier: MIT
// Batches for a database that has no better way: a statement a row. What it filled in is returned,
// or else read again by the row's key.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "backend/auto_transaction.hpp"
#include "backend/row_sql.hpp"
#include "backend/value_fault.hpp"
#include "backend/written_rows.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

Statement statement_of(const std::string& sql) {
  return {sql, detail::hash_bytes(sql.data(), sql.size()) | 1u};
}

/// Calls run(parameters) for each row, behind whose values `further` stand. A failure is told as
/// that row's.
template <class Run>
void each_row(const RowBatch& rows, Run run, View<BoundValue> further = {}) {
  const std::size_t width = rows.columns.size();
  std::vector<BoundValue> parameters(width);
  parameters.insert(parameters.end(), further.begin(), further.end());
  for (std::size_t row = 0; row < rows.row_count; ++row) {
    for (std::size_t i = 0; i < width; ++i)
      parameters[i] = {.type = &rows.table->columns[rows.columns[i]].type,
                       .field = rows.cells[row * width + i]};
    try {
      run(row, view_of(parameters));
    } catch (Error& error) {
      if (rows.failed_row != nullptr) *rows.failed_row = row;
      error.with_details({.table = rows.table->name});
      throw;
    }
  }
}

// False: there is no row.
bool read_columns(Cursor& cursor, const InsertBatch& batch, View<std::uint16_t> columns,
                  void* const* fields) {
  if (!cursor.next()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i)
    cursor.read(i, batch.rows.table->columns[columns[i]].type, fields[i]);
  while (cursor.next()) continue;
  return true;
}

template <class Integer>
void set(void* place, const SqlType& type, std::int64_t value) {
  const auto narrow = static_cast<Integer>(value);
  if (narrow != value) fault_out_of_range(type, std::to_string(value));
  *static_cast<Integer*>(place) = narrow;
}

void set_integer(const ColumnInfo& column, void* field, std::int64_t value) {
  void* const place = column.type.ops->emplace(field);
  try {
    if (column.type.tag == TypeTag::int16) set<std::int16_t>(place, column.type, value);
    if (column.type.tag == TypeTag::int32) set<std::int32_t>(place, column.type, value);
    if (column.type.tag == TypeTag::int64) set<std::int64_t>(place, column.type, value);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column.name, true);  // a link does not say whether it hides values
  }
}

/// What the database filled into a row that it does not return.
class FilledIn {
 public:
  FilledIn(Link& link, const InsertBatch& batch) : link_(link), batch_(batch) {
    for (std::size_t i = 0; i < batch.returning.size(); ++i) {
      if (table().columns[batch.returning[i]].identity)
        identity_ = i;
      else
        others_.push_back(batch.returning[i]);
    }
    if (!others_.empty()) make_select();
  }

  void read(std::size_t row, View<BoundValue> inserted) {
    void* const* const results = batch_.results + row * batch_.returning.size();
    if (identity_ != none)
      set_integer(returned(identity_), results[identity_], link_.last_identity());
    if (others_.empty()) return;
    std::vector<BoundValue> key;
    for (const std::uint16_t column : table().primary_key)
      key.push_back(part(column, inserted, results));
    std::vector<void*> fields;
    for (std::size_t i = 0; i < batch_.returning.size(); ++i)
      if (i != identity_) fields.push_back(results[i]);
    read_columns(*link_.open(statement_of(select_), view_of(key)), batch_, view_of(others_),
                 fields.data());
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  const TableInfo& table() const { return *batch_.rows.table; }
  const ColumnInfo& returned(std::size_t i) const { return table().columns[batch_.returning[i]]; }

  void make_select() {
    const Dialect& dialect = link_.dialect();
    select_ = "SELECT ";
    append_read(select_, dialect, table(), view_of(others_));
    select_ += " FROM ";
    dialect.quote_table(select_, table());
    for (std::size_t i = 0; i < table().primary_key.size(); ++i) {
      select_ += i == 0 ? " WHERE " : " AND ";
      const ColumnInfo& column = table().columns[table().primary_key[i]];
      dialect.quote(select_, column.name);
      select_ += " = ";
      std::string place;
      dialect.parameter(place, i + 1, false);
      select_ += dialect.as_sent(std::move(place), column.type);
    }
  }

  BoundValue part(std::uint16_t column, View<BoundValue> inserted, void* const* results) const {
    const View<std::uint16_t> columns = batch_.rows.columns;
    const auto* const at = std::find(columns.begin(), columns.end(), column);
    if (at != columns.end()) return inserted[static_cast<std::size_t>(at - columns.begin())];
    if (identity_ != none && batch_.returning[identity_] == column)
      return {.type = &returned(identity_).type, .field = results[identity_]};
    throw UsageError({.code = "ORP-1416",
                      .message = std::string(link_.dialect().facts().name) +
                                 " does not return the key that it gave a row",
                      .table = table().name,
                      .columns = {table().columns[column].name},
                      .hint = "set the key in the program"});
  }

  Link& link_;
  const InsertBatch& batch_;
  std::size_t identity_ = none;        // among batch_.returning
  std::vector<std::uint16_t> others_;  // of batch_.returning
  std::string select_;
};

}  // namespace

std::size_t Link::insert(const InsertBatch& batch) {
  AutoTransaction transaction(*this, batch.rows.row_count > 1);
  const bool returns = dialect().facts().returning.from_insert && !batch.returning.empty();
  FilledIn filled_in(*this, batch);
  std::string sql;
  if (batch.unless_there.empty())
    insert_row_sql(sql, dialect(), batch, returns ? batch.returning : View<std::uint16_t>());
  else
    insert_absent_row_sql(sql, dialect(), batch);
  WrittenRows written(batch.rows);
  each_row(
      batch.rows,
      [&](std::size_t row, View<BoundValue> parameters) {
        const bool is_written =
            returns ? read_columns(*open(statement_of(sql), parameters), batch, batch.returning,
                                   batch.results + row * batch.returning.size())
                    : execute(statement_of(sql), parameters) > 0;
        written.add(row, is_written);
        if (is_written && !returns) filled_in.read(row, parameters);
      },
      batch.conflict.parameters);
  transaction.commit();
  return written.finish();
}

std::vector<std::size_t> Link::update(const UpdateBatch& batch) {
  AutoTransaction transaction(*this, batch.rows.row_count > 1);
  std::string sql;
  update_row_sql(sql, dialect(), batch);
  std::vector<std::size_t> unmatched;
  each_row(batch.rows, [&](std::size_t row, View<BoundValue> parameters) {
    if (execute(statement_of(sql), parameters) == 0) unmatched.push_back(row);
  });
  transaction.commit();
  return unmatched;
}

std::size_t Link::erase(const DeleteBatch& batch) {
  AutoTransaction transaction(*this, batch.rows.row_count > 1);
  std::string sql;
  erase_row_sql(sql, dialect(), batch);
  std::size_t erased = 0;
  each_row(batch.rows, [&](std::size_t, View<BoundValue> parameters) {
    erased += static_cast<std::size_t>(execute(statement_of(sql), parameters));
  });
  transaction.commit();
  return erased;
}

std::int64_t Link::last_identity() {
  throw UsageError({.code = "ORP-1416",
                    .message = std::string(dialect().facts().name) +
                               " does not tell the number that it gave a row",
                    .hint = "set the key in the program"});
}

}  // namespace orp::backend
