// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// The value in a field of `type`; nullptr when that is NULL, and when there is no field.
inline const void* value_in(const FieldType& type, const void* field) {
  return field == nullptr || !type.nullable ? field : type.ops->value(field);
}

}  // namespace orp
