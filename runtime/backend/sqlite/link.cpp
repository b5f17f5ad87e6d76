// SPDX-License-Identifier: MIT
#include "backend/sqlite/link.hpp"

#include <algorithm>
#include <utility>

#include "backend/sendable.hpp"
#include "backend/sqlite/dialect.hpp"
#include "backend/sqlite/errors.hpp"
#include "backend/sqlite/keys_table.hpp"
#include "backend/sqlite/marks.hpp"
#include "backend/sqlite/places.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/statement_watch.hpp"
#include "backend/transaction_guard.hpp"
#include "backend/value_fault.hpp"
#include "meta/field_value.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr Preamble preamble{
    .nests_comments = false, .skips_byte_order_marks = true, .line_ends = "\n"};

const char* begin_command(BeginMode mode) {
  switch (mode) {
    case BeginMode::deferred:
      return "BEGIN DEFERRED";
    case BeginMode::immediate:
      return "BEGIN IMMEDIATE";
    case BeginMode::exclusive:
      return "BEGIN EXCLUSIVE";
  }
  return "BEGIN";
}

/// More than blanks, comments and `;`.
bool holds_statement(sqlite3* database, std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int result =
        sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &raw, &rest);
    const StatementHandle statement(raw);
    if (result != SQLITE_OK || raw != nullptr) return true;
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
  }
  return false;
}

}  // namespace

SqliteLink::SqliteLink(DatabaseHandle database, const LinkOptions& options)
    : database_(std::move(database)),
      options_(options),
      cache_(options.statement_cache_size),
      row_statements_(sqlite_dialect()) {}

void SqliteLink::speak(const Dialect* dialect) {
  const Dialect& spoken = dialect == nullptr ? sqlite_dialect() : *dialect;
  if (spoken.schemas_number() != this->dialect().schemas_number()) checked_tables_.clear();
  row_statements_.speak(spoken);
}

// Transactions

void SqliteLink::begin() {
  run_simple(begin_, begin_command(options_.begin));
  in_transaction_ = true;
}

void SqliteLink::commit() {
  prepare_to_run();
  cursors_.end();
  try {
    run_simple(commit_, "COMMIT");  // after a failure the transaction is still open
  } catch (...) {
    if (is_usable_) throw;
    throw_in_doubt();
  }
  in_transaction_ = false;
}

void SqliteLink::rollback() {
  cursors_.end();
  in_transaction_ = false;
  ended_by_program_ = false;
  // Some failures have rolled back already.
  if (sqlite3_get_autocommit(database_.get()) == 0) run_simple(rollback_, "ROLLBACK");
}

void SqliteLink::savepoint(std::string_view name) {
  run_on_savepoint("SAVEPOINT ", name);
  cursors_.set_savepoint(name);
}

void SqliteLink::release_savepoint(std::string_view name) {
  run_on_savepoint("RELEASE SAVEPOINT ", name);
  cursors_.release_savepoint(name);
}

void SqliteLink::rollback_to_savepoint(std::string_view name) {
  cursors_.roll_back_to_savepoint(name);
  run_on_savepoint("ROLLBACK TO SAVEPOINT ", name);
}

void SqliteLink::run_on_savepoint(std::string_view command, std::string_view name) {
  prepare_to_run();
  std::string sql(command);
  dialect().quote(sql, name);
  run_simple(sql);
}

void SqliteLink::reset() {
  speak(nullptr);
  if (!is_usable_) return cursors_.end();
  rollback();
}

// Statements

CursorHandle SqliteLink::open(const Statement& statement, View<BoundValue> parameters,
                              Fetch fetch) {
  prepare_to_run();
  PreparedStatement prepared = find_prepared(statement);
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  if (prepared == nullptr)
    prepared = prepare(statement.cache_key, {.sql = statement.sql, .parameters = parameters},
                       statement.tables);
  SqliteCursor& cursor = cursors_.next(*this);
  const Lifetimes lifetimes{.of_values = fetch.values_stay ? SQLITE_STATIC : SQLITE_TRANSIENT,
                            .of_buffers = SQLITE_TRANSIENT};  // other statements run meanwhile
  const int result = start(prepared->statement.get(), parameters, lifetimes);
  cursor.open(std::move(prepared), result, fetch.is_streamed());
  CursorHandle handle(&cursor);
  check_transaction_goes_on();
  return handle;
}

