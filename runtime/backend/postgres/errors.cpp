// SPDX-License-Identifier: MIT
#include "backend/postgres/errors.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "backend/advice.hpp"
#include "backend/integrity_error.hpp"
#include "backend/operational_error.hpp"
#include "backend/postgres/key_names.hpp"
#include "backend/sendable.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend::postgres {

namespace {

std::string_view view_of_field(const PGresult* result, int code) noexcept {
  const char* const text = result == nullptr ? nullptr : PQresultErrorField(result, code);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string field(const PGresult* result, int code) {
  return std::string(view_of_field(result, code));
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// Where a COPY has failed.
struct CopiedPlace {
  std::size_t line = 0;  // from 1; 0: nobody knows
  std::string column{};  // empty: nobody knows
};

/// `COPY users, line 3, column age: "old"`
CopiedPlace copied_place(std::string_view context) {
  constexpr std::string_view line_word = ", line ";
  constexpr std::string_view column_word = ", column ";
  CopiedPlace place;
  const std::size_t at = context.find(line_word);
  if (!context.starts_with("COPY ") || at == std::string_view::npos) return place;
  const std::string_view number = context.substr(at + line_word.size());
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), place.line);
  std::string_view rest = number.substr(static_cast<std::size_t>(end - number.data()));
  if (error != std::errc() || !rest.starts_with(column_word)) return place;
  rest.remove_prefix(column_word.size());
  place.column = rest.substr(0, rest.find_first_of(":\n"));
  return place;
}

/// What the server advises, but for what says nothing that our own hints leave out.
std::string advice_of(const PGresult* result) {
  constexpr std::string_view idle[] = {
      "See server log for query details.", "The transaction might succeed if retried.",
      "Check free disk space.",
      "In a moment you should be able to reconnect to the database and repeat your command."};
  const std::string_view hint = view_of_field(result, PG_DIAG_MESSAGE_HINT);
  const bool is_idle = std::find(std::begin(idle), std::end(idle), hint) != std::end(idle);
  return is_idle ? std::string() : std::string(hint);
}

struct Report {
  std::string state;
  std::string source;  // the function of the server that speaks
  std::string message;
  std::string detail;
  ErrorDetails details;
};

bool is_among(View<const char*> classes, std::string_view state) {
  return std::any_of(classes.begin(), classes.end(),
                     [&](const char* start) { return state.starts_with(start); });
}

/// A function or trigger speaks, whose words are all its own, names included: the context begins
/// with it, and not with a statement that it has run.
bool is_raised(std::string_view context) {
  constexpr const char* others[] = {"COPY ", "SQL statement ", "SQL function "};
  return !context.empty() && !is_among(others, context);
}

/// The server's own words may hold values in all errors but those about rights, constraints and the
/// state of transactions and connections; and in what functions and triggers raise or what is
/// refused to their statements, which is told with a context. A name is the statement's own where
/// the server points to its place there; any other one may come from a value, such as a text that
/// is cast to regclass.
bool may_name_values(const PGresult* result, std::string_view state) {
  const std::string_view context = view_of_field(result, PG_DIAG_CONTEXT);
  if (!context.empty() && !context.starts_with("COPY ")) return true;
  constexpr const char* about_names[] = {"3F", "42"};
  if (is_among(about_names, state) && !view_of_field(result, PG_DIAG_STATEMENT_POSITION).empty()) {
    return false;
  }
  constexpr const char* harmless[] = {"08", "23",    "25", "26", "28", "3D",
                                      "40", "42501", "53", "54", "55", "57"};
  return !state.empty() && !is_among(harmless, state);
}

Report read(const PGresult* result, const char* connection_message,
            const StatementContext& original) {
  StatementContext context = original;
  const CopiedPlace copied = copied_place(view_of_field(result, PG_DIAG_CONTEXT));
  if (context.batch != nullptr && !context.has_row && copied.line > 0 &&
      copied.line <= context.batch->row_count) {
    context.row = copied.line - 1;
    context.has_row = true;
  }
  Report report;
  report.state = field(result, PG_DIAG_SQLSTATE);
  report.source = field(result, PG_DIAG_SOURCE_FUNCTION);
  report.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (report.message.empty()) report.message = trimmed(connection_message);
  if (report.message.empty()) report.message = "the connection was closed";
  report.detail = field(result, PG_DIAG_MESSAGE_DETAIL);

  ErrorDetails& details = report.details;
  details.state = report.state;
  details.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  details.table = field(result, PG_DIAG_TABLE_NAME);
  details.columns = names_of_key(report.detail);
  if (std::string column = field(result, PG_DIAG_COLUMN_NAME); !column.empty())
    details.columns = {std::move(column)};
  if (details.columns.empty() && !copied.column.empty()) details.columns = {copied.column};
  details.hint = advice_of(result);
  details.message = report.message;
  if (!report.detail.empty() && !context.hide_parameters) details.message += ": " + report.detail;
  if (context.hide_parameters && may_name_values(result, report.state)) {
    details.message = report.message = "the database refused a value (" + report.state + ")";
    details.hint.clear();
    details.columns.clear();
    if (is_raised(view_of_field(result, PG_DIAG_CONTEXT))) {
      details.table.clear();
      details.constraint.clear();
    }
  }
  if (context.batch == nullptr && copied.line > 0)
    details.message += ", in line " + std::to_string(copied.line) + " of what was copied";
  context.describe_in(details);
  return report;
}

std::optional<ConstraintKind> constraint_kind(std::string_view state) {
  if (state == "23505") return ConstraintKind::unique;
  if (state == "23503" || state == "23001") return ConstraintKind::foreign_key;
  if (state == "23502") return ConstraintKind::not_null;
  if (state == "23514") return ConstraintKind::check;
  if (state == "23P01") return ConstraintKind::exclusion;
  return std::nullopt;
}

/// Of what means: run the unit of work again.
std::optional<Advice> advice_on_conflict(const PGresult* result, std::string_view state) {
  constexpr const char* again = "run the unit of work again";
  if (state == "55P03") return Advice{"ORP-3201", again};  // lock timeout, NOWAIT
  if (state == "40P01") {
    return Advice{"ORP-3202",
                  "run the unit of work again; change rows in the same order everywhere"};
  }
  if (state == "40001") return Advice{"ORP-3203", again};  // serialization failure
  if (is_stale_statement(result)) {
    return Advice{"ORP-3204", "run the unit of work again: the statement is then prepared anew"};
  }
  return std::nullopt;
}

/// The words are in the server's language, the place of its source is not.
bool is_about_several_statements(const PGresult* result) {
  return view_of_field(result, PG_DIAG_SQLSTATE) == "42601" &&
         view_of_field(result, PG_DIAG_SOURCE_FUNCTION) == "exec_parse_message";
}

/// What the server says when it ends a connection, also where it does not say how bad that is:
/// servers before 9.6 and poolers in between.
bool means_lost_connection(std::string_view state) noexcept {
  return state == "57P01" || state == "57P02" || state == "57P03" || state == "57P05" ||
         state == "25P03" || (state.starts_with("08") && state != "08P01");
}

/// What the server lacks.
std::optional<Want> want_of(std::string_view state) {
  if (state == "53100") return Want::disk_space;
  if (state == "25006") return Want::write_access;
  if (state == "53200") return Want::memory;
  if (state == "57014") return Want::time;  // also when somebody cancels the statement
  if (state == "58030" || state == "XX001" || state == "XX002") return Want::working_disk;
  if (state.starts_with("53")) return Want::capacity;
  return std::nullopt;
}

[[noreturn]] void throw_copying(ErrorDetails details) {
  details.code = "ORP-1413";
  details.message = "COPY between the server and the program is not a statement that can be run";
  details.hint =
      "objects added to a session in large numbers go by COPY; let go of this connection";
  details.lost_connection = true;
  throw UsageError(std::move(details));
}

[[noreturn]] void throw_connection_error(Report report) {
  advise(report.details,
         {"ORP-4002", "roll back and run the unit of work again, on another connection"});
  report.details.message = "the connection to the database was lost: " + report.details.message;
  report.details.lost_connection = true;
  report.details.may_retry = true;  // what was not committed did not happen
  throw ConnectionError(std::move(report.details));
}

/// A row gives some columns of a MATCH FULL key and not all. The words may be translated, the place
/// of their source is not; a key to a row that is not there is told by another function.
bool is_partial_key(const Report& report) {
  return report.state == "23503" && report.source == "RI_FKey_check";
}

[[noreturn]] void throw_partial_key(ErrorDetails details) {
  advise(details,
         {"ORP-3102", "the key is \"match\": \"full\": give all of its columns values, or none"});
  throw IntegrityError(ConstraintKind::foreign_key, std::move(details));
}

constexpr const char* tables_hint =
    "create the tables that are missing: metadata().create_all(engine)";
constexpr const char* schema_hint =
    "the schema or the table is missing: create_all(engine, {.schemas = true}) makes both, with "
    "the "
    "same schema_translate_map as the session if that has one; \"table\" is a name without a "
    "schema, "
    "dot and all; tables of another schema are found by \"schema\", or by the URL, "
    "?options=-csearch_path=sales";

/// `relation "sales.orders" does not exist`
bool names_a_schema(std::string_view message) {
  const std::size_t begin = message.find('"');
  if (begin == std::string_view::npos) return false;
  return message.substr(begin, message.find('"', begin + 1) - begin).find('.') !=
         std::string_view::npos;
}

/// Where the types of a table are others than the schema says, or a text() does not say them;
/// nullptr: nothing is known. The server's words may be translated, the place of its source is not.
const char* hint_on_types(const Report& report) {
  if (report.source == "typenameType")
    return "create_all() makes the types of enumerations; where the table keeps one as a text, say "
           "so in the schema: \"stored_as\": \"text\" of the column";
  if (report.source != "op_error" && report.source != "transformAssignedExpr") return nullptr;
  const auto is_between = [&](const char* operands) {
    return report.message.find(operands) != std::string::npos;
  };
  if (is_between(": json = ") || is_between(": json <> "))
    return "PostgreSQL has no comparison of json: ALTER COLUMN ... TYPE jsonb, or compare its text";
  return "give the value as its column has it, bind(\"r\", Rating::pg, Film::c.rating) in a "
         "text(); an enumeration that the table keeps as a text is \"stored_as\": \"text\" in the "
         "schema, "
         "one that is a type there is not";
}

[[noreturn]] void throw_sql_error(Report report) {
  ErrorDetails& details = report.details;
  details.code = "ORP-3001";
  if (const char* const hint = hint_on_types(report)) advise(details, {"ORP-3001", hint});
  if (report.state == "3F000") {  // of what is created
    advise(details, {"ORP-3002", schema_hint});
  } else if (report.state == "42P01") {
    advise(details, {"ORP-3002", names_a_schema(report.message) ? schema_hint : tables_hint});
  } else if (report.state == "42703") {
    advise(details,
           {"ORP-3003",
            "the table differs from the schema, and create_all() alters none: ALTER TABLE does"});
  } else if (report.state == "25P02") {
    advise(details, {"ORP-3006", "roll back, or use a savepoint around what may fail"});
    details.message = "the transaction failed before, and this database refuses all else in it";
  }
  throw SqlError(std::move(details));
}

}  // namespace

