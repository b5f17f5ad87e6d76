// SPDX-License-Identifier: MIT
// INSERT of a batch.
//
// (1) The server does not promise that RETURNING keeps the order of the rows, so where more than
//     one goes in a statement a row is told from others by its key, which is known beforehand:
//
//     keys that a sequence makes       reserved first, in a query, then sent like other values
//     keys that the program made       sent anyway
//     other keys that the server makes one row a statement
//
// Rows whose keys are known and of which nothing else is wanted back go by COPY when they are many,
// else as arrays; also as arrays those that may be there, which COPY can neither leave out nor
// update (a table in between, filled by COPY, takes as long: decision 0019).
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/copy.hpp"
#include "backend/postgres/link.hpp"
#include "backend/postgres/types.hpp"
#include "backend/statement_watch.hpp"
#include "backend/value_fault.hpp"
#include "backend/written_rows.hpp"
#include "meta/column_numbers.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::postgres {

namespace {

bool holds(const BatchCells& cells, TypeTag tag) {
  return std::any_of(cells.columns().begin(), cells.columns().end(), [&](std::uint16_t column) {
    return stored_type(cells.table().columns[column].type).tag == tag;
  });
}

bool has_variants(const TableInfo& table, std::uint16_t column) {
  return !stored_type(table.columns[column].type).variants.empty();
}

/// COPY takes the binary form of arrays, which names element types by their number, and no SQL
/// around values.
bool can_copy(const BatchCells& cells) {
  return !cells.columns().empty() && !holds(cells, TypeTag::array) &&
         std::none_of(cells.columns().begin(), cells.columns().end(),
                      [&](std::uint16_t column) { return has_variants(cells.table(), column); });
}

/// A column of the server's type `kept` takes the binary form of `type`; any takes arrays, whose
/// elements the server converts.
bool takes_binary(Oid kept, const SqlType& type) {
  const Oid own = stored_row_of(type).oid;
  const bool is_text = kept == oid::text || kept == oid::varchar || kept == oid::bpchar;
  if (stored_type(type).tag == TypeTag::json)
    return kept == oid::json || kept == oid::jsonb || is_text;
  return own == oid::none || own == kept || (own == oid::text && is_text);
}

/// Rows by the bytes of their primary keys.
class RowsByKey {
 public:
  /// The batch has all of the key, in a form in which it can be found again.
  static bool can_find(const BatchCells& cells) {
    const TableInfo& table = cells.table();
    if (table.primary_key.empty()) return false;
    return std::all_of(
        table.primary_key.begin(), table.primary_key.end(), [&](std::uint16_t column) {
          return contains(view_of(cells.columns()), column) && !has_variants(table, column) &&
                 stored_row_of(table.columns[column].type).keeps_bytes;
        });
  }

  RowsByKey(const BatchCells& cells, BatchCells::Range range) {
    std::vector<std::size_t> positions;
    for (const std::uint16_t column : cells.table().primary_key) {
      types_.push_back(&cells.table().columns[column].type);
      const auto& columns = cells.columns();
      positions.push_back(static_cast<std::size_t>(
          std::find(columns.begin(), columns.end(), column) - columns.begin()));
    }
    rows_.reserve(range.size());
    for (std::size_t row = range.first; row < range.last; ++row) {
      ByteWriter key;
      for (const std::size_t i : positions) {
        const std::size_t begun = key.begin_length();
        const void* const value = cells.value(row, i);
        if (value != nullptr) encode(key, cells.type(i), value);
        key.end_length(begun);
      }
      rows_.emplace(key.view(), row);
    }
  }

  /// The row whose key stands in the first `width` columns of a result's row.
  std::size_t find(const PGresult* result, int result_row, std::size_t width) const {
    ByteWriter key;
    for (int i = 0; i < static_cast<int>(width); ++i) {
      const WireValue value = cell(result, result_row, i);
      const ColumnType& type = *types_[static_cast<std::size_t>(i)];
      const std::size_t begun = key.begin_length();
      const bool is_wider =
          is_integer(stored_type(type).tag) && value.oid != stored_row_of(type).oid;
      if (is_wider)
        put_as_sent(key, value, type);
      else
        key.put_bytes(without_padding(value));
      key.end_length(begun);
    }
    const auto found = rows_.find(std::string(key.view()));
    if (found == rows_.end()) {
      throw SqlError({.code = "ORP-3007",
                      .message = "the database returned a row under another key than it was "
                                 "inserted with",
                      .hint = "a trigger that changes keys: insert such rows one by one"});
    }
    return found->second;
  }

