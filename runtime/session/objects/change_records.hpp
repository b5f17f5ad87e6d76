// SPDX-License-Identifier: MIT
// What changed objects were before: old values and targets, as lists in an arena.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "entity/slab.hpp"
#include "session/objects/arena.hpp"
#include "session/objects/same_value.hpp"

namespace orp {

/// The value a column had before its first change.
struct OldValue {
  OldValue* next;
  const FieldOps* ops;
  void* field;  ///< a copy of the field; nullptr: the column was not loaded, its old value unknown
  std::uint16_t column;
};

/// Whether the object's value is what it was before its first change.
inline bool is_set_back(const OldValue& old, const Entity& entity, const EntityInfo& info) {
  return old.field != nullptr &&
         is_same_value(info.column(old.column).type, old.field, field_of(entity, info, old.column));
}

/// The target a to-one relationship had before its first change.
struct OldTarget {
  OldTarget* next;
  std::uint16_t relation;
  Entity* target;           ///< nullptr: none or unknown
  Entity* given = nullptr;  ///< the last target that was given since, and taken away again
};

/// What is known about one changed persistent object, the latest act first.
struct ChangeRecord {
  Entity* entity = nullptr;  ///< nullptr: the object was forgotten
  OldValue* values = nullptr;
  OldTarget* targets = nullptr;
};

/// nullptr: none is kept.
inline const OldValue* find_value(const ChangeRecord& record, unsigned column) {
  const OldValue* value = record.values;
  while (value != nullptr && value->column != column) value = value->next;
  return value;
}

/// Records, and what they lead to.
struct ChangeRecords {
  ChangeRecords() = default;
  ChangeRecords(const ChangeRecords& other);
  ChangeRecords(ChangeRecords&& other) noexcept = default;
  ChangeRecords& operator=(ChangeRecords&& other) noexcept {
    list.swap(other.list);
    std::swap(arena, other.arena);
    return *this;
  }
  ~ChangeRecords() { destroy_values(); }

  static void destroy_values(ChangeRecord& record);
  void clear() {
    destroy_values();
    list.clear();
    arena.clear();
  }

  std::vector<ChangeRecord> list;
  Arena arena;

 private:
  void destroy_values() {
    for (ChangeRecord& record : list) destroy_values(record);
  }
};

}  // namespace orp
