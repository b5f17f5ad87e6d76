// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "cpp/literal.hpp"
#include "cpp/plan_steps.hpp"
#include "cpp/type.hpp"
#include "schema/model/type_table.hpp"

namespace orp::codegen::cpp {
namespace {

// ---- One column as C++ --------------------------------------------------------------------------

std::string field_type(const Model& model, const Column& column) {
  const std::string value = value_type(column, model.enums);
  return column.nullable ? "std::optional<" + value + '>' : value;
}

// Types that leave their value open unless they are told.
bool needs_braces(const Column& column) {
  if (column.nullable || column.type.is_array) return false;
  if (column.custom.is_set() || column.type.tag == TypeTag::enumeration) return true;
  return !type_row(*column.type.tag).cpp_type.starts_with("orp::") && is_by_value(column);
}

Member row_member(const Model& model, const Column& column) {
  Member member{field_type(model, column), column.attribute, needs_braces(column) ? "{}" : ""};
  if (column.client_default == ClientDefault::literal) {
    member.initialiser = default_expression(column, model.enums);
  }
  return member;
}

// Says in the compiler's words which value is missing: "Required<std::string, User_name>". It
// stands beside the schema's types, of which one may have that name.
std::string required_tag(const Model& model, const Entity& entity, const Column& column) {
  std::string tag = entity.name + '_' + column.attribute;
  const auto is_tag = [&](const auto& type) { return type.name == tag; };
  while (std::any_of(model.enums.begin(), model.enums.end(), is_tag) ||
         std::any_of(model.entities.begin(), model.entities.end(), is_tag)) {
    tag += '_';
  }
  return tag;
}

Member new_member(const Model& model, const Entity& entity, const Column& column) {
  const std::string type = field_type(model, column);
  if (!column.required) return {"orp::Maybe<" + type + '>', column.attribute, "{}"};
  const std::string tag = required_tag(model, entity, column);
  return {"orp::Required<" + type + ", struct " + tag + '>', column.attribute, ""};
}

// "take(info, 3)": what orp::Given is asked for the value of column 3.
std::string take(std::size_t number) { return "take(info, " + std::to_string(number) + ')'; }

std::string stored_value(const Column& column, std::size_t number) {
  if (is_given(column)) return "value." + take(number);
  return is_trivial(column) ? "value" : "std::move(value)";
}

Accessor accessor(const Model& model, const Column& column, std::size_t number) {
  const std::string type = field_type(model, column);
  return {.name = column.attribute,
          .number = number,
          .documentation = column.description,
          .getter_type = is_by_value(column) ? type : "const " + type + '&',
          .given_type = is_given(column) ? "orp::Given<" + type + '>' : type,
          .stored_value = stored_value(column, number),
          .has_setter = is_settable(column)};
}

std::string initial_value(const Column& column, std::size_t number) {
  const std::string given = "init." + column.attribute;
  if (!is_given(column)) return given + '.' + take(number);
  return is_trivial(column) ? given : "std::move(" + given + ')';
}

InitialiseStep initialise_column(const Column& column, std::size_t number) {
  return {column.required ? "" : "init." + column.attribute + ".is_set()",
          "set_" + column.attribute + '(' + initial_value(column, number) + ");"};
}

// ---- One relationship as C++ --------------------------------------------------------------------

bool may_be_set(const Relationship& relationship) {
  return !relationship.is_collection() && !relationship.viewonly && !relationship.hidden;
}

std::string documentation(const Relationship& relationship) {
  if (!relationship.required) return relationship.description;
  const std::string separator = relationship.description.empty() ? "" : "\n";
  return relationship.description + separator + "Throws UsageError when it is not set.";
}

RelationAccessor relation_accessor(const Model& model, const Relationship& relationship,
                                   std::size_t number) {
  using Multiplicity = RelationAccessor::Multiplicity;
  const Multiplicity scalar =
      relationship.required ? Multiplicity::required : Multiplicity::optional;
  return {.name = relationship.name,
          .number = number,
          .documentation = documentation(relationship),
          .target = model.entities[relationship.target].name,
          .multiplicity = relationship.is_collection() ? Multiplicity::collection : scalar,
          .has_setter = may_be_set(relationship)};
}

std::string given_target(const RelationAccessor& relation) {
  return "auto* target = init." + relation.name + ".get()";
}

InitialiseStep check_relation(const RelationAccessor& relation) {
  return {given_target(relation),
          "check_target_(" + std::to_string(relation.number) + ", *target);"};
}

InitialiseStep initialise_relation(const RelationAccessor& relation) {
  const bool is_required = relation.multiplicity == RelationAccessor::Multiplicity::required;
  return {given_target(relation),
          "set_" + relation.name + '(' + (is_required ? "*target" : "target") + ");"};
}

// ---- The class ----------------------------------------------------------------------------------

std::string documentation(const Entity& entity) {
  const std::string table = (entity.table.is_view ? "View " : "Table ") + entity.table.name + '.';
  return entity.description.empty() ? table : entity.description + "\n\n" + table;
}

void add_accessors(const Model& model, const Entity& entity, EntityPlan& plan) {
  for (const Column& column : entity.table.columns) {
    const std::size_t number = plan.accessors.size();
    plan.row.push_back(row_member(model, column));
    plan.accessors.push_back(accessor(model, column, number));
    plan.attributes.push_back(
        {"orp::Column<" + entity.name + ", " + field_type(model, column) + '>', column.attribute,
         number});
  }
  plan.relation_count = entity.relationships.size();
  for (const Relationship& relationship : entity.relationships) {
    if (relationship.hidden) continue;
    const std::size_t number = plan.relation_accessors.size();
    plan.relation_accessors.push_back(relation_accessor(model, relationship, number));
    const std::string kind = relationship.is_collection() ? "orp::ToMany<" : "orp::ToOne<";
    plan.attributes.push_back(
        {kind + entity.name + ", " + model.entities[relationship.target].name + '>',
         relationship.name, number});
  }
}

bool is_integer(const std::string& type) {
  return type == "std::int16_t" || type == "std::int32_t" || type == "std::int64_t";
}

// The parts of a composite key are members, of which integers check what they are given.
std::string part_type(const Model& model, const Entity& entity, const Column& column) {
  std::string type = field_type(model, column);
  if (entity.table.primary_key.columns.size() == 1 || !is_integer(type)) return type;
  const auto number = &column - entity.table.columns.data();
  return "orp::KeyNumber<" + type + ", info, " + std::to_string(number) + '>';
}

void add_key(const Model& model, const Entity& entity, EntityPlan& plan) {
  for (const std::string& name : entity.table.primary_key.columns) {
    const Column& column = column_named(entity.table, name);
    plan.key.push_back({part_type(model, entity, column), column.attribute, ""});
  }
}

// In the order of New: columns of the entity's own, relationships, columns of its mixins.
void add_initialiser(const Model& model, const Entity& entity, EntityPlan& plan) {
  const auto add_columns = [&](bool from_mixin) {
    std::size_t number = 0;
    for (const Column& column : entity.table.columns) {
      const std::size_t own = number++;
      if (column.from_mixin != from_mixin || !is_settable(column)) continue;
      plan.initialiser.push_back(new_member(model, entity, column));
      plan.initialise_steps.push_back(initialise_column(column, own));
    }
  };
  add_columns(false);
  std::vector<RelationAccessor> relations;
  for (const RelationAccessor& relation : plan.relation_accessors)
    if (relation.has_setter) relations.push_back(relation);
  for (const RelationAccessor& relation : relations)
    plan.initialiser.push_back({"orp::Ref<" + relation.target + '>', relation.name, "{}"});
  add_columns(true);
  // Last: what does not fit is told before another object learns of this one.
  if (relations.size() > 1)
    for (const RelationAccessor& relation : relations)
      plan.initialise_steps.push_back(check_relation(relation));
  for (const RelationAccessor& relation : relations)
    plan.initialise_steps.push_back(initialise_relation(relation));
}

// ---- Includes -----------------------------------------------------------------------------------

std::string in_quotes(const std::string& header) { return '"' + header + '"'; }

std::string header_of(const CustomType& custom, const std::string& folder) {
  if (!custom.enumeration.empty()) return in_quotes(folder + "/enums.hpp");
  return custom.include.front() == '<' ? custom.include : in_quotes(custom.include);
}

Includes header_includes(const Entity& entity, const std::string& folder) {
  Includes includes;
  includes.add("<orpiment/entity/entity.hpp>");
  const bool has_key_numbers = entity.table.primary_key.columns.size() > 1;
  if (!entity.table.is_view || has_key_numbers) includes.add("<orpiment/entity/initialiser.hpp>");
  includes.add("<orpiment/sql/column.hpp>");
  includes.add("<orpiment/version.hpp>");
  for (const Column& column : entity.table.columns) {
    const schema::Type& type = column.type;
    if (column.nullable) includes.add("<optional>");
    const bool shows_stored =
        !column.custom.is_set() || column.client_default == ClientDefault::literal;
    if (column.custom.is_set()) includes.add(header_of(column.custom, folder));
    if (!column.custom.enumeration.empty() && column.client_default == ClientDefault::literal)
      includes.add("<orpiment/meta/enum_number.hpp>");
    if (!shows_stored) continue;
    if (type.is_array) includes.add("<vector>");
    if (type.has_null_elements) includes.add("<optional>");
    includes.add(type_row(*type.tag).header);
    if (type.tag == TypeTag::enumeration) includes.add(in_quotes(folder + "/enums.hpp"));
  }
  for (const Relationship& relationship : entity.relationships) {
    if (relationship.hidden) continue;
    includes.add(in_quotes(folder + "/fwd.hpp"));
    if (relationship.is_collection()) includes.add("<orpiment/entity/many.hpp>");
  }
  return includes;
}

Includes source_includes(const Model& model, const Entity& entity, const std::string& folder) {
  Includes includes;
  includes.add("<cstddef>");
  includes.add("<type_traits>");
  includes.add("<orpiment/meta/facts.hpp>");
  for (const Column& column : entity.table.columns) {
    if (!is_trivial(column)) includes.add("<utility>");
    if (column.type.is_array) includes.add("<vector>");
    if (column.type.has_null_elements) includes.add("<optional>");
    if (column.custom.is_set()) includes.add(type_row(*column.type.tag).header);
    if (!column.custom.enumeration.empty()) includes.add("<orpiment/meta/enum_number.hpp>");
    if (column.type.tag == TypeTag::enumeration) includes.add(in_quotes(folder + "/enums.hpp"));
  }
  const auto add_entity = [&](std::size_t target) {
    if (&model.entities[target] == &entity) return;
    includes.add(in_quotes(folder + '/' + model.entities[target].file_stem + ".hpp"));
  };
  for (const Relationship& relationship : entity.relationships) add_entity(relationship.target);
  return includes;
}

std::vector<std::string> tables_of(const Model& model, const Entity& entity) {
  std::vector<std::string> names;
  const auto add = [&](std::string name) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    names.push_back(std::move(name));
  };
  add(entity_table_name(entity));
  for (const ForeignKey& key : entity.table.foreign_keys) {
    add(entity_table_name(model.entities[key.target]));
  }
  for (const Relationship& relationship : entity.relationships) {
    if (relationship.secondary == npos) continue;
    add(secondary_table_name(model, relationship.secondary));
  }
  return names;
}

}  // namespace

EntityPlan plan_entity(const Model& model, const Entity& entity, const std::string& folder) {
  EntityPlan plan;
  plan.class_name = entity.name;
  plan.visible_name = visible_name(entity.name, model.name_space);
  plan.file_stem = entity.file_stem;
  plan.documentation = documentation(entity);
  plan.header_includes = header_includes(entity, folder);
  plan.source_includes = source_includes(model, entity, folder);
  plan.tables = tables_of(model, entity);
  plan.is_read_only = entity.table.is_view;
  add_accessors(model, entity, plan);
  if (plan.is_read_only)
    for (Accessor& each : plan.accessors) each.has_setter = false;
  add_key(model, entity, plan);
  if (!plan.is_read_only) add_initialiser(model, entity, plan);
  plan.facts = entity.file_stem + "_facts";
  plan.table =
      plan_table(model, entity.table, entity_table_name(entity), "detail::" + plan.facts + "::");
  plan.key_columns = column_list(entity.table, entity.table.primary_key.columns);
  plan.mapped = plan_mapped(entity);
  plan.relations = plan_relations(model, entity);
  return plan;
}

}  // namespace orp::codegen::cpp
