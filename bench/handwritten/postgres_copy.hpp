// SPDX-License-Identifier: MIT
#pragma once

#include "handwritten/postgres_connection.hpp"

namespace bench {

/// Rows into a table by COPY in binary. Leaves the connection unusable when left without finish().
class PostgresCopy {
 public:
  /// `sql` is the COPY ... FROM STDIN (FORMAT binary) of `columns` columns.
  PostgresCopy(PostgresConnection& connection, const char* sql, std::int16_t columns);

  /// The writer takes the fields of the next row.
  WireWriter& row() {
    if (buffer_.bytes().size() >= chunk) send();
    buffer_.int16(columns_);
    return buffer_;
  }

  void finish();

 private:
  static constexpr std::size_t chunk = 64 * 1024;

  void send();

  PostgresConnection& connection_;
  std::int16_t columns_;
  WireWriter buffer_;
};

}  // namespace bench
