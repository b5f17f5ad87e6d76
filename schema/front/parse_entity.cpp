// SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

/// What its columns and its keys are; whether all of it was understood.
void parse_table(Fields& fields, EntityDecl& decl) {
  Diagnostics& diagnostics = fields.diagnostics();
  const std::size_t errors_before = diagnostics.error_count();
  decl.mixins = fields.names("mixins");
  decl.lacks_columns =
      diagnostics.error_count() != errors_before || fields.has_other("columns", json::Kind::object);
  decl.columns =
      fields.object("columns", [&](const json::Member& m) { return parse_column(m, diagnostics); });
  decl.primary_key = parse_primary_key(fields);
  decl.foreign_keys = fields.list(
      "foreign_keys", [&](const json::Node& n) { return parse_foreign_key(n, diagnostics); });
  decl.is_incomplete = diagnostics.error_count() != errors_before;
}

Maybe<ViewDecl> parse_view(Fields& fields) {
  const json::Node* node = fields.find("view");
  if (!node) return std::nullopt;
  Maybe<ViewDecl> view;
  if (node->kind == json::Kind::boolean || node->kind == json::Kind::string) {
    Written<ViewDecl>& written = view.emplace();
    written.value.is_view = node->kind == json::Kind::string || node->boolean;
    if (node->kind == json::Kind::string) written.value.query = node->text;
    written.where = node->where;
    return view;
  }
  report_shape(*node, "true, false or an SQL query", fields.diagnostics());
  return std::nullopt;
}

}  // namespace

EntityDecl parse_entity(const json::Member& member, Diagnostics& diagnostics) {
  Fields fields(member.value, "an entity", diagnostics);
  EntityDecl decl;
  decl.name = {member.key, member.where};
  decl.table = fields.required_text("table");
  decl.description = fields.text("description");
  decl.comment = fields.text("comment");
  decl.view = parse_view(fields);
  parse_table(fields, decl);
  decl.relationships = fields.object(
      "relationships", [&](const json::Member& m) { return parse_relationship(m, diagnostics); });
  decl.uniques =
      fields.list("unique", [&](const json::Node& n) { return parse_unique(n, diagnostics); });
  decl.indexes =
      fields.list("indexes", [&](const json::Node& n) { return parse_index(n, diagnostics); });
  decl.checks = parse_checks(fields);
  decl.exclusions = fields.list(
      "exclusions", [&](const json::Node& n) { return parse_exclusion(n, diagnostics); });
  decl.options = parse_options(fields);
  decl.database_schema = fields.text("schema");
  fields.refuse_others();
  if (!fields.is_object()) decl.lacks_columns = decl.is_incomplete = true;
  return decl;
}

}  // namespace orp::language
