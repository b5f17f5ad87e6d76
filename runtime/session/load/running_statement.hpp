// SPDX-License-Identifier: MIT
// A statement of a session, alive while its rows are read.
#pragma once
#include <cstdint>
#include <memory>
#include <utility>

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
  RunningStatement(QueryRunner& runner, sql::NodeRef statement);
  /// One that is to be opened.
  RunningStatement(sql::StatementCache& statements, sql::NodeRef statement, Planning planning);
  /// The same of one that was compiled before (StatementCache::keep), with these values.
  RunningStatement(std::shared_ptr<const sql::CompiledStatement> compiled,
                   View<backend::BoundValue> values)
      : bound_(std::move(compiled), values) {}

  backend::PipelinedStatement pipelined() const;
  bool is_open() const { return cursor_ != nullptr; }
  void open(backend::Link& link);
  /// Somebody else has sent it.
  void open(backend::CursorHandle cursor) { cursor_ = std::move(cursor); }
  backend::Cursor& cursor() const { return *cursor_; }
  /// Requires: it was made of one.
  const sql::Node& statement() const { return *statement_; }
  const sql::CompiledStatement& compiled() const { return bound_.compiled(); }
  /// The same, to be kept beyond this execution.
  const std::shared_ptr<const sql::CompiledStatement>& shared() const { return bound_.shared(); }

 private:
  sql::NodeRef statement_;  // or none
  Planning planning_ = Planning::once;
  sql::BoundStatement bound_;
  backend::CursorHandle cursor_;
};

}  // namespace orp
