// SPDX-License-Identifier: MIT
#include "handwritten/postgres_copy.hpp"

namespace bench {

using namespace std::string_view_literals;

PostgresCopy::PostgresCopy(PostgresConnection& connection, const char* sql, std::int16_t columns)
    : connection_(connection), columns_(columns) {
  connection_.execute(sql);
  buffer_.raw("PGCOPY\n\377\r\n\0"sv);
  buffer_.int32(0);  // flags
  buffer_.int32(0);  // length of the header's extension
}

void PostgresCopy::send() {
  const std::string& bytes = buffer_.bytes();
  if (PQputCopyData(connection_.handle(), bytes.data(), static_cast<int>(bytes.size())) != 1) {
    connection_.fail();
  }
  buffer_.clear();
}

void PostgresCopy::finish() {
  buffer_.int16(-1);  // ends the rows
  send();
  if (PQputCopyEnd(connection_.handle(), nullptr) != 1) connection_.fail();
  connection_.finish_statement();
}

}  // namespace bench
