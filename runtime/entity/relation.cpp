// SPDX-License-Identifier: MIT
#include "entity/relation.hpp"

#include <algorithm>
#include <vector>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "entity/usage_checks.hpp"

namespace orp {

namespace {

const RelationInfo& relation_info(const Entity& owner, unsigned relation) {
  return info_of(owner).relations[relation];
}

// It has left the session, and its row is there.
bool is_absent(Entity& member) {
  return may_be_stored(member) && !in_session(member) &&
         !has_flag(member, entity_flag::row_deleted);
}

// What the relationship points to, as far as memory tells.
Entity* known_target(Tracker& tracker, Entity& owner, unsigned relation) {
  forget_absent(owner, relation);
  RelationSlot& slot = relation_slot(owner, relation);
  if (slot.is_loaded()) return slot.target();
  return is_persistent(owner) ? tracker.find_target(owner, relation) : nullptr;
}

// Rule 5.
void overrule_absent(Tracker& tracker, Entity& owner, unsigned relation, const Entity* value) {
  if (has_flag(owner, entity_flag::awaited)) tracker.overrule(owner, relation, value);
}

bool is_awaited(Entity& owner, const Entity& absent) {
  return has_flag(owner, entity_flag::awaited) && !in_session(absent);
}

void write_slot(Tracker& tracker, Entity& owner, unsigned relation, Entity* old, Entity* value) {
  overrule_absent(tracker, owner, relation, value);
  RelationSlot& slot = relation_slot(owner, relation);
  const bool is_taken_back = value == nullptr && slot.target() != nullptr;
  if ((!slot.is_changed() || is_taken_back) && may_be_stored(owner))
    tracker.target_changing(owner, relation, old);
  slot.word = reinterpret_cast<std::uintptr_t>(value) | RelationSlot::loaded_bit |
              RelationSlot::changed_bit;
}

// Rule 3.
bool tells(const Entity& actor, const Entity& other) {
  return in_session(actor) || !in_session(other);
}

// The member's own to-one side says whose it is.
bool is_said_by_member(const RelationInfo& relation) {
  return relation.kind == RelationKind::one_to_many && relation.inverse >= 0;
}

// What the member's own side was before its first change; nullptr: nobody knows.
const Entity* former_owner(Tracker& tracker, Entity& member, const RelationInfo& relation) {
  const auto inverse = static_cast<unsigned>(relation.inverse);
  const RelationSlot& slot = relation_slot(member, inverse);
  return slot.is_changed() ? tracker.former_target(member, inverse) : slot.target();
}

// Nobody has looked at the list, in which the database has `member` or not: what is removed may
// never have been in, what is added may be in already, so that an act need not cancel the one
// before.
bool may_be_in_row(Tracker& tracker, const ManyBase& many, Entity& member, bool is_in) {
  const Entity& owner = ManyAccess::owner(many);
  const RelationInfo& relation = relation_info(owner, ManyAccess::relation(many));
  if (!is_said_by_member(relation) || !may_be_stored(owner) || !may_be_stored(member)) return false;
  const Entity* const former = former_owner(tracker, member, relation);
  return former == nullptr || (former == &owner) == is_in;
}

// One end only: membership and its record.
void enter(Tracker& tracker, ManyBase& many, Entity& member) {
  CollectionChanges& changes = tracker.collection_changing(many);
  changes.echoes.erase(member);
  changes.abandoned.erase(member);
  if (!many.is_loaded()) {
    const bool was_removed = changes.removed.erase(member);
    if (!was_removed || may_be_in_row(tracker, many, member, false)) changes.added.add(member);
  } else if (!ManyAccess::has_member(many, member)) {
    ManyAccess::insert_member(many, member);
    if (!changes.removed.erase(member)) changes.added.add_new(member);
  }
}

// Whether no member's side tells whom the list let go of.
bool may_have_orphans(const ManyBase& many) {
  const RelationInfo& relation = relation_info(ManyAccess::owner(many), ManyAccess::relation(many));
  return relation.kind == RelationKind::many_to_many && relation.cascade.delete_orphan;
}

void leave(Tracker& tracker, ManyBase& many, Entity& member) {
  CollectionChanges& changes = tracker.collection_changing(many);
  changes.echoes.erase(member);
  if (many.is_loaded() && !ManyAccess::erase_member(many, member)) return;
  const bool was_added = changes.added.erase(member);
  const bool is_unseen = !many.is_loaded() && may_be_in_row(tracker, many, member, true);
  if (!was_added || is_unseen)
    changes.removed.add(member);
  else if (may_have_orphans(many))
    changes.abandoned.add(member);
}

// Whom an act took something from, for delete-orphan.
struct Loss {
  Entity* owner = nullptr;
  unsigned relation = 0;
  Entity* member = nullptr;
};

// `member` no longer belongs to `owner`: for both sides' delete-orphan.
void announce_left(Tracker& tracker, Entity& owner, unsigned relation, Entity& member) {
  tracker.left(owner, relation, member);
  const RelationInfo& info = relation_info(owner, relation);
  if (info.inverse >= 0) tracker.left(member, static_cast<unsigned>(info.inverse), owner);
}

// The end of `owner` alone; the end it had before no longer names it. Returns what it was.
Entity* point(Tracker& tracker, Entity& owner, unsigned relation, Entity* value) {
  const RelationInfo& info = relation_info(owner, relation);
  Entity* const former = relation_slot(owner, relation).former_target();
  Entity* const old = known_target(tracker, owner, relation);
  write_slot(tracker, owner, relation, old, value);
  if (old == nullptr && former != nullptr && former != value) distrust_list(info, *former, owner);
  if (old != nullptr && old != value && info.inverse >= 0 && tells(owner, *old))
    untie_end(*old, static_cast<unsigned>(info.inverse), owner);
  return old;
}

// Rule 4, for a to-one end: what it is already is no change, also where nobody has looked.
bool is_target(Tracker& tracker, Entity& owner, unsigned relation, const Entity* value) {
  RelationSlot& slot = relation_slot(owner, relation);
  if (slot.is_loaded() || value == nullptr) return slot.is_loaded() && slot.target() == value;
  const Masks masks(owner);
  if (masks.any_changed(relation_info(owner, relation).local_columns) ||
      known_target(tracker, owner, relation) != value)
    return false;
  slot.word = reinterpret_cast<std::uintptr_t>(value) | RelationSlot::loaded_bit;
  return true;
}

// Both ends of a to-one relationship, which changes.
void retie(Tracker& tracker, Entity& owner, unsigned relation, Entity* value) {
  const RelationInfo& info = relation_info(owner, relation);
  Loss taken;  // a one_to_one partner, from its former owner
  if (value != nullptr && info.inverse >= 0 && tells(owner, *value)) {
    const auto inverse = static_cast<unsigned>(info.inverse);
    if (!relation_info(*value, inverse).is_collection())
      taken = {value, inverse, known_target(tracker, *value, inverse)};
    tie_end(*value, inverse, owner);
  }
  Entity* const old = point(tracker, owner, relation, value);
  if (taken.member != nullptr && taken.member != &owner)
    announce_left(tracker, *taken.owner, taken.relation, *taken.member);
  if (old != nullptr && old != value) announce_left(tracker, owner, relation, *old);
}

bool has_added(const ManyBase& many, const Entity& member) {
  const CollectionChanges* changes = ManyAccess::changes(many);
  return changes != nullptr && changes->added.contains(member);
}

// Rule 4.
bool is_tied(Tracker& tracker, const ManyBase& many, Entity& member) {
  Entity& owner = ManyAccess::owner(many);
  const RelationInfo& relation = relation_info(owner, ManyAccess::relation(many));
  if (is_said_by_member(relation) && tells(owner, member) &&
      known_target(tracker, member, static_cast<unsigned>(relation.inverse)) != &owner)
    return false;
  if (many.is_loaded()) return ManyAccess::has_member(many, member);
  return has_added(many, member) ||
         (is_said_by_member(relation) && tells(owner, member) && tells(member, owner));
}

// The database has this row of the secondary table: the other side's list says so, and did not get
// it from the program.
bool is_stored_association(const ManyBase& many, Entity& member) {
  const Entity& owner = ManyAccess::owner(many);
  const RelationInfo& relation = relation_info(owner, ManyAccess::relation(many));
  if (relation.kind != RelationKind::many_to_many || relation.inverse < 0) return false;
  const RelationSlot& slot = relation_slot(member, static_cast<unsigned>(relation.inverse));
  if (slot.word == 0 || !slot.collection()->is_loaded()) return false;
  const ManyBase& other = *slot.collection();
  const CollectionChanges* changes = ManyAccess::changes(other);
  return ManyAccess::has_member(other, owner) &&
         (changes == nullptr || !changes->added.contains(owner));
}

// What the other side knows to be stored is no change, whatever this side was loaded with.
void take_stored_association(ManyBase& many, Entity& member) {
  if (many.is_loaded() && !ManyAccess::has_member(many, member))
    ManyAccess::insert_member(many, member);
  if (CollectionChanges* changes = ManyAccess::changes(many)) changes->removed.erase(member);
}

// Rule 4.
void forget_undone(Entity& owner, unsigned relation, Entity* member) {
  if (is_undone(owner)) forget_shown(owner, relation);
  const int inverse = relation_info(owner, relation).inverse;
  if (member != nullptr && inverse >= 0 && is_undone(*member))
    forget_shown(*member, static_cast<unsigned>(inverse));
}

// So that it can be told whether `member` is in. The member's own side is loaded where that is
// enough; a new object is nowhere in the database.
void load_membership(Tracker& tracker, ManyBase& many, Entity& member) {
  Entity& owner = ManyAccess::owner(many);
  const RelationInfo& relation = relation_info(owner, ManyAccess::relation(many));
  if (!may_be_stored(member) || !may_be_stored(owner)) return;
  if (!in_session(owner)) {
    if (has_added(many, member)) return;
    throw_not_loaded(owner, relation.name);
  }
  if (!is_said_by_member(relation))
    tracker.load_membership(owner, ManyAccess::relation(many));
  else if (const auto inverse = static_cast<unsigned>(relation.inverse);
           in_session(member) && !relation_slot(member, inverse).is_loaded())
    tracker.load_membership(member, inverse);
}

bool is_listed(Tracker& tracker, const ManyBase& many, Entity& member) {
  return many.is_loaded() ? ManyAccess::has_member(many, member) : is_tied(tracker, many, member);
}

}  // namespace

void tie_end(Entity& owner, unsigned relation, Entity& member) {
  Tracker& tracker = tracker_of(owner);
  if (relation_info(owner, relation).is_collection()) {
    enter(tracker, collection_of(owner, info_of(owner), relation), member);
  } else if (known_target(tracker, owner, relation) != &member) {
    point(tracker, owner, relation, &member);
  }
}

void untie_end(Entity& owner, unsigned relation, Entity& member) {
  Tracker& tracker = tracker_of(owner);
  if (relation_info(owner, relation).is_collection()) {
    leave(tracker, collection_of(owner, info_of(owner), relation), member);
    return;
  }
  const RelationSlot& slot = relation_slot(owner, relation);
  if (!slot.is_loaded() || slot.target() == &member)
    write_slot(tracker, owner, relation, &member, nullptr);
}

void distrust_list(const RelationInfo& relation, Entity& former_target, const Entity& owner) {
  if (relation.inverse < 0 || !is_persistent(former_target)) return;
  const auto inverse = static_cast<unsigned>(relation.inverse);
  RelationSlot& slot = relation_slot(former_target, inverse);
  if (!relation_info(former_target, inverse).is_collection()) {
    if (slot.target() == &owner && !slot.is_changed()) slot.word = 0;
  } else if (slot.word != 0) {
    ManyAccess::expire(*slot.collection());
  }
}

namespace {

void make_collection(void* memory, Entity& owner, const EntityInfo& info, unsigned relation) {
  ManyBase* const many = info.relations[relation].make_collection(memory);
  ManyAccess::bind(*many, owner, relation);
  if (is_pending(owner) || owner.entity_state() == EntityState::transient)
    ManyAccess::set_loaded(*many, nullptr, 0);
  relation_slots(owner, info)[relation].word = reinterpret_cast<std::uintptr_t>(many);
}

}  // namespace

ManyBase& collection_of(Entity& owner, const EntityInfo& info, unsigned relation) {
  const RelationSlot& slot = relation_slots(owner, info)[relation];
  if (slot.word == 0)
    make_collection(tracker_of(owner).allocate(owner, sizeof(ManyBase)), owner, info, relation);
  return *slot.collection();
}

LoadingList list_to_load(Entity& owner, const EntityInfo& info, unsigned relation,
                         std::size_t size) {
  const RelationSlot& slot = relation_slots(owner, info)[relation];
  const std::size_t own = slot.word == 0 ? sizeof(ManyBase) : 0;
  auto* const memory =
      static_cast<std::byte*>(tracker_of(owner).allocate(owner, own + size * sizeof(Entity*)));
  if (slot.word == 0) make_collection(memory, owner, info, relation);
  return {slot.collection(), reinterpret_cast<Entity**>(memory + own)};
}

void forget_shown(Entity& owner, unsigned relation) {
  RelationSlot& slot = relation_slot(owner, relation);
  if (!relation_info(owner, relation).is_collection()) {
    if (!slot.is_changed()) slot.word &= ~RelationSlot::flag_bits;  // what it was stays as a hint
  } else if (slot.word != 0) {
    ManyAccess::expire(*slot.collection());
  }
}

bool shows_absent(Entity& owner, unsigned relation) {
  const RelationInfo& info = relation_info(owner, relation);
  if (info.holds_key() || !is_persistent(owner)) return false;
  const RelationSlot& slot = relation_slot(owner, relation);
  if (!info.is_collection()) {
    Entity* const target = slot.is_changed() ? nullptr : slot.target();
    return target != nullptr && is_absent(*target);
  }
  if (slot.word == 0 || !slot.collection()->is_loaded()) return false;
  const View<Entity*> shown = ManyAccess::members(*slot.collection());
  return std::any_of(shown.begin(), shown.end(), [](Entity* member) { return is_absent(*member); });
}

bool forget_absent(Entity& owner, unsigned relation) {
  const bool is_outdated = shows_absent(owner, relation);
  if (is_outdated) forget_shown(owner, relation);
  return is_outdated;
}

// Whose the target is now has to be known before it is taken: the database may fail to tell.
void check_target(Entity& owner, unsigned relation, Entity& value) {
  Tracker& tracker = tracker_of(owner);
  const RelationInfo& info = relation_info(owner, relation);
  check_same_session(owner, info, value);
  tracker.check_joining(owner, relation, value);
  if (info.inverse < 0) return;
  const auto inverse = static_cast<unsigned>(info.inverse);
  if (!relation_info(value, inverse).is_collection()) known_target(tracker, value, inverse);
}

void change_target(Entity& owner, unsigned relation, Entity* value) {
  Tracker& tracker = tracker_of(owner);
  forget_undone(owner, relation, value);
  if (value != nullptr) {  // what is no change may bring somebody back
    check_same_session(owner, relation_info(owner, relation), *value);
    tracker.joining(owner, relation, *value);
  }
  overrule_absent(tracker, owner, relation, value);
  if (!is_target(tracker, owner, relation, value)) retie(tracker, owner, relation, value);
}

void ManyBase::add_entity(Entity& member) {
  Entity& owner = *owner_;
  EntityAccess::look(owner);
  Tracker& tracker = tracker_of(owner);
  const RelationInfo& relation = relation_info(owner, relation_);
  check_same_session(owner, relation, member);
  forget_undone(owner, relation_, &member);
  tracker.joining(owner, relation_, member);
  if (is_tied(tracker, *this, member)) {
    if (is_said_by_member(relation) && tells(owner, member))
      overrule_absent(tracker, member, static_cast<unsigned>(relation.inverse), &owner);
    if (is_awaited(owner, member)) tracker.overrule(owner, relation_, member, true);
    return;
  }
  if (is_stored_association(*this, member)) return take_stored_association(*this, member);
  Entity* former = nullptr;
  if (is_said_by_member(relation) && tells(owner, member))
    former = point(tracker, member, static_cast<unsigned>(relation.inverse), &owner);
  else if (relation.inverse >= 0 && tells(owner, member))
    tie_end(member, static_cast<unsigned>(relation.inverse), owner);
  enter(tracker, *this, member);
  if (former != nullptr && former != &owner) announce_left(tracker, *former, relation_, member);
}

bool ManyBase::remove_entity(Entity& member) {
  Entity& owner = *owner_;
  EntityAccess::look(owner);
  EntityAccess::look(member);
  Tracker& tracker = tracker_of(owner);
  const RelationInfo& relation = relation_info(owner, relation_);
  const bool was_waiting =
      is_awaited(owner, member) && tracker.overrule(owner, relation_, member, false);
  if (in_session(owner) && is_absent(member))
    return was_waiting;  // its row stays as it is, whatever is said here
  if (!is_loaded()) load_membership(tracker, *this, member);
  if (!is_listed(tracker, *this, member)) return was_waiting;
  leave(tracker, *this, member);
  if (relation.inverse >= 0 && tells(owner, member))
    untie_end(member, static_cast<unsigned>(relation.inverse), owner);
  else if (!tells(owner, member))
    tracker.let_go_outside(owner, relation_, member);
  announce_left(tracker, owner, relation_, member);
  return true;
}

bool ManyBase::contains_entity(const Entity& member) const {
  EntityAccess::look(member);
  return size() > 0 && ManyAccess::has_member(*this, member);
}

void ManyBase::clear_entities() {
  complete();
  if (forget_absent(*owner_, relation_)) complete();
  const View<Entity*> shown = ManyAccess::members(*this);
  std::vector<Entity*> members(shown.begin(), shown.end());
  for (; !members.empty(); members.pop_back()) remove_entity(*members.back());
  overrule_absent(tracker_of(*owner_), *owner_, relation_, nullptr);
}

Entity& ManyBase::make_new(const EntityInfo& info) {
  EntityAccess::look(*owner_);
  return tracker_of(*owner_).create_for(*owner_, info);
}

void ManyBase::add_new(Entity& member) try { add_entity(member); } catch (...) {
  EntityAccess::abandon(member);
  throw;
}

// Not by change_target(): whom it lets go of has become no orphan.
void EntityAccess::abandon(Entity& entity) {
  Tracker& tracker = tracker_of(entity);
  const EntityInfo& info = info_of(entity);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    if (!info.relations[i].is_collection() && relation_slot(entity, i).target() != nullptr)
      point(tracker, entity, i, nullptr);
  }
  tracker.discard(entity);
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

void ManyBase::complete() const {
  if (!is_loaded()) load();
  ManyAccess::members(*this);
}

}  // namespace orp
