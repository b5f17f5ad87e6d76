// SPDX-License-Identifier: MIT
// A value that was read, as another type: what a program asks of a row by name.
#pragma once
#include <cstddef>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Assigns to `to`, a field of `wanted`, what `from` holds, a field of `given`: a value of the same
/// type, a number as one of a type that has it exactly, an enumeration as its label. Throws
/// DataError for all else, naming column `position`, from 0, by its name `column`.
void convert_field(const ColumnType& given, const void* from, const ColumnType& wanted, void* to,
                   std::string_view column, std::size_t position);

}  // namespace orp::backend
