// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <utility>

#include "meta/stand_in.hpp"
#include "session/objects/arena.hpp"

namespace orp {

class Entity;

/// What rows have, for the rest of a flush, in place of values that others take.
class StandIns {
 public:
  using Place = std::pair<const Entity*, std::uint16_t>;  ///< a column of an object's row

  StandIns() = default;
  StandIns(StandIns&&) noexcept = default;
  StandIns& operator=(StandIns&&) = delete;
  ~StandIns();

  /// Does nothing where there is one already. Requires: has_stand_in(type).
  void make(const Entity& row, std::uint16_t column, const ColumnType& type);
  /// A field of the column, valid as long as this object; nullptr: there is none.
  const void* find(const Entity& row, std::uint16_t column) const;

  bool empty() const { return fields_.empty(); }
  bool has(const Entity& row) const {
    const auto next = fields_.lower_bound({&row, 0});
    return next != fields_.end() && next->first.first == &row;
  }
  /// visit(column, value) of those of `row`.
  template <class Visit>
  void for_each(const Entity& row, Visit visit) const {
    for (auto one = fields_.lower_bound({&row, 0});
         one != fields_.end() && one->first.first == &row; ++one)
      visit(one->first.second, one->second.ops->value(one->second.field));
  }

 private:
  struct Field {
    const FieldOps* ops;
    void* field;
  };

  std::map<Place, Field> fields_;
  StandInMaker maker_;
  Arena arena_;
};

}  // namespace orp
