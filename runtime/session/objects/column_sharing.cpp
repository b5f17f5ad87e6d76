// SPDX-License-Identifier: MIT
#include "session/objects/column_sharing.hpp"

#include <algorithm>
#include <utility>

#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

bool is_identifying(const EntityInfo& info, unsigned relation) {
  return is_identifying(info, info.relations[relation].local_columns);
}

// Who says whose the row is comes first, who is written later last.
int rank(const EntityInfo& info, unsigned relation) {
  if (is_identifying(info, relation)) return 0;
  return info.relations[relation].post_update ? 2 : 1;
}

std::vector<unsigned> writers_of(const EntityInfo& info, std::uint16_t column) {
  std::vector<unsigned> writers;
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    const View<std::uint16_t> columns = relation.local_columns;
    if (relation.holds_key() && !relation.view_only &&
        std::find(columns.begin(), columns.end(), column) != columns.end())
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
                             !is_identifying(info, relations.front());
    if (relations.size() > 1 || is_borrowed) columns.push_back({column, std::move(relations)});
  }
}

}  // namespace orp
