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
  column.server_default = {info.server_default.kind, info.server_default.text};
  column.comment = info.comment;
  return column;
}

ForeignKey foreign_key_of(const TableInfo& table, const ForeignKeyInfo& info) {
  return {.name = info.name,
          .columns = names_of(table, info.columns),
          .referred_table = info.referred->name,
          .referred_columns = names_of(*info.referred, info.referred_columns),
          .on_delete = info.on_delete,
          .on_update = info.on_update};
}

Index index_of(const TableInfo& table, const IndexInfo& info) {
  Index index{.name = info.name, .parts = {}, .unique = info.unique};
  for (const orp::IndexPart& part : info.parts) {
    if (part.expression != nullptr)
      index.parts.push_back({"", part.expression, part.descending});
    else
      index.parts.push_back({table.columns[part.column].name, "", part.descending});
  }
  if (info.where != nullptr) index.condition = info.where;
  return index;
}

}  // namespace

Enum from(const EnumInfo& info) {
  return {info.name, std::vector<std::string>(info.labels.begin(), info.labels.end())};
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
  table.primary_key = {info.primary_key_name, names_of(info, info.primary_key)};
  for (const ForeignKeyInfo& key : info.foreign_keys)
    table.foreign_keys.push_back(foreign_key_of(info, key));
  for (const UniqueInfo& unique : info.uniques)
    table.uniques.push_back({unique.name, names_of(info, unique.columns)});
  for (const IndexInfo& index : info.indexes) table.indexes.push_back(index_of(info, index));
  for (const CheckInfo& check : info.checks) table.checks.push_back({check.name, check.sql});
  table.comment = info.comment;
  table.is_view = info.is_view;
  table.query = info.query;
  return table;
}

Catalog from(const Metadata& metadata) {
  Catalog catalog;
  for (const EnumInfo* info : metadata.enumerations) catalog.enums.push_back(from(*info));
  for (const TableInfo* info : metadata.tables) catalog.tables.push_back(from(*info));
  return catalog;
}

}  // namespace orp::schema
