// SPDX-License-Identifier: MIT
#include "entity/relation.hpp"

#include <algorithm>

#include "entity/owner.hpp"
#include "entity/state.hpp"

namespace orp {

namespace {

const RelationInfo& relation_info(const Entity& owner, unsigned relation) {
  return info_of(owner).relations[relation];
}

RelationSlot& slot_of(Entity& owner, unsigned relation) {
  return relation_slots(owner, info_of(owner))[relation];
}

// What the relationship points to, as far as memory tells.
Entity* known_target(Tracker& tracker, Entity& owner, unsigned relation) {
  RelationSlot& slot = slot_of(owner, relation);
  if (slot.is_loaded()) return slot.target();
  return owner.entity_state() == EntityState::persistent ? tracker.find_target(owner, relation)
                                                         : nullptr;
}

void write_slot(Tracker& tracker, Entity& owner, unsigned relation, Entity* old, Entity* value) {
  RelationSlot& slot = slot_of(owner, relation);
  if (!slot.is_changed() && owner.entity_state() == EntityState::persistent)
    tracker.target_changing(owner, relation, old);
  slot.word = reinterpret_cast<std::uintptr_t>(value) | RelationSlot::loaded_bit |
              RelationSlot::changed_bit;
}

// The program itself has set that side, so both sides say the same.
bool is_in_step(const Entity& member, const RelationSlot& inverse) {
  return inverse.is_changed() || member.entity_state() != EntityState::persistent;
}

bool is_member(Tracker& tracker, const ManyBase& many, Entity& member) {
  const Entity& owner = ManyAccess::owner(many);
  const RelationInfo& relation = relation_info(owner, ManyAccess::relation(many));
  if (relation.kind == RelationKind::one_to_many && relation.inverse >= 0) {
    const auto inverse = static_cast<unsigned>(relation.inverse);
    const RelationSlot& slot = slot_of(member, inverse);
    if (is_in_step(member, slot)) return slot.target() == &owner;
    if (slot.is_loaded() && slot.target() != &owner) return false;  // it left while it was expired
    if (!many.is_loaded()) return known_target(tracker, member, inverse) == &owner;
  }
  if (many.is_loaded()) return ManyAccess::has_member(many, member);
  const CollectionChanges* changes = ManyAccess::changes(many);
  return changes != nullptr && changes->added.contains(member);
}

// One side only: membership and its record.
void enter(Tracker& tracker, ManyBase& many, Entity& member) {
  CollectionChanges& changes = tracker.collection_changing(many);
  if (!many.is_loaded()) {
    if (!changes.removed.erase(member)) changes.added.add(member);
  } else if (!ManyAccess::has_member(many, member)) {
    ManyAccess::insert_member(many, member);
    if (!changes.removed.erase(member)) changes.added.add_new(member);
  }
}

void leave(Tracker& tracker, ManyBase& many, Entity& member) {
  CollectionChanges& changes = tracker.collection_changing(many);
  if (many.is_loaded() && !ManyAccess::erase_member(many, member)) return;
  if (!changes.added.erase(member)) changes.removed.add(member);
}

// The other side of `owner.relation` stops or begins to point back to `owner`.
void unlink_inverse(Tracker& tracker, const RelationInfo& relation, Entity& other, Entity& owner) {
  const auto inverse = static_cast<unsigned>(relation.inverse);
  if (relation_info(other, inverse).is_collection())
    leave(tracker, collection_of(other, info_of(other), inverse), owner);
  else
    write_slot(tracker, other, inverse, &owner, nullptr);
}

void link_inverse(Tracker& tracker, const RelationInfo& relation, Entity& other, Entity& owner) {
  const auto inverse = static_cast<unsigned>(relation.inverse);
  const RelationInfo& back = relation_info(other, inverse);
  if (back.is_collection()) {
    enter(tracker, collection_of(other, info_of(other), inverse), owner);
    return;
  }
  Entity* previous = known_target(tracker, other, inverse);
  if (previous == &owner) return;
  if (previous != nullptr)  // a one_to_one partner is taken over from its former owner
    write_slot(tracker, *previous, static_cast<unsigned>(back.inverse), &other, nullptr);
  write_slot(tracker, other, inverse, previous, &owner);
}

// Both sides of a to-one relationship; returns what it was. Cascades are the caller's.
Entity* relink(Tracker& tracker, Entity& owner, unsigned relation, Entity* value) {
  const RelationInfo& info = relation_info(owner, relation);
  Entity* old = known_target(tracker, owner, relation);
  write_slot(tracker, owner, relation, old, value);
  if (info.inverse < 0 || old == value) return old;
  if (old != nullptr) unlink_inverse(tracker, info, *old, owner);
  if (value != nullptr) link_inverse(tracker, info, *value, owner);
  return old;
}

// So that is_member() can tell. The member's own side is loaded where that is enough.
void load_membership(const ManyBase& many, const RelationInfo& relation, const Entity& member) {
  if (relation.kind == RelationKind::one_to_many && relation.inverse >= 0)
    EntityAccess::target(member, static_cast<unsigned>(relation.inverse));
  else
    static_cast<void>(many.size());
}

// `member` no longer belongs to `owner`: for both sides' delete-orphan.
void announce_left(Tracker& tracker, Entity& owner, unsigned relation, Entity& member) {
  tracker.left(owner, relation, member);
  const RelationInfo& info = relation_info(owner, relation);
  if (info.inverse >= 0) tracker.left(member, static_cast<unsigned>(info.inverse), owner);
}

}  // namespace

ManyBase& collection_of(Entity& owner, const EntityInfo& info, unsigned relation) {
  RelationSlot& slot = relation_slots(owner, info)[relation];
  if (slot.word == 0) {
    ManyBase* many =
        info.relations[relation].make_collection(tracker_of(owner).allocate(sizeof(ManyBase)));
    ManyAccess::bind(*many, owner, relation);
    if (owner.entity_state() == EntityState::pending ||
        owner.entity_state() == EntityState::transient)
      ManyAccess::set_loaded(*many, nullptr, 0);
    slot.word = reinterpret_cast<std::uintptr_t>(many);
  }
  return *slot.collection();
}

void change_target(Entity& owner, unsigned relation, Entity* value) {
  Tracker& tracker = tracker_of(owner);
  const RelationSlot& slot = slot_of(owner, relation);
  if (slot.is_loaded() && slot.target() == value) return;
  if (value != nullptr) {
    check_same_session(owner, relation_info(owner, relation), *value);
    tracker.joining(owner, relation, *value);
  }
  Entity* old = relink(tracker, owner, relation, value);
  if (value != nullptr) tracker.joined(owner, relation, *value);
  if (old != nullptr && old != value) announce_left(tracker, owner, relation, *old);
}

void leave_collections(Entity& member) {
  const EntityInfo& info = info_of(member);
  const RelationSlot* slots = relation_slots(member, info);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (!relation.holds_key() || relation.inverse < 0 || slots[i].target() == nullptr) continue;
    const auto inverse = static_cast<unsigned>(relation.inverse);
    const RelationSlot& slot = slot_of(*slots[i].target(), inverse);
    if (!relation.target->relations[inverse].is_collection() || slot.word == 0) continue;
    const CollectionChanges* changes = ManyAccess::changes(*slot.collection());
    if (changes != nullptr && changes->added.contains(member))
      leave(tracker_of(member), *slot.collection(), member);
  }
}

