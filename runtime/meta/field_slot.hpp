// SPDX-License-Identifier: MIT
// The place of a value inside a field, which then holds one.
#pragma once
#include <optional>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// The value inside a field of C++ type T or std::optional<T>, to be assigned.
template <class T>
T& slot(const FieldType& type, void* field) {
  if (!type.nullable) return *static_cast<T*>(field);
  auto& optional = *static_cast<std::optional<T>*>(field);
  return optional ? *optional : optional.emplace();
}

/// As FieldOps::emplace, which a field of a value itself has no need of.
inline void* value_place(const FieldType& type, void* field) {
  return type.nullable ? type.ops->emplace(field) : field;
}

}  // namespace orp
