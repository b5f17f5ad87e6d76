// SPDX-License-Identifier: MIT
// Values on their way to the server as text. All throw ValueFault.
#pragma once
#include <string>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::postgres {

/// Appends a value of any type as the text that the server reads: {"a","b"} for arrays.
void encode_text(std::string& out, const SqlType& type, const void* value);

/// The same as an element of such an array, in quotes.
void encode_element(std::string& out, const SqlType& type, const void* value);

}  // namespace orp::backend::postgres
