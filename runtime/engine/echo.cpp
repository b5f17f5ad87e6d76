// SPDX-License-Identifier: MIT
#include "engine/echo.hpp"

#include <cstdio>
#include <string>

namespace orp::detail {

namespace {

std::string milliseconds(std::int64_t nanoseconds) {
  char buffer[32];
  const int size =
      std::snprintf(buffer, sizeof buffer, "%.3f ms", static_cast<double>(nanoseconds) / 1e6);
  return {buffer, static_cast<std::size_t>(size)};
}

std::string values(const StatementEvent& event) {
  std::string parameters = event.parameters();
  if (!event.is_batch()) return parameters;
  const std::string rows = std::to_string(event.row_count) + " rows";
  return parameters.empty() ? rows : rows + ": " + parameters;
}

}  // namespace

void Echo::on_statement(const StatementEvent& event) {
  write(event.sql);
  std::string line = "[" + milliseconds(event.nanoseconds) + (event.failed ? ", failed]" : "]");
  const std::string printed = values(event);
  if (!printed.empty()) line += " " + printed;
  write(line);
}

void Echo::on_transaction(const TransactionEvent& event) {
  const char* const gap = event.savepoint.empty() ? "" : " ";
  write(std::string(event.command()).append(gap).append(event.savepoint));
}

void Echo::on_uncommitted(const UncommittedEvent& event) {
  write("a session ended without commit: lost are " + std::to_string(event.added) + " new, " +
        std::to_string(event.changed) + " changed and " + std::to_string(event.deleted) +
        " deleted objects that were not flushed, " + std::to_string(event.written) +
        " rows that were written; commit() keeps them, rollback() says that they are not meant");
}

void Echo::on_missing_rows(const MissingRowsEvent& event) {
  write("of " + std::to_string(event.expected) + " rows to be deleted from " + event.table +
        " there were " + std::to_string(event.found));
}

void Echo::write(std::string_view line) const {
  if (options_.log) {
    options_.log(line);
  } else {
    std::fprintf(stderr, "orpiment: %.*s\n", static_cast<int>(line.size()), line.data());
  }
}

}  // namespace orp::detail