// The greatest row number: there are fewer rows where some were deleted.
std::optional<std::size_t> SqliteLink::row_bound(const TableInfo& table) {
  const std::string sql = "SELECT max(rowid) FROM " + dialect().quoted_table(table);
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr);
  const StatementHandle statement(raw);  // none for a view
  if (raw == nullptr || sqlite3_step(raw) != SQLITE_ROW) return std::nullopt;
  return static_cast<std::size_t>(std::max<std::int64_t>(0, sqlite3_column_int64(raw, 0)));
}

std::int64_t SqliteLink::execute(const Statement& statement, View<BoundValue> parameters) {
  prepare_to_run();
  PreparedStatement prepared = find_prepared(statement);
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  if (prepared == nullptr)
    prepared = prepare(statement.cache_key, {.sql = statement.sql, .parameters = parameters},
                       statement.tables);
  sqlite3_stmt* const running = prepared->statement.get();
  int result =
      start(running, parameters, {.of_values = SQLITE_STATIC, .of_buffers = SQLITE_STATIC});
  while (result == SQLITE_ROW) result = sqlite3_step(running);
  if (result != SQLITE_DONE) throw_failed_step(running, result);
  sqlite3_reset(running);
  check_transaction_goes_on();
  return affected_rows();
}

void SqliteLink::execute_script(std::string_view sql) {
  prepare_to_run();
  check_sendable(sql, preamble);
  const StatementWatch watch(listener_, {.sql = sql});
  run_script(sql);
}

// Not sqlite3_exec, which would run every statement whatever it is.
void SqliteLink::run_script(std::string_view script) {
  const std::string text(script);
  const char* const end = text.c_str() + text.size();
  for (const char* at = text.c_str(); *at != '\0';) {
    check_no_transaction_command({at, end}, preamble);
    sqlite3_stmt* raw = nullptr;
    int result = sqlite3_prepare_v2(database_.get(), at, -1, &raw, &at);
    const StatementHandle statement(raw);
    if (result != SQLITE_OK) throw_failed(result, {.sql = script});
    if (raw == nullptr) continue;  // a comment
    if (sqlite3_stmt_readonly(raw) == 0) prepare_to_write();
    while ((result = sqlite3_step(raw)) == SQLITE_ROW) {
    }
    if (result != SQLITE_DONE) throw_failed(result, {.sql = script});
    check_transaction_goes_on();
  }
}

void SqliteLink::run_simple(std::string_view sql) {
  const int result =
      sqlite3_exec(database_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw_failed(result, {.sql = sql});
}

void SqliteLink::run_simple(StatementHandle& prepared, const char* sql) {
  if (prepared == nullptr) {
    sqlite3_stmt* raw = nullptr;
    const int result =
        sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (result != SQLITE_OK) throw_failed(result, {.sql = sql});
    prepared.reset(raw);
  }
  const int result = sqlite3_step(prepared.get());
  if (result != SQLITE_DONE) throw_failed_step(prepared.get(), result);
  sqlite3_reset(prepared.get());
}

void SqliteLink::prepare_to_run() {
  if (ended_by_program_) throw_ended_by_program();
  if (in_transaction_ && sqlite3_get_autocommit(database_.get()) != 0) throw_ended_by_database();
  changes_before_ = sqlite3_total_changes64(database_.get());
}

// Rule 3.
void SqliteLink::prepare_to_write() {
  cursors_.for_each_open([](SqliteCursor& cursor) { cursor.be_written_beside(); });
}

void SqliteLink::check_transaction_goes_on() {
  if (!in_transaction_ || sqlite3_get_autocommit(database_.get()) == 0) return;
  ended_by_program_ = true;
  throw_ended_by_program();
}

// A text is judged once: the cache holds none that was refused.
PreparedStatement SqliteLink::find_prepared(const Statement& statement) {
  const PreparedStatement* found = cache_.find(statement.cache_key, statement.sql);
  if (found == nullptr) check_sendable(statement.sql, preamble);
  return found == nullptr || (*found)->is_running ? nullptr : *found;
}

PreparedStatement SqliteLink::prepare(std::uint64_t key, const StatementContext& context,
                                      View<const TableInfo*> tables) {
  const std::string_view sql = context.sql;
  const PreparedStatement* found = cache_.find(key, sql);
  if (found != nullptr && !(*found)->is_running) return *found;
  check_tables(tables);
  const bool is_cached = found == nullptr && key != 0 && cache_.capacity() > 0;
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const unsigned flags = is_cached ? SQLITE_PREPARE_PERSISTENT : 0;
  const int result = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        flags, &raw, &rest);
  if (result != SQLITE_OK) throw_failed(result, context);
  StatementHandle handle(raw);
  if (raw == nullptr) throw_no_statement(sql);
  if (holds_statement(database_.get(), {rest, sql.data() + sql.size()})) {
    throw_several_statements(sql);
  }
  check_places(raw, context);
  auto prepared = std::make_shared<Prepared>(Prepared{std::move(handle)});
  return is_cached ? cache_.insert(key, sql, std::move(prepared)) : prepared;
}

