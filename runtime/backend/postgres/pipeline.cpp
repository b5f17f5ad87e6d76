// SPDX-License-Identifier: MIT
// Several statements in one round trip: libpq's pipeline mode.
//
// (1) A flight of statements is sent, and its answers are taken, before any of them is shown:
//     nobody sees the connection within a pipeline, and however a flight ends, all that the server
//     still has to say is taken before anything else goes on.
// (2) A flight is bounded, because what the server answers to it waits in memory. A flight cannot
//     lock up, however large its values and answers are: where libpq waits to send, it takes in
//     what the server sends.
// (3) A statement that cannot be sent (a value is refused) ends its flight, and fails when those
//     before it have been answered.
// (4) A statement that was to be prepared in a flight is prepared when the server has said so.
//     Until then its name is the flight's to take back.
#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "backend/auto_transaction.hpp"
#include "backend/postgres/errors.hpp"
#include "backend/postgres/link.hpp"
#include "backend/sendable.hpp"
#include "backend/statement_watch.hpp"

namespace orp::backend::postgres {

namespace {

constexpr std::size_t most_statements = 500;
constexpr std::size_t most_bytes = std::size_t{1} << 20;  // but for the last statement

/// Takes what the server still has to say; false when that does not end.
bool take_rest(PGconn* connection) noexcept {
  // One nullptr ends an answer, a second says that none is to come.
  for (bool is_between = false; PQstatus(connection) == CONNECTION_OK;) {
    const ResultHandle result(PQgetResult(connection));
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return true;
    if (is_copying(result.get()) || (result == nullptr && is_between)) return false;
    is_between = result == nullptr;
  }
  return false;
}

}  // namespace

struct PostgresLink::Flight {
  explicit Flight(std::size_t most) {
    preparing.reserve(most);
    answers.reserve(most);
  }

  std::vector<std::string> preparing;  // a statement sent: the name that is not yet the server's
  std::vector<ResultHandle> answers;
  std::exception_ptr fault;  // of the first statement that has no answer
};

void PostgresLink::pipeline(View<PipelinedStatement> statements, AnswerReader& reader) {
  AutoTransaction transaction(*this, statements.size() > 1);
  for (std::size_t first = 0; first < statements.size();) {
    const View<PipelinedStatement> rest(statements.data() + first, statements.size() - first);
    check_usable();
    deallocate_dropped();  // not to be done in a pipeline
    Flight flight(std::min(rest.size(), most_statements));
    if (PQenterPipelineMode(connection_.get()) != 1) throw_failed(nullptr, {});
    send_together(rest, flight);
    read_together(rest, flight);
    leave_pipeline();
    for (std::size_t i = 0; i < flight.preparing.size(); ++i)
      forget_name(rest[i].statement, flight.preparing[i]);
    for (ResultHandle& answer : flight.answers) {
      PostgresCursor& cursor = cursors_.next(*this, options_.hide_parameters);
      cursor.open(std::move(answer));
      reader.read(first++, *CursorHandle(&cursor));
    }
    if (flight.fault != nullptr) std::rethrow_exception(flight.fault);
    check_transaction_goes_on();
  }
  transaction.commit();
}

void PostgresLink::send_together(View<PipelinedStatement> statements, Flight& flight) {
  std::size_t bytes = 0;
  try {
    for (const PipelinedStatement& pipelined : statements) {
      if (flight.preparing.size() == most_statements || bytes >= most_bytes) break;
      std::string preparing;
      send_in_pipeline(pipelined, preparing);
      flight.preparing.push_back(std::move(preparing));
      bytes += pipelined.statement.sql.size();
      for (int i = 0; i < parameters_.count(); ++i)
        bytes += static_cast<std::size_t>(std::max(parameters_.lengths()[i], 0));
    }
  } catch (...) {
    flight.fault = std::current_exception();
  }
}

void PostgresLink::send_in_pipeline(const PipelinedStatement& pipelined, std::string& preparing) {
  const auto& [statement, values] = pipelined;
  PGconn* const connection = connection_.get();
  check_sendable(statement.sql, preamble);
  add_parameters(values, statement.sql);
  const char* const* const parameters = parameters_.values();
  const std::string sql(statement.sql);
  Prepared* const prepared = to_run_prepared(statement.cache_key, sql);
  bool is_sent = true;
  if (prepared != nullptr && prepared->name.empty()) {
    preparing = new_name();
    prepared->name = preparing;
    is_sent = PQsendPrepare(connection, preparing.c_str(), sql.c_str(), parameters_.count(),
                            parameters_.types().data()) == 1;
  }
  if (is_sent && prepared == nullptr) {
    is_sent = PQsendQueryParams(connection, sql.c_str(), parameters_.count(),
                                parameters_.types().data(), parameters, parameters_.lengths(),
                                parameters_.formats(), binary_results) == 1;
  } else if (is_sent) {
    is_sent =
        PQsendQueryPrepared(connection, prepared->name.c_str(), parameters_.count(), parameters,
                            parameters_.lengths(), parameters_.formats(), binary_results) == 1;
  }
  if (is_sent) return;
  if (!preparing.empty()) prepared->name.clear();  // the flight ends before this statement
  throw_failed(nullptr, {.sql = statement.sql, .parameters = values});
}

void PostgresLink::read_together(View<PipelinedStatement> statements, Flight& flight) {
  if (!is_usable_) return;
  try {
    if (PQpipelineSync(connection_.get()) != 1) throw_failed(nullptr, {});
    for (std::size_t i = 0; i < flight.preparing.size(); ++i)
      flight.answers.push_back(answer_in_pipeline(statements[i], flight.preparing[i]));
  } catch (...) {
    flight.fault = std::current_exception();  // before what could not be sent
  }
}

ResultHandle PostgresLink::answer_in_pipeline(const PipelinedStatement& pipelined,
                                              std::string& preparing) {
  const StatementWatch watch(listener_,
                             {.sql = pipelined.statement.sql, .parameters = pipelined.parameters});
  if (!preparing.empty()) {
    next_in_pipeline(pipelined);
    preparing.clear();
  }
  return next_in_pipeline(pipelined);
}

ResultHandle PostgresLink::next_in_pipeline(const PipelinedStatement& pipelined) {
  ResultHandle result(PQgetResult(connection_.get()));
  if (is_success(result.get())) {
    if (is_empty(result.get())) throw_no_statement(pipelined.statement.sql);
    const ResultHandle end(PQgetResult(connection_.get()));
    return result;
  }
  forget_stale(result.get(), pipelined.statement.cache_key);
  throw_failed(result.get(), {.sql = pipelined.statement.sql, .parameters = pipelined.parameters});
}

void PostgresLink::leave_pipeline() noexcept {
  is_usable_ =
      is_usable_ && take_rest(connection_.get()) && PQexitPipelineMode(connection_.get()) == 1;
}

void PostgresLink::forget_name(const Statement& statement, const std::string& name) {
  if (name.empty()) return;
  Prepared* const prepared = cache_.find(statement.cache_key, statement.sql);
  if (prepared != nullptr && prepared->name == name) prepared->name.clear();
  std::erase(dropped_, name);
}

}  // namespace orp::backend::postgres
