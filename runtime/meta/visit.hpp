// SPDX-License-Identifier: MIT
// From a type tag to a C++ type: the one switch that everything not on a hot path shares, and all
// value types.
#pragma once
#include <cstdint>
#include <string>
#include <type_traits>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Calls visit(std::type_identity<T>()) with the C++ type of a tag's values, for every tag but
/// enumeration, array and converted, for which it calls other().
template <class Visit, class Other>
auto visit_type(TypeTag tag, Visit visit, Other other) {
  switch (tag) {
#define ORPIMENT_VISIT(tag_, type, word) \
  case TypeTag::tag_:                    \
    return visit(std::type_identity<type>());
    ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_VISIT)
#undef ORPIMENT_VISIT
    case TypeTag::decimal:
      return visit(std::type_identity<Decimal>());
    case TypeTag::string:
      return visit(std::type_identity<std::string>());
    case TypeTag::enumeration:
    case TypeTag::array:
    case TypeTag::converted:
      break;
  }
  return other();
}

/// The same with the value at `value` (not a field): visit(const T&).
template <class Visit, class Other>
auto visit_value(const SqlType& type, const void* value, Visit visit, Other other) {
  return visit_type(
      type.tag,
      [&]<class T>(std::type_identity<T>) { return visit(*static_cast<const T*>(value)); }, other);
}

}  // namespace orp
