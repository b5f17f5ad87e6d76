// SPDX-License-Identifier: MIT
// Which rows of an INSERT the table has got, where they are sent one by one.
#pragma once
#include <cstddef>

#include "orpiment/backend/batch.hpp"

namespace orp::backend {

class WrittenRows {
 public:
  explicit WrittenRows(const RowBatch& rows) : rows_(&rows), first_dropped_(rows.row_count) {}

  /// Rows come in their order.
  void add(std::size_t row, bool is_written) {
    if (is_written)
      ++count_;
    else if (row < first_dropped_)
      first_dropped_ = row;
  }
  /// What Link::insert() returns. All have succeeded: a failure tells another row.
  std::size_t finish() const {
    if (first_dropped_ < rows_->row_count && rows_->failed_row != nullptr)
      *rows_->failed_row = first_dropped_;
    return count_;
  }

 private:
  const RowBatch* rows_;
  std::size_t first_dropped_;
  std::size_t count_ = 0;
};

}  // namespace orp::backend
