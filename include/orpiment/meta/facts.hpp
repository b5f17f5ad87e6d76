// SPDX-License-Identifier: MIT
// The words in which generated sources state their facts: one line a column, as in the schema.
//
//     column("age", types::int32.nullable()),
//     column("total", types::decimal(12, 2), {.comment = "net"}),
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/text_converter.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp::facts {

/// What a column is beside its name and type: the members of ColumnInfo that have a default.
struct ColumnFacts {
  bool primary_key = false;             ///< as ColumnInfo::primary_key
  bool identity = false;                ///< as ColumnInfo::identity
  std::int64_t identity_start = 1;      ///< as ColumnInfo::identity_start
  std::int64_t identity_increment = 1;  ///< as ColumnInfo::identity_increment
  bool identity_always = false;         ///< as ColumnInfo::identity_always
  ServerDefault server_default{};       ///< as ColumnInfo::server_default
  const char* comment = "";             ///< as ColumnInfo::comment
  ComputedInfo computed{};              ///< as ColumnInfo::computed
  bool trigger_on_update = false;       ///< as ColumnInfo::trigger_on_update
};

/// A column of a table; the texts must live as long as the program.
constexpr ColumnInfo column(const char* name, const ColumnType& type,
                            const ColumnFacts& facts = {}) {
  return {.name = name,
          .type = type,
          .primary_key = facts.primary_key,
          .identity = facts.identity,
          .identity_start = facts.identity_start,
          .identity_increment = facts.identity_increment,
          .identity_always = facts.identity_always,
          .server_default = facts.server_default,
          .comment = facts.comment,
          .computed = facts.computed,
          .trigger_on_update = facts.trigger_on_update};
}

/// What the database fills in.
namespace defaults {
/// The time of the INSERT, in the column's type.
inline constexpr ServerDefault now{.kind = ServerDefaultKind::now};
/// The value whose text in the schema is `text`; an array's is JSON.
constexpr ServerDefault literal(const char* text) { return {ServerDefaultKind::literal, text}; }
/// What the SQL `expression` gives; it goes to the database as it is.
constexpr ServerDefault sql(const char* expression) { return {ServerDefaultKind::sql, expression}; }
/// The next number of the sequence `name` in `database_schema`.
constexpr ServerDefault sequence(const char* name, const char* database_schema = "") {
  return {ServerDefaultKind::sequence, name, database_schema};
}
/// What a trigger sets.
inline constexpr ServerDefault trigger{.kind = ServerDefaultKind::trigger};
}  // namespace defaults

/// What the database calculates of other columns.
namespace computed {
/// By the SQL `expression`, when the row is written; it goes to the database as it is.
constexpr ComputedInfo stored(const char* expression) { return {ComputedKind::stored, expression}; }
/// The same, when the row is read.
constexpr ComputedInfo virtual_(const char* expression) {
  return {ComputedKind::virtual_, expression};
}
}  // namespace computed

/// Column numbers, for keys and relationships.
template <std::uint16_t... Columns>
inline constexpr std::uint16_t list[] = {Columns...};

/// The tables of an entity.
template <const TableInfo&... Tables>
inline constexpr const TableInfo* tables[] = {&Tables...};

/// The parts of an index on plain columns.
template <std::uint16_t... Columns>
inline constexpr IndexPart parts[] = {IndexPart{.column = Columns}...};

/// How a std::vector of `element` is reached. `element` lives as long as the result.
template <class Array>
constexpr ArrayInfo array_of(const ColumnType& element) {
  using Functions = detail::ArrayFunctions<Array>;
  return {&element, &Functions::size, &Functions::get, &Functions::push};
}

/// How `Converter` stores a `Value` as a `Stored`, whose type is `stored`; that lives as long as
/// the result.
template <class Converter, class Value, class Stored>
constexpr ConversionInfo conversion(const ColumnType& stored) {
  static_assert(!detail::is_language_value<Value>,
                "\"cpp\" needs a type of the program's own: SQL's operators on the column would be "
                "those of this one, over what is stored as another");
  using Functions = detail::ConversionFunctions<Converter, Value, Stored>;
  return {&stored, &Functions::to_stored, &Functions::from_stored};
}

/// How a `Value` is stored as its text, in a column of the type `stored`; that lives as long as the
/// result.
template <class Value>
constexpr ConversionInfo text_conversion(const ColumnType& stored) {
  return conversion<TextConverter<Value>, Value, std::string>(stored);
}

/// The text of enumerator number `index`; empty when there is no such number.
constexpr const char* label_of(const EnumInfo& info, std::size_t index) {
  return index < info.labels.size() ? info.labels[index] : "";
}

/// Sets the enumerator at `value` that is stored as `text`; false when there is none.
inline bool set_by_label(const EnumInfo& info, std::string_view text, void* value) {
  for (unsigned i = 0; i < info.labels.size(); ++i) {
    if (text == info.labels[i]) return info.set_index(value, i), true;
  }
  return false;
}

/// A column type whose C++ type is T: of a column that is NOT NULL as it stands.
template <class T>
struct Type : ColumnType {
  /// The same of a column that may be NULL: its field is a std::optional<T>.
  constexpr Type nullable() const { return {{*this, FieldType::of<std::optional<T>>()}}; }
  /// The same, kept in that way where a database does not have the type.
  constexpr Type stored_as(StoredAs how) const {
    Type type = *this;
    type.ColumnType::stored_as = how;
    return type;
  }
  /// The same, being something else on some databases. `list` must live as long as the result.
  constexpr Type with_variants(View<TypeVariant> list) const {
    Type type = *this;
    type.variants = list;
    return type;
  }
};

template <class T>
constexpr Type<T> type(const SqlType& in_sql) {
  return {{in_sql, FieldType::of<T>()}};
}

namespace types {

#define ORPIMENT_TYPE_FACT(tag_, type_, word) \
  inline constexpr auto tag_ = type<type_>({.tag = TypeTag::tag_});
ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_TYPE_FACT)
#undef ORPIMENT_TYPE_FACT

/// Without arguments: of any digits.
constexpr auto decimal(std::uint8_t precision = 0, std::uint8_t scale = 0) {
  return type<Decimal>({.tag = TypeTag::decimal, .precision = precision, .scale = scale});
}
/// `length` in code points.
constexpr auto string(std::uint32_t length) {
  return type<std::string>({.tag = TypeTag::string, .length = length});
}
template <class Enum>
constexpr auto enumeration(const EnumInfo& info) {
  return type<Enum>({.tag = TypeTag::enumeration, .enumeration = &info});
}
template <class Array>
constexpr auto array(const ArrayInfo& info) {
  return type<Array>({.tag = TypeTag::array, .array = &info});
}
template <class Value>
constexpr auto converted(const ConversionInfo& info) {
  return type<Value>({.tag = TypeTag::converted, .conversion = &info});
}
/// An enumeration that is kept as a number.
template <class Enum>
constexpr auto numbered(const EnumInfo& info, const ConversionInfo& conversion) {
  return type<Enum>({.tag = TypeTag::converted, .enumeration = &info, .conversion = &conversion});
}

}  // namespace types

/// As what an enumeration is kept by the text of its label, on every database.
template <class Enum, const EnumInfo& Info>
inline constexpr ColumnType label_text = types::enumeration<Enum>(Info).stored_as(StoredAs::text);
}  // namespace orp::facts
