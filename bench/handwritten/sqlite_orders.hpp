// SPDX-License-Identifier: MIT
// Orders as rows of SQLite.
#pragma once

#include "handwritten/order_status.hpp"
#include "handwritten/records.hpp"
#include "handwritten/sqlite_connection.hpp"

namespace bench {

inline constexpr char sqlite_order_columns[] = "id, user_id, total, status";

/// `first`: the column that the order begins with.
inline void read_order(SqliteStatement& row, Order& order, int first = 0) {
  order.id = row.integer(first);
  order.user_id = row.integer(first + 1);
  order.total = row.integer(first + 2);
  order.status = parse_status(row.text(first + 3));
}

}  // namespace bench
