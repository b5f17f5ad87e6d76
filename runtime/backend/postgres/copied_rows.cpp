// SPDX-License-Identifier: MIT
// COPY between the server and the program.
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/copy.hpp"
#include "backend/postgres/link.hpp"
#include "backend/statement_watch.hpp"

namespace orp::backend::postgres {

/// As long as it lives, the connection is good for nothing else.
class PostgresLink::Copying {
 public:
  explicit Copying(PostgresLink& link) : link_(link) { link.is_copying_ = true; }
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;
  ~Copying() { link_.is_copying_ = false; }

 private:
  PostgresLink& link_;
};

/// Runs a COPY in that direction; `move(copy)` is what goes between the server and the program.
template <class Copy, class Move>
std::int64_t PostgresLink::copy(const CopiedRows& rows, std::string_view direction,
                                const Move& move) {
  check_usable();
  std::string sql;
  copied_sql(sql, dialect(), rows, direction);
  const StatementWatch watch(listener_, {.sql = sql});
  Copy copy(connection_.get(), sql);
  try {
    const Copying copying(*this);
    move(copy);
  } catch (...) {
    copy.cancel();
    throw;
  }
  const ResultHandle answer = copy.finish();
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) throw_failed(answer.get(), {.sql = sql});
  return affected_rows(answer.get());
}

std::int64_t PostgresLink::copy_out(const CopiedRows& rows, CopySink& sink) {
  return copy<CopyOut>(rows, " TO STDOUT", [&sink](CopyOut& copy) {
    while (const auto bytes = copy.next()) sink.take(*bytes);
  });
}

std::int64_t PostgresLink::copy_in(const CopiedRows& rows, CopySource& source) {
  return copy<CopyIn>(rows, " FROM STDIN", [&source](CopyIn& copy) {
    std::string_view bytes;
    while (copy.is_open() && source.next(bytes)) copy.put(bytes);
  });
}

}  // namespace orp::backend::postgres
