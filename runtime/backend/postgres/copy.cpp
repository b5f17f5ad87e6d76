// SPDX-License-Identifier: MIT
#include "backend/postgres/copy.hpp"

#include <algorithm>
#include <utility>

namespace orp::backend::postgres {

namespace {

/// A failure, if there is one among those that the server still sends; nothing when it was cut off.
ResultHandle last_answer(PGconn* connection) {
  ResultHandle answer;
  while (ResultHandle result{PQgetResult(connection)}) {
    const ExecStatusType status = PQresultStatus(result.get());
    // It could not be sent to the end, and libpq would say so for ever: there is no answer.
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) return {};
    if (answer == nullptr || status == PGRES_FATAL_ERROR) answer = std::move(result);
    if (PQstatus(connection) == CONNECTION_BAD) break;
  }
  return answer;
}

}  // namespace

CopyIn::CopyIn(PGconn* connection, const std::string& sql) : connection_(connection) {
  ResultHandle answer(PQexec(connection, sql.c_str()));
  is_open_ = PQresultStatus(answer.get()) == PGRES_COPY_IN;
  if (!is_open_) refusal_ = std::move(answer);
}

void CopyIn::put(std::string_view data) {
  constexpr std::size_t most = std::size_t{1} << 28;  // libpq counts by int, and doubles it
  for (; is_open() && !data.empty(); data.remove_prefix(std::min(most, data.size())))
    PQputCopyData(connection_, data.data(), static_cast<int>(std::min(most, data.size())));
}

ResultHandle CopyIn::finish() { return is_open_ ? end(nullptr) : std::move(refusal_); }

void CopyIn::cancel() noexcept {
  if (is_open_) end("a value cannot be sent");
}

ResultHandle CopyIn::end(const char* reason) {
  is_open_ = false;
  PQputCopyEnd(connection_, reason);
  return last_answer(connection_);
}

CopyOut::CopyOut(PGconn* connection, const std::string& sql) : connection_(connection) {
  ResultHandle answer(PQexec(connection, sql.c_str()));
  if (PQresultStatus(answer.get()) != PGRES_COPY_OUT) refusal_ = std::move(answer);
}

std::optional<std::string_view> CopyOut::next() {
  if (refusal_ != nullptr) return std::nullopt;
  char* bytes = nullptr;
  const int size = PQgetCopyData(connection_, &bytes, 0);
  bytes_.reset(bytes);
  if (size < 0) return std::nullopt;
  return std::string_view(bytes, static_cast<std::size_t>(size));
}

ResultHandle CopyOut::finish() {
  return refusal_ != nullptr ? std::move(refusal_) : last_answer(connection_);
}

void CopyOut::cancel() noexcept {
  if (PGcancel* const cancel = PQgetCancel(connection_)) {
    char reason[256];
    PQcancel(cancel, reason, sizeof reason);
    PQfreeCancel(cancel);
  }
  char* bytes = nullptr;  // what is on its way, and without a cancellation all of it
  while (PQgetCopyData(connection_, &bytes, 0) >= 0) PQfreemem(std::exchange(bytes, nullptr));
  last_answer(connection_);
}

}  // namespace orp::backend::postgres
