// SPDX-License-Identifier: MIT
#include "session/objects/column_sharing.hpp"

#include <algorithm>
#include <utility>

#include "meta/column_numbers.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

// Who says whose the row is comes first, who is written later last.
int rank(const EntityInfo& info, unsigned relation) {
  if (is_identifying(info, info.relations[relation])) return 0;
  return info.relations[relation].post_update ? 2 : 1;
}

std::vector<unsigned> writers_of(const EntityInfo& info, std::uint16_t column) {
  std::vector<unsigned> writers;
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (relation.holds_key() && !relation.view_only && contains(relation.local_columns, column))
      writers.push_back(i);
  }
  std::stable_sort(writers.begin(), writers.end(), [&](unsigned left, unsigned right) {
    return rank(info, left) < rank(info, right);
  });
  return writers;
}

}  // namespace

ColumnSharing::ColumnSharing(const EntityInfo& info) {
  for (std::uint16_t column = 0; column < info.columns.size(); ++column) {
    std::vector<unsigned> relations = writers_of(info, column);
    const bool is_borrowed = relations.size() == 1 && info.column(column).primary_key &&
                             !is_identifying(info, info.relations[relations.front()]);
    if (relations.size() > 1 || is_borrowed) columns.push_back({column, std::move(relations)});
  }
}

}  // namespace orp
