// SPDX-License-Identifier: MIT
#include "session/flush/empty_removals.hpp"

#include <algorithm>
#include <vector>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/flush/holders.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/retraction.hpp"

namespace orp {

namespace {

struct Removal {
  ManyBase* list;
  const RelationInfo* relation;
  Entity* member;
};

// Of a loaded list it is known who was in; of a relationship with a hidden end the owner says all.
bool may_be_empty(const ManyBase& list, const RelationInfo& relation) {
  return !list.is_loaded() && relation.kind == RelationKind::one_to_many && !relation.view_only &&
         relation.inverse >= 0 && !inverse_of(relation)->hidden;
}

bool has_own_word(Entity& member, const RelationInfo& relation) {
  const RelationSlot& slot =
      relation_slots(member, info_of(member))[static_cast<unsigned>(relation.inverse)];
  return slot.is_changed() && !slot.is_echo();
}

std::vector<Removal> find_doubtful(const ChangeLog& log) {
  std::vector<Removal> found;
  for (const auto& record : log.collections()) {
    if (record->collection == nullptr || record->removed.empty()) continue;
    ManyBase& list = *record->collection;
    const RelationInfo& relation =
        info_of(ManyAccess::owner(list)).relations[ManyAccess::relation(list)];
    if (!may_be_empty(list, relation)) continue;
    for (Entity* member : record->removed)
      if (is_persistent(*member) && !is_doomed(*member) && !has_own_word(*member, relation))
        found.push_back({&list, &relation, member});
  }
  return found;
}

void load_unknown_keys(LoadContext context, const std::vector<Removal>& removals) {
  ClassMap<std::vector<Entity*>> unknown;
  for (const Removal& removal : removals)
    if (!is_foreign_key_known(context.objects.changes, *removal.member,
                              removal.relation->remote_columns))
      unknown.get(*removal.relation->target).push_back(removal.member);
  for (std::size_t i = 0; i < unknown.size(); ++i)
    load_rows(context, unknown.class_of(i), unknown[i]);
}

bool was_in(const ChangeLog& log, const Removal& removal) {
  Entity& owner = ManyAccess::owner(*removal.list);
  const EntityInfo& info = info_of(*removal.member);
  const EntityInfo& owner_info = info_of(owner);
  for (std::size_t i = 0; i < removal.relation->remote_columns.size(); ++i) {
    const std::uint16_t held = removal.relation->remote_columns[i];
    const std::uint16_t key = removal.relation->local_columns[i];
    const void* held_field = log.database_field(*removal.member, info, held);
    const void* key_field = log.database_field(owner, owner_info, key);
    if (held_field == nullptr || key_field == nullptr) return true;  // nobody knows
    if (!equal_key_fields(info.column(held).type, held_field, owner_info.column(key).type,
                          key_field))
      return false;
  }
  return true;
}

void take_back(Objects& objects, const Removal& removal) {
  Entity& owner = ManyAccess::owner(*removal.list);
  const auto inverse = static_cast<unsigned>(removal.relation->inverse);
  const unsigned number = ManyAccess::relation(*removal.list);
  Retraction(objects, *removal.member).take_back_untie(owner, number, *removal.member);
  Retraction(objects, owner).take_back_untie(*removal.member, inverse, owner);
}

}  // namespace

void forget_empty_removals(LoadContext context) {
  const std::vector<Removal> removals = find_doubtful(context.objects.changes);
  if (removals.empty()) return;
  load_unknown_keys(context, removals);
  for (const Removal& removal : removals)
    if (!was_in(context.objects.changes, removal)) take_back(context.objects, removal);
}

}  // namespace orp
