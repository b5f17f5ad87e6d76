// SPDX-License-Identifier: MIT
// What a column of a row will hold once the flush is done, told before anything is written: the
// copies of the flush lead to whoever has the value by itself.
#pragma once
#include <cstddef>
#include <cstdint>

#include "session/flush/changes.hpp"

namespace orp {

class Objects;

struct ComingValue {
  enum class Kind : std::uint8_t {
    known,
    made,  // by the flush: each origin has one of its own
    open,  // the copies go round in a circle
  };

  Kind kind;
  Entity* origin = nullptr;
  std::uint16_t column = 0;          ///< of the origin
  const ColumnType* type = nullptr;  ///< of the field
  const void* field = nullptr;       ///< of what is known; nullptr: NULL
};

/// False: these are sure to be two values.
bool may_be_equal(const ComingValue& left, const ComingValue& right);

class ComingValues {
 public:
  ComingValues(Objects& objects, const Changes& changes) : objects_(&objects), changes_(&changes) {}

  /// Loads a value that memory does not know.
  ComingValue of(Entity& entity, std::uint16_t column);
  ComingValue of(const KeyCopy& copy);
  /// What the row has by itself, or by the database's cascades, whatever this flush copies into it.
  ComingValue without_copies(Entity& entity, std::uint16_t column);
  /// nullptr: the flush copies nothing into the column.
  const KeyCopy* find_copy_of(Entity& entity, std::uint16_t column) const;
  /// nullptr: the database cascades nothing into the column.
  const KeyCopy* find_follow_of(Entity& entity, std::uint16_t column) const;

 private:
  ComingValue own(Entity& entity, std::uint16_t column);
  const KeyCopy* find_in(const std::vector<RowChange>& rows, std::size_t number,
                         std::uint16_t column) const;

  Objects* objects_;
  const Changes* changes_;
};

}  // namespace orp
