// SPDX-License-Identifier: MIT
#include "backend/sqlite/marks.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "backend/sqlite/dialect.hpp"
#include "backend/sqlite/handles.hpp"
#include "backend/sqlite/types.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr std::string_view mark_begin = " /* ";
constexpr std::string_view mark_end = " */";

/// The first text that `sql` finds, whose places take `values`; empty: it finds nothing.
std::string find_text(sqlite3* database, const char* sql, View<const char*> values) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &raw, nullptr);
  const StatementHandle statement(raw);
  if (raw == nullptr) return {};
  for (std::size_t i = 0; i < values.size(); ++i)
    sqlite3_bind_text(raw, static_cast<int>(i) + 1, values[i], -1, SQLITE_STATIC);
  if (sqlite3_step(raw) != SQLITE_ROW) return {};
  const auto* const text = sqlite3_column_text(raw, 0);
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

/// What is known of a table while its columns are looked at.
struct Declared {
  sqlite3* database;
  const Dialect& dialect;
  const TableInfo& table;
  std::string database_schema;  ///< as it is called there; empty: where the connection looks
  std::string text{};           ///< the statement that created it
};

/// The statement that created the table or view; empty: there is none.
std::string declaration_of(const Declared& in) {
  const char* const values[] = {in.table.name};
  if (!in.database_schema.empty()) {
    const std::string sql = "SELECT sql FROM " + in.dialect.quoted(in.database_schema) +
                            ".sqlite_schema WHERE name = ?1";
    return find_text(in.database, sql.c_str(), values);
  }
  return find_text(in.database,
                   "SELECT sql FROM temp.sqlite_schema WHERE name = ?1 UNION ALL "
                   "SELECT sql FROM main.sqlite_schema WHERE name = ?1",
                   values);
}

/// The declared type of a column; empty: there is no such column.
std::optional<std::string> declared_type(const Declared& in, const char* column) {
  const char* const values[] = {in.table.name, column,
                                in.database_schema.empty() ? nullptr : in.database_schema.c_str()};
  // Of a view's expression the type is empty, or NULL.
  const std::string found =
      find_text(in.database,
                "SELECT ':' || coalesce(upper(type), '') FROM pragma_table_xinfo(?1, ?3) WHERE "
                "name = ?2 COLLATE NOCASE",
                values);
  if (found.empty()) return std::nullopt;
  return found.substr(1);
}

/// As the library decides it: the column makes texts of numbers, and nothing of blobs.
bool has_text_affinity(const std::string& type) {
  const auto names = [&type](const char* word) { return type.find(word) != std::string::npos; };
  return !names("INT") && (names("CHAR") || names("CLOB") || names("TEXT"));
}

/// The mark of a column; empty: it has none.
std::string_view mark_in(std::string_view declaration, const std::string& column_and_type) {
  const std::size_t column = declaration.find(column_and_type + std::string(mark_begin));
  if (column == std::string_view::npos) return {};
  const std::size_t begin = column + column_and_type.size() + mark_begin.size();
  const std::size_t end = declaration.find(mark_end, begin);
  return declaration.substr(begin, end == std::string_view::npos ? 0 : end - begin);
}

[[noreturn]] void throw_other_decimal(const TableInfo& table, const ColumnInfo& column,
                                      const std::string& wanted, std::string_view found) {
  const std::string what = std::string(table.name) + '.' + column.name;
  const std::string is =
      found.empty() ? " has no mark that it is one" : " is a " + std::string(found);
  throw UsageError({.code = "ORP-1219",
                    .message = "the schema says that " + what + " is a " + wanted +
                               ", kept as a scaled integer, and the column" + is,
                    .table = table.name,
                    .columns = {column.name},
                    .hint = "say in the schema how the table keeps it: \"stored_as\": \"real\", "
                            "\"numeric\" or \"text\"; \"scaled\" if 12.50 is kept as 1250"});
}

