// SPDX-License-Identifier: MIT
// Whole tables in and out of PostgreSQL.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handwritten/postgres_copy.hpp"
#include "handwritten/transaction.hpp"

namespace bench {

/// Takes keys from the table's sequence: one round trip, and nobody else can get them. They come as
/// one array, which costs the server a quarter less than as many rows.
template <class Record>
void reserve_keys(PostgresConnection& connection, const std::string& table,
                  std::span<Record> records) {
  PostgresParameters parameters;
  parameters.add(static_cast<std::int64_t>(records.size()));
  const std::string sql =
      "SELECT array_agg(nextval('" + table + "_id_seq')) FROM generate_series(1, $1::bigint)";
  const PostgresResult result = connection.query(sql.c_str(), parameters);
  const char* key = result.text(0, 0).data() + array_header_size;
  for (Record& record : records) {
    record.id = load_int64(key + sizeof(std::int32_t));
    key += sizeof(std::int32_t) + sizeof(std::int64_t);
  }
}

/// Reserves keys and copies the records in, in one transaction. `write` appends the fields in the
/// order of `columns`, of which there are `count`.
template <class Record>
void copy_all(PostgresConnection& connection, const std::string& table, const std::string& columns,
              std::int16_t count, std::span<Record> records, auto write) {
  Transaction transaction(connection);
  reserve_keys(connection, table, records);
  const std::string sql = "COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)";
  PostgresCopy copy(connection, sql.c_str(), count);
  for (const Record& record : records) write(copy.row(), record);
  copy.finish();
  transaction.commit();
}

/// Every row of the table, in no order.
template <class Record>
std::vector<Record> load_all(PostgresConnection& connection, const std::string& table,
                             const std::string& columns, auto read) {
  const PostgresResult rows = connection.query(("SELECT " + columns + " FROM " + table).c_str());
  std::vector<Record> records(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) read(rows, i, records[static_cast<std::size_t>(i)]);
  return records;
}

}  // namespace bench
