// SPDX-License-Identifier: MIT
// Single values as text, for what travels within other text: elements of arrays. Points in time are
// in UTC without offset, bytes in hexadecimal.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Appends a checked value (not a field) of any type but array. Throws ValueFault.
void append_scalar(std::string& out, const SqlType& type, const void* value);

/// Reads what append_scalar wrote, or any other spelling of it. Throws ValueFault.
void parse_scalar(std::string_view text, const SqlType& type, void* value);

}  // namespace orp::backend
