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

std::string scalar_text(const Type& type) {
  if (!type.tag) return "unknown";
  switch (*type.tag) {
    case TypeTag::enumeration:
      return type.enumeration.name;
    case TypeTag::string:
      return "string(" + std::to_string(type.length) + ')';
    case TypeTag::decimal:
      return "decimal(" + std::to_string(type.precision) + ',' + std::to_string(type.scale) + ')';
    default:
      return type_word(*type.tag);
  }
}

template <class Parts>
void append_lines(std::string& text, const Parts& parts) {
  for (const auto& part : parts) text += "  " + part.to_string() + '\n';
}

}  // namespace

std::string Enum::to_string() const { return "enum " + name + ' ' + in_brackets(labels); }

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
  add(is_domain ? " domain " : " ", type);
  add(" check ", check);
  add(" bind ", bind);
  add(" column ", column);
  return is_ordered ? text : text + " without order";
}

std::string Identity::to_string() const {
  std::string text = always ? "identity always" : "identity";
  if (start != 1) text += " from " + std::to_string(start);
  if (increment != 1) text += " by " + std::to_string(increment);
  return text;
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
  }
  return {};
}

std::string Column::to_string() const {
  std::string line = name + ' ' + type.to_string();
  if (nullable) line += " null";
  if (identity) line += ' ' + identity->to_string();
  if (server_default.kind != ServerDefaultKind::none) line += ' ' + server_default.to_string();
  if (!comment.empty()) line += " comment: " + comment;
  return line;
}

std::string PrimaryKey::to_string() const {
  return "primary key " + name + ' ' + in_brackets(columns);
}

std::string ForeignKey::to_string() const {
  return "foreign key " + name + ' ' + in_brackets(columns) + " -> " + referred_table +
         in_brackets(referred_columns) + action_text("on_delete", on_delete) +
         action_text("on_update", on_update);
}

std::string Unique::to_string() const { return "unique " + name + ' ' + in_brackets(columns); }

std::string Index::to_string() const {
  std::vector<std::string> texts;
  for (const IndexPart& part : parts) {
    const std::string text = part.column.empty() ? '(' + part.expression + ')' : part.column;
    texts.push_back(part.descending ? text + " desc" : text);
  }
  std::string line = (unique ? "unique index " : "index ") + name + ' ' + in_brackets(texts);
  if (!condition.empty()) line += " where " + condition;
  return line;
}

std::string Check::to_string() const { return "check " + name + " (" + sql + ')'; }

std::string Table::to_string() const {
  std::string text = "table " + name;
  if (!comment.empty()) text += " comment: " + comment;
  text += '\n';
  if (is_view) text += "  view" + (query.empty() ? "" : ' ' + query) + '\n';
  append_lines(text, columns);
  text += "  " + primary_key.to_string() + '\n';
  append_lines(text, foreign_keys);
  append_lines(text, uniques);
  append_lines(text, indexes);
  append_lines(text, checks);
  return text;
}

std::string Catalog::to_string() const {
  std::string text;
  for (const Enum& enumeration : enums) text += enumeration.to_string() + '\n';
  for (const Table& table : tables) text += table.to_string();
  return text;
}

}  // namespace orp::schema
