// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "entity/collection_changes.hpp"
#include "meta/stored_value.hpp"
#include "session/objects/objects.hpp"

namespace orp {

/// While it lives everything may be asked of the objects, and read into them; then all is as it was
/// before.
///
/// Rules
///  (1) All that the program has said stands in the change log: the work is done on a copy, by
///      which the collections are led.
///  (2) What the objects are, but for their values, is remembered and put back. Of the values only
///      an assigned key may be replaced; others come into columns that are not loaded.
///  (3) Objects that were read are gone: they would let the next flush know more.
///
/// Of what was read only the memory of lists stays with the session. Requires: meanwhile nobody but
/// the flush looks at the objects, and no transaction ends.
class Rehearsal {
 public:
  explicit Rehearsal(Objects& objects);
  ~Rehearsal();
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

 private:
  struct Former {
    Entity* entity;
    EntityState state;
    std::uint8_t flags;
    std::uint32_t note;
    std::vector<std::uint32_t> masks;
    std::vector<RelationSlot> slots;
    std::vector<ManyAccess::Memory> collections;
    std::vector<StoredValue>
        assigned_key;  // in order of the key's columns; empty: none is assigned
  };

  static Former remember(Entity& entity);
  static void put_back(Former& former) noexcept;

  Objects* objects_;
  std::vector<Former> formers_;
  std::vector<KeyTable> identities_;
  ParentIndex parents_;
  std::size_t read_;
  ObjectStore::Mark mark_;
  ChangeLog log_;  // the program's
};

}  // namespace orp
