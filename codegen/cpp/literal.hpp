// SPDX-License-Identifier: MIT
// Values of the schema as C++ writes them.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"

namespace orp::codegen::cpp {

/// A narrow string literal with its quotes, on one line.
[[nodiscard]] std::string string_literal(std::string_view text);

/// The elements of an array as JSON: numbers and truth values bare, all else as texts.
[[nodiscard]] std::string json_array(const Literal& literal, TypeTag element);

/// The initialiser expression of a member of that type; a custom type is made by its converter.
/// Requires: the canonical texts that model.hpp promises.
[[nodiscard]] std::string default_expression(const Literal& literal, const Type& type,
                                             const std::vector<Enum>& enums);

}  // namespace orp::codegen::cpp
