// SPDX-License-Identifier: MIT
// Tables in words, for people and tests: what is usual is left out.
#include "meta/stored_as.hpp"
#include "meta/type_word.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp::schema {

namespace {

std::string in_brackets(const std::vector<std::string>& names) {
  std::string text = "(";
  for (const std::string& name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text + ')';
}

const char* action_word(ReferentialAction action) {
  constexpr const char* words[] = {"no_action", "restrict", "cascade", "set_null", "set_default"};
  return words[static_cast<std::size_t>(action)];
}

std::string action_text(const char* event, ReferentialAction action) {
  if (action == ReferentialAction::no_action) return {};
  return std::string(" ") + event + ' ' + action_word(action);
}

std::string behind_schema(const std::string& database_schema, const std::string& name) {
  return database_schema.empty() ? name : database_schema + '.' + name;
}

std::string scalar_text(const Type& type) {
  if (!type.tag) return "unknown";
  switch (*type.tag) {
    case TypeTag::enumeration:
      return behind_schema(type.enumeration.database_schema, type.enumeration.name);
    case TypeTag::string:
      return "string(" + std::to_string(type.length) + ')';
    case TypeTag::decimal:
      if (type.precision == 0) return "decimal";
      return "decimal(" + std::to_string(type.precision) + ',' + std::to_string(type.scale) + ')';
    default:
      return type_word(*type.tag);
  }
}

std::string deferrable_text(Deferrable deferrable) {
  if (deferrable == Deferrable::no) return {};
  return deferrable == Deferrable::deferred ? " deferrable deferred" : " deferrable immediate";
}

std::string counting_text(std::int64_t start, std::int64_t increment) {
  std::string text;
  if (start != 1) text += " from " + std::to_string(start);
  if (increment != 1) text += " by " + std::to_string(increment);
  return text;
}

std::string dialects_text(const std::string& dialects) {
  return dialects.empty() ? std::string() : " only on " + dialects;
}

std::string place_text(const std::string& column, const std::string& expression) {
  return column.empty() ? '(' + expression + ')' : column;
}

std::string part_text(const IndexPart& part) {
  std::string text = place_text(part.column, part.expression);
  if (!part.operator_class.empty()) text += ' ' + part.operator_class;
  if (part.descending) text += " desc";
  if (part.nulls != NullsPlace::standard)
    text += part.nulls == NullsPlace::first ? " nulls first" : " nulls last";
  return text;
}

template <class Parts>
void append_lines(std::string& text, const Parts& parts) {
  for (const auto& part : parts) text += "  " + part.to_string() + '\n';
}

}  // namespace

std::string Enum::to_string() const {
  return "enum " + behind_schema(database_schema, name) + ' ' + in_brackets(labels);
}

std::string Type::to_string() const {
  std::string text =
      scalar_text(*this) + (has_null_elements ? " null" : "") + (is_array ? "[]" : "");
  if (stored_as != StoredAs::standard)
    text += " stored as " + std::string(stored_as_word(stored_as));
  for (const TypeVariant& each : variants) text += " [" + each.to_string() + ']';
  return text;
}

std::string TypeVariant::to_string() const {
  std::string text = database;
  const auto add = [&text](const char* word, const std::string& value) {
    if (value.empty()) return;
    text += word;
    text += value;
  };
  add(is_domain ? " domain " : " ", behind_schema(database_schema, type));
  add(" check ", check);
  add(" bind ", bind);
  add(" column ", column);
  return is_ordered ? text : text + " without order";
}

std::string Identity::to_string() const {
  return (always ? "identity always" : "identity") + counting_text(start, increment);
}

std::string ServerDefault::to_string() const {
  switch (kind) {
    case ServerDefaultKind::none:
      return {};
    case ServerDefaultKind::now:
      return "server_default now";
    case ServerDefaultKind::literal:
      return "server_default " + text;
    case ServerDefaultKind::sql:
      return "server_default sql " + text;
    case ServerDefaultKind::sequence:
      return "server_default sequence " + behind_schema(database_schema, text);
    case ServerDefaultKind::trigger:
      return "server_default trigger";
  }
  return {};
}

std::string Computed::to_string() const {
  if (kind == ComputedKind::none) return {};
  return (kind == ComputedKind::stored ? "computed stored " : "computed virtual ") + sql;
}

std::string Column::to_string() const {
  std::string line = name + ' ' + type.to_string();
  if (nullable) line += " null";
  if (identity) line += ' ' + identity->to_string();
  if (server_default.kind != ServerDefaultKind::none) line += ' ' + server_default.to_string();
  if (computed.kind != ComputedKind::none) line += ' ' + computed.to_string();
  if (!comment.empty()) line += " comment: " + comment;
  return line;
}

std::string PrimaryKey::to_string() const {
  return "primary key " + name + ' ' + in_brackets(columns) + deferrable_text(deferrable);
}

std::string ForeignKey::to_string() const {
  return "foreign key " + name + ' ' + in_brackets(columns) + " -> " +
         behind_schema(referred_schema, referred_table) + in_brackets(referred_columns) +
         (match == KeyMatch::full ? " match full" : "") + action_text("on_delete", on_delete) +
         action_text("on_update", on_update) + deferrable_text(deferrable);
}

std::string Unique::to_string() const {
  std::string line = "unique " + name + ' ' + in_brackets(columns);
  if (nulls_not_distinct) line += " nulls not distinct";
  return line + deferrable_text(deferrable);
}

std::string Index::to_string() const {
  std::vector<std::string> texts;
  for (const IndexPart& part : parts) texts.push_back(part_text(part));
  std::string line = (unique ? "unique index " : "index ") + name;
  if (!method.empty()) line += " using " + method;
  line += ' ' + in_brackets(texts);
  if (!include.empty()) line += " include " + in_brackets(include);
  if (nulls_not_distinct) line += " nulls not distinct";
  if (!condition.empty()) line += " where " + condition;
  return line + dialects_text(dialects);
}

std::string Check::to_string() const {
  return "check " + name + " (" + sql + ')' + dialects_text(dialects);
}

std::string Exclusion::to_string() const {
  std::vector<std::string> texts;
  for (const ExclusionPart& part : parts)
    texts.push_back(place_text(part.column, part.expression) + " with " + part.with);
  std::string line = "exclusion " + name;
  if (!method.empty()) line += " using " + method;
  line += ' ' + in_brackets(texts);
  if (!condition.empty()) line += " where " + condition;
  return line + deferrable_text(deferrable) + dialects_text(dialects);
}

std::string TableOptions::to_string() const {
  std::string text;
  if (!strict) text += " not strict";
  if (without_rowid) text += " without_rowid";
  if (unlogged) text += " unlogged";
  if (temporary) text += " temporary";
  if (!partition_by.empty()) text += " partition_by " + partition_by;
  if (!tablespace.empty()) text += " tablespace " + tablespace;
  if (!storage.empty()) text += " storage (" + storage + ')';
  return text.empty() ? text : "options" + text;
}

std::string Sequence::to_string() const {
  return "sequence " + behind_schema(database_schema, name) + counting_text(start, increment);
}

std::string Table::to_string() const {
  std::string text = "table " + behind_schema(database_schema, name);
  if (!comment.empty()) text += " comment: " + comment;
  text += '\n';
  if (is_view) text += "  view" + (query.empty() ? "" : ' ' + query) + '\n';
  append_lines(text, columns);
  text += "  " + primary_key.to_string() + '\n';
  append_lines(text, foreign_keys);
  append_lines(text, uniques);
  append_lines(text, indexes);
  append_lines(text, checks);
  append_lines(text, exclusions);
  if (options != TableOptions()) text += "  " + options.to_string() + '\n';
  return text;
}

std::string Catalog::to_string() const {
  std::string text;
  for (const Enum& enumeration : enums) text += enumeration.to_string() + '\n';
  for (const Sequence& sequence : sequences) text += sequence.to_string() + '\n';
  for (const Table& table : tables) text += table.to_string();
  return text;
}

}  // namespace orp::schema
