// SPDX-License-Identifier: MIT
// Users as rows of SQLite.
#pragma once

#include "handwritten/records.hpp"
#include "handwritten/sqlite_connection.hpp"
#include "handwritten/timestamp_text.hpp"

namespace bench {

inline constexpr char sqlite_user_columns[] = "id, name, email, age, created_at, active";

inline void read_user(SqliteStatement& row, User& user) {
  user.id = row.integer(0);
  user.name = row.text(1);
  user.email = row.text(2);
  if (!row.is_null(3)) user.age = static_cast<std::int32_t>(row.integer(3));
  user.created_at = parse_timestamp(row.text(4));
  user.active = row.integer(5) != 0;
}

}  // namespace bench
