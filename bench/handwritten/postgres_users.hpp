// SPDX-License-Identifier: MIT
// Users as rows of PostgreSQL.
#pragma once

#include "handwritten/postgres_connection.hpp"
#include "handwritten/records.hpp"

namespace bench {

inline constexpr char postgres_user_columns[] = "id, name, email, age, created_at, active";

/// `first`: the column that the user begins with.
inline void read_user(const PostgresResult& rows, int row, User& user, int first = 0) {
  user.id = rows.int64(row, first);
  user.name = rows.text(row, first + 1);
  user.email = rows.text(row, first + 2);
  if (!rows.is_null(row, first + 3)) user.age = rows.int32(row, first + 3);
  user.created_at = rows.timestamp(row, first + 4);
  user.active = rows.boolean(row, first + 5);
}

}  // namespace bench
