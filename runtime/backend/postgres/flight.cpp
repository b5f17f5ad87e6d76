// SPDX-License-Identifier: MIT
#include "backend/postgres/flight.hpp"

#include <algorithm>
#include <utility>

#include "backend/postgres/errors.hpp"
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

StatementContext PostgresLink::Flight::Sent::context() const {
  return {.sql = sql,
          .parameters = values,
          .batch = batch,
          .has_row = batch != nullptr && batch->row_count == 1};
}

void PostgresLink::Flight::enter() {
  link_.check_usable();
  link_.deallocate_dropped();  // not to be done in a pipeline
  if (PQenterPipelineMode(link_.connection_.get()) != 1) link_.throw_failed(nullptr, {});
}

bool PostgresLink::Flight::is_full() const {
  return sent_.size() == most_statements || bytes_ >= most_bytes;
}

void PostgresLink::Flight::send(std::uint64_t cache_key, std::string_view sql,
                                View<BoundValue> values, const RowBatch* batch) {
  check_sendable(sql, preamble);
  Sent& sent = sent_.emplace_back(Sent{cache_key, std::string(sql), values, batch});
  try {
    if (!send(sent)) link_.throw_failed(nullptr, sent.context());
  } catch (...) {
    sent_.pop_back();
    throw;
  }
  bytes_ += sql.size();
  for (int i = 0; i < link_.parameters_.count(); ++i)
    bytes_ += static_cast<std::size_t>(std::max(link_.parameters_.lengths()[i], 0));
}

bool PostgresLink::Flight::send(Sent& sent) {
  PGconn* const connection = link_.connection_.get();
  Parameters& parameters = link_.parameters_;
  const char* const* const values = parameters.values();
  Prepared* const prepared = link_.to_run_prepared(sent.cache_key, sent.sql);
  if (prepared == nullptr) {
    return PQsendQueryParams(connection, sent.sql.c_str(), parameters.count(),
                             parameters.types().data(), values, parameters.lengths(),
                             parameters.formats(), binary_results) == 1;
  }
  const bool is_new = prepared->name.empty();
  if (is_new) {
    sent.preparing = link_.new_name();
    prepared->name = sent.preparing;
  }
  const bool is_sent =
      (!is_new || PQsendPrepare(connection, sent.preparing.c_str(), sent.sql.c_str(),
                                parameters.count(), parameters.types().data()) == 1) &&
      PQsendQueryPrepared(connection, prepared->name.c_str(), parameters.count(), values,
                          parameters.lengths(), parameters.formats(), binary_results) == 1;
  if (!is_sent && is_new) prepared->name.clear();  // the flight ends before this statement
  return is_sent;
}

void PostgresLink::Flight::land() {
  if (link_.is_usable_) {
    try {
      take_answers();
    } catch (...) {
      fault_ = std::current_exception();  // before what could not be sent
    }
  }
  leave();
  for (const Sent& sent : sent_) forget_name(sent);
}

void PostgresLink::Flight::take_answers() {
  answers_.reserve(sent_.size());
  if (PQpipelineSync(link_.connection_.get()) != 1) link_.throw_failed(nullptr, {});
  for (Sent& sent : sent_) answers_.push_back(next_answer(sent));
}

ResultHandle PostgresLink::Flight::next_answer(Sent& sent) {
  const std::size_t row_count = sent.batch == nullptr ? 1 : sent.batch->row_count;
  const StatementWatch watch(
      link_.listener_,
      {.sql = sent.sql, .parameters = sent.values, .batch = sent.batch, .row_count = row_count});
  if (!sent.preparing.empty()) {
    next_result(sent);
    sent.preparing.clear();
  }
  return next_result(sent);
}

ResultHandle PostgresLink::Flight::next_result(const Sent& sent) {
  PGconn* const connection = link_.connection_.get();
  ResultHandle result(PQgetResult(connection));
  if (is_success(result.get())) {
    if (is_empty(result.get())) throw_no_statement(sent.sql);
    const ResultHandle end(PQgetResult(connection));
    return result;
  }
  link_.forget_stale(result.get(), sent.cache_key);
  link_.throw_failed(result.get(), sent.context());
}

void PostgresLink::Flight::leave() noexcept {
  PGconn* const connection = link_.connection_.get();
  link_.is_usable_ =
      link_.is_usable_ && take_rest(connection) && PQexitPipelineMode(connection) == 1;
}

void PostgresLink::Flight::forget_name(const Sent& sent) {
  if (sent.preparing.empty()) return;
  Prepared* const prepared = link_.cache_.find(sent.cache_key, sent.sql);
  if (prepared != nullptr && prepared->name == sent.preparing) prepared->name.clear();
  std::erase(link_.dropped_, sent.preparing);
}

}  // namespace orp::backend::postgres
