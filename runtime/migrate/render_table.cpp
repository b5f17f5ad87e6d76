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

std::string TableRenderer::names(const std::vector<std::string>& columns) const {
  std::string list;
  for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + quoted(column);
  return '(' + list + ')';
}

std::string TableRenderer::constraint(const std::string& name) const {
  return name.empty() ? std::string() : "CONSTRAINT " + quoted(name) + ' ';
}

std::string TableRenderer::text(std::string_view text) const {
  std::string sql;
  dialect_.quote_text(sql, text);
  return sql;
}

std::string TableRenderer::now(const schema::Type& type) const {
  const SqlType standard{.tag = *type.tag};
  const SqlType kept{.tag = *type.tag, .stored_as = type.stored_as};
  std::string moment = dialect_.now(kept);
  if (dialect_.is_standard(kept)) return moment;
  std::string sql;
  dialect_.cast(sql, moment, standard, kept);
  return sql;
}

std::string TableRenderer::column_default(const schema::Column& column) const {
  switch (column.server_default.kind) {
    case ServerDefaultKind::none:
      return {};
    case ServerDefaultKind::now:
      return " DEFAULT (" + now(column.type) + ')';
    case ServerDefaultKind::literal:
      return " DEFAULT " + ddl_.literal(column.type, column.server_default.text);
    case ServerDefaultKind::sql:
      return " DEFAULT (" + column.server_default.text + ')';
  }
  return {};
}

const schema::TypeVariant* TableRenderer::variant(const schema::Type& type) const {
  for (const schema::TypeVariant& each : type.variants)
    if (each.database == dialect_.facts().name) return &each;
  return nullptr;
}

std::string TableRenderer::own_type(const schema::TypeVariant& variant) const {
  return variant.is_domain ? quoted(variant.type) : variant.type;
}

std::string TableRenderer::create_domain(const schema::Type& type,
                                         const schema::TypeVariant& domain) const {
  std::string sql = "CREATE DOMAIN " + own_type(domain) + " AS " + ddl_.type(type);
  if (!domain.check.empty()) sql += " CHECK (" + domain.check + ')';
  return sql;
}

std::string TableRenderer::column(const schema::Column& column) const {
  const std::string name = quoted(column.name);
  // Of a type that only this database knows, the values are its own affair.
  if (const schema::TypeVariant* own = variant(column.type); own != nullptr && !own->type.empty()) {
    return name + ' ' + own_type(*own) + ddl_.identity(column) + column_default(column) +
           (column.nullable ? "" : " NOT NULL");
  }
  const std::string mark = ddl_.mark(column.type);
  std::string sql = name + ' ' + ddl_.type(column.type);
  if (!mark.empty()) sql += " /* " + mark + " */";
  sql += ddl_.identity(column) + column_default(column);
  if (!column.nullable) sql += " NOT NULL";
  const std::string check = ddl_.value_check(column.type, name);
  if (!check.empty()) sql += " CHECK (" + check + ')';
  return sql;
}

std::string TableRenderer::foreign_key(const schema::ForeignKey& key) const {
  std::string sql = constraint(key.name) + "FOREIGN KEY " + names(key.columns) + " REFERENCES " +
                    quoted(key.referred_table) + ' ' + names(key.referred_columns);
  append_action(sql, " ON DELETE ", key.on_delete);
  append_action(sql, " ON UPDATE ", key.on_update);
  return sql;
}

std::string TableRenderer::primary_key(const schema::Table& table) const {
  std::string columns = names(table.primary_key.columns);
  columns.insert(columns.size() - 1, ddl_.numbering(table).key_suffix);
  return constraint(table.primary_key.name) + "PRIMARY KEY " + columns;
}

std::string TableRenderer::create_table(const schema::Table& table,
                                        const std::vector<const schema::ForeignKey*>& keys) const {
  std::vector<std::string> parts;
  for (const schema::Column& info : table.columns) parts.push_back(column(info));
  if (!table.primary_key.columns.empty()) parts.push_back(primary_key(table));
  for (const schema::Unique& unique : table.uniques)
    parts.push_back(constraint(unique.name) + "UNIQUE " + names(unique.columns));
  for (const schema::ForeignKey* key : keys) parts.push_back(foreign_key(*key));
  for (const schema::Check& check : table.checks)
    parts.push_back(constraint(check.name) + "CHECK (" + check.sql + ')');

  std::string sql = "CREATE TABLE " + quoted(table.name) + " (";
  for (std::size_t i = 0; i < parts.size(); ++i) sql += (i == 0 ? "\n  " : ",\n  ") + parts[i];
  return sql + "\n)" + std::string(ddl_.facts().table_suffix);
}

std::string TableRenderer::create_index(const schema::Table& table,
                                        const schema::Index& index) const {
  std::string parts;
  for (const schema::IndexPart& part : index.parts) {
    if (!parts.empty()) parts += ", ";
    parts += part.column.empty() ? '(' + part.expression + ')' : quoted(part.column);
    if (part.descending) parts += " DESC";
  }
  std::string sql = std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
                    quoted(index.name) + " ON " + quoted(table.name) + " (" + parts + ')';
  if (!index.condition.empty()) sql += " WHERE " + index.condition;
  return sql;
}

std::string TableRenderer::add_foreign_key(const schema::Table& table,
                                           const schema::ForeignKey& key) const {
  return "ALTER TABLE " + quoted(table.name) + " ADD " + foreign_key(key);
}

std::string TableRenderer::create_type(const schema::Enum& enumeration) const {
  std::string labels;
  for (const std::string& label : enumeration.labels)
    labels += (labels.empty() ? "" : ", ") + text(label);
  return "CREATE TYPE " + quoted(enumeration.name) + " AS ENUM (" + labels + ')';
}

std::vector<std::string> TableRenderer::comments(const schema::Table& table) const {
  std::vector<std::string> statements;
  if (!ddl_.facts().has_comments) return statements;
  if (!table.comment.empty())
    statements.push_back("COMMENT ON TABLE " + quoted(table.name) + " IS " + text(table.comment));
  for (const schema::Column& info : table.columns)
    if (!info.comment.empty())
      statements.push_back("COMMENT ON COLUMN " + quoted(table.name) + '.' + quoted(info.name) +
                           " IS " + text(info.comment));
  return statements;
}

}  // namespace orp
