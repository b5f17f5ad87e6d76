// SPDX-License-Identifier: MIT
// What every database refuses alike, checked before it is sent. All throw ValueFault.
#pragma once
#include <optional>
#include <string_view>

#include "orpiment/base/decimal.hpp"
#include "orpiment/base/detail/int128.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// The text of a string or text column: UTF-8, no zero byte, within the column's length.
void check_text(std::string_view text, const SqlType& type);

/// `value` times 10^type.scale. A fault when digits would be lost or there are more than
/// type.precision (0: 38).
detail::Int128 scaled_coefficient(const Decimal& value, const SqlType& type);

/// The decimal that scaled_coefficient came from.
Decimal unscaled_decimal(detail::Int128 coefficient, const SqlType& type);

/// A timestamp of a column that keeps seconds or milliseconds (SqlType::stored_as) has no more.
void check_resolution(const Timestamp& time, const SqlType& type);
/// The same of a time.
void check_resolution(const Time& time, const SqlType& type);

/// What a column of `type` gives for the number that a table has in it: of the column's scale. A
/// fault when it has more digits than the schema says.
Decimal kept_decimal_of(const Decimal& number, const SqlType& type);
inline Decimal kept_decimal(const Decimal& number, const SqlType& type) {
  if (type.precision == 0) return number;  // the schema says nothing of its digits
  const detail::Int128 limit = detail::power_of_ten(type.precision);
  const bool fits =
      number.scale() == type.scale && number.coefficient() < limit && number.coefficient() > -limit;
  if (fits) [[likely]]
    return number;
  return kept_decimal_of(number, type);
}

/// The enumerator with that label, if any.
std::optional<unsigned> find_label(const EnumInfo& enumeration, std::string_view label) noexcept;

/// The label of an enumeration's value; a fault for a number that is no enumerator.
std::string_view label_of(const EnumInfo& enumeration, const void* value);

}  // namespace orp::backend