[[noreturn]] void throw_unscaled(const TableInfo& table, const ColumnInfo& column) {
  throw UsageError({.code = "ORP-1219",
                    .message = "the schema says that " + std::string(table.name) + '.' +
                               column.name +
                               " is a decimal without a precision, and SQLite has "
                               "none that are calculated and compared exactly",
                    .table = table.name,
                    .columns = {column.name},
                    .hint = "say in the schema how many digits it has, by \"precision\" and "
                            "\"scale\", and how the table keeps it, by \"stored_as\""});
}

[[noreturn]] void throw_other_uuid(const TableInfo& table, const ColumnInfo& column,
                                   const std::string& found) {
  const std::string what = std::string(table.name) + '.' + column.name;
  throw UsageError({.code = "ORP-1219",
                    .message = "the schema says that " + what +
                               " is a uuid, kept as 16 bytes, and the column " + found,
                    .table = table.name,
                    .columns = {column.name},
                    .hint = "say in the schema how the table keeps it: \"stored_as\": \"text\" for "
                            "36 characters, \"hex\" for 32; or map it as \"text\""});
}

void check_decimal(const Declared& in, const ColumnInfo& column) {
  if (stored_type(column.type).precision == 0) throw_unscaled(in.table, column);
  const std::string wanted = mark_of(schema::from(stored_type(column.type)));
  const std::string_view found =
      mark_in(in.text, sqlite_dialect().quoted(column.name) + " INTEGER");
  // Of one that is not there the statement itself says so.
  if (found != wanted && declared_type(in, column.name))
    throw_other_decimal(in.table, column, wanted, found);
}

/// Of a column that is declared as something else, such as "uuid", one row tells more than nothing.
/// Not of a view, which may have to calculate all rows for that.
bool begins_with_text(const Declared& in, const ColumnInfo& column) {
  if (!in.text.starts_with("CREATE TABLE")) return false;
  const std::string sql = "SELECT typeof(" + sqlite_dialect().quoted(column.name) + ") FROM " +
                          in.dialect.quoted_table(in.table) + " LIMIT 1";
  return find_text(in.database, sql.c_str(), {}) == "text";
}

void check_uuid(const Declared& in, const ColumnInfo& column) {
  if (!mark_in(in.text, sqlite_dialect().quoted(column.name) + " BLOB").empty()) return;
  const auto declared = declared_type(in, column.name);
  if (!declared) return;
  if (has_text_affinity(*declared))
    throw_other_uuid(in.table, column, "is declared as " + *declared);
  if (begins_with_text(in, column)) throw_other_uuid(in.table, column, "holds texts");
}

}  // namespace

// The five types that the database has are those of the schema that have no mark.
std::string mark_of(const schema::Type& type) {
  switch (type.kind()) {
    case TypeTag::int64:
    case TypeTag::float64:
    case TypeTag::text:
    case TypeTag::bytes:
      return {};
    default:
      break;
  }
  std::string text = type.to_string();
  return text.find("*/") == std::string::npos ? text : std::string();
}

void check_marks(sqlite3* database, const Dialect& dialect, const TableInfo& table) {
  const SchemaMap* const schemas = dialect.schemas();
  Declared declared{database, dialect, table,
                    std::string(schemas == nullptr ? table.database_schema
                                                   : schemas->name_of(table.database_schema))};
  for (const ColumnInfo& column : table.columns) {
    const SqlType& type = stored_type(column.type);
    if (type.stored_as != StoredAs::standard) continue;
    const bool is_uuid = type.tag == TypeTag::uuid;
    if (!is_uuid && (type.tag != TypeTag::decimal || !is_scaled(type))) continue;
    if (declared.text.empty()) declared.text = declaration_of(declared);
    if (declared.text.empty()) return;
    if (is_uuid)
      check_uuid(declared, column);
    else
      check_decimal(declared, column);
  }
}

}  // namespace orp::backend::sqlite
