// SPDX-License-Identifier: MIT
// Orders as rows of PostgreSQL.
#pragma once

#include "handwritten/order_status.hpp"
#include "handwritten/postgres_connection.hpp"
#include "handwritten/records.hpp"

namespace bench {

inline constexpr char postgres_order_columns[] = "id, user_id, total, status";

/// `first`: the column that the order begins with.
inline void read_order(const PostgresResult& rows, int row, Order& order, int first = 0) {
  order.id = rows.int64(row, first);
  order.user_id = rows.int64(row, first + 1);
  order.total = rows.hundredths(row, first + 2);
  order.status = parse_status(rows.text(row, first + 3));
}

}  // namespace bench
