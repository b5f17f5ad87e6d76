// SPDX-License-Identifier: MIT
// Cuts the program's own SQL at the places of its values.
//
// Rules
//  (1) A text is read once, and the same on all databases: strings, names in quotes, comments,
//      `$tag$ ... $tag$` and `E'...\'...'` are passed over, whoever knows them.
//  (2) What databases read in different ways, what does not end, what names the values of others
//      (`$1`, `?1`) and what is several statements is refused.
#pragma once
#include <string_view>

#include "sql/node.hpp"

namespace orp::sql {

/// Fills the pieces and places of `node`. Throws UsageError. (2)
void read_pieces(std::string_view text, TextNode& node);

}  // namespace orp::sql