void SqliteLink::check_tables(View<const TableInfo*> tables) {
  for (const TableInfo* table : tables) {
    if (checked_tables_.count(table) != 0) continue;
    check_marks(database_.get(), dialect(), *table);
    if (table->number == 0) checked_tables_.insert(table);
  }
}

void SqliteLink::bind_all(sqlite3_stmt* statement, View<BoundValue> parameters,
                          const Lifetimes& lifetimes, std::size_t before) {
  if (buffers_.size() < before + parameters.size()) buffers_.resize(before + parameters.size());
  std::size_t i = 0;
  try {
    for (; i < parameters.size(); ++i) {
      const BoundValue& parameter = parameters[i];
      const int index = static_cast<int>(before + i) + 1;
      CellBuffer& buffer = buffers_[before + i];
      int result = SQLITE_OK;
      if (parameter.keys != nullptr) {
        result = bind_keys(statement, index, *parameter.keys);
      } else if (const void* const value = value_in(*parameter.type, parameter.field)) {
        const Cell cell = encode(*parameter.type, value, buffer);
        const bool is_spelled = cell.is_borrowed() && buffer.holds(cell);
        result =
            bind(statement, index, cell, is_spelled ? lifetimes.of_buffers : lifetimes.of_values);
      } else {
        result = sqlite3_bind_null(statement, index);
      }
      if (result != SQLITE_OK) {
        throw_failed(result, {.sql = sqlite3_sql(statement), .parameters = parameters});
      }
    }
  } catch (const ValueFault& fault) {
    throw_in_parameter(fault, parameters[i], before + i + 1, sqlite3_sql(statement));
  }
}

int SqliteLink::start(sqlite3_stmt* statement, View<BoundValue> parameters,
                      const Lifetimes& lifetimes) {
  if (sqlite3_stmt_readonly(statement) == 0) prepare_to_write();
  bind_all(statement, parameters, lifetimes);
  const int result = sqlite3_step(statement);
  if (result == SQLITE_ROW || result == SQLITE_DONE) return result;
  sqlite3_reset(statement);
  throw_failed(result, {.sql = sqlite3_sql(statement), .parameters = parameters});
}

std::int64_t SqliteLink::affected_rows() {
  // Statements that change no rows leave the count of the last one that did.
  const std::int64_t changes = sqlite3_total_changes64(database_.get());
  return changes == changes_before_ ? 0 : sqlite3_changes64(database_.get());
}

void SqliteLink::throw_failed_step(sqlite3_stmt* statement, int result) {
  sqlite3_reset(statement);  // gives the same code and keeps the message
  throw_failed(result, {.sql = sqlite3_sql(statement)});
}

void SqliteLink::throw_failed(int result, StatementContext context) {
  is_usable_ = is_usable_ && !ends_connection(result);
  context.hide_parameters = options_.hide_parameters;
  throw_error(database_.get(), result, context);
}

}  // namespace orp::backend::sqlite
