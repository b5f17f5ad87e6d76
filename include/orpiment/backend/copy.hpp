// SPDX-License-Identifier: MIT
// COPY: rows that a database sends and takes as a file has them.
#pragma once
#include <cstdint>
#include <string_view>

#include "orpiment/meta/table_info.hpp"
#include "orpiment/meta/view.hpp"

namespace orp {

/// How rows stand in what COPY sends and takes; the database's own forms.
enum class CopyFormat : std::uint8_t {
  csv,    ///< of RFC 4180: NULL is nothing, an empty text `""`
  text,   ///< a row a line, tabs between values, `\\N` for NULL
  binary  ///< the fastest; for the same version of the same database
};

/// How Connection::copy_out() and copy_in() go.
struct CopyOptions {
  /// What the rows look like.
  CopyFormat format = CopyFormat::csv;
  /// Of csv: the first line has the columns' names.
  bool header = true;
};

namespace backend {

/// What is copied.
struct CopiedRows {
  /// The rows of a table; nullptr: of `query`.
  const TableInfo* table = nullptr;
  View<std::uint16_t> columns{};  ///< of the table, in this order
  std::string_view query{};       ///< without parameters
  CopyOptions options{};          ///< what they look like
};

/// Where the bytes go that COPY sends.
class CopySink {
 public:
  /// The next ones, which end anywhere, valid during the call. What it throws ends the COPY.
  virtual void take(std::string_view bytes) = 0;

 protected:
  ~CopySink() = default;
};

/// Where the bytes come from that COPY takes.
class CopySource {
 public:
  /// Points `bytes` to the next ones, which end anywhere, valid until the next call; false: that
  /// was all. What it throws ends the COPY, and none of the rows stays.
  virtual bool next(std::string_view& bytes) = 0;

 protected:
  ~CopySource() = default;
};

}  // namespace backend
}  // namespace orp
