// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

/// The SQL that makes of `operand` (SQL) a value of another type, both in standard form; empty
/// where CAST does. Decimals that are scaled integers are dealt with before.
std::string cast_of(std::string_view operand, const SqlType& from, const SqlType& to);

}  // namespace orp::backend::sqlite
