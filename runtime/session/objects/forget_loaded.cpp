// SPDX-License-Identifier: MIT
#include "session/objects/forget_loaded.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "entity/expiry.hpp"
#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "meta/column_numbers.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

bool forget_relation(Objects& objects, Entity& entity, unsigned relation) {
  const bool stays = renounce_queued(objects, entity, relation);
  forget_shown(entity, relation);
  return stays;
}

void forget_columns(Objects& objects, Entity& entity, View<std::uint16_t> columns) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  for (const std::uint16_t column : columns) {
    if (masks.is_changed(column)) continue;
    masks.clear_loaded(column);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].holds_key() && contains(info.relations[i].local_columns, column))
        forget_relation(objects, entity, i);
  }
}

void forget_unchanged(Objects& objects, Entity& entity, View<std::uint16_t> columns) {
  const EntityInfo& info = info_of(entity);
  const RelationSlot* const slots = relation_slots(entity, info);
  const auto is_queued = [&](std::uint16_t column) {
    for (std::size_t i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].holds_key() && slots[i].is_changed() &&
          contains(info.relations[i].local_columns, column))
        return true;
    return false;
  };
  std::vector<std::uint16_t> unchanged;
  std::remove_copy_if(columns.begin(), columns.end(), std::back_inserter(unchanged), is_queued);
  forget_columns(objects, entity, view_of(unchanged));
}

void forget_unchanged(Objects& objects, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  std::vector<std::uint16_t> columns;
  for (std::uint16_t i = 0; i < info.columns.size(); ++i)
    if (!info.column(i).primary_key) columns.push_back(i);
  forget_unchanged(objects, entity, view_of(columns));
}

void forget_loaded(Objects& objects, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  objects.changes.restore_key(entity);
  bool stays = false;
  for (unsigned i = 0; i < info.relations.size(); ++i)
    stays = renounce_queued(objects, entity, i) || stays;
  if (stays)
    objects.changes.forget_values(entity);
  else
    objects.changes.forget_changes(entity);
  Masks(entity, info).clear_all_changed();
  forget_all_shown(entity);
}

}  // namespace orp
