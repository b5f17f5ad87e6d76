// SPDX-License-Identifier: MIT
#include "engine/echo.hpp"

#include <cstdio>
#include <string>

#include "orpiment/backend/value_text.hpp"

namespace orp::detail {

namespace {

std::string milliseconds(std::int64_t nanoseconds) {
  char buffer[32];
  const int size =
      std::snprintf(buffer, sizeof buffer, "%.3f ms", static_cast<double>(nanoseconds) / 1e6);
  return {buffer, static_cast<std::size_t>(size)};
}

std::string values(const backend::StatementEvent& event, bool are_hidden) {
  if (event.batch != nullptr) {
    return std::to_string(event.row_count) + " rows" +
           (are_hidden ? "" : ": " + backend::rows_text(*event.batch));
  }
  if (event.parameters.empty()) return {};
  return are_hidden ? "(hidden)" : backend::parameters_text(event.parameters);
}

std::string_view command(TransactionEvent::Kind kind) {
  switch (kind) {
    case TransactionEvent::Kind::begin:
      return "BEGIN";
    case TransactionEvent::Kind::commit:
      return "COMMIT";
    case TransactionEvent::Kind::rollback:
      return "ROLLBACK";
    case TransactionEvent::Kind::savepoint:
      return "SAVEPOINT ";
    case TransactionEvent::Kind::release_savepoint:
      return "RELEASE SAVEPOINT ";
    case TransactionEvent::Kind::rollback_to_savepoint:
      return "ROLLBACK TO SAVEPOINT ";
  }
  return {};
}

}  // namespace

void Echo::on_statement(const backend::StatementEvent& event) {
  write(event.sql);
  std::string line = "[" + milliseconds(event.nanoseconds) + (event.failed ? ", failed]" : "]");
  const std::string printed = values(event, options_.hide_parameters);
  if (!printed.empty()) line += " " + printed;
  write(line);
}

void Echo::on_transaction(const TransactionEvent& event) {
  write(std::string(command(event.kind)).append(event.savepoint));
}

void Echo::on_uncommitted(const UncommittedEvent& event) {
  write("a session ended without commit: lost are " + std::to_string(event.added) + " new, " +
        std::to_string(event.changed) + " changed and " + std::to_string(event.deleted) +
        " deleted objects that were not flushed, " + std::to_string(event.written) +
        " rows that were written");
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
