// SPDX-License-Identifier: MIT
#include "backend/postgres/link.hpp"

#include <cstring>
#include <utility>

#include "backend/postgres/dialect.hpp"
#include "backend/postgres/errors.hpp"
#include "backend/statement_watch.hpp"
#include "backend/value_fault.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::postgres {

namespace {

constexpr int binary_results = 1;

bool is_success(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

PostgresLink::PostgresLink(const Address& address, const LinkOptions& options)
    : connection_(address), options_(options), cache_(options.statement_cache_size) {}

const Dialect& PostgresLink::dialect() const { return postgres_dialect(); }

// Transactions

void PostgresLink::begin() { run_simple("BEGIN"); }

void PostgresLink::commit() {
  check_usable();
  cursor_.close();
  const ResultHandle result(PQexec(connection_.get(), "COMMIT"));
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
    if (std::strcmp(PQcmdStatus(result.get()), "ROLLBACK") != 0) return;
    throw SqlError({.code = "ORP-3006",
                    .message = "nothing was committed: a statement of the transaction had failed, "
                               "and the database rolled it back",
                    .hint = "run the unit of work again"});
  }
  try {
    raise(result.get(), {.sql = "COMMIT"});
  } catch (const ConnectionError& error) {
    throw InDoubtError({.code = "ORP-4004",
                        .message = "the connection was lost during COMMIT: the transaction may or "
                                   "may not have happened",
                        .state = error.sqlstate(),
                        .hint = "look for its effects before running it again",
                        .cause = std::current_exception()});
  }
}

void PostgresLink::rollback() {
  cursor_.close();
  if (!is_usable_ || !in_transaction()) return;
  try {
    run_simple("ROLLBACK");
  } catch (const ConnectionError&) {
    // The server rolls back what a lost connection left.
  }
}

bool PostgresLink::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

void PostgresLink::savepoint(std::string_view name) { run_on_savepoint("SAVEPOINT ", name); }

void PostgresLink::release_savepoint(std::string_view name) {
  run_on_savepoint("RELEASE SAVEPOINT ", name);
}

void PostgresLink::rollback_to_savepoint(std::string_view name) {
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

void PostgresLink::reset() { rollback(); }

// Statements

Cursor& PostgresLink::query(const Statement& statement, View<BoundValue> parameters) {
  check_usable();
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  add_parameters(parameters, statement.sql);
  cursor_.open(
      run(statement.cache_key, statement.sql, {.sql = statement.sql, .parameters = parameters}));
  return cursor_;
}

std::int64_t PostgresLink::execute(const Statement& statement, View<BoundValue> parameters) {
  check_usable();
  cursor_.close();
  const StatementWatch watch(listener_, {.sql = statement.sql, .parameters = parameters});
  add_parameters(parameters, statement.sql);
  const ResultHandle result =
      run(statement.cache_key, statement.sql, {.sql = statement.sql, .parameters = parameters});
  return affected_rows(result.get());
}

void PostgresLink::execute_script(std::string_view sql) {
  const StatementWatch watch(listener_, {.sql = sql});
  run_simple(std::string(sql).c_str());
}

void PostgresLink::check_usable() {
  if (!is_usable_) throw_lost();
}

void PostgresLink::run_simple(const char* sql) {
  check_usable();
  cursor_.close();
  const ResultHandle result(PQexec(connection_.get(), sql));
  if (!is_success(result.get())) raise(result.get(), {.sql = sql});
}

void PostgresLink::add_parameters(View<BoundValue> parameters, std::string_view sql) {
  parameters_.clear();
  std::size_t i = 0;
  try {
    for (; i < parameters.size(); ++i) parameters_.add(parameters[i]);
  } catch (const ValueFault& fault) {
    throw_in_parameter(fault, parameters[i], i + 1, sql);
  }
}

ResultHandle PostgresLink::run(std::uint64_t key, std::string_view sql,
                               const StatementContext& context) {
  ResultHandle result = send(key, sql, context);
  if (is_success(result.get())) return result;
  if (is_stale_statement(result.get())) cache_.erase(key);
  raise(result.get(), context);
}

ResultHandle PostgresLink::send(std::uint64_t key, std::string_view sql,
                                const StatementContext& context) {
  PGconn* const connection = connection_.get();
  const char* const* const values = parameters_.values();
  Prepared* prepared = nullptr;
  if (key != 0 && cache_.capacity() > 0) {
    prepared = cache_.find(key, sql);
    if (prepared != nullptr && prepared->types != parameters_.types()) {
      cache_.erase(key);  // the same text with values of other types
      prepared = nullptr;
    }
    if (prepared == nullptr) {
      cache_.insert(key, sql, Prepared(parameters_.types(), dropped_));
    } else if (prepared->name.empty()) {
      prepare(*prepared, sql, context);
    }
  }
  if (prepared == nullptr) {
    return ResultHandle(PQexecParams(connection, std::string(sql).c_str(), parameters_.count(),
                                     parameters_.types().data(), values, parameters_.lengths(),
                                     parameters_.formats(), binary_results));
  }
  return ResultHandle(PQexecPrepared(connection, prepared->name.c_str(), parameters_.count(),
                                     values, parameters_.lengths(), parameters_.formats(),
                                     binary_results));
}

void PostgresLink::prepare(Prepared& prepared, std::string_view sql,
                           const StatementContext& context) {
  deallocate_dropped();
  const std::string name = "orp_" + std::to_string(++last_name_);
  const ResultHandle result(PQprepare(connection_.get(), name.c_str(), std::string(sql).c_str(),
                                      parameters_.count(), parameters_.types().data()));
  if (!is_success(result.get())) raise(result.get(), context);
  prepared.name = name;
}

void PostgresLink::deallocate_dropped() {
  if (dropped_.empty() || PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) return;
  std::string sql;
  for (const std::string& name : dropped_) sql += "DEALLOCATE " + name + ";";
  dropped_.clear();
  run_simple(sql.c_str());
}

void PostgresLink::raise(const PGresult* result, StatementContext context) {
  context.hide_parameters = options_.hide_parameters;
  try {
    throw_error(connection_.get(), result, context);
  } catch (const ConnectionError&) {
    is_usable_ = false;
    throw;
  }
}

}  // namespace orp::backend::postgres
