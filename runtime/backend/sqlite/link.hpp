// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "backend/cursors.hpp"
#include "backend/prepared_cache.hpp"
#include "backend/row_statements.hpp"
#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/cursor.hpp"
#include "backend/sqlite/handles.hpp"
#include "backend/statement_context.hpp"
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::sqlite {

/// One connection of the client library.
///
/// (1) A prepared statement runs once at a time: while a cursor stands in its rows, the same text
///     is prepared again.
/// (2) Between calls every prepared statement is reset but those of open cursors, so no lock is
///     held that the transaction does not hold; and it is bound anew before it runs again, so no
///     binding outlives what it points to.
/// (3) A streamed cursor shows the rows as they were when it was opened. The library would show
/// what
///     is written meanwhile, or not, as it comes: so before anything is written the rows that no
///     cursor has reached are set aside.
class SqliteLink final : public Link {
 public:
  SqliteLink(DatabaseHandle database, const LinkOptions& options);

  const Dialect& dialect() const override { return row_statements_.dialect(); }
  void speak(const Dialect* dialect) override;

  void begin() override;
  void commit() override;
  void rollback() override;
  bool in_transaction() const override { return in_transaction_; }
  void savepoint(std::string_view name) override;
  void release_savepoint(std::string_view name) override;
  void rollback_to_savepoint(std::string_view name) override;

  CursorHandle open(const Statement& statement, View<BoundValue> parameters, Fetch fetch) override;
  std::optional<std::size_t> row_bound(const TableInfo& table) override;
  std::int64_t execute(const Statement& statement, View<BoundValue> parameters) override;
  void execute_script(std::string_view sql) override;

  std::size_t insert(const InsertBatch& batch) override;
  std::vector<std::size_t> update(const UpdateBatch& batch) override;
  std::size_t erase(const DeleteBatch& batch) override;

  void set_listener(StatementListener* listener) override { listener_ = listener; }
  bool is_usable() const override { return is_usable_; }
  bool ping() override { return is_usable_; }
  void reset() override;

  // For the cursor.

  bool hides_parameters() const { return options_.hide_parameters; }
  /// Rows that the statement just done matched; 0 when it was not of that kind.
  std::int64_t affected_rows();
  /// Resets `statement`, whose step gave `result`, and throws.
  [[noreturn]] void throw_failed_step(sqlite3_stmt* statement, int result);

 private:
  class BatchRun;

  /// What every statement begins with: none is sent outside a transaction that the program believes
  /// to be in.
  void prepare_to_run();
  /// What a statement that writes begins with.
  void prepare_to_write();
  /// What a statement ends with.
  void check_transaction_goes_on();
  /// A statement that ran before and does not run now; nullptr: the text may be run.
  PreparedStatement find_prepared(const Statement& statement);
  /// One that does not run.
  PreparedStatement prepare(std::uint64_t key, const StatementContext& context,
                            View<const TableInfo*> tables);
  /// Throws UsageError when one keeps decimals or uuids otherwise than the schema says; looks once
  /// at each.
  void check_tables(View<const TableInfo*> tables);
  /// SQLITE_STATIC: beyond the execution; SQLITE_TRANSIENT: to be copied.
  struct Lifetimes {
    sqlite3_destructor_type of_values;   // the program's
    sqlite3_destructor_type of_buffers;  // in which others are spelled
  };
  /// From the parameter on that has `before` before it.
  void bind_all(sqlite3_stmt* statement, View<BoundValue> parameters, const Lifetimes& lifetimes,
                std::size_t before = 0);
  /// Binds and steps once; SQLITE_ROW or SQLITE_DONE.
  int start(sqlite3_stmt* statement, View<BoundValue> parameters, const Lifetimes& lifetimes);
  /// Whether the table has the key that an INSERT with ON CONFLICT names.
  bool has_conflict_target(const std::string& sql);
  void run_simple(std::string_view sql);
  void run_script(std::string_view script);
  void run_simple(StatementHandle& prepared, const char* sql);
  void run_on_savepoint(std::string_view command, std::string_view name);
  [[noreturn]] void throw_failed(int result, StatementContext context);

  DatabaseHandle database_;
  LinkOptions options_;
  StatementListener* listener_ = nullptr;
  bool in_transaction_ = false;    // as far as the program knows
  bool ended_by_program_ = false;  // by a statement that was not seen to be one that ends it
  bool is_usable_ = true;
  std::int64_t changes_before_ = 0;  // total, when the statement began
  PreparedCache<PreparedStatement> cache_;
  StatementHandle begin_;
  StatementHandle commit_;
  StatementHandle rollback_;
  Cursors<SqliteCursor> cursors_;
  std::vector<CellBuffer> buffers_;  // one a parameter
  RowStatements row_statements_;
  std::unordered_map<std::string, bool> conflict_targets_;  // by the text of the INSERT
  std::unordered_set<const TableInfo*> checked_tables_;     // in the schemas of the dialect
};

}  // namespace orp::backend::sqlite
