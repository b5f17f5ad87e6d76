// SPDX-License-Identifier: MIT
// What streams of all types have in common: rows of one partition, and where more come from.
#pragma once
#include <cstddef>
#include <memory>
#include <utility>

#include "orpiment/engine/detail/row_buffer.hpp"

namespace orp::detail {

/// Where the rows of a stream come from: an open cursor, and what its rows become.
class StreamSource {
 public:
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;
  virtual ~StreamSource() = default;

  /// Appends up to `count` further rows to `rows`, fewer where the last one is among them. Nobody
  /// needs those of the partition before. Throws what executing throws, and UsageError when the
  /// transaction has ended in which the stream was opened.
  virtual void read(RowBuffer& rows, std::size_t count) = 0;
  /// `entity`, of this stream, is needed beyond its partition.
  virtual void keep(Entity& entity) = 0;

 protected:
  StreamSource() = default;
};

/// The partition at which a stream stands, and the row of it.
class StreamRows {
 public:
  /// Throws UsageError when `rows_at_once` is 0.
  StreamRows(const RowType& type, std::size_t rows_at_once);

  /// Requires: nothing was read.
  void open(std::shared_ptr<StreamSource> source) { source_ = std::move(source); }
  StreamSource& source() { return *source_; }

  RowBuffer& rows() { return rows_; }
  const RowBuffer& rows() const { return rows_; }
  std::size_t rows_at_once() const { return rows_at_once_; }

  /// There is a row to stand at; reads the first partition if nothing was read.
  bool has_row() {
    if (!has_begun_) [[unlikely]]
      read_partition(rows_at_once_);
    return place_ < rows_.size();
  }
  /// Requires: has_row()
  void* row() const { return rows_[place_]; }
  void step() {
    if (++place_ == rows_.size()) read_partition(rows_at_once_);
  }

  /// Calls take(rows, first) for the rest of the partition at which it stands, from row `first` on,
  /// and for those to come.
  template <class Take>
  void each_partition(Take take) {
    for (; has_row(); read_partition(rows_at_once_)) take(rows_, place_);
  }

  /// Throws UsageError when a row was read already, which belongs to no partition of that size.
  void check_unread(std::size_t partition_size) const;
  /// Up to `size` rows in place of those that were here. False: there are none.
  bool read_partition(std::size_t size);

 private:
  RowBuffer rows_;
  std::shared_ptr<StreamSource> source_;  // as Session::state_
  std::size_t rows_at_once_;
  std::size_t place_ = 0;
  bool has_begun_ = false;
  bool has_failed_ = false;
};

}  // namespace orp::detail
