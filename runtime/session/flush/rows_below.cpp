// SPDX-License-Identifier: MIT
#include "session/flush/rows_below.hpp"

#include <algorithm>
#include <vector>

#include "session/flush/unique_values.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

class Below {
 public:
  explicit Below(const EntityInfo& owner) : owner_(&owner) {}

  bool contain(const TableInfo& table) {
    if (std::find(passed_.begin(), passed_.end(), &table) != passed_.end()) return false;
    passed_.push_back(&table);
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                       [&](const ForeignKeyInfo& key) { return contain(table, key); });
  }

  bool contain(const TableInfo& table, const ForeignKeyInfo& key) {
    return key.on_delete == ReferentialAction::cascade &&
           (is_left_alone(table, key, *owner_) || contain(*key.referred));
  }

 private:
  const EntityInfo* owner_;
  std::vector<const TableInfo*> passed_;
};

bool takes_value(const PlanRows& rows, const ClassRows& one) {
  const UniqueReader reader(rows, one.info());
  const std::vector<UniqueColumns>& keys = one.rules.unique_keys;
  UniqueValue value;
  const auto takes = [&](const PlannedRow& row, bool is_new) {
    return std::any_of(keys.begin(), keys.end(), [&](const UniqueColumns& key) {
      return (is_new || reader.changes(row, key)) &&
             reader.read_new(row, key, value) == Knowledge::known;
    });
  };
  return std::any_of(one.inserts.begin(), one.inserts.end(),
                     [&](const PlannedRow& row) { return takes(row, true); }) ||
         std::any_of(one.updates.begin(), one.updates.end(),
                     [&](const PlannedRow& row) { return takes(row, false); });
}

}  // namespace

bool is_left_alone(const TableInfo& table, const ForeignKeyInfo& key, const EntityInfo& owner) {
  return key.referred == &owner.table() &&
         std::none_of(owner.relations.begin(), owner.relations.end(),
                      [&](const RelationInfo& relation) {
                        return is_held_by_target(relation) && !relation.view_only &&
                               !relation.passive_deletes && &relation.target->table() == &table &&
                               are_equal(relation.remote_columns, key.columns);
                      });
}

bool may_go_along(const TableInfo& table, const EntityInfo& owner) {
  return Below(owner).contain(table);
}

bool may_go_along(const TableInfo& table, const ForeignKeyInfo& key, const EntityInfo& owner) {
  return Below(owner).contain(table, key);
}

bool takes_from_below(const PlanRows& rows, const EntityInfo& owner) {
  return std::any_of(rows.classes().begin(), rows.classes().end(), [&](const ClassRows& one) {
    return may_go_along(one.info().table(), owner) && takes_value(rows, one);
  });
}

}  // namespace orp
