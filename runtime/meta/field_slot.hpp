// SPDX-License-Identifier: MIT
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

}  // namespace orp
