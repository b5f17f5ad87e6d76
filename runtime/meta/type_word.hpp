// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/type_tag.hpp"

namespace orp {

/// The schema language's word for a type: "int32", "double". Of those that it names otherwise:
/// "enum", "array", "converted".
const char* type_word(TypeTag tag);

}  // namespace orp
