// SPDX-License-Identifier: MIT
#include "backend/sqlite/errors.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "backend/advice.hpp"
#include "backend/integrity_error.hpp"
#include "backend/operational_error.hpp"
#include "backend/sqlite/functions.hpp"
#include "backend/sqlite/handles.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr const char* integer_overflow = "integer overflow";
constexpr const char* too_deep_to_parse = "parser stack overflow";
constexpr const char* too_deep_a_tree = "Expression tree is too large";

/// The library tells names only in its messages, whose form is stable: "what failed: names".
std::string_view after(std::string_view message, std::string_view prefix) {
  return message.starts_with(prefix) ? message.substr(prefix.size()) : std::string_view();
}

/// "users.first, users.last" -> table "users", columns "first" and "last".
void split_columns(std::string_view names, ErrorDetails& details) {
  while (!names.empty()) {
    const std::size_t comma = names.find(", ");
    std::string_view name = names.substr(0, comma);
    names = comma == std::string_view::npos ? std::string_view() : names.substr(comma + 2);
    const std::size_t point = name.rfind('.');
    if (point == std::string_view::npos) continue;
    details.table = name.substr(0, point);
    details.columns.emplace_back(name.substr(point + 1));
  }
}

[[noreturn]] void throw_unique(std::string_view message, ErrorDetails details,
                               const StatementContext& context) {
  const std::string_view names = after(message, "UNIQUE constraint failed: ");
  if (const std::string_view index = after(names, "index '"); !index.empty()) {
    details.constraint = index.substr(0, index.size() - 1);
  } else {
    split_columns(names, details);
    if (context.batch != nullptr) {
      details.constraint = unique_constraint_of(*context.batch->table, details.columns);
    }
  }
  details.message = "another row has these values already: " + std::string(names);
  throw_integrity_error(ConstraintKind::unique, std::move(details));
}

[[noreturn]] void throw_foreign_key(ErrorDetails details) {
  details.message = "a foreign key would refer to a row that is not there";
  throw_integrity_error(ConstraintKind::foreign_key, std::move(details));
}

[[noreturn]] void throw_constraint(int result, std::string_view message, ErrorDetails details,
                                   const StatementContext& context) {
  switch (result) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      throw_unique(message, std::move(details), context);
    case SQLITE_CONSTRAINT_NOTNULL:
      split_columns(after(message, "NOT NULL constraint failed: "), details);
      details.message = details.table + "." + detail::join(details.columns) + " must not be NULL";
      throw_integrity_error(ConstraintKind::not_null, std::move(details));
    case SQLITE_CONSTRAINT_CHECK:
      details.constraint = after(message, "CHECK constraint failed: ");
      details.message = "the row violates the check " + details.constraint;
      throw_integrity_error(ConstraintKind::check, std::move(details));
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      throw_foreign_key(std::move(details));
    case SQLITE_CONSTRAINT_DATATYPE:
      details.code = "ORP-2220";
      details.message = message;
      throw DataError(std::move(details));
    case SQLITE_CONSTRAINT_TRIGGER:  // ON DELETE RESTRICT is a trigger to the library
      if (message == "FOREIGN KEY constraint failed") throw_foreign_key(std::move(details));
      [[fallthrough]];
    default:
      details.message = message;
      throw_integrity_error(ConstraintKind::check, std::move(details));
  }
}

/// "no such column: n", or of an INSERT "table t has no column named n"
std::string_view missing_column(std::string_view message) {
  constexpr std::string_view inserting = " has no column named ";
  const std::size_t at = message.find(inserting);
  if (message.starts_with("table ") && at != std::string_view::npos) {
    return message.substr(at + inserting.size());
  }
  return after(message, "no such column: ");
}

/// What the library lacks.
std::optional<Want> want_of(int result) {
  if (result == SQLITE_IOERR_NOMEM) return Want::memory;
  switch (result & 0xff) {
    case SQLITE_FULL:
      return Want::disk_space;
    case SQLITE_READONLY:
      return Want::write_access;
    case SQLITE_NOMEM:
      return Want::memory;
    case SQLITE_IOERR:
      return Want::working_disk;
    case SQLITE_INTERRUPT:
      return Want::time;
    default:
      return std::nullopt;
  }
}

/// The parser and the compiler of the library give up where no statement of ours is too deep yet.
bool is_too_deep(std::string_view message) {
  return message == too_deep_to_parse || message.starts_with(too_deep_a_tree);
}

[[noreturn]] void throw_too_deep(std::string_view message, ErrorDetails details) {
  details.code = "ORP-1216";
  details.message =
      "an expression is nested deeper than this database can read: " + std::string(message);
  details.hint =
      "use in_() or between() in place of many operators, calculate a part in the program";
  throw UsageError(std::move(details));
}

/// A value that a calculation cannot have: told by the library's own sum() and abs(), or by ours.
bool is_calculation(std::string_view message) {
  return message == integer_overflow || message == out_of_range || message == division_by_zero ||
         message == not_such_a_value;
}

[[noreturn]] void throw_calculation(std::string_view message, ErrorDetails details) {
  const bool is_too_large = message == integer_overflow || message == out_of_range;
  advise(details, is_too_large ? out_of_range_advice : other_calculation_advice);
  details.message = "a calculation failed: " + std::string(message);
  throw DataError(std::move(details));
}

bool has_tables(sqlite3* database) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database, "SELECT 1 FROM sqlite_schema LIMIT 1", -1, &raw, nullptr);
  const StatementHandle statement(raw);
  return raw == nullptr || sqlite3_step(raw) != SQLITE_DONE;
}

