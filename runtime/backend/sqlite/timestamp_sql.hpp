// SPDX-License-Identifier: MIT
// Timestamps from one form to another (StoredAs), by the database's own functions.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

/// Appends `operand` (SQL), which is kept so, as tables of ours keep timestamps.
void append_standard_timestamp(std::string& out, std::string_view operand, StoredAs how);

/// Appends `operand` (SQL), which is in standard form, as a column of `type` keeps it. Digits of a
/// second that are not kept are cut.
void append_timestamp_as(std::string& out, std::string_view operand, const SqlType& type);

}  // namespace orp::backend::sqlite