 private:
  /// An integer that the table keeps in another width. One that is none was not sent.
  static void put_as_sent(ByteWriter& key, const WireValue& value, const ColumnType& type) {
    StoredValue field(type);
    try {
      decode(value, type, field.field());
    } catch (const ValueFault&) {
      return;
    }
    encode(key, type, field.value());
  }

  std::vector<const ColumnType*> types_;  // of the key's columns
  std::unordered_map<std::string, std::size_t> rows_;
};

void read_returned(const PGresult* result, int result_row, int first_column,
                   const InsertBatch& batch, View<std::uint16_t> returned, std::size_t row,
                   bool hide_parameters) {
  for (std::size_t i = 0; i < batch.returning.size(); ++i) {
    const auto at = std::find(returned.begin(), returned.end(), batch.returning[i]);
    if (at == returned.end()) continue;
    const int column = first_column + static_cast<int>(at - returned.begin());
    const ColumnInfo& info = batch.rows.table->columns[batch.returning[i]];
    try {
      decode(cell(result, result_row, column), info.type,
             batch.results[row * batch.returning.size() + i]);
    } catch (const ValueFault& fault) {
      throw_in_result(fault, info.name, hide_parameters);
    }
  }
}

}  // namespace

std::size_t PostgresLink::insert(const InsertBatch& batch) {
  const RowBatch& rows = batch.rows;
  if (rows.row_count == 0) return 0;
  check_usable();
  const bool is_told_by_key =
      batch.unless_there.empty() || has_unique_key(*rows.table, batch.unless_there);
  if (rows.row_count == 1 && is_told_by_key) return insert_one_by_one(batch);

  AutoTransaction transaction(*this);
  BatchCells cells(rows);
  if (!is_told_by_key) {
    const std::size_t written = insert_absent_arrays(batch, cells);
    transaction.commit();
    return written;
  }
  bool overrides = false;                // a sequence that would make all keys
  std::vector<std::uint16_t> returning;  // what is left to return when keys are reserved
  for (std::size_t i = 0; i < batch.returning.size(); ++i) {
    const std::uint16_t column = batch.returning[i];
    std::optional<bool> is_always;
    if (rows.table->columns[column].identity && !contains(rows.columns, column))
      is_always = reserve_keys(batch, i);
    if (!is_always) {
      returning.push_back(column);
      continue;
    }
    cells.add_keys(column, batch.results + i, batch.returning.size());
    overrides = overrides || *is_always;
  }

  std::size_t written = 0;
  const bool can_match = returning.empty() || RowsByKey::can_find(cells);
  if (!can_match || cells.columns().empty()) {
    written = insert_one_by_one(batch);
  } else if (returning.empty() && batch.unless_there.empty() && batch.conflict.sql.empty() &&
             rows.row_count >= copy_threshold && can_copy(cells) && takes_copies(cells)) {
    written = insert_by_copy(batch, cells);
  } else {
    written = insert_arrays(batch, cells, view_of(returning), overrides);
  }
  transaction.commit();
  return written;
}

std::size_t PostgresLink::insert_one_by_one(const InsertBatch& batch) {
  const RowBatch& rows = batch.rows;
  const RowStatement& statement = row_statements_.insert(batch, batch.returning);
  const StatementWatch watch(listener_,
                             {.sql = statement.sql, .batch = &rows, .row_count = rows.row_count});
  WrittenRows written(rows);
  for (std::size_t row = 0; row < rows.row_count; ++row) {
    const ResultHandle result = run_row(statement, rows, row, batch.conflict.parameters);
    written.add(row, affected_rows(result.get()) > 0);
    read_inserted(result.get(), batch, row);
  }
  return written.finish();
}

void PostgresLink::read_inserted(const PGresult* result, const InsertBatch& batch,
                                 std::size_t row) const {
  if (!batch.returning.empty() && PQntuples(result) == 1)
    read_returned(result, 0, 0, batch, batch.returning, row, options_.hide_parameters);
}

