// SPDX-License-Identifier: MIT
#include "migrate/render_table.hpp"

namespace orp {

namespace {

const char* action_name(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action:
      return nullptr;  // the default
    case ReferentialAction::restrict:
      return "RESTRICT";
    case ReferentialAction::cascade:
      return "CASCADE";
    case ReferentialAction::set_null:
      return "SET NULL";
    case ReferentialAction::set_default:
      return "SET DEFAULT";
  }
  return nullptr;
}

void append_action(std::string& sql, const char* event, ReferentialAction action) {
  if (const char* name = action_name(action)) sql += std::string(event) + name;
}

}  // namespace

std::string TableRenderer::names(const TableInfo& table, View<std::uint16_t> columns) const {
  std::string list;
  for (const std::uint16_t column : columns)
    list += (list.empty() ? "" : ", ") + quoted(table.columns[column].name);
  return '(' + list + ')';
}

std::string TableRenderer::constraint(const char* name) const {
  return name[0] == '\0' ? std::string() : "CONSTRAINT " + quoted(name) + ' ';
}

std::string TableRenderer::text(std::string_view text) const {
  std::string sql;
  dialect_.quote_text(sql, text);
  return sql;
}

std::string TableRenderer::column_default(const ColumnInfo& column) const {
  switch (column.server_default.kind) {
    case ServerDefaultKind::none:
      return {};
    case ServerDefaultKind::now:
      return " DEFAULT (" + dialect_.now(backend::stored_type(column.type).tag) + ')';
    case ServerDefaultKind::literal:
      return " DEFAULT " + ddl_.literal(column.type, column.server_default.text);
    case ServerDefaultKind::sql:
      return std::string(" DEFAULT (") + column.server_default.text + ')';
  }
  return {};
}

std::string TableRenderer::column(const ColumnInfo& column) const {
  const std::string name = quoted(column.name);
  std::string sql =
      name + ' ' + dialect_.ddl_type(column.type) + ddl_.identity(column) + column_default(column);
  if (!column.type.nullable) sql += " NOT NULL";
  const std::string check = ddl_.value_check(column.type, name);
  if (!check.empty()) sql += " CHECK (" + check + ')';
  return sql;
}

std::string TableRenderer::foreign_key(const TableInfo& table, const ForeignKeyInfo& key) const {
  std::string sql = constraint(key.name) + "FOREIGN KEY " + names(table, key.columns) +
                    " REFERENCES " + quoted(key.referred->name) + ' ' +
                    names(*key.referred, key.referred_columns);
  append_action(sql, " ON DELETE ", key.on_delete);
  append_action(sql, " ON UPDATE ", key.on_update);
  return sql;
}

std::string TableRenderer::primary_key(const TableInfo& table) const {
  std::string columns = names(table, table.primary_key);
  columns.insert(columns.size() - 1, ddl_.numbering(table).key_suffix);
  return constraint(table.primary_key_name) + "PRIMARY KEY " + columns;
}

std::string TableRenderer::create_table(const TableInfo& table,
                                        const std::vector<const ForeignKeyInfo*>& keys) const {
  std::vector<std::string> parts;
  for (const ColumnInfo& info : table.columns) parts.push_back(column(info));
  parts.push_back(primary_key(table));
  for (const UniqueInfo& unique : table.uniques)
    parts.push_back(constraint(unique.name) + "UNIQUE " + names(table, unique.columns));
  for (const ForeignKeyInfo* key : keys) parts.push_back(foreign_key(table, *key));
  for (const CheckInfo& check : table.checks)
    parts.push_back(constraint(check.name) + "CHECK (" + check.sql + ')');

  std::string sql = "CREATE TABLE " + quoted(table.name) + " (";
  for (std::size_t i = 0; i < parts.size(); ++i) sql += (i == 0 ? "\n  " : ",\n  ") + parts[i];
  return sql + "\n)" + std::string(ddl_.facts().table_suffix);
}

std::string TableRenderer::create_index(const TableInfo& table, const IndexInfo& index) const {
  std::string parts;
  for (const IndexPart& part : index.parts) {
    if (!parts.empty()) parts += ", ";
    parts += part.expression != nullptr ? '(' + std::string(part.expression) + ')'
                                        : quoted(table.columns[part.column].name);
    if (part.descending) parts += " DESC";
  }
  std::string sql = std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
                    quoted(index.name) + " ON " + quoted(table.name) + " (" + parts + ')';
  if (index.where != nullptr) sql += std::string(" WHERE ") + index.where;
  return sql;
}

std::string TableRenderer::add_foreign_key(const TableInfo& table,
                                           const ForeignKeyInfo& key) const {
  return "ALTER TABLE " + quoted(table.name) + " ADD " + foreign_key(table, key);
}

std::string TableRenderer::create_type(const EnumInfo& enumeration) const {
  std::string labels;
  for (const char* label : enumeration.labels) labels += (labels.empty() ? "" : ", ") + text(label);
  return "CREATE TYPE " + quoted(enumeration.name) + " AS ENUM (" + labels + ')';
}

std::vector<std::string> TableRenderer::comments(const TableInfo& table) const {
  std::vector<std::string> statements;
  if (!ddl_.facts().has_comments) return statements;
  if (table.comment[0] != '\0')
    statements.push_back("COMMENT ON TABLE " + quoted(table.name) + " IS " + text(table.comment));
  for (const ColumnInfo& info : table.columns)
    if (info.comment[0] != '\0')
      statements.push_back("COMMENT ON COLUMN " + quoted(table.name) + '.' + quoted(info.name) +
                           " IS " + text(info.comment));
  return statements;
}

}  // namespace orp
