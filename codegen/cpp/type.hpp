// SPDX-License-Identifier: MIT
// The C++ type of a column.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace orp::codegen::cpp {

/// What the database's value is in C++: std::int32_t, OrderStatus, std::vector<std::string>.
[[nodiscard]] std::string stored_type(const Type& type, const std::vector<Enum>& enums);

/// What the program sees: the stored type, or the user's own.
[[nodiscard]] std::string value_type(const Type& type, const std::vector<Enum>& enums);

/// A scalar without its array: the C++ type of one element.
[[nodiscard]] std::string element_type(const Type& type, const std::vector<Enum>& enums);

/// Getters return it by value: cheap to copy.
[[nodiscard]] bool is_by_value(const Type& type);

/// Storing it is a copy of some bytes, so that moving it would say nothing.
[[nodiscard]] bool is_trivial(const Type& type);

}  // namespace orp::codegen::cpp
