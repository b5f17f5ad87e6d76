// SPDX-License-Identifier: MIT
// STRICT tables know five types; what is narrower than its stored form gets a CHECK.
#include "backend/sqlite/ddl.hpp"

#include <string>

#include "backend/sqlite/dialect.hpp"
#include "backend/sqlite/literals.hpp"
#include "backend/sqlite/marks.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/value_fault.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

constexpr DdlFacts sqlite_ddl_facts{
    .is_transactional = true,
    .has_enum_types = false,
    .has_comments = false,
    .refers_forward = true,
    .drops_together = false,
    .table_names = "SELECT name FROM sqlite_schema WHERE type = 'table'",
    .type_names = "",
    .before_drop = "PRAGMA defer_foreign_keys = ON",
    .view_names = "SELECT name FROM sqlite_schema WHERE type = 'view'",
    .temporary_table_names = "SELECT name FROM sqlite_temp_schema WHERE type = 'table'",
    .has_attached_schemas = true,
    .generated = "AS",  // the longer words would be a part of the type, with the mark before them
    .has_virtual_columns = true,
};

class SqliteDdl final : public Ddl {
 public:
  SqliteDdl() : Ddl(sqlite_ddl_facts) {}

  std::string type(const schema::Type& type) const override {
    return sqlite::database_type(type.kind(), type);
  }

  std::string mark(const schema::Type& type) const override { return sqlite::mark_of(type); }

  // An INTEGER primary key is numbered by itself, one more than the highest there is.
  std::string identity(const schema::Column&) const override { return {}; }

  std::string_view begin_table(const schema::TableOptions& options) const override {
    return options.temporary ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ";
  }

  // AUTOINCREMENT numbers on from what stands in sqlite_sequence.
  Numbering numbering(const schema::Table& table) const override {
    for (const schema::Column& column : table.columns) {
      if (!column.identity) continue;
      if (table.primary_key.columns.size() > 1) throw_not_alone(table, column);
      if (column.identity->increment != 1) throw_increment(table, column);
      if (column.identity->start == 1) continue;
      return {" AUTOINCREMENT", "INSERT INTO " + prefix(table) +
                                    "sqlite_sequence (name, seq) VALUES (" +
                                    sqlite::literals::quoted(table.name) + ", " +
                                    std::to_string(column.identity->start - 1) + ')'};
    }
    return {};
  }

  std::string tables_in(std::string_view database_schema) const override {
    return names_in(database_schema, "table");
  }

  std::string views_in(std::string_view database_schema) const override {
    return names_in(database_schema, "view");
  }

  std::string end_table(const schema::TableOptions& options) const override {
    if (options.strict) return options.without_rowid ? " STRICT, WITHOUT ROWID" : " STRICT";
    return options.without_rowid ? " WITHOUT ROWID" : "";
  }

  std::string value_check(const schema::Type& type, std::string_view operand) const override {
    return sqlite::row_of(type.kind()).check(type, std::string(operand));
  }

  std::string literal(const schema::Type& type, std::string_view text) const override {
    try {
      return sqlite::row_of(type.kind()).literal(type, text);
    } catch (const ValueFault& fault) {
      throw DataError(
          {.code = fault.code, .message = "a default: " + fault.words(false), .hint = fault.hint});
    }
  }

 private:
  static std::string names_in(std::string_view database_schema, const char* kind) {
    return "SELECT name FROM " + sqlite_dialect().quoted(database_schema) +
           ".sqlite_schema WHERE type = '" + kind + "'";
  }

  static std::string prefix(const schema::Table& table) {
    if (table.database_schema.empty()) return {};
    return sqlite_dialect().quoted(table.database_schema) + '.';
  }

  [[noreturn]] static void throw_not_alone(const schema::Table& table,
                                           const schema::Column& column) {
    throw UsageError({.code = "ORP-1410",
                      .message = table.name + '.' + column.name +
                                 " is an identity among other columns of its key, but SQLite "
                                 "numbers only what is the whole key",
                      .table = table.name,
                      .columns = {column.name},
                      .hint = "make it the key alone, or \"identity\": false and set the keys"});
  }

  [[noreturn]] static void throw_increment(const schema::Table& table,
                                           const schema::Column& column) {
    throw UsageError(
        {.code = "ORP-1410",
         .message = table.name + '.' + column.name + " is an identity with the increment " +
                    std::to_string(column.identity->increment) +
                    ", but SQLite numbers rows one by one",
         .table = table.name,
         .columns = {column.name},
         .hint = "leave \"increment\" out of the schema, or \"identity\": false and set the keys"});
  }
};

}  // namespace

const Ddl& sqlite_ddl() {
  static const SqliteDdl ddl;
  return ddl;
}

}  // namespace orp::backend
