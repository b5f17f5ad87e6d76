// SPDX-License-Identifier: MIT
#include <string_view>
#include <utility>

#include "cpp/literal.hpp"
#include "cpp/plan_steps.hpp"
#include "cpp/type.hpp"
#include "schema/model/type_table.hpp"
#include "schema/model/words.hpp"

namespace orp::codegen::cpp {
namespace {

std::string numbers(const Table& table, const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) {
    if (!text.empty()) text += ", ";
    text += std::to_string(column_number(table, column));
  }
  return text;
}

// ---- Columns ------------------------------------------------------------------------------------

std::string scalar_type_fact(const Model& model, const schema::Type& type) {
  std::string text = "types::" + std::string(type_row(*type.tag).fact);
  if (type.tag == TypeTag::decimal) {
    const std::string digits = std::to_string(type.precision) + ", " + std::to_string(type.scale);
    text += '(' + (type.precision == 0 ? std::string() : digits) + ')';
  } else if (type.tag == TypeTag::string) {
    text += '(' + std::to_string(type.length) + ')';
  } else if (type.tag == TypeTag::enumeration) {
    text += '<' + visible_element_type(type, model) + ">(" +
            enum_info_name(enum_of(type, model.enums).name) + ')';
  }
  if (type.stored_as != StoredAs::standard) {
    text += ".stored_as(orp::StoredAs::" + std::string(stored_as_word(type.stored_as)) + ')';
  }
  return text;
}

Array plan_variants(const schema::Type& type, std::size_t number) {
  Array array{"orp::TypeVariant", "variants_" + std::to_string(number), {}};
  for (const schema::TypeVariant& variant : type.variants) {
    Fields fields = {{"database", string_literal(variant.database)}};
    const auto state = [&fields](std::string name, const std::string& text) {
      if (!text.empty()) fields.push_back({std::move(name), string_literal(text)});
    };
    state("type", variant.type);
    state("bind", variant.bind);
    state("column", variant.column);
    if (!variant.is_ordered) fields.push_back({"is_ordered", "false"});
    if (variant.is_domain) fields.push_back({"is_domain", "true"});
    state("check", variant.check);
    array.items.push_back(std::move(fields));
  }
  return array;
}

// The type of the next column; what it refers to by address is added to `plan`.
std::string type_fact(const Model& model, const Column& column, TablePlan& plan) {
  const std::size_t number = plan.columns.size();
  std::vector<Constant>& constants = plan.constants;
  const schema::Type& type = column.type;
  const CustomType& custom = column.custom;
  const std::string suffix = '_' + std::to_string(number);
  std::string text = scalar_type_fact(model, type);
  if (!type.variants.empty()) {
    plan.variants.push_back(plan_variants(type, number));
    text += ".with_variants(" + plan.variants.back().name + ')';
  }
  if (type.is_array) {
    const std::string element = "element" + suffix;
    const std::string array = "array" + suffix;
    const std::string cpp_type = visible_stored_type(type, model);
    if (type.has_null_elements) text += ".nullable()";
    constants.push_back({"orp::ColumnType", element, text});
    constants.push_back(
        {"orp::ArrayInfo", array, "orp::facts::array_of<" + cpp_type + ">(" + element + ')'});
    text = "types::array<" + cpp_type + ">(" + array + ')';
  }
  if (!custom.enumeration.empty()) {
    const std::string value = visible_name(custom.type, model.name_space);
    text = "types::numbered<" + value + ">(" + enum_info_name(custom.enumeration) +
           ", orp::facts::enum_number_conversion<" + value + ">)";
  } else if (custom.is_set()) {
    const std::string stored = "stored" + suffix;
    const std::string conversion = "conversion" + suffix;
    constants.push_back({"orp::ColumnType", stored, text});
    const bool is_its_text = custom.converter == "orp::TextConverter<" + custom.type + '>';
    const std::string maker = is_its_text ? "text_conversion<" + custom.type + '>'
                                          : "conversion<" + custom.converter + ", " + custom.type +
                                                ", " + visible_stored_type(type, model) + '>';
    constants.push_back(
        {"orp::ConversionInfo", conversion, "orp::facts::" + maker + '(' + stored + ')'});
    text = "types::converted<" + custom.type + ">(" + conversion + ')';
  }
  return column.nullable ? text + ".nullable()" : text;
}

std::string server_default(const Column& column) {
  const schema::ServerDefault& value = column.server_default;
  switch (value.kind) {
    case ServerDefaultKind::none:
      return {};
    case ServerDefaultKind::now:
      return "defaults::now";
    case ServerDefaultKind::literal:
      return "defaults::literal(" + string_literal(value.text) + ')';
    case ServerDefaultKind::sql:
      return "defaults::sql(" + string_literal(value.text) + ')';
    case ServerDefaultKind::sequence:
      return "defaults::sequence(" + string_literal(value.text) +
             (value.database_schema.empty() ? "" : ", " + string_literal(value.database_schema)) +
             ')';
    case ServerDefaultKind::trigger:
      return "defaults::trigger";
  }
  return {};
}

std::string computed(const schema::Computed& computed) {
  const char* const word = computed.kind == ComputedKind::stored ? "stored(" : "virtual_(";
  return std::string("orp::facts::computed::") + word + string_literal(computed.sql) + ')';
}

Fields column_facts(const Column& column) {
  Fields facts;
  const auto state = [&](std::string name, std::string value) {
    facts.push_back({std::move(name), std::move(value)});
  };
  if (column.primary_key) state("primary_key", "true");
  if (column.identity) {
    const auto& [start, increment, always] = *column.identity;
    state("identity", "true");
    if (start != 1) state("identity_start", std::to_string(start));
    if (increment != 1) state("identity_increment", std::to_string(increment));
    if (always) state("identity_always", "true");
  }
  const std::string from_server = server_default(column);
  if (!from_server.empty()) state("server_default", from_server);
  if (!column.comment.empty()) state("comment", string_literal(column.comment));
  if (column.computed.kind != ComputedKind::none) state("computed", computed(column.computed));
  if (column.trigger_on_update) state("trigger_on_update", "true");
  return facts;
}

ColumnFact plan_column(const Model& model, const Column& column, TablePlan& plan) {
  return {.name = string_literal(column.name),
          .type = type_fact(model, column, plan),
          .facts = column_facts(column)};
}

// ---- Constraints and indexes --------------------------------------------------------------------

std::string action_word(ReferentialAction action) {
  return "orp::ReferentialAction::" + std::string(word_for(referential_actions, action));
}

void add_deferrable(const char* name, Deferrable deferrable, Fields& fields) {
  if (deferrable == Deferrable::no) return;
  fields.push_back(
      {name, "orp::Deferrable::" + std::string(word_for(deferrable_words, deferrable))});
}

void add_text(const char* name, const std::string& text, Fields& fields) {
  if (!text.empty()) fields.push_back({name, string_literal(text)});
}

void add_flag(const char* name, bool flag, Fields& fields) {
  if (flag) fields.push_back({name, "true"});
}

Array plan_foreign_keys(const Model& model, const Table& table) {
  Array array{"orp::ForeignKeyInfo", "foreign_keys", {}};
  for (const ForeignKey& key : table.foreign_keys) {
    const Entity& referred = model.entities[key.target];
    Fields fields = {{"name", string_literal(key.name)},
                     {"columns", column_list(table, key.columns)},
                     {"referred", "&tables::" + entity_table_name(referred)},
                     {"referred_columns", column_list(referred.table, key.referred_columns)}};
    if (key.on_delete != ReferentialAction::no_action) {
      fields.push_back({"on_delete", action_word(key.on_delete)});
    }
    if (key.on_update != ReferentialAction::no_action) {
      fields.push_back({"on_update", action_word(key.on_update)});
    }
    add_deferrable("deferrable", key.deferrable, fields);
    if (!key.is_constraint) fields.push_back({"is_constraint", "false"});
    if (key.match == KeyMatch::full) fields.push_back({"match", "orp::KeyMatch::full"});
    array.items.push_back(std::move(fields));
  }
  return array;
}

Array plan_uniques(const Table& table) {
  Array array{"orp::UniqueInfo", "uniques", {}};
  for (const Unique& unique : table.uniques) {
    Fields fields = {{"name", string_literal(unique.name)},
                     {"columns", column_list(table, unique.columns)}};
    add_deferrable("deferrable", unique.deferrable, fields);
    add_flag("nulls_not_distinct", unique.nulls_not_distinct, fields);
    array.items.push_back(std::move(fields));
  }
  return array;
}

Array plan_checks(const Table& table) {
  Array array{"orp::CheckInfo", "checks", {}};
  for (const Check& check : table.checks) {
    Fields fields = {{"name", string_literal(check.name)}, {"sql", string_literal(check.sql)}};
    add_text("dialects", check.dialects, fields);
    array.items.push_back(std::move(fields));
  }
  return array;
}

/// A column, or the expression in its place.
Fields plan_place(const Table& table, const std::string& column, const std::string& expression) {
  if (column.empty()) return {{"expression", string_literal(expression)}};
  return {{"column", std::to_string(column_number(table, column))}};
}

Fields plan_part(const Table& table, const schema::IndexPart& part) {
  Fields fields = plan_place(table, part.column, part.expression);
  add_flag("descending", part.descending, fields);
  if (part.nulls != NullsPlace::standard)
    fields.push_back(
        {"nulls", "orp::NullsPlace::" + std::string(word_for(nulls_places, part.nulls))});
  add_text("operator_class", part.operator_class, fields);
  return fields;
}

bool is_plain(const Index& index) {
  for (const schema::IndexPart& part : index.parts) {
    if (part != schema::IndexPart{part.column} || part.column.empty()) return false;
  }
  return true;
}

// The parts of an index; when they are more than columns, an array of them is added to `arrays`.
std::string plan_parts(const Table& table, const Index& index, std::size_t number,
                       std::vector<Array>& arrays) {
  if (is_plain(index)) {
    std::vector<std::string> columns;
    for (const schema::IndexPart& part : index.parts) columns.push_back(part.column);
    return "parts<" + numbers(table, columns) + '>';
  }
  Array array{"orp::IndexPart", "index_parts_" + std::to_string(number), {}};
  for (const schema::IndexPart& part : index.parts) array.items.push_back(plan_part(table, part));
  arrays.push_back(array);
  return array.name;
}

Array plan_indexes(const Table& table, std::vector<Array>& arrays) {
  Array array{"orp::IndexInfo", "indexes", {}};
  for (const Index& index : table.indexes) {
    Fields fields = {{"name", string_literal(index.name)},
                     {"parts", plan_parts(table, index, array.items.size(), arrays)}};
    if (index.unique) fields.push_back({"unique", "true"});
    if (!index.condition.empty()) {
      fields.push_back({"where", string_literal(index.condition)});
    }
    add_text("method", index.method, fields);
    if (!index.include.empty()) fields.push_back({"include", column_list(table, index.include)});
    add_flag("nulls_not_distinct", index.nulls_not_distinct, fields);
    add_text("dialects", index.dialects, fields);
    array.items.push_back(std::move(fields));
  }
  return array;
}

Array plan_exclusions(const Table& table, std::vector<Array>& arrays) {
  Array array{"orp::ExclusionInfo", "exclusions", {}};
  for (const Exclusion& exclusion : table.exclusions) {
    Array parts{"orp::ExclusionPart", "exclusion_parts_" + std::to_string(array.items.size()), {}};
    for (const schema::ExclusionPart& part : exclusion.parts) {
      parts.items.push_back(plan_place(table, part.column, part.expression));
      parts.items.back().push_back({"with", string_literal(part.with)});
    }
    Fields fields = {{"name", string_literal(exclusion.name)}, {"parts", parts.name}};
    add_text("method", exclusion.method, fields);
    add_text("where", exclusion.condition, fields);
    add_deferrable("deferrable", exclusion.deferrable, fields);
    add_text("dialects", exclusion.dialects, fields);
    arrays.push_back(std::move(parts));
    array.items.push_back(std::move(fields));
  }
  return array;
}

Fields plan_options(const schema::TableOptions& options) {
  Fields fields;
  if (!options.strict) fields.push_back({"strict", "false"});
  add_flag("without_rowid", options.without_rowid, fields);
  add_flag("unlogged", options.unlogged, fields);
  add_text("partition_by", options.partition_by, fields);
  add_text("tablespace", options.tablespace, fields);
  add_text("storage", options.storage, fields);
  return fields;
}

}  // namespace

