// SPDX-License-Identifier: MIT
#include "session/flush/key_order.hpp"

#include <utility>

#include "meta/stored_value.hpp"
#include "meta/visit.hpp"

namespace orp {

namespace {

template <class T>
int compare(const T& left, const T& right) {
  if constexpr (requires { left < right; })
    return left < right ? -1 : (right < left ? 1 : 0);
  else
    return 0;  // no type of a key
}

int compare_enumerators(const EnumInfo& info, const void* left, const void* right) {
  return compare(info.index(left), info.index(right));
}

int compare_stored(const ConversionInfo& conversion, const void* left, const void* right) {
  StoredValue left_stored(*conversion.stored);
  StoredValue right_stored(*conversion.stored);
  conversion.to_stored(left, left_stored.field());
  conversion.to_stored(right, right_stored.field());
  return compare_values(*conversion.stored, left_stored.value(), right_stored.value());
}

}  // namespace

int compare_values(const SqlType& type, const void* left, const void* right) {
  return visit_value(
      type, left,
      [&](const auto& typed) { return compare(typed, *static_cast<decltype(&typed)>(right)); },
      [&] {
        if (type.tag == TypeTag::enumeration)
          return compare_enumerators(*type.enumeration, left, right);
        if (type.tag == TypeTag::converted) return compare_stored(*type.conversion, left, right);
        return 0;
      });
}

}  // namespace orp
