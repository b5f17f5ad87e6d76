// SPDX-License-Identifier: MIT
#include "session/mentions.hpp"

#include <algorithm>
#include <utility>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

class Withdrawal {
 public:
  Withdrawal(SessionState& state, const std::unordered_set<const Entity*>& leaving)
      : state_(&state), leaving_(&leaving) {}

  void run() {
    for (const auto& record : state_->changes.collections())
      if (record->collection != nullptr) take_back(*record->collection, *record);
    const auto& records = state_->changes.records();
    for (std::size_t i = 0; i < records.size(); ++i)
      if (records[i].entity != nullptr && stays(*records[i].entity))
        take_back_targets(*records[i].entity);
  }

 private:
  bool leaves(const Entity* entity) const {
    return entity != nullptr && leaving_->count(entity) != 0;
  }
  bool stays(const Entity& owner) const { return !leaves(&owner); }

  void take_back(ManyBase& collection, CollectionChanges& changes) {
    Entity& owner = ManyAccess::owner(collection);
    const unsigned number = ManyAccess::relation(collection);
    if (info_of(owner).relations[number].inverse >= 0 || !stays(owner)) return;
    for (const bool is_linked : {true, false}) {
      EntityList& queued = is_linked ? changes.added : changes.removed;
      for (Entity* member : those_who_leave(queued)) {
        queued.erase(*member);
        if (collection.is_loaded() && is_linked) ManyAccess::erase_member(collection, *member);
        if (collection.is_loaded() && !is_linked) ManyAccess::insert_member(collection, *member);
        note(*member, owner, number, is_linked);
      }
    }
  }

  std::vector<Entity*> those_who_leave(const EntityList& queued) const {
    std::vector<Entity*> members;
    std::copy_if(queued.begin(), queued.end(), std::back_inserter(members),
                 [&](const Entity* member) { return leaves(member); });
    return members;
  }

  // The relationship is what it was before its first change, where that is known.
  void take_back_targets(Entity& owner) {
    const EntityInfo& info = info_of(owner);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      RelationSlot& slot = relation_slots(owner, info)[i];
      const OldTarget* kept = state_->changes.old_target(owner, i);
      if (info.relations[i].inverse >= 0 || kept == nullptr || !slot.is_changed()) continue;
      Entity* const target = slot.target();
      Entity* const old = kept->target;
      const bool is_undone = leaves(target) || (target == nullptr && leaves(old));
      if (!is_undone) continue;
      state_->changes.forget_target(owner, i);
      slot.word =
          old == nullptr ? 0 : reinterpret_cast<std::uintptr_t>(old) | RelationSlot::loaded_bit;
      if (target != nullptr)
        note(*target, owner, i, true);
      else
        note(*old, owner, i, false);
    }
  }

  void note(const Entity& member, Entity& owner, unsigned relation, bool is_linked) {
    state_->changes.mentions()[&member].push_back(
        {&owner, static_cast<std::uint16_t>(relation), is_linked});
  }

  SessionState* state_;
  const std::unordered_set<const Entity*>* leaving_;
};

}  // namespace

void withdraw_mentions(SessionState& state, const std::unordered_set<const Entity*>& leaving) {
  const auto is_mentioned = [](const Entity* entity) {
    return has_flag(*const_cast<Entity*>(entity), entity_flag::mentioned);
  };
  if (std::any_of(leaving.begin(), leaving.end(), is_mentioned)) Withdrawal(state, leaving).run();
}

void announce_mentions(SessionState& state, Entity& entity) {
  const auto known = state.changes.mentions().find(&entity);
  if (known == state.changes.mentions().end()) return;
  const std::vector<Mention> mentions = std::move(known->second);
  state.changes.mentions().erase(known);
  for (const Mention& mention : mentions) {
    if (has_flag(*mention.owner, entity_flag::row_deleted)) continue;
    if (mention.is_linked)
      link_end(*mention.owner, mention.relation, entity);
    else
      unlink_end(*mention.owner, mention.relation, entity);
  }
}

}  // namespace orp
