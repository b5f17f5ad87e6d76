// SPDX-License-Identifier: MIT
// Users as rows of SQLite.
#pragma once

#include "handwritten/records.hpp"
#include "handwritten/sqlite_connection.hpp"
#include "handwritten/timestamp_text.hpp"

namespace bench {

inline constexpr char sqlite_user_columns[] = "id, name, email, age, created_at, active";

/// `first`: the column that the user begins with.
inline void read_user(SqliteStatement& row, User& user, int first = 0) {
  user.id = row.integer(first);
  user.name = row.text(first + 1);
  user.email = row.text(first + 2);
  if (!row.is_null(first + 3)) user.age = static_cast<std::int32_t>(row.integer(first + 3));
  user.created_at = parse_timestamp(row.text(first + 4));
  user.active = row.integer(first + 5) != 0;
}

}  // namespace bench
