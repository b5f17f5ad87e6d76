// SPDX-License-Identifier: MIT
// Descriptors as values: numbers and addresses become names.
#include <utility>

#include "orpiment/meta/metadata.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp::schema {

namespace {

std::vector<std::string> names_of(const TableInfo& table, View<std::uint16_t> columns) {
  std::vector<std::string> names;
  for (const std::uint16_t column : columns) names.emplace_back(table.columns[column].name);
  return names;
}

Column column_of(const ColumnInfo& info) {
  Column column{.name = info.name, .type = from(info.type), .nullable = info.type.nullable};
  if (info.identity) {
    column.identity = {.start = info.identity_start,
                       .increment = info.identity_increment,
                       .always = info.identity_always};
  }
  column.server_default = {info.server_default.kind, info.server_default.text,
                           info.server_default.database_schema};
  column.comment = info.comment;
  column.computed = {info.computed.kind, info.computed.sql};
  return column;
}

ForeignKey foreign_key_of(const TableInfo& table, const ForeignKeyInfo& info) {
  return {.name = info.name,
          .columns = names_of(table, info.columns),
          .referred_table = info.referred->name,
          .referred_columns = names_of(*info.referred, info.referred_columns),
          .on_delete = info.on_delete,
          .on_update = info.on_update,
          .deferrable = info.deferrable,
          .referred_schema = info.referred->database_schema,
          .match = info.match};
}

IndexPart index_part_of(const TableInfo& table, const orp::IndexPart& info) {
  IndexPart part{.column = {}, .descending = info.descending, .nulls = info.nulls};
  if (info.expression != nullptr)
    part.expression = info.expression;
  else
    part.column = table.columns[info.column].name;
  part.operator_class = info.operator_class;
  return part;
}

Index index_of(const TableInfo& table, const IndexInfo& info) {
  Index index{.name = info.name, .parts = {}, .unique = info.unique};
  for (const orp::IndexPart& part : info.parts) index.parts.push_back(index_part_of(table, part));
  if (info.where != nullptr) index.condition = info.where;
  index.method = info.method;
  index.include = names_of(table, info.include);
  index.nulls_not_distinct = info.nulls_not_distinct;
  index.dialects = info.dialects;
  return index;
}

Exclusion exclusion_of(const TableInfo& table, const ExclusionInfo& info) {
  Exclusion exclusion{.name = info.name, .parts = {}, .method = info.method};
  for (const orp::ExclusionPart& part : info.parts) {
    if (part.expression != nullptr)
      exclusion.parts.push_back({{}, part.expression, part.with});
    else
      exclusion.parts.push_back({table.columns[part.column].name, {}, part.with});
  }
  if (info.where != nullptr) exclusion.condition = info.where;
  exclusion.deferrable = info.deferrable;
  exclusion.dialects = info.dialects;
  return exclusion;
}

TableOptions options_of(const TableOptionsInfo& info) {
  return {.strict = info.strict,
          .without_rowid = info.without_rowid,
          .unlogged = info.unlogged,
          .partition_by = info.partition_by,
          .tablespace = info.tablespace,
          .storage = info.storage};
}

}  // namespace

Enum from(const EnumInfo& info) {
  return {info.name, std::vector<std::string>(info.labels.begin(), info.labels.end()),
          info.database_schema};
}

TypeVariant from(const orp::TypeVariant& info) {
  return {.database = info.database,
          .type = info.type,
          .bind = info.bind,
          .column = info.column,
          .is_ordered = info.is_ordered,
          .is_domain = info.is_domain,
          .check = info.check};
}

Type from(const SqlType& type) {
  if (type.tag == TypeTag::converted) return from(*type.conversion->stored);
  if (type.tag == TypeTag::array) {
    Type array = from(*type.array->element);
    array.is_array = true;
    array.has_null_elements = type.array->element->nullable;
    return array;
  }
  std::vector<TypeVariant> variants;
  for (const orp::TypeVariant& each : type.variants) variants.push_back(from(each));
  return {.tag = type.tag,
          .length = type.length,
          .precision = type.precision,
          .scale = type.scale,
          .stored_as = type.stored_as,
          .enumeration = type.tag == TypeTag::enumeration ? from(*type.enumeration) : Enum(),
          .variants = std::move(variants)};
}

Table from(const TableInfo& info) {
  Table table{.name = info.name};
  for (const ColumnInfo& column : info.columns) table.columns.push_back(column_of(column));
  table.primary_key = {info.primary_key_name, names_of(info, info.primary_key),
                       info.primary_key_deferrable};
  for (const ForeignKeyInfo& key : info.foreign_keys)
    if (key.is_constraint) table.foreign_keys.push_back(foreign_key_of(info, key));
  for (const UniqueInfo& unique : info.uniques)
    table.uniques.push_back({unique.name, names_of(info, unique.columns), unique.deferrable,
                             unique.nulls_not_distinct});
  for (const IndexInfo& index : info.indexes) table.indexes.push_back(index_of(info, index));
  for (const CheckInfo& check : info.checks)
    table.checks.push_back({check.name, check.sql, check.dialects});
  table.comment = info.comment;
  table.is_view = info.is_view;
  table.query = info.query;
  for (const ExclusionInfo& exclusion : info.exclusions)
    table.exclusions.push_back(exclusion_of(info, exclusion));
  table.options = options_of(info.options);
  table.database_schema = info.database_schema;
  return table;
}

Catalog from(const Metadata& metadata) {
  Catalog catalog;
  for (const EnumInfo* info : metadata.enumerations) catalog.enums.push_back(from(*info));
  for (const TableInfo* info : metadata.tables) catalog.tables.push_back(from(*info));
  for (const SequenceInfo& info : metadata.sequences)
    catalog.sequences.push_back({info.name, info.start, info.increment, info.database_schema});
  return catalog;
}

}  // namespace orp::schema
