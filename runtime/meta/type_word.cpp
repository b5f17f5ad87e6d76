// SPDX-License-Identifier: MIT
#include "meta/type_word.hpp"

#include <iterator>

namespace orp {

namespace {

// In the order of TypeTag.
constexpr const char* words[] = {
    "bool",        "int16",    "int32", "int64", "float", "double",    "decimal",
    "string",      "text",     "bytes", "uuid",  "date",  "time",      "timestamp",
    "timestamptz", "interval", "json",  "enum",  "array", "converted",
};
static_assert(std::size(words) == type_tag_count);

}  // namespace

const char* type_word(TypeTag tag) { return words[static_cast<std::size_t>(tag)]; }

}  // namespace orp
