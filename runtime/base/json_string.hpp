// SPDX-License-Identifier: MIT
// Texts as JSON spells them.
#pragma once
#include <string>
#include <string_view>

namespace orp::detail {

/// Appends a text, of UTF-8, as a string of JSON, in quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace orp::detail
