// SPDX-License-Identifier: MIT
#include "backend/postgres/copy.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace orp::backend::postgres {

namespace {

bool put(PGconn* connection, std::string_view data) {
  // In pieces, so that the server is at work while the next one is on its way.
  constexpr std::size_t piece = 64 * 1024;
  for (std::size_t at = 0; at < data.size(); at += piece) {
    const std::size_t size = std::min(piece, data.size() - at);
    if (PQputCopyData(connection, data.data() + at, static_cast<int>(size)) != 1) return false;
  }
  return PQputCopyEnd(connection, nullptr) == 1;
}

}  // namespace

ResultHandle copy_in(PGconn* connection, const std::string& sql, std::string_view data) {
  ResultHandle answer(PQexec(connection, sql.c_str()));
  if (PQresultStatus(answer.get()) != PGRES_COPY_IN) return answer;
  put(connection, data);  // a failure shows in what comes back
  answer.reset();
  while (ResultHandle result{PQgetResult(connection)}) {
    const ExecStatusType status = PQresultStatus(result.get());
    // It could not be sent to the end, and libpq would say so for ever: there is no answer.
    if (status == PGRES_COPY_IN) return {};
    if (answer == nullptr || status == PGRES_FATAL_ERROR) answer = std::move(result);
    if (PQstatus(connection) == CONNECTION_BAD) break;
  }
  return answer;
}

}  // namespace orp::backend::postgres
