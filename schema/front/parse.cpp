// SPDX-License-Identifier: MIT
#include "schema/front/parse.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "schema/front/fields.hpp"
#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

Maybe<NamingConventionDecl> parse_naming_convention(Fields& outer) {
  const json::Node* node = outer.find("naming_convention");
  if (!node) return std::nullopt;
  Fields fields(*node, "\"naming_convention\"", outer.diagnostics());
  NamingConventionDecl decl;
  decl.pk = fields.text("pk");
  decl.fk = fields.text("fk");
  decl.uq = fields.text("uq");
  decl.ix = fields.text("ix");
  decl.ck = fields.text("ck");
  decl.ex = fields.text("ex");
  fields.refuse_others();
  return Written<NamingConventionDecl>{std::move(decl), node->where};
}

MixinDecl parse_mixin(const json::Member& member, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  Fields fields(member.value, "a mixin", diagnostics);
  MixinDecl decl;
  decl.name = {member.key, member.where};
  static_cast<void>(fields.text("description"));  // for the reader of the schema
  decl.columns =
      fields.object("columns", [&](const json::Member& m) { return parse_column(m, diagnostics); });
  fields.refuse_others();
  decl.lacks_columns = !fields.is_object() || fields.has_other("columns", json::Kind::object);
  decl.is_incomplete = diagnostics.error_count() != errors_before;
  return decl;
}

std::optional<EnumLabelDecl> parse_label(const json::Node& node, Diagnostics& diagnostics) {
  EnumLabelDecl decl;
  if (node.kind == json::Kind::string) {
    decl.stored = {node.text, node.where};
    return decl;
  }
  if (node.kind != json::Kind::object) {
    report_shape(node, "a label or an object", diagnostics);
    return std::nullopt;
  }
  Fields fields(node, "a label", diagnostics);
  decl.stored = fields.required_text("label");
  decl.name = fields.text("name");
  decl.description = fields.text("description");
  if (const json::Node* number = fields.find("number"))
    decl.number = read_integer(*number, std::numeric_limits<std::int16_t>::min(),
                               std::numeric_limits<std::int16_t>::max(), diagnostics);
  fields.refuse_others();
  if (decl.stored.value.empty()) return std::nullopt;
  return decl;
}

void parse_labels(const json::Node& node, EnumDecl& decl, Diagnostics& diagnostics) {
  if (node.kind != json::Kind::array) report_shape(node, "a list of labels", diagnostics);
  for (const json::Node& item : node.items) {
    if (auto label = parse_label(item, diagnostics)) decl.labels.push_back(std::move(*label));
  }
}

EnumDecl parse_enum(const json::Member& member, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  EnumDecl decl;
  decl.name = {member.key, member.where};
  if (member.value.kind == json::Kind::array) {
    parse_labels(member.value, decl, diagnostics);
  } else if (member.value.kind == json::Kind::object) {
    Fields fields(member.value, "an enumeration", diagnostics);
    decl.db_name = fields.text("name");
    decl.description = fields.text("description");
    decl.stored_as = fields.word("stored_as", enum_forms);
    decl.database_schema = fields.text("schema");
    const json::Node* labels = fields.require("labels");
    if (labels) parse_labels(*labels, decl, diagnostics);
    fields.refuse_others();
  } else {
    report_shape(member.value, "a list of labels or an object", diagnostics);
  }
  decl.is_incomplete = diagnostics.error_count() != errors_before;
  return decl;
}

NamedTypeDecl parse_named_type(const json::Member& member, Diagnostics& diagnostics) {
  Fields fields(member.value, "a type", diagnostics);
  NamedTypeDecl decl;
  decl.name = {member.key, member.where};
  decl.type = parse_type(fields);
  static_cast<void>(fields.text("description"));  // for the reader of the schema
  fields.refuse_others();
  return decl;
}

}  // namespace

Document parse(const json::Node& root, Diagnostics& diagnostics) {
  Fields fields(root, "a schema", diagnostics);
  Document document;
  document.where = root.where;
  static_cast<void>(fields.text("$schema"));  // for editors
  document.name_space = fields.text("namespace");
  document.includes = fields.names("include");
  document.naming_convention = parse_naming_convention(fields);
  document.mixins =
      fields.object("mixins", [&](const json::Member& m) { return parse_mixin(m, diagnostics); });
  document.enums =
      fields.object("enums", [&](const json::Member& m) { return parse_enum(m, diagnostics); });
  document.types = fields.object(
      "types", [&](const json::Member& m) { return parse_named_type(m, diagnostics); });
  document.sequences = fields.object(
      "sequences", [&](const json::Member& m) { return parse_sequence(m, diagnostics); });
  document.entities = fields.object(
      "entities", [&](const json::Member& m) { return parse_entity(m, diagnostics); });
  fields.refuse_others();
  return document;
}

}  // namespace orp::language
