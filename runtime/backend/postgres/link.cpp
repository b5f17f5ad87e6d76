// SPDX-License-Identifier: MIT
#include "backend/postgres/link.hpp"

#include <cstring>
#include <utility>

#include "backend/postgres/dialect.hpp"
#include "backend/postgres/errors.hpp"
#include "backend/sendable.hpp"
#include "backend/statement_watch.hpp"
#include "backend/transaction_guard.hpp"
#include "backend/value_fault.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::postgres {

PostgresLink::PostgresLink(const Address& address, const LinkOptions& options,
                           const PieceLimits& limits)
    : connection_(address),
      options_(options),
      limits_(limits),
      cache_(options.statement_cache_size),
      parameters_(limits.row_bytes),
      row_statements_(postgres_dialect()) {}

void PostgresLink::speak(const Dialect* dialect) {
  row_statements_.speak(dialect == nullptr ? postgres_dialect() : *dialect);
}

namespace {

[[noreturn]] void throw_in_use() {
  throw UsageError({.code = "ORP-1282",
                    .message = "the connection is used while it copies rows to or from the program",
                    .hint = "use another connection in what copy_out() and copy_in() call"});
}

}  // namespace

// Transactions

void PostgresLink::begin() {
  run_simple("BEGIN");
  in_transaction_ = true;
}

void PostgresLink::commit() {
  check_usable();
  end_transaction();
  const ResultHandle result(PQexec(connection_.get(), "COMMIT"));
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
    if (std::strcmp(PQcmdStatus(result.get()), "ROLLBACK") == 0) {
      throw SqlError({.code = "ORP-3006",
                      .message = "nothing was committed: a statement of the transaction had "
                                 "failed, and the database rolled it back",
                      .hint = "run the unit of work again"});
    }
    in_transaction_ = false;
    return;
  }
  try {
    throw_failed(result.get(), {.sql = "COMMIT"});
  } catch (...) {
    if (is_usable_) throw;
    throw_in_doubt();
  }
}

void PostgresLink::rollback() {
  end_transaction();
  in_transaction_ = false;
  ended_by_program_ = false;
  if (!is_usable_ || server_is_idle()) return;
  try {
    run_simple("ROLLBACK");
  } catch (const ConnectionError&) {
    // The server rolls back what a lost connection left.
  }
}

void PostgresLink::end_transaction() noexcept {
  cursors_.end();
  plans_for_all_rows_ = false;
}

bool PostgresLink::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

