// SPDX-License-Identifier: MIT
#include "backend/postgres/copy.hpp"

#include <utility>

namespace orp::backend::postgres {

CopyIn::CopyIn(PGconn* connection, const std::string& sql) : connection_(connection) {
  ResultHandle answer(PQexec(connection, sql.c_str()));
  is_open_ = PQresultStatus(answer.get()) == PGRES_COPY_IN;
  if (!is_open_) refusal_ = std::move(answer);
}

void CopyIn::put(std::string_view data) {
  if (is_open_) PQputCopyData(connection_, data.data(), static_cast<int>(data.size()));
}

ResultHandle CopyIn::finish() { return is_open_ ? end(nullptr) : std::move(refusal_); }

void CopyIn::cancel() noexcept {
  if (is_open_) end("a value cannot be sent");
}

ResultHandle CopyIn::end(const char* reason) {
  is_open_ = false;
  PQputCopyEnd(connection_, reason);
  ResultHandle answer;
  while (ResultHandle result{PQgetResult(connection_)}) {
    const ExecStatusType status = PQresultStatus(result.get());
    // It could not be sent to the end, and libpq would say so for ever: there is no answer.
    if (status == PGRES_COPY_IN) return {};
    if (answer == nullptr || status == PGRES_FATAL_ERROR) answer = std::move(result);
    if (PQstatus(connection_) == CONNECTION_BAD) break;
  }
  return answer;
}

}  // namespace orp::backend::postgres
