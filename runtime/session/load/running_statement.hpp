// SPDX-License-Identifier: MIT
// A statement of a session, alive while its rows are read.
#pragma once
#include <cstdint>

#include "orpiment/backend/link.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

class QueryRunner;

/// When the database makes its plan. What depends on a value so much that the plan for the last one
/// would not do is planned for each.
enum class Planning : std::uint8_t { once, each_time };

/// A statement that runs on the session's link, in its transaction; no autoflush. Keeps the
/// statement and its values alive while the cursor is read; lists of keys are borrowed from the
/// caller.
class RunningStatement {
 public:
  RunningStatement(QueryRunner& runner, sql::NodeRef statement, Planning planning = Planning::once);

  backend::Cursor& cursor() const { return *cursor_; }
  const sql::Node& statement() const { return *statement_; }
  const sql::CompiledStatement& compiled() const { return bound_.compiled(); }

 private:
  sql::NodeRef statement_;
  sql::BoundStatement bound_;
  backend::CursorHandle cursor_;
};

}  // namespace orp