bool is_success(const PGresult* result) noexcept {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

bool is_empty(const PGresult* result) noexcept {
  return PQresultStatus(result) == PGRES_EMPTY_QUERY;
}

bool is_copying(const PGresult* result) noexcept {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

bool ends_connection(const PGconn* connection, const PGresult* result) noexcept {
  const std::string_view state = view_of_field(result, PG_DIAG_SQLSTATE);
  const std::string_view severity = view_of_field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  return PQstatus(connection) == CONNECTION_BAD || state.empty() || severity == "FATAL" ||
         severity == "PANIC" || means_lost_connection(state);
}

/// A value has no counterpart in the type that it is cast to, as NaN has none among integers.
bool is_about_value(const PGresult* result, std::string_view state) {
  return state.starts_with("22") ||
         (state == "0A000" && view_of_field(result, PG_DIAG_SOURCE_FILE) == "numeric.c");
}

Advice advice_on_data(std::string_view state) {
  if (state == "22001") return {"ORP-2201", "shorten the text, or widen the column"};
  if (state == "22003") return out_of_range_advice;
  if (state == "22012") return other_calculation_advice;  // division by zero
  return {"ORP-2220", "correct the value"};
}

void throw_error(PGconn* connection, const PGresult* result, const StatementContext& context) {
  Report report = read(result, PQerrorMessage(connection), context);
  ErrorDetails& details = report.details;
  if (is_copying(result)) throw_copying(std::move(details));
  if (ends_connection(connection, result)) throw_connection_error(std::move(report));
  if (is_about_several_statements(result)) throw_several_statements(context.sql);
  if (is_partial_key(report)) throw_partial_key(std::move(details));
  if (const auto kind = constraint_kind(report.state)) {
    throw_integrity_error(*kind, std::move(details));
  }
  if (const auto advice = advice_on_conflict(result, report.state)) {
    advise(details, *advice);
    if (has_lost_type(result)) details.message += ": it was dropped, or made anew";
    throw ConflictError(std::move(details));
  }
  if (is_about_value(result, report.state)) {
    advise(details, advice_on_data(report.state));
    throw DataError(std::move(details));
  }
  if (const auto want = want_of(report.state)) {
    details.may_retry = report.state == "53300";  // too many connections: others will go
    throw_operational_error(*want, std::move(details));
  }
  throw_sql_error(std::move(report));
}

void throw_lost() {
  throw ConnectionError({.code = "ORP-4002",
                         .message = "the connection to the database was lost",
                         .hint = "roll back and run the unit of work again, on another connection",
                         .may_retry = true,
                         .lost_connection = true});
}

bool is_stale_statement(const PGresult* result) {
  return is_unknown_statement(result) || has_lost_type(result) ||
         (view_of_field(result, PG_DIAG_SQLSTATE) == "0A000" &&
          view_of_field(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
}

// An internal error, whose words are never translated.
bool has_lost_type(const PGresult* result) {
  return view_of_field(result, PG_DIAG_SQLSTATE) == "XX000" &&
         view_of_field(result, PG_DIAG_MESSAGE_PRIMARY)
             .starts_with("cache lookup failed for type ");
}

bool is_unknown_statement(const PGresult* result) {
  return field(result, PG_DIAG_SQLSTATE) == "26000";
}

}  // namespace orp::backend::postgres
