// SPDX-License-Identifier: MIT
#pragma once
#include "session/unique_values.hpp"

namespace orp {

/// Which columns of a class's rows can give up what they hold before the rows are deleted: nothing
/// refers to them, and they may become NULL or have a stand-in. What a check says of a column is
/// not understood, so that one that is mentioned keeps its value.
class VacantColumns {
 public:
  VacantColumns(PlanRows& rows, const EntityInfo& info);

  /// One of `key`, or nullptr.
  const std::uint16_t* find(const UniqueColumns& key) const;

 private:
  bool may_be_null(std::uint16_t column) const;
  bool may_have_stand_in(std::uint16_t column) const;
  bool is_foreign(std::uint16_t column) const;

  const EntityInfo* info_;
  RowShape referred_;  // or of the primary key
};

}  // namespace orp
