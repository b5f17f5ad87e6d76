// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "meta/stand_in.hpp"
#include "session/objects/arena.hpp"

namespace orp {

class Entity;

/// What rows have, for the rest of a flush, in place of values that others take.
class StandIns {
 public:
  using Place = std::pair<const Entity*, std::uint16_t>;  ///< a column of an object's row

  /// Does nothing where there is one already. Requires: has_stand_in(type).
  void make(const Entity& row, std::uint16_t column, const ColumnType& type);
  /// A field of the column, valid as long as this object; nullptr: there is none.
  const void* find(const Entity& row, std::uint16_t column) const;

  bool empty() const { return made_ == nullptr; }
  bool has(const Entity& row) const {
    if (empty()) return false;
    const auto next = made_->fields.lower_bound({&row, 0});
    return next != made_->fields.end() && next->first.first == &row;
  }
  /// visit(column, value) of those of `row`.
  template <class Visit>
  void for_each(const Entity& row, Visit visit) const {
    if (empty()) return;
    for (auto one = made_->fields.lower_bound({&row, 0});
         one != made_->fields.end() && one->first.first == &row; ++one)
      visit(one->first.second, one->second.ops->value(one->second.field));
  }

 private:
  struct Field {
    const FieldOps* ops;
    void* field;
  };

  struct Made {
    Made() = default;
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;
    ~Made();

    std::map<Place, Field> fields;
    StandInMaker maker;
    Arena arena;
  };

  std::unique_ptr<Made> made_;  // nullptr: none, as in most flushes
};

}  // namespace orp
