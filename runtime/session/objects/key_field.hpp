// SPDX-License-Identifier: MIT
// A key and the foreign key that refers to it have values of one C++ type, but one field may be
// nullable and the other not.
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp {

inline bool equal_key_fields(const FieldType& left_type, const void* left,
                             const FieldType& right_type, const void* right) {
  if (left_type.nullable == right_type.nullable) return left_type.ops->equal(left, right);
  if (left_type.nullable) return equal_key_fields(right_type, right, left_type, left);
  const void* value = right_type.ops->value(right);
  return value != nullptr && left_type.ops->equal(left, value);
}

/// Requires: `from` is not NULL if `to` cannot be.
inline void assign_key_field(const FieldType& to_type, void* to, const FieldType& from_type,
                             const void* from) {
  if (to_type.nullable == from_type.nullable)
    to_type.ops->assign(to, from);
  else if (to_type.nullable)
    from_type.ops->assign(to_type.ops->emplace(to), from);
  else
    to_type.ops->assign(to, from_type.ops->value(from));
}

inline bool is_null(const FieldType& type, const void* field) {
  return type.nullable && type.ops->value(field) == nullptr;
}

}  // namespace orp
