// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace orp {

/// The converter of a C++ type that is kept as its text: one with `to_string()` and a static
/// `parse(text)`, which throws for what is none. The same value needs the same text.
template <class Value>
struct TextConverter {
  /// The text of `value`.
  static std::string to_stored(const Value& value) { return value.to_string(); }
  /// The value that `text` stands for. Throws what parse() throws.
  static Value from_stored(const std::string& text) { return Value::parse(text); }
};

}  // namespace orp
