// SPDX-License-Identifier: MIT
#include "meta/owned_table.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "meta/visit.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::meta {

namespace {

template <class T>
FieldType field_of(bool is_nullable) {
  return is_nullable ? FieldType::of<std::optional<T>>() : FieldType::of<T>();
}

/// Of elements `T`, which may be std::optional. The element's tag is always the same.
template <class T>
ColumnType array_type(TypeTag tag, bool is_nullable) {
  static const ColumnType element_type{SqlType{.tag = tag}, FieldType::of<T>()};
  static const ArrayInfo info = facts::array_of<std::vector<T>>(element_type);
  return {SqlType{.tag = TypeTag::array, .array = &info}, field_of<std::vector<T>>(is_nullable)};
}

template <class T>
ColumnType type_as(const SqlType& type, const schema::Column& column) {
  if (!column.type.is_array) return {type, field_of<T>(column.nullable)};
  if (column.type.has_null_elements) return array_type<std::optional<T>>(type.tag, column.nullable);
  return array_type<T>(type.tag, column.nullable);
}

[[noreturn]] void throw_unknown_type(const schema::Table& table, const schema::Column& column) {
  throw UsageError({.code = "ORP-1372",
                    .message = "column " + column.name + " is of type " + column.type.to_string() +
                               ", whose values no table without a class can have",
                    .table = table.name,
                    .columns = {column.name},
                    .hint = "declare it as what the database converts it from, text mostly, or use "
                            "text()"});
}

[[noreturn]] void throw_no_labels(const schema::Table& table, const schema::Column& column) {
  throw UsageError({.code = "ORP-1370",
                    .message = "column " + column.name + " is an enumeration without " +
                               (column.type.enumeration.name.empty() ? "a name" : "labels"),
                    .table = table.name,
                    .columns = {column.name}});
}

}  // namespace

ColumnType OwnedTable::enumeration_type(const schema::Column& column) {
  const schema::Enum& of = column.type.enumeration;
  if (of.name.empty() || of.labels.empty()) throw_no_labels(described_, column);
  OwnedEnum& owned = *enumerations_.emplace_back(std::make_unique<OwnedEnum>());
  for (const std::string& label : of.labels) owned.labels.push_back(label.c_str());
  owned.info = {.name = of.name.c_str(),
                .labels = view_of(owned.labels),
                .index = &orp::detail::enum_index<LabelPlace>,
                .set_index = &orp::detail::set_enum_index<LabelPlace>,
                .database_schema = of.database_schema.c_str()};
  return {SqlType{.tag = TypeTag::enumeration,
                  .stored_as = column.type.stored_as,
                  .enumeration = &owned.info},
          field_of<LabelPlace>(column.nullable)};
}

ColumnType OwnedTable::type_of(const schema::Column& column) {
  const schema::Table& table = described_;
  const schema::Type& of = column.type;
  if (!of.tag) throw_unknown_type(table, column);
  const SqlType type{.tag = *of.tag,
                     .precision = of.precision,
                     .scale = of.scale,
                     .stored_as = of.stored_as,
                     .length = of.length};
  if (of.tag == TypeTag::enumeration && !of.is_array) return enumeration_type(column);
  if (of.tag == TypeTag::decimal && of.is_array) throw_unknown_type(table, column);
  return visit_type(
      *of.tag, [&]<class T>(std::type_identity<T>) { return type_as<T>(type, column); },
      [&]() -> ColumnType { throw_unknown_type(table, column); });
}

