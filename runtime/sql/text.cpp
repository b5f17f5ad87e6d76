// SPDX-License-Identifier: MIT
// The program's own SQL, and the values at its places.
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "sql/derived.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/text_pieces.hpp"

namespace orp::sql {
namespace {

std::string places_of(const TextNode& text) {
  std::string names;
  for (const TextNode::Place& place : text.places) {
    if (!names.empty()) names += ", ";
    names += ':' + place.name;
  }
  return names.empty() ? "the text has no places" : "the text has " + names;
}

/// As SQL has names, on every database.
std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char each : name) text.append(each == '"' ? 2 : 1, each);
  return text + '"';
}

}  // namespace

NodeRef make_text(std::string_view sql, const SqlType& result) {
  auto* const node = new TextNode(result);
  NodeRef text = NodeRef::adopt(node);
  read_pieces(sql, *node);
  return text;
}

NodeRef bind_text(NodeRef text, std::string_view name, const NodeRef& value, bool is_kept) {
  auto& node = own<TextNode>(text);
  bool found = false;
  for (TextNode::Place& place : node.places) {
    if (place.name != name) continue;
    place.value = value;
    place.is_kept = is_kept || !is_parameter(*value);
    found = true;
  }
  if (!found) {
    throw UsageError({.code = "ORP-1203",
                      .message = "bind(\"" + std::string(name) +
                                 "\") finds no :" + std::string(name) + " in the text",
                      .hint = places_of(node)});
  }
  return text;
}

NodeRef retype_text(NodeRef text, const SqlType& result) {
  own<TextNode>(text).own_type = result;
  return text;
}

NodeRef make_named_column(std::string_view name, const SqlType& type) {
  check_given_name(name, "name of a column");
  auto* const node = new TextNode(type);
  NodeRef text = NodeRef::adopt(node);
  node->pieces.push_back(quoted(name));
  return make<LabelNode>(std::move(text), std::string(name));
}

NodeRef make_text_statement(NodeRef text, std::vector<ColumnType> results) {
  return make<TextStatementNode>(std::move(text), std::move(results));
}

void add_text_column(NodeRef& statement, const NodeRef& column, ResultField field) {
  own<TextStatementNode>(statement).named.push_back(value_element(column, field));
}

void add_text_entity(NodeRef& statement, const EntityInfo& entity) {
  own<TextStatementNode>(statement).named.push_back({.source = source_of(entity, {})});
}

}  // namespace orp::sql
