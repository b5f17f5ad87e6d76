// SPDX-License-Identifier: MIT
#include <utility>

#include "schema/front/parse_decls.hpp"

namespace orp::language {
namespace {

void parse_kind_and_target(Fields& fields, const json::Member& member, RelationshipDecl& decl) {
  int kinds = 0;
  for (const auto& [word, kind] : relationship_kinds) {
    const json::Node* target = fields.find(word);
    if (!target) continue;
    ++kinds;
    decl.kind = kind;
    decl.target = fields.required_text(word);
  }
  if (kinds == 1 || !fields.is_object()) return;
  decl.target = {{}, member.where};
  fields.diagnostics().error(
      member.where, "a relationship needs exactly one of " +
                        list_in_quotes(relationship_kinds, [](const auto& w) { return w.word; }));
}

/// One column's name, or a list of them.
std::vector<Name> parse_foreign_key_columns(Fields& fields) {
  const json::Node* node = fields.find("foreign_key");
  if (!node) return {};
  if (node->kind == json::Kind::string) return {Name{node->text, node->where}};
  if (node->kind == json::Kind::array) return read_names(*node, fields.diagnostics());
  report_shape(*node, "a column's name or a list of them", fields.diagnostics());
  return {};
}

/// A word for both foreign keys, or one for each.
Maybe<KeyActions> parse_key_actions(Fields& fields, std::string_view key) {
  const json::Node* node = fields.find(key);
  if (!node) return std::nullopt;
  Diagnostics& diagnostics = fields.diagnostics();
  const bool is_list = node->kind == json::Kind::array;
  if (!is_list && node->kind != json::Kind::string) {
    report_shape(*node, "a word or a list of two", diagnostics);
    return std::nullopt;
  }
  if (is_list && node->items.size() != 2) {
    diagnostics.error(node->where, counted(node->items.size(), "word") + " for two foreign keys",
                      "say one word for both, or two");
    return std::nullopt;
  }
  const auto local = read_word(is_list ? node->items[0] : *node, referential_actions, diagnostics);
  const auto target = is_list ? read_word(node->items[1], referential_actions, diagnostics) : local;
  if (!local || !target) return std::nullopt;
  return Written<KeyActions>{{local->value, target->value}, node->where};
}

/// Two names, of the foreign key to this entity and of that to the target.
std::vector<Name> parse_key_names(Fields& fields) {
  std::vector<Name> names = fields.names("foreign_key_names");
  if (names.empty() || names.size() == 2) return names;
  fields.diagnostics().error(names.front().where,
                             counted(names.size(), "name") + " for two foreign keys",
                             "name that to this entity, then that to the target");
  return {};
}

/// What a table is beside the keys of both sides.
void parse_made_table(Fields& fields, SecondaryDecl& decl) {
  Diagnostics& diagnostics = fields.diagnostics();
  decl.primary_key = parse_primary_key(fields);
  decl.foreign_key_names = parse_key_names(fields);
  decl.keeping = parse_keeping(fields);
  if (const json::Node* indexes = fields.find("indexes")) {
    decl.indexes = Written<std::vector<IndexDecl>>{
        fields.list("indexes", [&](const json::Node& n) { return parse_index(n, diagnostics); }),
        indexes->where};
  }
  decl.extra_columns = fields.object(
      "extra_columns", [&](const json::Member& m) { return parse_column(m, diagnostics); });
}

Maybe<SecondaryDecl> parse_secondary(Fields& outer) {
  const json::Node* node = outer.find("secondary");
  if (!node) return std::nullopt;
  SecondaryDecl decl;
  if (node->kind == json::Kind::string) {
    decl.table = outer.required_text("secondary");
  } else if (node->kind == json::Kind::object) {
    Fields fields(*node, "\"secondary\"", outer.diagnostics());
    decl.table = fields.required_text("table");
    decl.database_schema = fields.text("schema");
    decl.columns = fields.names("columns");
    decl.on_delete = parse_key_actions(fields, "on_delete");
    decl.on_update = parse_key_actions(fields, "on_update");
    parse_made_table(fields, decl);
    fields.refuse_others();
  } else {
    report_shape(*node, "a table's name or an object", outer.diagnostics());
    return std::nullopt;
  }
  return Written<SecondaryDecl>{std::move(decl), node->where};
}

/// A list that may be empty, which is not the same as none.
template <class Read>
auto parse_list(Fields& fields, std::string_view key, Read read) {
  using Element = typename decltype(read(std::declval<const json::Node&>()))::value_type;
  MaybeList<Element> result;
  const json::Node* node = fields.find(key);
  if (!node) return result;
  result = Written<std::vector<Element>>{{}, node->where};
  for (auto& element : fields.list(key, read)) {
    if (element) result->value.push_back(std::move(*element));
  }
  return result;
}

}  // namespace

RelationshipDecl parse_relationship(const json::Member& member, Diagnostics& diagnostics) {
  Fields fields(member.value, "a relationship", diagnostics);
  RelationshipDecl decl;
  decl.name = {member.key, member.where};
  parse_kind_and_target(fields, member, decl);
  decl.description = fields.text("description");
  decl.back_populates = fields.text("back_populates");
  decl.foreign_key = parse_foreign_key_columns(fields);
  decl.secondary = parse_secondary(fields);
  decl.cascade = parse_list(fields, "cascade", [&](const json::Node& n) {
    return read_word(n, cascade_words, diagnostics);
  });
  decl.order_by = parse_list(fields, "order_by",
                             [&](const json::Node& n) { return read_text(n, diagnostics); });
  decl.load = fields.word("load", load_strategies);
  decl.passive_deletes = fields.flag("passive_deletes");
  decl.post_update = fields.flag("post_update");
  decl.viewonly = fields.flag("viewonly");
  decl.single_parent = fields.flag("single_parent");
  decl.optional = fields.flag("optional");
  fields.refuse_others();
  return decl;
}

}  // namespace orp::language
