// SPDX-License-Identifier: MIT
// Class-level attributes of generated entities: `User::c.name`, `User::c.orders`. Values without
// behaviour here, so that generated headers stay cheap; <orpiment/sql/expr.hpp> gives them their
// operators.
#pragma once
#include <cstdint>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// Column number `index` of entity `E`, of C++ type `T` (a std::optional when nullable).
template <class E, class T>
struct Column {
  using entity_type = E;
  using value_type = T;

  const EntityInfo* entity;
  std::uint16_t index;
};

/// To-one relationship number `index` of entity `E`.
template <class E, class Target>
struct ToOne {
  const EntityInfo* entity;
  std::uint16_t index;
};

/// To-many relationship number `index` of entity `E`.
template <class E, class Target>
struct ToMany {
  const EntityInfo* entity;
  std::uint16_t index;
};

}  // namespace orp
