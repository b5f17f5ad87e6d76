// SPDX-License-Identifier: MIT
// Which rows of an UPDATE the table had.
#pragma once
#include <libpq-fe.h>

#include <cstddef>
#include <vector>

#include "backend/postgres/wire.hpp"

namespace orp::backend::postgres {

class MatchedRows {
 public:
  explicit MatchedRows(std::size_t row_count) : is_matched_(row_count) {}

  void add(std::size_t row) { is_matched_[row] = true; }
  /// Those that a statement returned (update_arrays_sql), which began with row `first`.
  void add(const PGresult* result, std::size_t first) {
    for (int i = 0; i < PQntuples(result); ++i) {
      const auto number = static_cast<std::size_t>(wire::load_int64(PQgetvalue(result, i, 0)));
      add(first + number - 1);
    }
  }

  std::vector<std::size_t> others() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < is_matched_.size(); ++row)
      if (!is_matched_[row]) rows.push_back(row);
    return rows;
  }

 private:
  std::vector<bool> is_matched_;
};

}  // namespace orp::backend::postgres
