// SPDX-License-Identifier: MIT
// Users as rows of PostgreSQL.
#pragma once

#include "handwritten/postgres_connection.hpp"
#include "handwritten/records.hpp"

namespace bench {

inline constexpr char postgres_user_columns[] = "id, name, email, age, created_at, active";

inline void read_user(const PostgresResult& rows, int row, User& user) {
  user.id = rows.int64(row, 0);
  user.name = rows.text(row, 1);
  user.email = rows.text(row, 2);
  if (!rows.is_null(row, 3)) user.age = rows.int32(row, 3);
  user.created_at = rows.timestamp(row, 4);
  user.active = rows.boolean(row, 5);
}

}  // namespace bench