constexpr std::string_view unknown_database = "unknown database ";
constexpr const char* attach_hint =
    "; a schema is an attached file: name it in the URL, ?attach=sales=/data/sales.db, by the name "
    "that the schema_translate_map gives it if there is one";

/// A file whose name is misspelled is made, and is empty.
std::string missing_table_hint(sqlite3* database) {
  std::string hint = "create the tables that are missing: metadata().create_all(engine)";
  const char* const file = sqlite3_db_filename(database, "main");
  if (file != nullptr && *file != '\0' && !has_tables(database))
    hint += "; the file " + std::string(file) +
            " has no tables at all: if there should be some, is that its name?";
  return hint;
}

/// Plain errors, SQLITE_ERROR, by their message.
[[noreturn]] void throw_sql_error(sqlite3* database, std::string_view message,
                                  ErrorDetails details) {
  if (is_too_deep(message)) throw_too_deep(message, std::move(details));
  if (is_calculation(message)) throw_calculation(message, std::move(details));
  details.code = "ORP-3001";
  if (const std::string_view table = after(message, "no such table: "); !table.empty()) {
    details.code = "ORP-3002";
    details.table = table;
    details.hint = missing_table_hint(database);
    if (table.find('.') != std::string_view::npos) details.hint += attach_hint;
  } else if (message.starts_with(unknown_database)) {
    details.code = "ORP-3002";
    details.hint = std::string("the schema is not there") + attach_hint;
  } else if (const std::string_view column = missing_column(message); !column.empty()) {
    details.code = "ORP-3003";
    details.columns = {std::string(column)};
    details.hint =
        "the table differs from the schema, and create_all() alters none: ALTER TABLE does";
  }
  details.message = message;
  throw SqlError(std::move(details));
}

/// The library's own words may hold values where they are not about names in the statement: a path
/// of JSON, what a trigger raises, a file or database to attach or detach.
bool may_name_values(int result, std::string_view message) {
  constexpr std::array about_names{"no such table: ",
                                   "no such column: ",
                                   "no such function: ",
                                   "no such collation sequence: ",
                                   "unknown database ",
                                   "unable to open database file",
                                   "near \"",
                                   "table ",
                                   "ambiguous column name: ",
                                   integer_overflow,
                                   out_of_range,
                                   division_by_zero,
                                   not_such_a_value,
                                   too_deep_to_parse,
                                   too_deep_a_tree,
                                   "foreign key mismatch",
                                   "FOREIGN KEY constraint failed"};
  switch (result) {
    case SQLITE_ERROR:
    case SQLITE_CANTOPEN:
    case SQLITE_CONSTRAINT_FUNCTION:
    case SQLITE_CONSTRAINT_TRIGGER:
    case SQLITE_CONSTRAINT_VTAB:
      return std::none_of(about_names.begin(), about_names.end(),
                          [&](const char* words) { return message.starts_with(words); });
    default:
      return false;
  }
}

std::string read_message(sqlite3* database, int result, const StatementContext& context) {
  std::string message = sqlite3_errmsg(database);
  if (!context.hide_parameters || !may_name_values(result, message)) return message;
  return "the database refused a value (" + std::to_string(result) + ")";
}

}  // namespace

bool ends_connection(int result) noexcept {
  switch (result & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return true;
    default:
      return false;
  }
}

void throw_error(sqlite3* database, int result, const StatementContext& context) {
  const std::string message = read_message(database, result, context);
  ErrorDetails details;
  details.state = std::to_string(result);
  details.lost_connection = ends_connection(result);
  context.describe_in(details);

  if (const auto want = want_of(result)) {
    details.message = message;
    throw_operational_error(*want, std::move(details));
  }

  switch (result & 0xff) {
    case SQLITE_CONSTRAINT:
      throw_constraint(result, message, std::move(details), context);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      details.code = "ORP-3201";
      details.message = message + ": another connection is writing";
      details.hint =
          "run the unit of work again; with the option begin=immediate a transaction waits for the "
          "lock when it begins";
      throw ConflictError(std::move(details));
    case SQLITE_TOOBIG:
      details.code = "ORP-2210";
      details.message = message;
      details.hint = "store it in parts, or outside the database";
      throw DataError(std::move(details));
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      advise(details, {"ORP-2220", "correct the value"});
      details.message = message;
      throw DataError(std::move(details));
    case SQLITE_ERROR:
      throw_sql_error(database, message, std::move(details));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
      details.code = "ORP-4002";
      details.message = "the database file cannot be used: " + message;
      throw ConnectionError(std::move(details));
    default:
      details.code = "ORP-3001";
      details.message = message;
      throw SqlError(std::move(details));
  }
}

void throw_cannot_open(const std::string& path, int result, const std::string& reason) {
  const bool is_no_database = (result & 0xff) == SQLITE_NOTADB;
  throw ConnectionError({.code = "ORP-4001",
                         .message = "cannot open the database \"" + path + "\": " + reason,
                         .state = std::to_string(result),
                         .hint = is_no_database
                                     ? "something else is in there: name another file"
                                     : "check that the directory exists and may be written",
                         .may_retry = (result & 0xff) == SQLITE_BUSY});
}

void throw_missing_file(const std::string& path, std::string_view mode) {
  throw ConnectionError(
      {.code = "ORP-4001",
       .message = "cannot open the database \"" + path + "\": the file does not exist",
       .state = std::to_string(SQLITE_CANTOPEN),
       .hint = "check that the name is right; mode=rwc, or no mode, makes a new file, mode=" +
               std::string(mode) + " does not"});
}

}  // namespace orp::backend::sqlite
