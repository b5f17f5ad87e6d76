// SPDX-License-Identifier: MIT
#include "orpiment/base/error.hpp"
#include "orpiment/engine/detail/row_counts.hpp"
#include "orpiment/engine/detail/stream_rows.hpp"

namespace orp::detail {

StreamRows::StreamRows(const RowType& type, std::size_t rows_at_once)
    : rows_(type), rows_at_once_(rows_at_once) {
  if (rows_at_once > 0) return;
  throw UsageError({.code = "ORP-1250",
                    .message = "a stream of 0 rows at a time",
                    .hint = "say how many: {.yield_per = 1'000}"});
}

void StreamRows::check_unread(std::size_t partition_size) const {
  check_partition_size(partition_size);
  if (!has_begun_) return;
  throw UsageError({.code = "ORP-1251",
                    .message = "a stream is taken in partitions after rows of it were read",
                    .hint = "call partitions() before the first row, or read on row by row"});
}

bool StreamRows::read_partition(std::size_t size) {
  if (has_failed_) {
    throw UsageError({.code = "ORP-1252",
                      .message = "rows are read of a stream that has failed before",
                      .hint = "run the query again"});
  }
  has_begun_ = false;
  has_failed_ = true;
  place_ = 0;
  rows_.rewind();
  try {
    source_->read(rows_, size);
  } catch (...) {
    rows_.rewind();
    throw;
  }
  has_failed_ = false;
  has_begun_ = true;
  return !rows_.empty();
}

}  // namespace orp::detail
