// SPDX-License-Identifier: MIT
#include "session/objects/mentions.hpp"

#include <utility>

#include "entity/relation.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/retraction.hpp"

namespace orp {

void Mentions::note(Entity& owner, unsigned relation, Entity& member) {
  if (!notes_.empty()) {
    const Note& last = notes_.back();
    if (last.mention.owner == &owner && last.mention.relation == relation && last.member == &member)
      return;
  }
  notes_.push_back({{&owner, relation}, &member});
  set_flag(member, entity_flag::mentioned, true);
}

std::size_t Mentions::last_of(Entity& member) {
  if (!has_flag(member, entity_flag::mentioned)) return none;
  for (; indexed_ < notes_.size(); ++indexed_) {
    std::size_t& last = last_.try_emplace(notes_[indexed_].member, none).first->second;
    notes_[indexed_].previous = std::exchange(last, indexed_);
  }
  return last_.at(&member);
}

std::vector<Mention> Mentions::of(Entity& member) {
  std::vector<Mention> mentions;
  for (std::size_t i = last_of(member); i != none; i = notes_[i].previous)
    mentions.push_back(notes_[i].mention);
  return mentions;
}

void Mentions::clear() {
  for (const Note& note : notes_) set_flag(*note.member, entity_flag::mentioned, false);
  notes_.clear();
  clear_filled(last_);
  indexed_ = 0;
}

std::vector<WaitingMention> Mentions::take_waiting(const Entity& member) {
  const auto waiting = waiting_.find(&member);
  if (waiting == waiting_.end()) return {};
  std::vector<WaitingMention> mentions = std::move(waiting->second);
  waiting_.erase(waiting);
  return mentions;
}

void Mentions::forget_waiting(const Entity& member, const Entity& owner, unsigned relation) {
  const auto waiting = waiting_.find(&member);
  if (waiting == waiting_.end()) return;
  std::erase_if(waiting->second, [&](const WaitingMention& mention) {
    return mention.owner == &owner && mention.relation == relation;
  });
}

namespace {

// As the database has it.
bool shows(Entity& owner, unsigned relation, const Entity& member) {
  const EntityInfo& info = info_of(owner);
  const RelationSlot& slot = relation_slots(owner, info)[relation];
  if (!info.relations[relation].is_collection())
    return slot.target() == &member && !has_queued(owner, relation, member);
  return slot.word != 0 && slot.collection()->is_loaded() &&
         ManyAccess::has_member(*slot.collection(), member);
}

}  // namespace

void withdraw_mentions(Objects& objects, Entity& member,
                       const std::unordered_set<const Entity*>& leaving) {
  std::vector<WaitingMention> waiting;
  Retraction retraction(objects, member);
  for (const Mention& mention : objects.changes.mentions().of(member)) {
    if (leaving.count(mention.owner) != 0) continue;
    const bool was_tied = retraction.take_back_tie(*mention.owner, mention.relation, member);
    const bool was_untied =
        !was_tied && retraction.take_back_untie(*mention.owner, mention.relation, member);
    if (was_tied || was_untied ||
        shows(*mention.owner, mention.relation, member))  // stored: its word counts, too
      waiting.push_back({mention, !was_untied});
  }
  for (auto last = waiting.rbegin(); last != waiting.rend(); ++last) {  // in the order of the acts
    objects.changes.mentions().wait(member, *last);
    objects.changes.absences().note(*last->owner, last->relation, member);
  }
}

void announce_mentions(Objects& objects, Entity& entity) {
  for (const WaitingMention& waiting : objects.changes.mentions().take_waiting(entity)) {
    objects.changes.absences().take(*waiting.owner, waiting.relation, entity);
    if (has_flag(*waiting.owner, entity_flag::row_deleted)) continue;
    if (in_session(*waiting.owner))
      objects.changes.mentions().note(*waiting.owner, waiting.relation, entity);
    if (waiting.is_tied)
      tie_end(*waiting.owner, waiting.relation, entity);
    else
      untie_end(*waiting.owner, waiting.relation, entity);
  }
}

}  // namespace orp