std::string column_list(const Table& table, const std::vector<std::string>& columns) {
  return "list<" + numbers(table, columns) + '>';
}

Array plan_sequences(const Model& model) {
  Array array{"orp::SequenceInfo", "sequences", {}};
  for (const Sequence& sequence : model.sequences) {
    Fields fields = {{"name", string_literal(sequence.name)}};
    if (sequence.start != 1) fields.push_back({"start", std::to_string(sequence.start)});
    if (sequence.increment != 1)
      fields.push_back({"increment", std::to_string(sequence.increment)});
    add_text("database_schema", sequence.database_schema, fields);
    array.items.push_back(std::move(fields));
  }
  return array;
}

TablePlan plan_table(const Model& model, const Table& table, std::string name,
                     const std::string& prefix) {
  TablePlan plan;
  plan.name = std::move(name);
  for (const Column& column : table.columns) {
    plan.columns.push_back(plan_column(model, column, plan));
  }
  plan.info = {{"name", string_literal(table.name)},
               {"columns", prefix + "columns"},
               {"primary_key", "orp::facts::" + column_list(table, table.primary_key.columns)},
               {"primary_key_name", string_literal(table.primary_key.name)}};

  const auto add = [&](Array array) {
    if (array.items.empty()) return;
    plan.info.push_back({array.name, prefix + array.name});
    plan.arrays.push_back(std::move(array));
  };
  add(plan_foreign_keys(model, table));
  add(plan_uniques(table));
  add(plan_indexes(table, plan.arrays));
  add(plan_checks(table));
  add_text("comment", table.comment, plan.info);
  if (table.is_view) plan.info.push_back({"is_view", "true"});
  add_text("query", table.query, plan.info);
  add_deferrable("primary_key_deferrable", table.primary_key.deferrable, plan.info);
  add(plan_exclusions(table, plan.arrays));
  Fields options = plan_options(table.options);
  if (!options.empty()) plan.info.push_back({"options", {}, std::move(options)});
  add_text("database_schema", table.database_schema, plan.info);
  return plan;
}

}  // namespace orp::codegen::cpp
