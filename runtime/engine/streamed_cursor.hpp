// SPDX-License-Identifier: MIT
// The cursor of a stream: what may be streamed, and when a stream is over.
//
// (1) Only a query is streamed: what writes does all of it at once, or nothing.
// (2) A stream that was read to its end needs its transaction no longer, and holds no cursor.
#pragma once
#include <cstddef>

#include "orpiment/backend/link.hpp"
#include "orpiment/base/error.hpp"
#include "sql/compiler.hpp"

namespace orp {

/// Throws UsageError for a statement that changes rows.
void check_streamable(const sql::CompiledStatement& statement);

class StreamedCursor {
 public:
  /// Requires: the statement and its parameters outlive this.
  void open(backend::Link& link, const backend::Statement& statement,
            View<backend::BoundValue> parameters, std::size_t rows_at_once);

  backend::Cursor& cursor() { return *cursor_; }
  bool is_over() const { return cursor_ == nullptr; }

  /// Calls take_row() at up to `count` rows more. Throws what executing throws, and UsageError when
  /// the stream's transaction is over and rows are left.
  template <class TakeRow>
  void read(const sql::CompiledStatement& compiled, std::size_t count, TakeRow take_row) {
    if (is_over()) return;
    std::size_t taken = 0;
    try {
      for (; taken < count && next(); ++taken) take_row();
    } catch (DataError& error) {
      error.with_details({.sql = compiled.sql});
      throw;
    }
    if (taken < count) cursor_.reset();
  }

 private:
  bool next();

  backend::CursorHandle cursor_;
};

}  // namespace orp
