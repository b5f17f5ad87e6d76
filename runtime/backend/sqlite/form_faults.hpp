// SPDX-License-Identifier: MIT
// How a value is refused that is not kept as its column says (StoredAs). All throw ValueFault.
#pragma once
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

/// What the database has for a timestamp or a uuid is `text`; the hint tells how a schema says so.
[[noreturn]] void fault_other_form(const SqlType& type, std::string_view text);

/// `text` is a value of `type`, which has one form only, but not as we spell it: the database,
/// which compares texts, would take it for another one.
[[noreturn]] void fault_other_spelling(const SqlType& type, std::string_view text);

/// What the database has for a decimal is `found`, and nothing says whether it is a scaled one.
[[noreturn]] void fault_of_unknown_scale(std::string_view found);

/// A julian day between two milliseconds, which would not be equal to what it is read as.
[[noreturn]] void fault_inexact_day(const SqlType& type, double day);

}  // namespace orp::backend::sqlite
