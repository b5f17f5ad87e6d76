// SPDX-License-Identifier: MIT
// Designated initialisers on one line or on several.
#pragma once

#include <cstddef>
#include <string>

#include "cpp/format/fields.hpp"

namespace orp::codegen::cpp {

/// Where a piece of text stands.
struct Place {
  std::size_t column;       ///< where it begins
  std::size_t indentation;  ///< what the printer adds to later lines by itself
  std::size_t tail;         ///< columns that follow it on its last line

  [[nodiscard]] bool holds(const std::string& text) const;
};

/// `{.a = 1, .b = 2}`
[[nodiscard]] std::string on_one_line(const Fields& fields);

/// The same, on one line when the place holds it, else one member a line.
[[nodiscard]] std::string braced(const Fields& fields, const Place& place);

/// `.a = 1`, broken where it must be.
[[nodiscard]] std::string field_text(const Field& field, const Place& place);

/// `f("text")` as `f(` and the literal; both empty when the value is no such call.
struct CallOfString {
  std::string head;
  std::string literal;
};
[[nodiscard]] CallOfString call_of_string(const std::string& value);

}  // namespace orp::codegen::cpp
