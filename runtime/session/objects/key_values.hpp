// SPDX-License-Identifier: MIT
// A primary key as an array of pointers to its values, and room for one.
#pragma once
#include <cstddef>
#include <iterator>
#include <vector>

#include "entity/slab.hpp"

namespace orp {

/// The key of a row: one value (not field) per primary key column, in order. NULL is no key.
using KeyValues = const void* const*;

/// Room for the values of one key; few have more than a handful.
class KeyBuffer {
 public:
  explicit KeyBuffer(std::size_t size) : large_(size > std::size(small_) ? size : 0) {}
  const void** data() { return large_.empty() ? small_ : large_.data(); }

 private:
  const void* small_[4] = {};
  std::vector<const void*> large_;
};

/// The key in the row of `entity`, which the program may have assigned; `buffer` has room for the
/// class's key columns.
inline KeyValues key_of(const Entity& entity, const EntityInfo& info, const void** buffer) {
  for (std::size_t i = 0; i < info.key.size(); ++i) buffer[i] = field_of(entity, info, info.key[i]);
  return buffer;
}

}  // namespace orp