std::size_t PostgresLink::insert_arrays(const InsertBatch& batch, const BatchCells& cells,
                                        View<std::uint16_t> returning, bool overrides) {
  std::vector<std::uint16_t> returned;
  const std::size_t key_width = returning.empty() ? 0 : cells.table().primary_key.size();
  if (key_width > 0) {
    returned.assign(cells.table().primary_key.begin(), cells.table().primary_key.end());
    returned.insert(returned.end(), returning.begin(), returning.end());
  }
  insert_arrays_sql(batch_sql_, dialect(), cells.table(), view_of(cells.columns()),
                    {.unless_there = batch.unless_there,
                     .conflict = batch.conflict.sql,
                     .returning = view_of(returned),
                     .override_sequence = overrides});
  const StatementWatch watch(
      listener_, {.sql = batch_sql_, .batch = &batch.rows, .row_count = batch.rows.row_count});
  std::size_t written = 0;
  const auto read = [&](PGresult* result, BatchCells::Range range) {
    written += static_cast<std::size_t>(affected_rows(result));
    if (key_width == 0) return;
    const RowsByKey rows(cells, range);
    for (int i = 0; i < PQntuples(result); ++i) {
      read_returned(result, i, static_cast<int>(key_width), batch, returning,
                    rows.find(result, i, key_width), options_.hide_parameters);
    }
  };
  run_in_pieces(cells, read, batch.conflict.parameters);
  return written;
}

std::size_t PostgresLink::insert_absent_arrays(const InsertBatch& batch, const BatchCells& cells) {
  insert_absent_arrays_sql(batch_sql_, dialect(), cells.table(), view_of(cells.columns()),
                           batch.unless_there);
  return write_many(cells);
}

std::size_t PostgresLink::insert_by_copy(const InsertBatch& batch, const BatchCells& cells) {
  const std::size_t row_count = batch.rows.row_count;
  copy_sql(batch_sql_, dialect(), cells.table(), view_of(cells.columns()));
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  const PieceLimits pieces{.bytes = std::min(limits_.bytes, copy_piece),
                           .row_bytes = limits_.row_bytes};
  ByteWriter data;
  data.put_bytes(copy_signature);
  std::size_t next = cells.append_copy_rows(data, 0, pieces);
  // The server works on what it has while the rest is encoded. A value that cannot travel is found
  // before anything is sent, but for what is larger than a piece: then the transaction fails.
  CopyIn copy(connection_.get(), batch_sql_);
  try {
    while (next < row_count) {
      copy.put(data.view());
      data.clear();
      next = cells.append_copy_rows(data, next, pieces);
    }
  } catch (...) {
    copy.cancel();
    throw;
  }
  data.put16(-1);
  copy.put(data.view());
  const ResultHandle answer = copy.finish();
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK)
    throw_failed(answer.get(), {.sql = batch_sql_, .batch = &batch.rows});
  return static_cast<std::size_t>(affected_rows(answer.get()));
}

// COPY in binary form converts nothing, so the catalog is asked first, once a connection and table;
// each time for json: a text would take the form of what was a jsonb before.
bool PostgresLink::takes_copies(BatchCells& cells) {
  copy_sql(batch_sql_, dialect(), cells.table(), view_of(cells.columns()));
  auto found = copies_.find(batch_sql_);
  if (found == copies_.end() || holds(cells, TypeTag::json))
    found = copies_.insert_or_assign(batch_sql_, ask_of_copies(cells)).first;
  const CopiesOf& copies = found->second;
  if (copies.are_taken)
    for (const std::size_t i : copies.jsonb_columns) cells.send_as_jsonb(i);
  return copies.are_taken;
}

PostgresLink::CopiesOf PostgresLink::ask_of_copies(const BatchCells& cells) {
  const std::string quoted_table = dialect().quoted_table(cells.table());
  constexpr std::string_view sql =
      "SELECT attname, atttypid FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0";
  parameters_.clear();
  parameters_.add_text(quoted_table, oid::text);
  const StatementWatch watch(listener_, {.sql = sql, .is_internal = true});
  const ResultHandle result =
      run(detail::hash_bytes(sql.data(), sql.size()) | 1u, sql, {.sql = sql});
  CopiesOf copies;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    const WireValue name = cell(result.get(), row, 0);
    const Oid kept = wire::load<std::uint32_t>(cell(result.get(), row, 1).data);
    for (std::size_t i = 0; i < cells.columns().size(); ++i) {
      const ColumnInfo& column = cells.table().columns[cells.columns()[i]];
      if (std::string_view(name.data, name.size) != column.name) continue;
      copies.are_taken = copies.are_taken && takes_binary(kept, column.type);
      if (kept == oid::jsonb) copies.jsonb_columns.push_back(i);
    }
  }
  return copies;
}

