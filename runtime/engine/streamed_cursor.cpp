// SPDX-License-Identifier: MIT
#include "engine/streamed_cursor.hpp"

#include "orpiment/backend/statement.hpp"

namespace orp {

void check_streamable(const sql::CompiledStatement& statement) {
  if (!statement.writes) return;
  throw UsageError({.code = "ORP-1253",
                    .message = "a statement that writes cannot be streamed",
                    .hint = "execute() it: what it returns is there at once"});
}

void StreamedCursor::open(backend::Link& link, const backend::Statement& statement,
                          View<backend::BoundValue> parameters, std::size_t rows_at_once) {
  cursor_ = link.open(statement, parameters, {.rows_at_once = rows_at_once, .values_stay = true});
}

bool StreamedCursor::next() {
  try {
    return cursor_->next();
  } catch (const UsageError& error) {
    if (error.code() != "ORP-1415") throw;
    throw UsageError({.code = "ORP-1254",
                      .message = "rows are read of a stream whose transaction has ended",
                      .hint = "commit or roll back when the stream is read, or left for good; a "
                              "stream that writes go on beside has a connection of its own"});
  }
}

}  // namespace orp
