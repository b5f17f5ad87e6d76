// SPDX-License-Identifier: MIT
#include "cpp/plan.hpp"

#include <algorithm>
#include <string_view>

#include "cpp/literal.hpp"
#include "cpp/plan_steps.hpp"
#include "cpp/type.hpp"
#include "schema/model/naming.hpp"

namespace orp::codegen::cpp {
namespace {

// The table's own name, or one that no name of the schema is.
std::string table_name(const Table& table, const std::string& other) {
  if (!table.database_schema.empty()) return other + '_';  // a name may stand in several schemas
  return why_refused(table.name, NameUse::attribute).empty() ? table.name : other + '_';
}

// Schemas are named without their folders: output must not depend on where they lie.
std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string folder_of(std::string_view name_space) {
  std::string folder(name_space);
  for (std::size_t at; (at = folder.find("::")) != folder.npos;) folder.replace(at, 2, "/");
  return folder;
}

std::string underlying_type(const Enum& enumeration) {
  return enumeration.labels.size() <= 256 ? "std::uint8_t" : "std::uint16_t";
}

std::string kept_as(const Enum& enumeration, const std::string& class_name) {
  switch (enumeration.form) {
    case language::EnumForm::type:
      return {};
    case language::EnumForm::text:
      return "orp::facts::label_text<" + class_name + ", " + enumeration.name + "_info>";
    case language::EnumForm::integer:
      return "orp::facts::label_number<" + class_name + ", " + enumeration.name + "_info>";
  }
  return {};
}

EnumPlan plan_enum(const Model& model, std::size_t number) {
  const Enum& enumeration = model.enums[number];
  EnumPlan plan{.class_name = enumeration.name,
                .visible_name = visible_name(enumeration.name, model.name_space),
                .documentation = enumeration.description,
                .underlying = underlying_type(enumeration),
                .info = enumeration.name + "_info",
                .labels = enumeration.name + "_labels",
                .db_name = string_literal(enumeration.db_name),
                .database_schema = {},
                .numbers = {},
                .enumerators = {},
                .is_stored = enumeration.form != language::EnumForm::integer,
                .kept_as = {}};
  plan.kept_as = kept_as(enumeration, plan.visible_name);
  for (const EnumLabel& label : enumeration.labels) {
    plan.enumerators.push_back({label.name, string_literal(label.stored), label.description});
    if (label.number) plan.numbers.push_back(std::to_string(*label.number));
  }
  if (!enumeration.database_schema.empty())
    plan.database_schema = string_literal(enumeration.database_schema);
  return plan;
}

// Ends as no name of the schema does. Two underscores in a row would be reserved for the compiler.
std::string facts_name(const std::string& table_name) {
  return table_name + (table_name.back() == '_' ? "data_" : "_facts_");
}

SecondaryTablePlan plan_secondary(const Model& model, std::size_t number) {
  const std::string name = secondary_table_name(model, number);
  const std::string facts = facts_name(name);
  return {facts, plan_table(model, model.secondary_tables[number], name, facts + "::")};
}

}  // namespace

std::string enum_info_name(const std::string& enumeration) {
  return "enums::" + enumeration + "_info";
}

std::string secondary_table_name(const Model& model, std::size_t table) {
  return table_name(model.secondary_tables[table], "secondary_" + std::to_string(table));
}

std::string entity_table_name(const Entity& entity) {
  return table_name(entity.table, entity.file_stem);
}

CodePlan make_plan(const Model& model) {
  CodePlan plan;
  plan.name_space = model.name_space;
  plan.folder = folder_of(model.name_space);
  plan.origin = file_name(model.files.front());
  for (std::size_t i = 0; i < model.enums.size(); ++i) plan.enums.push_back(plan_enum(model, i));
  plan.sequences = plan_sequences(model);
  for (const Entity& entity : model.entities) {
    plan.entities.push_back(plan_entity(model, entity, plan.folder));
    plan.entities.back().origin = file_name(model.files[entity.where.file]);
  }
  for (std::size_t i = 0; i < model.secondary_tables.size(); ++i) {
    plan.secondary_tables.push_back(plan_secondary(model, i));
  }
  return plan;
}

}  // namespace orp::codegen::cpp