void ManyBase::add_entity(Entity& member) {
  Entity& owner = *owner_;
  EntityAccess::check_use(owner);
  Tracker& tracker = tracker_of(owner);
  const RelationInfo& relation = relation_info(owner, relation_);
  check_same_session(owner, relation, member);
  if (is_member(tracker, *this, member)) return;
  tracker.joining(owner, relation_, member);
  Entity* former = nullptr;
  if (relation.kind == RelationKind::one_to_many && relation.inverse >= 0) {
    former = relink(tracker, member, static_cast<unsigned>(relation.inverse), &owner);
    if (former == &owner) enter(tracker, *this, member);  // it knew, the collection did not
  } else {
    enter(tracker, *this, member);
    if (relation.inverse >= 0) link_inverse(tracker, relation, member, owner);
  }
  tracker.joined(owner, relation_, member);
  if (former != nullptr && former != &owner) announce_left(tracker, *former, relation_, member);
}

bool ManyBase::remove_entity(Entity& member) {
  Entity& owner = *owner_;
  EntityAccess::check_use(owner);
  Tracker& tracker = tracker_of(owner);
  const RelationInfo& relation = relation_info(owner, relation_);
  if (!loaded_) load_membership(*this, relation, member);
  if (!is_member(tracker, *this, member)) return false;
  leave(tracker, *this, member);
  if (relation.inverse >= 0) unlink_inverse(tracker, relation, member, owner);
  announce_left(tracker, owner, relation_, member);
  return true;
}

bool ManyBase::contains_entity(const Entity& member) const {
  ensure();
  return is_member(tracker_of(*owner_), *this, const_cast<Entity&>(member));
}

void ManyBase::clear_entities() {
  ensure();
  while (size_ > 0) remove_entity(*members_[size_ - 1]);
}

Entity& ManyBase::add_new(const EntityInfo& info) {
  EntityAccess::check_use(*owner_);
  Entity& member = tracker_of(*owner_).create(info);
  add_entity(member);
  return member;
}

void ManyBase::load() const {
  Entity& owner = *owner_;
  Tracker& tracker = tracker_of(owner);
  ManyBase& self = const_cast<ManyBase&>(*this);
  switch (owner.entity_state()) {
    case EntityState::persistent:
      return tracker.load_relation(owner, relation_);
    case EntityState::deleted:
    case EntityState::detached:
      throw_not_loaded(owner, relation_info(owner, relation_).name);
    case EntityState::transient:
    case EntityState::pending:  // a new object has what it was given
      return ManyAccess::set_loaded(self, nullptr, 0);
  }
}

}  // namespace orp
