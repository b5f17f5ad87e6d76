// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/link.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

class SessionState;

/// A statement that runs on the session's link, in its transaction; no autoflush. Keeps the
/// statement and its values alive while the cursor is read; lists of keys are borrowed from the
/// caller. One at a time.
class Execution {
 public:
  Execution(SessionState& state, sql::NodeRef statement);

  backend::Cursor& cursor() { return *cursor_; }
  const sql::CompiledStatement& compiled() const { return bound_.compiled(); }

 private:
  sql::NodeRef statement_;
  sql::BoundStatement bound_;
  backend::Cursor* cursor_;
};

}  // namespace orp
