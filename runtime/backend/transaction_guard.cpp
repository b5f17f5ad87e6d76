// SPDX-License-Identifier: MIT
#include "backend/transaction_guard.hpp"

#include <array>
#include <cstddef>
#include <exception>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

constexpr std::array<std::string_view, 8> commands{"BEGIN",    "START", "COMMIT",    "END",
                                                   "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"};

constexpr const char* hint =
    "begin(), commit() and rollback() of the connection or the session do that, begin_nested() "
    "sets a savepoint";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_word(std::string_view found, std::string_view upper_case) {
  if (found.size() != upper_case.size()) return false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!is_letter(found[i]) || (found[i] & ~0x20) != upper_case[i]) return false;
  }
  return true;
}

std::string_view after_comment(std::string_view sql, const Preamble& preamble) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at + 1 < sql.size(); ++at) {
    const std::string_view two = sql.substr(at, 2);
    if (two == "/*") {
      if (depth == 0 || preamble.nests_comments) ++depth;
      ++at;
    } else if (two == "*/") {
      ++at;
      if (--depth == 0) return sql.substr(at + 1);
    }
  }
  return {};
}

std::string_view after_line(std::string_view sql, const Preamble& preamble) {
  const std::size_t end = sql.find_first_of(preamble.line_ends);
  return end == std::string_view::npos ? std::string_view() : sql.substr(end);
}

/// What is left when blanks, comments and empty statements before the first word are gone.
std::string_view from_first_word(std::string_view sql, const Preamble& preamble) {
  constexpr std::string_view empty = " \t\r\n\f\v;";
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  for (;;) {
    const std::size_t begin = sql.find_first_not_of(empty);
    if (begin == std::string_view::npos) return {};
    sql.remove_prefix(begin);
    if (sql.starts_with("--")) {
      sql = after_line(sql, preamble);
    } else if (sql.starts_with("/*")) {
      sql = after_comment(sql, preamble);
    } else if (preamble.skips_byte_order_marks && sql.starts_with(byte_order_mark)) {
      sql.remove_prefix(byte_order_mark.size());
    } else {
      return sql;
    }
  }
}

/// Takes the first word off.
std::string_view take_word(std::string_view& sql, const Preamble& preamble) {
  sql = from_first_word(sql, preamble);
  std::size_t size = 0;
  while (size < sql.size() && is_letter(sql[size])) ++size;
  const std::string_view word = sql.substr(0, size);
  sql.remove_prefix(size);
  return word;
}

}  // namespace

bool is_transaction_command(std::string_view sql, const Preamble& preamble) noexcept {
  const std::string_view first = take_word(sql, preamble);
  for (const std::string_view command : commands) {
    if (is_word(first, command)) return true;
  }
  return is_word(first, "PREPARE") && is_word(take_word(sql, preamble), "TRANSACTION");
}

void check_no_transaction_command(std::string_view sql, const Preamble& preamble) {
  if (!is_transaction_command(sql, preamble)) return;
  throw UsageError({.code = "ORP-1411",
                    .message = "a statement must not begin or end transactions and savepoints; "
                               "this one was not sent",
                    .sql = std::string(sql),
                    .hint = hint});
}

void throw_ended_by_program() {
  throw UsageError({.code = "ORP-1412",
                    .message = "a statement of this transaction has itself begun or ended one, or "
                               "a savepoint: nobody knows what belongs to it",
                    .hint = std::string("call rollback() before anything else; ") + hint});
}

void throw_ended_by_database() {
  throw SqlError({.code = "ORP-3006",
                  .message = "the database has rolled the transaction back after an error",
                  .hint = "call rollback() and run the unit of work again"});
}

void throw_outlived() {
  throw UsageError(
      {.code = "ORP-1415",
       .message = "the transaction has ended in which the rows that are read were selected",
       .hint = "read them before commit() and rollback()"});
}

void throw_in_doubt() {
  ErrorDetails details{.code = "ORP-4004",
                       .message =
                           "the connection was lost during COMMIT: the transaction may or "
                           "may not have happened",
                       .hint = "look for its effects before running it again",
                       .cause = std::current_exception()};
  try {
    throw;
  } catch (const Error& error) {
    details.state = error.sqlstate();
  } catch (...) {
  }
  throw InDoubtError(std::move(details));
}

}  // namespace orp::backend
