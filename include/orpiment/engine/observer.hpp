// SPDX-License-Identifier: MIT
// The seam through which others watch an engine: logs, metrics, tests.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "orpiment/meta/table_info.hpp"

namespace orp {

namespace backend {
struct SentStatement;
}

/// A statement that was sent, or several that are alike: a batch. Valid as long as the call.
struct StatementEvent {
  /// Made by the engine; `sent` outlives it.
  StatementEvent(const backend::SentStatement& sent, bool hides_values);

  std::string_view sql;              ///< as it was sent
  const TableInfo* table = nullptr;  ///< of a batch: whose rows were sent
  View<std::uint16_t> columns{};     ///< of a batch
  std::size_t row_count = 1;         ///< of a batch: rows sent
  /// Until the first row, or until done; of one that was sent with others from the answer to the
  /// one before.
  std::int64_t nanoseconds = 0;
  bool failed = false;  ///< the call that sent it throws
  bool is_internal =
      false;  ///< for the connection's own needs, such as keys reserved for an INSERT

  /// Rows of one table were sent together.
  bool is_batch() const { return table != nullptr; }
  /// The values, printed for people: "(42, 'Ann')", of a batch so for each row; long lists are cut.
  /// "(hidden)" with EngineOptions::hide_parameters; empty without any.
  std::string parameters() const;

 private:
  const backend::SentStatement* sent_;
  bool hides_values_;
};

/// A transaction or savepoint began or ended.
struct TransactionEvent {
  /// The command that was sent.
  enum class Kind : std::uint8_t {
    begin,
    commit,
    rollback,
    savepoint,
    release_savepoint,
    rollback_to_savepoint
  };
  /// What happened.
  Kind kind;
  std::string_view savepoint{};  ///< its name

  /// "BEGIN", "ROLLBACK TO SAVEPOINT": without the name.
  std::string_view command() const;
};

/// A connection was opened, closed, or changed hands.
struct PoolEvent {
  /// What a pool does with one connection.
  enum class Kind : std::uint8_t {
    connect,     ///< a new connection was opened
    checkout,    ///< one was handed out
    checkin,     ///< one came back
    invalidate,  ///< one was found broken or too old
    close        ///< one was closed
  };
  /// What happened.
  Kind kind;
};

/// A session ended (closed or destroyed) and what it had not committed is lost: no rollback was
/// asked for, and no error is the reason.
struct UncommittedEvent {
  /// New objects that no flush has written.
  std::size_t added = 0;
  /// Objects with changes that no flush has written; also by links: those whose relationships
  /// differ.
  std::size_t changed = 0;
  /// Objects whose rows no flush has deleted.
  std::size_t deleted = 0;
  /// Rows that were written in the transaction, by flushes and by statements that return no rows.
  std::size_t written = 0;

  /// Nothing is lost.
  bool empty() const { return added + changed + deleted + written == 0; }
};

/// A flush deleted objects and found fewer rows than objects: the others were gone already, by
/// somebody else's doing. Nothing is wrong with the flush (SQLAlchemy warns of it).
struct MissingRowsEvent {
  /// Whose rows were deleted; a constant of the model.
  const char* table;
  /// Objects that were deleted.
  std::size_t expected;
  /// Rows that there were; fewer.
  std::size_t found;
};

/// Told what an engine does, after it was done, in the thread that did it: functions may be called
/// from several threads at once. An observer must not use the engine that it watches, nor throw.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A statement or batch was sent, also if it failed.
  virtual void on_statement(const StatementEvent& /*event*/) {}
  /// A transaction or savepoint began or ended.
  virtual void on_transaction(const TransactionEvent& /*event*/) {}
  /// A connection was opened, closed, or changed hands.
  virtual void on_pool(const PoolEvent& /*event*/) {}
  /// A session ended with what it had not committed.
  virtual void on_uncommitted(const UncommittedEvent& /*event*/) {}
  /// A flush deleted fewer rows than objects.
  virtual void on_missing_rows(const MissingRowsEvent& /*event*/) {}
};

}  // namespace orp
