// SPDX-License-Identifier: MIT
#include "session/flush/holders.hpp"

#include "entity/slab.hpp"
#include "session/flush/unique_offers.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

// False: one of them is NULL, or unknown.
bool read_values(const ChangeLog& changes, Entity& entity, View<std::uint16_t> columns,
                 UniqueValue& value) {
  const EntityInfo& info = info_of(entity);
  value.clear();
  for (const std::uint16_t column : columns) {
    const ColumnType& type = info.column(column).type;
    const void* field = changes.database_field(entity, info, column);
    if (field == nullptr || is_null(type, field)) return false;
    value.push_back({&type, field});
  }
  return true;
}

}  // namespace

bool is_foreign_key_known(const ChangeLog& changes, Entity& entity, View<std::uint16_t> columns) {
  const EntityInfo& info = info_of(entity);
  return std::all_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
    return changes.database_field(entity, info, column) != nullptr;
  });
}

bool refers(const ChangeLog& changes, Entity& entity, View<std::uint16_t> columns) {
  UniqueValue value;
  return read_values(changes, entity, columns, value);
}

std::vector<std::pair<Entity*, std::uint32_t>> find_holders(const ChangeLog& changes,
                                                            const KeyTable& table,
                                                            View<std::uint16_t> columns,
                                                            const Referred& referred) {
  const std::vector<Entity*>& owners = *referred.owners;
  UniqueOffers keys;
  UniqueValue value;
  for (std::uint32_t i = 0; i < owners.size(); ++i)
    if (read_values(changes, *owners[i], referred.columns, value)) keys.add(i, value);
  if (keys.empty()) return {};
  keys.sort();
  std::vector<std::pair<Entity*, std::uint32_t>> found;
  table.for_each([&](Entity& holder) {
    if (!read_values(changes, holder, columns, value)) return;
    keys.find(value, [&](std::uint32_t owner) { found.emplace_back(&holder, owner); });
  });
  return found;
}

}  // namespace orp
