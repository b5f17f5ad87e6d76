// SPDX-License-Identifier: MIT
#include "migrate/render_table.hpp"

#include "migrate/database_limits.hpp"

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

const char* deferrable_words(Deferrable deferrable) {
  if (deferrable == Deferrable::no) return "";
  return deferrable == Deferrable::deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

std::string computed_words(const schema::Computed& computed, std::string_view generated) {
  if (computed.kind == ComputedKind::none) return {};
  return ' ' + std::string(generated) + " (" + computed.sql +
         (computed.kind == ComputedKind::stored ? ") STORED" : ") VIRTUAL");
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
    case ServerDefaultKind::sequence:
      return " DEFAULT " + ddl_.next_number(in_schema(column.server_default.database_schema,
                                                      column.server_default.text));
    case ServerDefaultKind::trigger:
      return {};
  }
  return {};
}

const schema::TypeVariant* TableRenderer::variant(const schema::Type& type) const {
  for (const schema::TypeVariant& each : type.variants)
    if (each.database == dialect_.facts().name) return &each;
  return nullptr;
}

std::string TableRenderer::own_type(const schema::TypeVariant& variant) const {
  return variant.is_domain ? in_schema(variant.database_schema, variant.type) : variant.type;
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
  sql += ddl_.identity(column) + column_default(column) +
         computed_words(column.computed, ddl_.facts().generated);
  if (!column.nullable) sql += " NOT NULL";
  const std::string check = ddl_.value_check(column.type, name);
  if (!check.empty()) sql += " CHECK (" + check + ')';
  return sql;
}

std::string TableRenderer::foreign_key(const schema::ForeignKey& key) const {
  const std::string referred = ddl_.facts().has_attached_schemas
                                   ? quoted(key.referred_table)
                                   : in_schema(key.referred_schema, key.referred_table);
  std::string sql = constraint(key.name) + "FOREIGN KEY " + names(key.columns) + " REFERENCES " +
                    referred + ' ' + names(key.referred_columns);
  if (key.match == KeyMatch::full && ddl_.facts().has_match_full) sql += " MATCH FULL";
  append_action(sql, " ON DELETE ", key.on_delete);
  append_action(sql, " ON UPDATE ", key.on_update);
  return sql + deferrable_words(key.deferrable);
}

std::string TableRenderer::match_check(const schema::ForeignKey& key) const {
  std::string same;
  for (std::size_t i = 1; i < key.columns.size(); ++i)
    same += (i == 1 ? "(" : " AND (") + quoted(key.columns[0]) + " IS NULL) = (" +
            quoted(key.columns[i]) + " IS NULL)";
  return constraint(key.name.empty() ? key.name : key.name + "_match") + "CHECK (" + same + ')';
}

std::string TableRenderer::unique(const schema::Unique& unique) const {
  return constraint(unique.name) +
         (unique.nulls_not_distinct ? "UNIQUE NULLS NOT DISTINCT " : "UNIQUE ") +
         names(unique.columns) + deferrable_words(unique.deferrable);
}

std::string TableRenderer::exclusion(const schema::Exclusion& exclusion) const {
  std::string parts;
  for (const schema::ExclusionPart& part : exclusion.parts) {
    if (!parts.empty()) parts += ", ";
    parts += (part.column.empty() ? '(' + part.expression + ')' : quoted(part.column)) + " WITH " +
             part.with;
  }
  std::string sql = constraint(exclusion.name) + "EXCLUDE ";
  if (!exclusion.method.empty()) sql += "USING " + exclusion.method + ' ';
  sql += '(' + parts + ')';
  if (!exclusion.condition.empty()) sql += " WHERE (" + exclusion.condition + ')';
  return sql + deferrable_words(exclusion.deferrable);
}

std::string TableRenderer::primary_key(const schema::Table& table) const {
  std::string columns = names(table.primary_key.columns);
  columns.insert(columns.size() - 1, ddl_.numbering(table).key_suffix);
  return constraint(table.primary_key.name) + "PRIMARY KEY " + columns +
         deferrable_words(table.primary_key.deferrable);
}