bool PostgresLink::server_is_idle() const {
  return PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

void PostgresLink::savepoint(std::string_view name) {
  run_on_savepoint("SAVEPOINT ", name);
  cursors_.set_savepoint(name);
}

void PostgresLink::release_savepoint(std::string_view name) {
  run_on_savepoint("RELEASE SAVEPOINT ", name);
  cursors_.release_savepoint(name);
}

void PostgresLink::rollback_to_savepoint(std::string_view name) {
  cursors_.roll_back_to_savepoint(name);
  run_on_savepoint("ROLLBACK TO SAVEPOINT ", name);
}

void PostgresLink::run_on_savepoint(std::string_view command, std::string_view name) {
  std::string sql(command);
  dialect().quote(sql, name);
  run_simple(sql.c_str());
}

bool PostgresLink::ping() {
  if (!is_usable_) return false;
  const ResultHandle result(PQexec(connection_.get(), ""));
  is_usable_ = PQresultStatus(result.get()) == PGRES_EMPTY_QUERY;
  return is_usable_;
}

void PostgresLink::reset() {
  speak(nullptr);
  rollback();
  is_usable_ = is_usable_ && server_is_idle();
}

// Statements

CursorHandle PostgresLink::open(const Statement& statement, View<BoundValue> parameters,
                                Fetch fetch) {
  check_usable();
  check_sendable(statement.sql, preamble);
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  add_parameters(parameters, statement.sql);
  PostgresCursor& cursor = cursors_.next(*this, options_.hide_parameters);
  if (fetch.is_streamed()) {
    declare(cursor, statement, parameters, fetch);
  } else {
    cursor.open(
        run(statement.cache_key, statement.sql, {.sql = statement.sql, .parameters = parameters}));
  }
  return CursorHandle(&cursor);
}

void PostgresLink::declare(PostgresCursor& cursor, const Statement& statement,
                           View<BoundValue> parameters, Fetch fetch) {
  if (!plans_for_all_rows_) {
    run_simple("SET LOCAL cursor_tuple_fraction = 1");
    plans_for_all_rows_ = true;
  }
  std::string name = "orp_cursor_" + std::to_string(++last_cursor_);
  const std::string sql = "DECLARE " + name + " NO SCROLL CURSOR FOR " + std::string(statement.sql);
  run(0, sql, {.sql = statement.sql, .parameters = parameters});
  ResultHandle rows = this->fetch(name, fetch.rows_at_once);
  cursor.open(std::move(rows), std::move(name), fetch.rows_at_once);
}

ResultHandle PostgresLink::fetch(const std::string& name, std::size_t row_count) {
  check_usable();
  const std::string sql = "FETCH FORWARD " + std::to_string(row_count) + " FROM " + name;
  parameters_.clear();
  return run(0, sql, {.sql = sql});
}

// Where it cannot be closed, it ends with the transaction.
void PostgresLink::close_cursor(const std::string& name) noexcept {
  if (!is_usable_ || PQtransactionStatus(connection_.get()) != PQTRANS_INTRANS) return;
  const ResultHandle result(PQexec(connection_.get(), ("CLOSE " + name).c_str()));
}

std::int64_t PostgresLink::execute(const Statement& statement, View<BoundValue> parameters) {
  check_usable();
  check_sendable(statement.sql, preamble);
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  add_parameters(parameters, statement.sql);
  const ResultHandle result =
      run(statement.cache_key, statement.sql, {.sql = statement.sql, .parameters = parameters});
  return affected_rows(result.get());
}

void PostgresLink::execute_script(std::string_view sql) {
  check_usable();
  check_sendable(sql, preamble);
  const StatementWatch watch(listener_, {.sql = sql});
  // Not PQexec, which gives the last answer only.
  if (PQsendQuery(connection_.get(), std::string(sql).c_str()) != 1)
    throw_failed(nullptr, {.sql = sql});
  ResultHandle answer;
  while (ResultHandle result{PQgetResult(connection_.get())}) {
    if (is_transaction_command(PQcmdStatus(result.get()), preamble))
      ended_by_program_ = in_transaction_;
    answer = std::move(result);  // a failure is the last one
    if (is_copying(answer.get())) break;
  }
  if (!is_success(answer.get())) throw_failed(answer.get(), {.sql = sql});
  check_transaction_goes_on();
}

void PostgresLink::check_usable() {
  if (!is_usable_) throw_lost();
  if (is_copying_) throw_in_use();
  if (ended_by_program_) throw_ended_by_program();
  if (in_transaction_ && server_is_idle()) throw_ended_by_database();
}

void PostgresLink::check_transaction_goes_on() {
  if (in_transaction_ && server_is_idle()) ended_by_program_ = true;
  if (ended_by_program_) throw_ended_by_program();
}

void PostgresLink::run_simple(const char* sql) {
  check_usable();
  const ResultHandle result(PQexec(connection_.get(), sql));
  if (!is_success(result.get())) throw_failed(result.get(), {.sql = sql});
}

void PostgresLink::add_parameters(View<BoundValue> parameters, std::string_view sql) {
  parameters_.clear();
  append_parameters(parameters, sql);
}

void PostgresLink::append_parameters(View<BoundValue> parameters, std::string_view sql) {
  const auto before = static_cast<std::size_t>(parameters_.count());
  std::size_t i = 0;
  try {
    for (; i < parameters.size(); ++i) parameters_.add(parameters[i]);
  } catch (const ValueFault& fault) {
    throw_in_parameter(fault, parameters[i], before + i + 1, sql);
  }
}

ResultHandle PostgresLink::run(std::uint64_t key, std::string_view sql,
                               const StatementContext& context) {
  ResultHandle result = send(key, sql, context);
  if (is_success(result.get())) {
    if (is_empty(result.get())) throw_no_statement(sql);
    check_transaction_goes_on();
    return result;
  }
  forget_stale(result.get(), key);
  throw_failed(result.get(), context);
}

// Whoever drops a statement that is not theirs drops all (DISCARD ALL), and whoever drops a type
// has migrated; each statement would fail in turn.
void PostgresLink::forget_stale(const PGresult* result, std::uint64_t key) {
  if (!is_stale_statement(result)) return;
  sequences_.clear();
  unique_keys_.clear();
  copies_.clear();
  if (has_lost_type(result)) return cache_.clear();
  if (!is_unknown_statement(result)) return cache_.erase(key);
  cache_.clear();
  dropped_.clear();
}

ResultHandle PostgresLink::send(std::uint64_t key, std::string_view sql,
                                const StatementContext& context) {
  PGconn* const connection = connection_.get();
  const char* const* const values = parameters_.values();
  Prepared* const prepared = to_run_prepared(key, sql);
  if (prepared != nullptr && prepared->name.empty()) prepare(*prepared, sql, context);
  if (prepared == nullptr) {
    return ResultHandle(PQexecParams(connection, std::string(sql).c_str(), parameters_.count(),
                                     parameters_.types().data(), values, parameters_.lengths(),
                                     parameters_.formats(), binary_results));
  }
  return ResultHandle(PQexecPrepared(connection, prepared->name.c_str(), parameters_.count(),
                                     values, parameters_.lengths(), parameters_.formats(),
                                     binary_results));
}

PostgresLink::Prepared* PostgresLink::to_run_prepared(std::uint64_t key, std::string_view sql) {
  if (key == 0 || cache_.capacity() == 0) return nullptr;
  Prepared* const prepared = cache_.find(key, sql);
  if (prepared != nullptr && prepared->types == parameters_.types()) return prepared;
  if (prepared != nullptr) cache_.erase(key);  // the same text with values of other types
  cache_.insert(key, sql, Prepared(parameters_.types(), dropped_));
  return nullptr;
}

void PostgresLink::prepare(Prepared& prepared, std::string_view sql,
                           const StatementContext& context) {
  deallocate_dropped();
  const std::string name = new_name();
  const ResultHandle result(PQprepare(connection_.get(), name.c_str(), std::string(sql).c_str(),
                                      parameters_.count(), parameters_.types().data()));
  if (!is_success(result.get())) throw_failed(result.get(), context);
  prepared.name = name;
}

void PostgresLink::deallocate_dropped() {
  if (dropped_.empty() || PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) return;
  std::string sql;
  for (const std::string& name : dropped_) sql += "DEALLOCATE " + name + ";";
  dropped_.clear();
  run_simple(sql.c_str());
}

void PostgresLink::throw_failed(const PGresult* result, StatementContext context) {
  is_usable_ = is_usable_ && !ends_connection(connection_.get(), result);
  context.hide_parameters = options_.hide_parameters;
  throw_error(connection_.get(), result, context);
}

}  // namespace orp::backend::postgres
