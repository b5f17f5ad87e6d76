// SPDX-License-Identifier: MIT
#include "backend/sendable.hpp"

#include <string>

#include "orpiment/base/error.hpp"

namespace orp::backend {

void check_sendable(std::string_view sql, const Preamble& preamble) {
  check_no_transaction_command(sql, preamble);
  if (sql.find('\0') == std::string_view::npos) return;
  throw UsageError({.code = "ORP-1223",
                    .message = "a statement has a zero byte; it was not sent",
                    .sql = std::string(sql),
                    .hint = "no database reads beyond it"});
}

void throw_several_statements(std::string_view sql) {
  throw UsageError({.code = "ORP-1221",
                    .message = "this is several statements, and none of them was run",
                    .sql = std::string(sql),
                    .hint = "execute them one by one, or all by execute_script(), which takes no "
                            "values"});
}

void throw_no_statement(std::string_view sql) {
  throw SqlError(
      {.code = "ORP-3001", .message = "the statement is empty", .sql = std::string(sql)});
}

}  // namespace orp::backend