std::optional<bool> PostgresLink::reserve_keys(const InsertBatch& batch, std::size_t position) {
  const SequenceOf sequence = sequence_of(*batch.rows.table, batch.returning[position]);
  if (sequence.name.empty()) return std::nullopt;
  for (std::size_t first = 0; first < batch.rows.row_count; first += limits_.keys) {
    const std::size_t count = std::min(limits_.keys, batch.rows.row_count - first);
    reserve_some_keys(batch, position, sequence.name, {first, first + count});
  }
  return sequence.is_always;
}

void PostgresLink::reserve_some_keys(const InsertBatch& batch, std::size_t position,
                                     std::string_view sequence, BatchCells::Range range) {
  // The subquery looks the name up once instead of once a row, and an array comes faster than rows.
  constexpr std::string_view sql =
      "SELECT array_agg(nextval((SELECT $1::text::regclass))) FROM generate_series(1, $2::bigint)";
  parameters_.clear();
  parameters_.add_text(sequence, oid::text);
  parameters_.add_int64(static_cast<std::int64_t>(range.size()));
  const StatementWatch watch(listener_, {.sql = sql, .is_internal = true});
  const ResultHandle result =
      run(detail::hash_bytes(sql.data(), sql.size()) | 1u, sql, {.sql = sql});
  const ColumnInfo& column = batch.rows.table->columns[batch.returning[position]];
  const char* key = cell(result.get(), 0, 0).data + array_header_size;
  try {
    for (std::size_t row = range.first; row < range.last; ++row) {
      key += sizeof(std::int32_t);  // its length
      decode({.data = key, .size = sizeof(std::int64_t), .oid = oid::int8}, column.type,
             batch.results[row * batch.returning.size() + position]);
      key += sizeof(std::int64_t);
    }
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column.name, options_.hide_parameters);
  }
}

// Of these columns and no others, as ON CONFLICT asks for it. A failed INSERT would end the
// transaction, so the catalog is asked first, once a connection and table.
bool PostgresLink::has_unique_key(const TableInfo& table, View<std::uint16_t> columns) {
  std::vector<std::string_view> names;
  for (const std::uint16_t column : columns) names.push_back(table.columns[column].name);
  std::sort(names.begin(), names.end());
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ",") + std::string(name);
  const std::string quoted_table = dialect().quoted_table(table);
  const std::string key = quoted_table + '(' + list + ')';
  if (const auto found = unique_keys_.find(key); found != unique_keys_.end()) return found->second;
  constexpr std::string_view sql =
      "SELECT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = to_regclass($1) AND "
      "i.indisunique AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL AND "
      "(SELECT string_agg(a.attname::text, ',' ORDER BY a.attname) FROM pg_attribute AS a "
      "WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) = $2)";
  parameters_.clear();
  parameters_.add_text(quoted_table, oid::text);
  parameters_.add_text(list, oid::text);
  const StatementWatch watch(listener_, {.sql = sql, .is_internal = true});
  const ResultHandle result =
      run(detail::hash_bytes(sql.data(), sql.size()) | 1u, sql, {.sql = sql});
  const bool is_unique = *PQgetvalue(result.get(), 0, 0) != 0;
  return unique_keys_.emplace(key, is_unique).first->second;
}

PostgresLink::SequenceOf PostgresLink::sequence_of(const TableInfo& table, std::uint16_t column) {
  const std::string quoted_table = dialect().quoted_table(table);
  const std::string_view column_name = table.columns[column].name;
  const std::string key = quoted_table + '.' + std::string(column_name);
  if (const auto found = sequences_.find(key); found != sequences_.end()) return found->second;
  constexpr std::string_view sql =
      "SELECT pg_get_serial_sequence($1, $2), (SELECT attidentity = 'a' FROM pg_attribute "
      "WHERE attrelid = to_regclass($1) AND attname = $2)";
  parameters_.clear();
  parameters_.add_text(quoted_table, oid::text);
  parameters_.add_text(column_name, oid::text);
  const StatementWatch watch(listener_, {.sql = sql, .is_internal = true});
  const ResultHandle result =
      run(detail::hash_bytes(sql.data(), sql.size()) | 1u, sql, {.sql = sql});
  const WireValue name = cell(result.get(), 0, 0);
  if (name.data == nullptr) return {};  // a sequence may come later
  const WireValue is_always = cell(result.get(), 0, 1);
  const SequenceOf found_now{.name = std::string(name.data, name.size),
                             .is_always = is_always.data != nullptr && *is_always.data != 0};
  return sequences_.emplace(key, found_now).first->second;
}

}  // namespace orp::backend::postgres
