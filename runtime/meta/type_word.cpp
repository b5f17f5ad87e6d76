// SPDX-License-Identifier: MIT
#include "meta/type_word.hpp"

#include <iterator>

namespace orp {

namespace {

// In the order of TypeTag.
// clang-format off
constexpr const char* words[] = {
#define ORPIMENT_WORD(tag, type, word) word,
    ORPIMENT_FOR_EACH_NUMBER_TYPE(ORPIMENT_WORD)
    "decimal", "string",
    ORPIMENT_FOR_EACH_VALUE_TYPE(ORPIMENT_WORD)
#undef ORPIMENT_WORD
    "enum", "array", "converted",
};
// clang-format on
static_assert(std::size(words) == type_tag_count);

}  // namespace

const char* type_word(TypeTag tag) { return words[static_cast<std::size_t>(tag)]; }

}  // namespace orp