std::string TableRenderer::create_table(const schema::Table& table,
                                        const std::vector<const schema::ForeignKey*>& keys) const {
  std::vector<std::string> parts;
  for (const schema::Column& info : table.columns) parts.push_back(column(info));
  if (!table.primary_key.columns.empty()) parts.push_back(primary_key(table));
  for (const schema::Unique& info : table.uniques) parts.push_back(unique(info));
  for (const schema::ForeignKey* key : keys) parts.push_back(foreign_key(*key));
  if (!ddl_.facts().has_match_full)
    for (const schema::ForeignKey& key : table.foreign_keys)
      if (key.match == KeyMatch::full && key.columns.size() > 1) parts.push_back(match_check(key));
  for (const schema::Check& check : table.checks)
    if (is_for(check.dialects, dialect_.facts().name))
      parts.push_back(constraint(check.name) + "CHECK (" + check.sql + ')');
  for (const schema::Exclusion& info : table.exclusions)
    if (is_for(info.dialects, dialect_.facts().name)) parts.push_back(exclusion(info));

  std::string sql = std::string(ddl_.begin_table(table.options)) + quoted(table) + " (";
  for (std::size_t i = 0; i < parts.size(); ++i) sql += (i == 0 ? "\n  " : ",\n  ") + parts[i];
  return sql + "\n)" + ddl_.end_table(table.options);
}

std::string TableRenderer::index_part(const schema::IndexPart& part) const {
  std::string sql = part.column.empty() ? '(' + part.expression + ')' : quoted(part.column);
  const bool has_options = ddl_.facts().has_index_options;
  if (has_options && !part.operator_class.empty()) sql += ' ' + part.operator_class;
  if (part.descending) sql += " DESC";
  if (has_options && part.nulls != NullsPlace::standard)
    sql += part.nulls == NullsPlace::first ? " NULLS FIRST" : " NULLS LAST";
  return sql;
}

std::string TableRenderer::index_place(const schema::Table& table,
                                       const schema::Index& index) const {
  return ddl_.facts().has_attached_schemas
             ? in_schema(table.database_schema, index.name) + " ON " + quoted(table.name)
             : quoted(index.name) + " ON " + quoted(table);
}

std::string TableRenderer::create_index(const schema::Table& table,
                                        const schema::Index& index) const {
  std::string parts;
  for (const schema::IndexPart& part : index.parts)
    parts += (parts.empty() ? "" : ", ") + index_part(part);
  const bool has_options = ddl_.facts().has_index_options;
  std::string sql = std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
                    index_place(table, index);
  if (has_options && !index.method.empty()) sql += " USING " + index.method;
  sql += " (" + parts + ')';
  if (has_options && !index.include.empty()) sql += " INCLUDE " + names(index.include);
  if (index.nulls_not_distinct) sql += " NULLS NOT DISTINCT";
  if (!index.condition.empty()) sql += " WHERE " + index.condition;
  return sql;
}

std::vector<std::string> TableRenderer::create_indexes(const schema::Table& table) const {
  std::vector<std::string> statements;
  for (const schema::Index& index : table.indexes)
    if (is_for(index.dialects, dialect_.facts().name))
      statements.push_back(create_index(table, index));
  return statements;
}

std::string TableRenderer::add_foreign_key(const schema::Table& table,
                                           const schema::ForeignKey& key) const {
  return "ALTER TABLE " + quoted(table) + " ADD " + foreign_key(key);
}

std::string TableRenderer::create_type(const schema::Enum& enumeration) const {
  std::string labels;
  for (const std::string& label : enumeration.labels)
    labels += (labels.empty() ? "" : ", ") + text(label);
  return "CREATE TYPE " + full(enumeration) + " AS ENUM (" + labels + ')';
}

std::string TableRenderer::create_sequence(const schema::Sequence& sequence) const {
  std::string sql = "CREATE SEQUENCE " + full(sequence);
  if (sequence.start != 1) sql += " START WITH " + std::to_string(sequence.start);
  if (sequence.increment != 1) sql += " INCREMENT BY " + std::to_string(sequence.increment);
  return sql;
}

std::vector<std::string> TableRenderer::comments(const schema::Table& table) const {
  std::vector<std::string> statements;
  if (!ddl_.facts().has_comments) return statements;
  if (!table.comment.empty())
    statements.push_back("COMMENT ON TABLE " + quoted(table) + " IS " + text(table.comment));
  for (const schema::Column& info : table.columns)
    if (!info.comment.empty())
      statements.push_back("COMMENT ON COLUMN " + quoted(table) + '.' + quoted(info.name) + " IS " +
                           text(info.comment));
  return statements;
}

}  // namespace orp
