// SPDX-License-Identifier: MIT
#include <string_view>
#include <utility>

#include "cpp/literal.hpp"
#include "cpp/plan_steps.hpp"
#include "cpp/type.hpp"
#include "schema/model/words.hpp"

namespace orp::codegen::cpp {
namespace {

std::string relation_kind(const Relationship& relationship) {
  const auto word = [&]() -> std::string_view {
    if (relationship.kind == RelationshipKind::many_to_many) return "many_to_many";
    if (relationship.kind == RelationshipKind::to_many) return "one_to_many";
    return relationship.owns_foreign_key ? "many_to_one" : "one_to_one";
  };
  return "orp::RelationKind::" + std::string(word());
}

std::string load_strategy(LoadStrategy strategy) {
  return "orp::LoadStrategy::" + std::string(word_for(load_strategies, strategy));
}

// What differs from the default.
Fields cascade_fields(const Cascade& cascade) {
  Fields fields;
  const auto state = [&](const char* name, bool Cascade::*value) {
    if (cascade.*value == Cascade().*value) return;
    fields.push_back({name, cascade.*value ? "true" : "false"});
  };
  state("save_update", &Cascade::save_update);
  state("merge", &Cascade::merge);
  state("refresh_expire", &Cascade::refresh_expire);
  state("expunge", &Cascade::expunge);
  state("remove", &Cascade::remove);
  state("delete_orphan", &Cascade::delete_orphan);
  return fields;
}

// Which columns of both tables, and of the one between, belong together.
Fields key_fields(const Model& model, const Entity& entity, const Relationship& relationship) {
  if (relationship.kind != RelationshipKind::many_to_many) {
    const ForeignKey& key = foreign_key_of(model, entity, relationship);
    const bool owns = relationship.owns_foreign_key;
    const Table& target = model.entities[relationship.target].table;
    const std::vector<std::string>& local = owns ? key.columns : key.referred_columns;
    const std::vector<std::string>& remote = owns ? key.referred_columns : key.columns;
    return {{"local_columns", column_list(entity.table, local)},
            {"remote_columns", column_list(target, remote)}};
  }
  const Table& secondary = model.secondary_tables[relationship.secondary];
  const ForeignKey& local = secondary.foreign_keys[relationship.secondary_local_key];
  const ForeignKey& target = secondary.foreign_keys[relationship.secondary_target_key];
  const Table& far = model.entities[relationship.target].table;
  return {{"local_columns", column_list(entity.table, local.referred_columns)},
          {"remote_columns", column_list(far, target.referred_columns)},
          {"secondary", "&tables::" + secondary_table_name(model, relationship.secondary)},
          {"secondary_local", column_list(secondary, local.columns)},
          {"secondary_remote", column_list(secondary, target.columns)}};
}

std::string order_name(const Relationship& relationship) { return relationship.name + "_order_by"; }

Array plan_order(const Relationship& relationship) {
  Array array{"orp::OrderTerm", order_name(relationship), {}};
  for (const OrderBy& term : relationship.order_by) {
    Fields fields = {{"column", std::to_string(term.column)}};
    if (term.descending) fields.push_back({"descending", "true"});
    array.items.push_back(std::move(fields));
  }
  return array;
}

Fields relation_fields(const Model& model, const Entity& entity, const Relationship& relationship) {
  const std::string target =
      visible_name(model.entities[relationship.target].name, model.name_space);
  Fields fields = {{"name", string_literal(relationship.name)},
                   {"kind", relation_kind(relationship)},
                   {"target", '&' + target + "::info"}};
  const auto state = [&](const char* name, std::string value) {
    fields.push_back({name, std::move(value)});
  };
  const auto state_if = [&](bool condition, const char* name) {
    if (condition) state(name, "true");
  };
  if (relationship.reverse != npos) state("inverse", std::to_string(relationship.reverse));
  for (Field& field : key_fields(model, entity, relationship)) fields.push_back(std::move(field));
  if (relationship.load != LoadStrategy::peers) state("load", load_strategy(relationship.load));
  Fields cascade = cascade_fields(relationship.cascade);
  if (!cascade.empty()) fields.push_back({"cascade", "", std::move(cascade)});
  if (!relationship.order_by.empty()) state("order_by", order_name(relationship));
  state_if(relationship.viewonly, "view_only");
  state_if(relationship.passive_deletes, "passive_deletes");
  state_if(relationship.post_update, "post_update");
  state_if(relationship.single_parent, "single_parent");
  state_if(relationship.hidden, "hidden");
  if (relationship.is_collection())
    state("make_collection", "&orp::EntityAccess::make_collection<orp::Many<" + target + ">>");
  return fields;
}

}  // namespace

std::vector<Array> plan_relations(const Model& model, const Entity& entity) {
  std::vector<Array> arrays;
  Array relations{"orp::RelationInfo", "relations", {}};
  for (const Relationship& relationship : entity.relationships) {
    if (!relationship.order_by.empty()) arrays.push_back(plan_order(relationship));
    relations.items.push_back(relation_fields(model, entity, relationship));
  }
  if (!relations.items.empty()) arrays.push_back(std::move(relations));
  return arrays;
}

}  // namespace orp::codegen::cpp
