// SPDX-License-Identifier: MIT
// What a row that is about to be deleted has in a column that is unique and not nullable, so that
// another row may take what it had.
//
// Rules
//  (1) It is a value that fits the column and that no program stores: a text of private characters,
//      a number or a moment at the far end of the range. Types with few values have none.
//  (2) Those of a column begin anywhere and follow one another, so that none comes twice before all
//      have come that the type has room for.
#pragma once
#include <cstdint>
#include <unordered_map>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Whether there is a value of `type` that no row has.
bool has_stand_in(const SqlType& type);

/// The stand-ins of one flush.
class StandInMaker {
 public:
  /// Assigns the next one of the column of `type` to `field`. Requires: has_stand_in(type).
  void make(const ColumnType& type, void* field);

 private:
  std::unordered_map<const ColumnType*, std::uint64_t> next_;
};

}  // namespace orp
