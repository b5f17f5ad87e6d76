// SPDX-License-Identifier: MIT
// The C++ type of a column.
#pragma once

#include <string>
#include <vector>

#include "language.hpp"

namespace orp::codegen::cpp {

/// The name of an entity or an enumeration among names of the generated code's own, which could
/// hide it: `::shop::list`. Those begin with a small letter, but for two.
[[nodiscard]] std::string visible_name(const std::string& name, const std::string& name_space);

/// What the database's value is in C++: std::int32_t, OrderStatus, std::vector<std::string>.
[[nodiscard]] std::string stored_type(const schema::Type& type, const std::vector<Enum>& enums);

/// What the program sees: the stored type, or the user's own.
[[nodiscard]] std::string value_type(const Column& column, const std::vector<Enum>& enums);

/// A scalar without its array: the C++ type of one element.
[[nodiscard]] std::string element_type(const schema::Type& type, const std::vector<Enum>& enums);

/// As element_type and stored_type, among names of the generated code's own.
[[nodiscard]] std::string visible_element_type(const schema::Type& type, const Model& model);
[[nodiscard]] std::string visible_stored_type(const schema::Type& type, const Model& model);

/// A program may set it; it may not where the database alone numbers the rows.
[[nodiscard]] bool is_settable(const Column& column);

/// Getters return it by value: cheap to copy.
[[nodiscard]] bool is_by_value(const Column& column);

/// Setters take it as orp::Given, which says more of a value than C++ does: numbers, texts, what
/// may be NULL, and types of the user's own, which may be numbers.
[[nodiscard]] bool is_given(const Column& column);

/// Storing it is a copy of some bytes, so that moving it would say nothing.
[[nodiscard]] bool is_trivial(const Column& column);

}  // namespace orp::codegen::cpp
