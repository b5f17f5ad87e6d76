// SPDX-License-Identifier: MIT
// Characters that a reader of generated code or of a message would not see, and that may show it in
// another order than the compiler reads it: compilers warn about some of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace orp::language {

/// The bytes of the invisible character that UTF-8 `text` begins with; 0 when it begins otherwise.
/// ASCII is not looked at.
[[nodiscard]] std::size_t invisible_size(std::string_view text);

/// With "U+202E" in place of each invisible character.
[[nodiscard]] std::string with_visible_characters(std::string_view text);

}  // namespace orp::language