namespace {

std::uint64_t next_table_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

void check_names(const schema::Table& table) {
  const auto refuse = [&table](const std::string& fault) {
    throw UsageError({.code = "ORP-1370", .message = fault, .table = table.name});
  };
  if (table.name.empty()) refuse("a table has no name");
  if (table.columns.empty()) refuse("table " + table.name + " has no columns");
  for (auto column = table.columns.begin(); column != table.columns.end(); ++column) {
    if (column->name.empty()) refuse("a column of table " + table.name + " has no name");
    const auto is_same = [&](const schema::Column& other) { return other.name == column->name; };
    if (std::any_of(table.columns.begin(), column, is_same))
      refuse("table " + table.name + " has two columns " + column->name);
  }
}

/// What is wrong with a column; empty: nothing.
std::string fault_of(const schema::Column& column) {
  const schema::Type& type = column.type;
  if (type.length != 0 && type.tag != TypeTag::string) return "has a length, and is no text";
  const bool has_digits = type.precision != 0 || type.scale != 0;
  if (has_digits && type.tag != TypeTag::decimal) return "has digits, and is no decimal";
  if (type.precision > Decimal::max_precision || type.scale > type.precision)
    return "has a precision above 38, or a scale above its precision";
  if (column.identity && type.tag && !orp::is_integer(*type.tag))
    return "is an identity, and no integer";
  std::vector<std::string> labels = type.enumeration.labels;
  std::sort(labels.begin(), labels.end());
  if (std::adjacent_find(labels.begin(), labels.end()) != labels.end())
    return "is an enumeration with a label twice";
  return {};
}

void check_columns(const schema::Table& table) {
  for (const schema::Column& column : table.columns)
    if (const std::string fault = fault_of(column); !fault.empty())
      throw UsageError({.code = "ORP-1370",
                        .message = "column " + column.name + ' ' + fault,
                        .table = table.name,
                        .columns = {column.name}});
}

schema::Table checked(schema::Table table) {
  check_names(table);
  check_columns(table);
  return table;
}

}  // namespace

OwnedTable::OwnedTable(schema::Table table)
    : described_(checked(std::move(table))), content_(described_.to_string()) {
  const std::size_t count = described_.columns.size();
  for (const schema::Column& column : described_.columns) columns_.push_back(column_of(column));
  for (std::size_t i = 0; i < count; ++i) mapped_.push_back({.column = &columns_[i]});
  const View<std::uint16_t> key = numbers_of(described_.primary_key.columns);
  for (const std::uint16_t number : key) columns_[number].primary_key = true;
  for (const schema::Unique& unique : described_.uniques)
    uniques_.push_back({unique.name.c_str(), numbers_of(unique.columns)});
  add_indexes();
  table_ = {.name = described_.name.c_str(),
            .columns = view_of(columns_),
            .primary_key = key,
            .primary_key_name = described_.primary_key.name.c_str(),
            .uniques = view_of(uniques_),
            .indexes = view_of(indexes_),
            .database_schema = described_.database_schema.c_str(),
            .number = next_table_number()};
  entity_.name = described_.name.c_str();
  entity_.tables = {tables_, 1};
  entity_.columns = view_of(mapped_);
  entity_.key = key;
  entity_.mask_words = static_cast<std::uint32_t>((count + 31) / 32);
}

void OwnedTable::add_indexes() {
  for (const schema::Index& index : described_.indexes) {
    auto& parts = *parts_.emplace_back(std::make_unique<std::vector<IndexPart>>());
    for (const schema::IndexPart& part : index.parts) {
      IndexPart added{.descending = part.descending};
      if (part.column.empty())
        added.expression = part.expression.c_str();
      else
        added.column = number_of(part.column);
      parts.push_back(added);
    }
    indexes_.push_back({.name = index.name.c_str(),
                        .parts = view_of(parts),
                        .unique = index.unique,
                        .where = index.condition.empty() ? nullptr : index.condition.c_str()});
  }
}

ColumnInfo OwnedTable::column_of(const schema::Column& column) {
  ColumnInfo info{.name = column.name.c_str(), .type = type_of(column)};
  if (column.identity) {
    info.identity = true;
    info.identity_always = column.identity->always;
  }
  const schema::ServerDefault& made = column.server_default;
  info.server_default = {made.kind, made.text.c_str(), made.database_schema.c_str()};
  return info;
}

View<std::uint16_t> OwnedTable::numbers_of(const std::vector<std::string>& columns) {
  auto& numbers = *numbers_.emplace_back(std::make_unique<std::vector<std::uint16_t>>());
  for (const std::string& column : columns) numbers.push_back(number_of(column));
  return view_of(numbers);
}

std::uint16_t OwnedTable::number_of(std::string_view column) const {
  const auto found =
      std::find_if(described_.columns.begin(), described_.columns.end(),
                   [column](const schema::Column& each) { return each.name == column; });
  if (found != described_.columns.end())
    return static_cast<std::uint16_t>(found - described_.columns.begin());
  std::string names;
  for (const schema::Column& each : described_.columns)
    names += (names.empty() ? "" : ", ") + each.name;
  throw UsageError({.code = "ORP-1371",
                    .message = "table " + described_.name + " has no column " + std::string(column),
                    .table = described_.name,
                    .hint = "its columns are " + names});
}

}  // namespace orp::meta
