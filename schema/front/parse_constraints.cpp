// SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

/// Reports a list that must be there and is not.
std::vector<Name> required_names(Fields& fields, std::string_view key) {
  const json::Node* node = fields.require(key);
  return node ? read_names(*node, fields.diagnostics()) : std::vector<Name>();
}

/// Either a column or an expression; `example` shows both.
void check_either(const json::Node& node, std::string_view what, std::string_view example,
                  Diagnostics& diagnostics) {
  if ((node.find("column") != nullptr) != (node.find("expression") != nullptr)) return;
  diagnostics.error(node.where, std::string(what) + R"( needs either "column" or "expression")",
                    std::string(example));
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
  if (const auto nulls = fields.word("nulls", nulls_places)) decl.nulls = nulls->value;
  decl.operator_class = fields.text("operator_class");
  fields.refuse_others();
  check_either(node, "a part of an index",
               R"(as in { "column": "name" } or { "expression": "price * 2" })", diagnostics);
  return decl;
}

ExclusionPartDecl parse_exclusion_part(const json::Node& node, Diagnostics& diagnostics) {
  Fields fields(node, "a part of an exclusion", diagnostics);
  ExclusionPartDecl decl;
  decl.column = fields.text("column");
  decl.expression = fields.text("expression");
  decl.with = fields.required_text("with");
  fields.refuse_others();
  if (fields.is_object())
    check_either(node, "a part of an exclusion", R"(as in { "column": "room", "with": "=" })",
                 diagnostics);
  return decl;
}

/// What `parse` makes of the parts of `key`, of which there is one at least.
template <class Parse>
auto required_parts(Fields& fields, std::string_view key, std::string_view what, Parse parse) {
  const json::Node* parts = fields.require(key);
  auto decls =
      fields.list(key, [&](const json::Node& part) { return parse(part, fields.diagnostics()); });
  if (parts && parts->kind == json::Kind::array && parts->items.empty()) {
    fields.diagnostics().error(parts->where, std::string(what) + " without columns",
                               "list them, or leave it out");
  }
  return decls;
}

/// A condition, or an object that has one.
std::optional<CheckDecl> parse_check(const json::Node& node, Diagnostics& diagnostics) {
  CheckDecl decl;
  if (node.kind != json::Kind::object) {
    Maybe<std::string> text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    decl.expression = std::move(*text);
    return decl;
  }
  Fields fields(node, "a check", diagnostics);
  const json::Node* sql = fields.require("sql");
  Maybe<std::string> text = sql ? read_text(*sql, diagnostics) : std::nullopt;
  decl.dialects = fields.names("dialects");
  fields.refuse_others();
  if (!text) return std::nullopt;
  decl.expression = std::move(*text);
  return decl;
}

}  // namespace

PrimaryKeyDecl parse_primary_key(Fields& outer) {
  PrimaryKeyDecl decl;
  const json::Node* node = outer.find("primary_key");
  if (!node) return decl;
  if (node->kind != json::Kind::object) {
    decl.columns = {read_names(*node, outer.diagnostics()), node->where};
    return decl;
  }
  Fields fields(*node, "a primary key", outer.diagnostics());
  if (const json::Node* columns = fields.find("columns"))
    decl.columns = {read_names(*columns, outer.diagnostics()), columns->where};
  decl.name = fields.text("name");
  decl.deferrable = fields.word("deferrable", deferrable_words);
  fields.refuse_others();
  return decl;
}

KeepingDecl parse_keeping(Fields& fields) {
  return {fields.flag("constraint"), fields.word("deferrable", deferrable_words)};
}

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
  decl.match = fields.word("match", key_matches);
  decl.on_delete = fields.word("on_delete", referential_actions);
  decl.on_update = fields.word("on_update", referential_actions);
  decl.keeping = parse_keeping(fields);
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
  decl.deferrable = fields.word("deferrable", deferrable_words);
  decl.nulls_not_distinct = is_on(fields.flag("nulls_not_distinct"));
  fields.refuse_others();
  return decl;
}

IndexDecl parse_index(const json::Node& node, Diagnostics& diagnostics) {
  Fields fields(node, "an index", diagnostics);
  IndexDecl decl;
  decl.where = node.where;
  decl.name = fields.text("name");
  decl.parts = required_parts(fields, "columns", "an index", parse_index_part);
  decl.unique = fields.flag("unique");
  decl.where_clause = fields.text("where");
  decl.method = fields.text("method");
  decl.include = fields.names("include");
  decl.nulls_not_distinct = is_on(fields.flag("nulls_not_distinct"));
  decl.dialects = fields.names("dialects");
  fields.refuse_others();
  return decl;
}

ExclusionDecl parse_exclusion(const json::Node& node, Diagnostics& diagnostics) {
  Fields fields(node, "an exclusion", diagnostics);
  ExclusionDecl decl;
  decl.where = node.where;
  decl.name = fields.text("name");
  decl.parts = required_parts(fields, "columns", "an exclusion", parse_exclusion_part);
  decl.method = fields.text("method");
  decl.where_clause = fields.text("where");
  decl.deferrable = fields.word("deferrable", deferrable_words);
  decl.dialects = fields.names("dialects");
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
  const auto add = [&](Maybe<std::string> name, const json::Node& written) {
    std::optional<CheckDecl> decl = parse_check(written, fields.diagnostics());
    if (!decl) return;
    decl->name = std::move(name);
    decls.push_back(std::move(*decl));
  };
  for (const json::Node& item : node->items) add(std::nullopt, item);
  for (const json::Member& m : node->members) add(Name{m.key, m.where}, m.value);
  return decls;
}

}  // namespace orp::language
