// SPDX-License-Identifier: MIT
// Values of the schema as C++ writes them.
#pragma once

#include <string>
#include <string_view>

#include "language.hpp"

namespace orp::codegen::cpp {

/// A narrow string literal with its quotes, on one line.
[[nodiscard]] std::string string_literal(std::string_view text);

/// The initialiser expression of a column's member: its default literal; a custom type is made by
/// its converter. Requires: the canonical texts that model.hpp promises.
[[nodiscard]] std::string default_expression(const Column& column, const std::vector<Enum>& enums);

}  // namespace orp::codegen::cpp
