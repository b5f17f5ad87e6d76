// SPDX-License-Identifier: MIT
// What belongs to each scalar type beside its word (meta/type_tag.hpp): one row a type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/model.hpp"

namespace orp::language {

struct TypeRow {
  TypeTag tag;
  std::string_view cpp_type;   ///< empty for an enumeration, whose name the schema gives
  std::string_view header;     ///< with its brackets; empty when the language has the type
  std::string_view fact;       ///< in generated facts
  bool by_value;               ///< getters return it by value, else by reference to const
  bool may_be_key;             ///< of a primary key: it has an exact equality and order everywhere
  std::string_view phrase{};   ///< of values that are written as texts of their own form: "a date"
  std::string_view example{};  ///< of such a text
};

/// Requires: the tag of a scalar.
[[nodiscard]] const TypeRow& type_row(TypeTag tag);

/// The type with that name in the schema; enumerations are named by the schema itself.
[[nodiscard]] std::optional<TypeTag> find_type(std::string_view name);

/// The names that find_type knows, in the order of the table.
[[nodiscard]] const std::vector<std::string_view>& type_names();

[[nodiscard]] bool is_integer_type(const schema::Type& type);

/// The word for the current moment in a value of that type, or in an element: "now" or "today";
/// empty for types that hold no moment.
[[nodiscard]] std::string_view current_moment(const schema::Type& type);

/// As the schema would say it: "string(100)", "decimal(12,2)", "int32[]", "OrderStatus"; of a
/// column a C++ type of its own follows in brackets.
[[nodiscard]] std::string type_text(const schema::Type& type, const std::vector<Enum>& enums);
[[nodiscard]] std::string type_text(const Column& column, const std::vector<Enum>& enums);

}  // namespace orp::language
