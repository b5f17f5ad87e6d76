// SPDX-License-Identifier: MIT
// Arrays as JSON text, for databases without arrays. Numbers and booleans stand as such, all other
// elements as strings, JSON elements as what they are.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Appends `array`, a value of `type`. Throws ValueFault.
void append_json_array(std::string& out, const SqlType& type, const void* array);

/// Reads a JSON array into the empty array `array`. Throws ValueFault.
void parse_json_array(std::string_view json, const SqlType& type, void* array);

}  // namespace orp::backend
