// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/entity/entity.hpp"

namespace orp::detail {

/// A place of the identity map.
struct KeySlot {
  /// What is no object.
  static constexpr std::uintptr_t greatest_mark = 1;

  std::uint64_t hash = 0;    ///< of an integer key: the key
  Entity* entity = nullptr;  ///< or a mark

  bool is_taken() const { return reinterpret_cast<std::uintptr_t>(entity) > greatest_mark; }
};

/// What get() looks at before it calls anything: the places of the class that was asked for last.
/// The session's; see runtime/session/objects/identity_map.hpp.
struct IdentityView {
  const EntityInfo* info = nullptr;  ///< of the class; nullptr: of none
  const KeySlot* slots = nullptr;
  std::uint64_t mask = 0;  ///< hash & mask: the number of the first place of a hash

  /// The object with that integer key if it stands at its first place; else nullptr.
  Entity* find(const EntityInfo& wanted, std::uint64_t key) const {
    if (&wanted != info) return nullptr;
    const KeySlot& slot = slots[key & mask];
    return slot.hash == key && slot.is_taken() ? slot.entity : nullptr;
  }
};

}  // namespace orp::detail
