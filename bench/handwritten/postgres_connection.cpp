// SPDX-License-Identifier: MIT
#include "handwritten/postgres_connection.hpp"

#include <stdexcept>

namespace bench {
namespace {

constexpr int binary = 1;

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url) : handle_(PQconnectdb(url.c_str())) {
  if (PQstatus(handle()) != CONNECTION_OK) fail();
}

void PostgresConnection::execute(const char* sql) { checked(PQexec(handle(), sql)); }

void PostgresConnection::rollback() noexcept { PQclear(PQexec(handle(), "ROLLBACK")); }

PostgresResult PostgresConnection::query(const char* sql, const PostgresParameters& parameters) {
  return checked(PQexecParams(handle(), sql, parameters.size(), nullptr, parameters.values(),
                              parameters.lengths(), parameters.formats(), binary));
}

void PostgresConnection::prepare(const char* name, const char* sql) {
  checked(PQprepare(handle(), name, sql, 0, nullptr));
}

PostgresResult PostgresConnection::run_prepared(const char* name,
                                                const PostgresParameters& parameters) {
  return checked(PQexecPrepared(handle(), name, parameters.size(), parameters.values(),
                                parameters.lengths(), parameters.formats(), binary));
}

PostgresResult PostgresConnection::finish_statement() {
  PostgresResult result = checked(PQgetResult(handle()));
  while (PGresult* rest = PQgetResult(handle())) PQclear(rest);
  return result;
}

void PostgresConnection::fail() const {
  throw std::runtime_error(std::string("postgres: ") + PQerrorMessage(handle()));
}

PostgresResult PostgresConnection::checked(PGresult* result) const {
  PostgresResult owner(result);
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_PIPELINE_SYNC:
      return owner;
    default:
      fail();
  }
}

void PostgresConnection::enter_pipeline() {
  if (PQenterPipelineMode(handle()) != 1) fail();
}

void PostgresConnection::send_prepared(const char* name, const PostgresParameters& parameters) {
  if (PQsendQueryPrepared(handle(), name, parameters.size(), parameters.values(),
                          parameters.lengths(), parameters.formats(), binary) != 1) {
    fail();
  }
}

void PostgresConnection::finish_pipeline(std::size_t statements) {
  if (PQpipelineSync(handle()) != 1) fail();
  for (std::size_t i = 0; i < statements; ++i) finish_statement();
  checked(PQgetResult(handle()));
  PQexitPipelineMode(handle());
}

}  // namespace bench
