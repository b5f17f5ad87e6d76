// SPDX-License-Identifier: MIT
// Decimals, timestamps and uuids from one form to another (StoredAs), by the database's own
// functions.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

/// Appends `operand` (SQL), of a column of `type`, as tables of ours keep it: a decimal as the
/// scaled integer, a timestamp as its text, a uuid as its bytes.
void append_standard(std::string& out, std::string_view operand, const SqlType& type);

/// Appends `operand` (SQL), which is in that form (a decimal with the scale of `type`), as a column
/// of `type` keeps it. Digits of a second that are not kept are cut.
void append_kept(std::string& out, std::string_view operand, const SqlType& type);

}  // namespace orp::backend::sqlite
