// SPDX-License-Identifier: MIT
#include "session/flush/referred_row.hpp"

#include <algorithm>

#include "session/flush/key_order.hpp"

namespace orp {

bool refers_to_key_of(const ForeignKeyInfo& key, const EntityInfo& info) {
  return key.referred == &info.table() &&
         std::equal(key.referred_columns.begin(), key.referred_columns.end(), info.key.begin(),
                    info.key.end());
}

std::uint32_t find_referred(const PlanRows& rows, const ClassRows& holder, const PlannedRow& row,
                            const ForeignKeyInfo& key, const ClassRows& target) {
  const EntityInfo& info = target.info();
  std::vector<const void*> values;
  for (const std::uint16_t column : key.columns) {
    const void* field = rows.log().database_field(row.former(), holder.info(), column);
    if (field == nullptr) return unknown_row;
    values.push_back(holder.info().column(column).type.ops->value(field));
    if (values.back() == nullptr) return no_row;
  }
  const auto compare = [&](const PlannedRow& other) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const ColumnType& type = info.column(info.key[i]).type;
      if (const int order = compare_values(type, rows.plan().key_field(other, info, i), values[i]))
        return order;
    }
    return 0;
  };
  const auto found =
      std::partition_point(target.deletes.begin(), target.deletes.end(),
                           [&](const PlannedRow& other) { return compare(other) < 0; });
  if (found == target.deletes.end() || compare(*found) != 0) return no_row;
  return static_cast<std::uint32_t>(found - target.deletes.begin());
}

}  // namespace orp
