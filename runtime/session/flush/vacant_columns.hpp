// SPDX-License-Identifier: MIT
// Which columns of a row can give up what they hold before it is deleted.
//
// Rules
//  (1) It becomes NULL, or a stand-in that no row has. What a check says of a column is not
//      understood, so that one that is mentioned keeps its value.
//  (2) A column that refers to something has no stand-in: there would be nothing to refer to.
//  (3) A column that others refer to has one where they go along (ON UPDATE CASCADE) without a rule
//      of their own in the way, and so do those who refer to them by it; or where nobody refers to
//      the row. That is asked of the database, when nothing else makes room.
#pragma once
#include <optional>
#include <utility>

#include "session/flush/unique_values.hpp"

namespace orp {

/// A column that gives up what it holds.
struct Vacancy {
  std::uint16_t column;
  bool has_stand_in;  ///< else it becomes NULL
};

/// Those of the rows of one class.
class VacantColumns {
 public:
  VacantColumns(PlanRows& rows, const EntityInfo& info);

  /// One of `key` that nobody refers to, and which is not of the primary key.
  std::optional<Vacancy> find(const UniqueColumns& key) const;
  /// Another one, of the row of `deleted`. What has to be asked for that is put to Plan::questions.
  std::optional<Vacancy> find_referred(const UniqueColumns& key, Entity& deleted);

 private:
  /// A foreign key that refers to rows of a class.
  struct Referring {
    const TableInfo* table;
    const EntityInfo* holder;  ///< nullptr: a secondary table
    const ForeignKeyInfo* key;
  };
  using Passed = std::vector<std::pair<const TableInfo*, std::uint16_t>>;

  bool may_be_null(std::uint16_t column) const;
  bool may_have_stand_in(std::uint16_t column) const;
  std::vector<Referring> find_referring(const EntityInfo& info) const;
  void add_secondaries(const EntityInfo& info, const TableInfo& referred,
                       std::vector<Referring>& found) const;
  bool goes_along(const Referring& referring, std::uint16_t referred_column, Passed& passed) const;
  std::optional<bool> is_referred(const Referring& referring, const Entity& deleted) const;

  PlanRows* rows_;
  const EntityInfo* info_;
  std::vector<Referring> referring_;
  RowShape referred_;  // or of the primary key
};

}  // namespace orp
