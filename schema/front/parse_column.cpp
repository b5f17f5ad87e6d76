// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

constexpr std::uint32_t max_length = 10'485'760;  // what databases allow a varchar(n) to be
constexpr std::uint32_t max_precision = 38;       // of orp::Decimal

std::optional<CppDecl> parse_cpp(Fields& outer) {
  const json::Node* node = outer.find("cpp");
  if (!node) return std::nullopt;
  Fields fields(*node, "\"cpp\"", outer.diagnostics());
  CppDecl decl;
  decl.type = fields.required_text("type");
  decl.include = fields.required_text("include");
  decl.converter = fields.required_text("converter");
  fields.refuse_others();
  return decl;
}

VariantDecl parse_variant(const json::Member& member, Diagnostics& diagnostics) {
  VariantDecl decl;
  decl.database = {member.key, member.where};
  if (member.value.kind == json::Kind::string) {
    decl.type = Name{member.value.text, member.value.where};
    return decl;
  }
  if (member.value.kind != json::Kind::object) {
    report_shape(member.value, "the name of a type or an object", diagnostics);
    return decl;
  }
  Fields fields(member.value, "a variant", diagnostics);
  decl.type = fields.text("type");
  decl.domain = fields.text("domain");
  decl.check = fields.text("check");
  decl.bind = fields.text("bind");
  decl.column = fields.text("column");
  decl.ordered = fields.flag("ordered");
  fields.refuse_others();
  return decl;
}

std::optional<std::int64_t> parse_step(Fields& fields, std::string_view key) {
  const json::Node* node = fields.find(key);
  if (!node) return std::nullopt;
  constexpr std::int64_t min = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
  const Maybe<std::int64_t> value = read_integer(*node, min, max, fields.diagnostics());
  return value ? std::optional(value->value) : std::nullopt;
}

Maybe<IdentityDecl> parse_identity(Fields& outer) {
  const json::Node* node = outer.find("identity");
  if (!node) return std::nullopt;
  IdentityDecl decl;
  if (node->kind == json::Kind::boolean) {
    decl.enabled = node->boolean;
  } else if (node->kind == json::Kind::object) {
    Fields fields(*node, "\"identity\"", outer.diagnostics());
    decl.start = parse_step(fields, "start");
    decl.increment = parse_step(fields, "increment");
    decl.always = fields.flag("always");
    fields.refuse_others();
  } else {
    report_shape(*node, "true, false or an object", outer.diagnostics());
    return std::nullopt;
  }
  return Written<IdentityDecl>{decl, node->where};
}

std::optional<json::Node> copy_of(const json::Node* node) {
  return node ? std::optional(*node) : std::nullopt;
}

/// { "stored": "an expression" } or { "virtual": "an expression" }.
Maybe<ComputedDecl> parse_generated(Fields& outer) {
  const json::Node* node = outer.find("generated");
  if (!node) return std::nullopt;
  Fields fields(*node, "\"generated\"", outer.diagnostics());
  const Maybe<std::string> stored = fields.text("stored");
  const Maybe<std::string> when_read = fields.text("virtual");
  fields.refuse_others();
  if ((node->find("stored") != nullptr) == (node->find("virtual") != nullptr)) {
    if (fields.is_object()) {
      outer.diagnostics().error(node->where, R"("generated" needs either "stored" or "virtual")",
                                R"(as in { "stored": "price * quantity" })");
    }
    return std::nullopt;
  }
  if (stored) return Written<ComputedDecl>{{ComputedKind::stored, *stored}, node->where};
  if (when_read) return Written<ComputedDecl>{{ComputedKind::virtual_, *when_read}, node->where};
  return std::nullopt;
}

/// `on_update` is a moment that an UPDATE fills in, or what a reference does.
Maybe<std::string> parse_on_update(Fields& fields) {
  const json::Node* node = fields.find("on_update");
  if (!node) return std::nullopt;
  static constexpr Words<std::string_view, 8> words{{
      {"now", "now"},
      {"today", "today"},
      {"trigger", "trigger"},
      {"no_action", "no_action"},
      {"restrict", "restrict"},
      {"cascade", "cascade"},
      {"set_null", "set_null"},
      {"set_default", "set_default"},
  }};
  const Maybe<std::string_view> word = read_word(*node, words, fields.diagnostics());
  if (!word) return std::nullopt;
  return Name{std::string(word->value), word->where};
}

}  // namespace

TypeDecl parse_type(Fields& fields) {
  const std::size_t errors_before = fields.diagnostics().error_count();
  TypeDecl decl;
  decl.type = fields.required_text("type");
  decl.length = fields.number("length", 1, max_length);
  decl.precision = fields.number("precision", 1, max_precision);
  decl.scale = fields.number("scale", 0, max_precision);
  decl.stored_as = fields.word("stored_as", stored_forms);
  decl.null_elements = fields.flag("null_elements");
  decl.cpp = parse_cpp(fields);
  decl.variants = fields.object("variants", [&fields](const json::Member& member) {
    return parse_variant(member, fields.diagnostics());
  });
  decl.is_incomplete = fields.diagnostics().error_count() != errors_before;
  return decl;
}

ColumnDecl parse_column(const json::Member& member, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  Fields fields(member.value, "a column", diagnostics);
  ColumnDecl decl;
  decl.name = {member.key, member.where};
  decl.type = parse_type(fields);
  decl.db_name = fields.text("name");
  decl.description = fields.text("description");
  decl.comment = fields.text("comment");
  decl.nullable = fields.flag("nullable");
  decl.primary_key = fields.flag("primary_key");
  decl.identity = parse_identity(fields);
  decl.default_value = copy_of(fields.find("default"));
  decl.server_default = copy_of(fields.find("server_default"));
  decl.on_update = parse_on_update(fields);
  decl.generated = parse_generated(fields);
  decl.references = fields.text("references");
  decl.keeping = parse_keeping(fields);
  decl.on_delete = fields.word("on_delete", referential_actions);
  decl.unique = fields.flag("unique");
  decl.index = fields.flag("index");
  decl.check = fields.text("check");
  fields.refuse_others();
  decl.is_incomplete = diagnostics.error_count() != errors_before;
  return decl;
}

}  // namespace orp::language
