// SPDX-License-Identifier: MIT
#include <utility>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

/// Reports a list that must be there and is not.
std::vector<Name> required_names(Fields& fields, std::string_view key) {
  const json::Node* node = fields.require(key);
  return node ? read_names(*node, fields.diagnostics()) : std::vector<Name>();
}

IndexPartDecl parse_index_part(const json::Node& node, Diagnostics& diagnostics) {
  IndexPartDecl decl;
  if (node.kind == json::Kind::string) {
    decl.column = {node.text, node.where};
    return decl;
  }
  if (node.kind != json::Kind::object) {
    report_shape(node, "a column's name or an object", diagnostics);
    return decl;
  }
  Fields fields(node, "a part of an index", diagnostics);
  decl.column = fields.text("column");
  decl.expression = fields.text("expression");
  decl.descending = is_on(fields.flag("descending"));
  fields.refuse_others();
  if ((node.find("column") != nullptr) == (node.find("expression") != nullptr)) {
    diagnostics.error(node.where, R"(a part of an index needs either "column" or "expression")",
                      R"(as in { "column": "name" } or { "expression": "price * 2" })");
  }
  return decl;
}

}  // namespace

ForeignKeyDecl parse_foreign_key(const json::Node& node, Diagnostics& diagnostics) {
  Fields fields(node, "a foreign key", diagnostics);
  ForeignKeyDecl decl;
  decl.where = node.where;
  decl.name = fields.text("name");
  decl.columns = required_names(fields, "columns");
  if (const json::Node* references = fields.require("references")) {
    Fields target(*references, "\"references\" of a foreign key", diagnostics);
    decl.target = target.required_text("entity");
    decl.target_columns = required_names(target, "columns");
    target.refuse_others();
  }
  decl.on_delete = fields.word("on_delete", referential_actions);
  decl.on_update = fields.word("on_update", referential_actions);
  fields.refuse_others();
  return decl;
}

UniqueDecl parse_unique(const json::Node& node, Diagnostics& diagnostics) {
  UniqueDecl decl;
  decl.where = node.where;
  if (node.kind == json::Kind::array) {
    decl.columns = read_names(node, diagnostics);
    return decl;
  }
  if (node.kind != json::Kind::object) {
    report_shape(node, "a list of columns or an object", diagnostics);
    return decl;
  }
  Fields fields(node, "a unique constraint", diagnostics);
  decl.name = fields.text("name");
  decl.columns = required_names(fields, "columns");
  fields.refuse_others();
  return decl;
}

IndexDecl parse_index(const json::Node& node, Diagnostics& diagnostics) {
  Fields fields(node, "an index", diagnostics);
  IndexDecl decl;
  decl.where = node.where;
  decl.name = fields.text("name");
  const json::Node* columns = fields.require("columns");
  decl.parts = fields.list(
      "columns", [&](const json::Node& part) { return parse_index_part(part, diagnostics); });
  if (columns && columns->kind == json::Kind::array && columns->items.empty()) {
    diagnostics.error(columns->where, "an index without columns", "list them, or leave it out");
  }
  decl.unique = fields.flag("unique");
  decl.where_clause = fields.text("where");
  fields.refuse_others();
  return decl;
}

std::vector<CheckDecl> parse_checks(Fields& fields) {
  std::vector<CheckDecl> decls;
  const json::Node* node = fields.find("checks");
  if (!node) return decls;
  if (node->kind != json::Kind::object && node->kind != json::Kind::array) {
    report_shape(*node, "an object of names and conditions or a list of conditions",
                 fields.diagnostics());
  }
  const auto add = [&](Maybe<std::string> name, const json::Node& expression) {
    Maybe<std::string> text = read_text(expression, fields.diagnostics());
    if (text) decls.push_back({std::move(name), std::move(*text)});
  };
  for (const json::Node& item : node->items) add(std::nullopt, item);
  for (const json::Member& m : node->members) add(Name{m.key, m.where}, m.value);
  return decls;
}

}  // namespace orp::language
