// SPDX-License-Identifier: MIT
// Values that must be unique: what the rows of a flush have before it and after it, as far as
// memory knows.
//
// Rules
//  (1) What a row gives up is what it has when its own statement comes: ON UPDATE CASCADE has
//      changed it by then.
//  (2) A partial index counts as a whole one: who has a value that another one takes may be in its
//      way.
//  (3) Of an index over expressions nobody but the database can tell the values, so whoever may be
//      in the way is.
#pragma once
#include <cstdint>
#include <vector>

#include "session/flush/plan_rows.hpp"
#include "session/flush/row_rules.hpp"
#include "session/flush/unique_offers.hpp"

namespace orp {

enum class Knowledge : std::uint8_t {
  known,
  unknown,
  null,  // of one column at least: such a value is in nobody's way
};

/// Reads the rows of one class.
class UniqueReader {
 public:
  UniqueReader(const PlanRows& rows, const EntityInfo& info) : rows_(&rows), info_(&info) {}

  /// What the database has in `columns` of a row that is changed, taken over or deleted.
  Knowledge read_old(const PlannedRow& row, const UniqueColumns& columns, UniqueValue& value) const;
  /// The same by the time of the row's own statement: what ON UPDATE CASCADE has changed, if it
  /// has, and that is what the row gives up.
  Knowledge read_given_up(const PlannedRow& row, const UniqueColumns& columns,
                          UniqueValue& value) const;
  /// What a row will have: of a column that takes its value from another what that will have. A
  /// value that is made by this flush is unknown, and in nobody's way.
  Knowledge read_new(const PlannedRow& row, const UniqueColumns& columns, UniqueValue& value) const;

  bool changes(const PlannedRow& row, const UniqueColumns& columns) const;
  bool becomes_null(const PlannedRow& row, const UniqueColumns& columns) const;
  /// nullptr: the column is not copied from a key.
  const KeyCopy* copy_of(const PlannedRow& row, std::uint16_t column) const;

 private:
  bool is_changed(const PlannedRow& row, std::uint16_t column) const;
  UniqueField old_field(const PlannedRow& row, std::uint16_t column) const;
  UniqueField new_field(const PlannedRow& row, std::uint16_t column) const;
  UniqueField new_field(Entity& entity, std::uint16_t column, std::size_t hops) const;
  UniqueField copied_field(const KeyCopy& copy, std::size_t hops) const;

  const PlanRows* rows_;
  const EntityInfo* info_;
};

}  // namespace orp
