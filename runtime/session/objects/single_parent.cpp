// SPDX-License-Identifier: MIT
// single_parent: what a relationship leads to belongs to one owner at a time, so that it may go
// with it (delete-orphan).
//
// Rules
//  (1) Where the target's own row names its owner that is so by nature, and a one_to_one partner is
//      taken over; where several could point to it (to_one, many_to_many), an act that would give
//      it a second one is refused before anything changes, from either side.
//  (2) Who has it is asked of memory alone: the target's own side tells all where it is loaded, as
//      it is for a new object; else the objects of the owner's class are (parent_index.hpp). What
//      is to be deleted holds nothing.
//  (3) An act to which nobody objects, as memory knew of no owner, leaves a target with two. So an
//      orphan is who has no owner left: neither one that memory knows of, nor the one it was given
//      to last, whose own row or list is read where nobody has looked.
#include "session/objects/single_parent.hpp"

#include <algorithm>

#include "entity/collection_changes.hpp"
#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

bool may_hold(Entity& object) { return in_session(object) && !is_doomed(object); }

bool has_target(Objects& objects, Entity& object, const EntityInfo& info, unsigned number,
                const Entity& member) {
  const RelationSlot& slot = relation_slots(object, info)[number];
  if (slot.is_loaded()) return slot.target() == &member;
  const RelationInfo& relation = info.relations[number];
  const Masks masks(object, info);
  const View<std::uint16_t> key = relation.local_columns;
  return std::all_of(key.begin(), key.end(),
                     [&](std::uint16_t column) { return masks.is_loaded(column); }) &&
         target_in_memory(objects, object, relation) == &member;
}

bool has_member(Entity& object, const EntityInfo& info, unsigned number, const Entity& member) {
  const RelationSlot& slot = relation_slots(object, info)[number];
  if (slot.word == 0) return false;
  const ManyBase& many = *slot.collection();
  if (many.is_loaded()) return ManyAccess::has_member(many, member);
  const CollectionChanges* changes = ManyAccess::changes(many);
  return changes != nullptr && changes->added.contains(member);
}

class Search {
 public:
  /// `owner`: who is not meant; nullptr: everybody is.
  Search(Objects& objects, const EntityInfo& info, unsigned relation, Entity& member,
         const Entity* owner)
      : objects_(&objects), info_(&info), number_(relation), member_(&member), owner_(owner) {}

  /// An owner; nullptr: memory knows of none.
  Entity* find() {
    const RelationInfo& relation = info_->relations[number_];
    if (relation.inverse >= 0) {
      const EntityInfo& member_info = info_of(*member_);
      const auto inverse = static_cast<unsigned>(relation.inverse);
      for_each_member(*member_, member_info, inverse, [&](Entity& other) { look_at(other); });
      if (found_ != nullptr || is_relation_loaded(*member_, member_info, inverse)) return found_;
    }
    if (is_known_to_be_free()) return nullptr;
    objects_->parents.for_each(*objects_, *info_, number_, *member_, [&](Entity& other) {
      if (found_ == nullptr && holds(other)) look_at(other);
    });
    return found_;
  }

  /// Whether `other` is one, as far as memory tells.
  bool holds(Entity& other) const {
    return info_->relations[number_].is_collection()
               ? has_member(other, *info_, number_, *member_)
               : has_target(*objects_, other, *info_, number_, *member_);
  }

 private:
  void look_at(Entity& other) {
    if (&other != owner_ && may_hold(other)) found_ = &other;
  }

  // A new object that nobody was given yet. Most are, so none is searched for in vain.
  bool is_known_to_be_free() const {
    return is_pending(*member_) && !has_flag(*member_, entity_flag::had_parent);
  }

  Objects* objects_;
  const EntityInfo* info_;
  unsigned number_;
  Entity* member_;
  const Entity* owner_;
  Entity* found_ = nullptr;
};

void check(Objects& objects, Entity& owner, unsigned number, Entity& member) {
  const EntityInfo& info = info_of(owner);
  const RelationInfo& relation = info.relations[number];
  if (!is_guarded(relation)) return;
  if (Entity* other = Search(objects, info, number, member, &owner).find())
    throw UsageError({.code = "ORP-1323",
                      .message = describe(member) + " is in " + member_name(info, relation.name) +
                                 " of " + describe(*other) +
                                 ", and is only allowed a single parent",
                      .entity = info.name,
                      .hint = "take it out there before it goes to another one"});
  objects.parents.note(relation, owner, member);
  set_flag(member, entity_flag::had_parent, true);
}

}  // namespace

bool is_guarded(const RelationInfo& relation) {
  if (!relation.single_parent || relation.view_only) return false;
  if (relation.kind == RelationKind::many_to_many) return true;
  return relation.holds_key() &&
         (relation.inverse < 0 ||
          relation.target->relations[static_cast<unsigned>(relation.inverse)].is_collection());
}

bool has_parent_left(Objects& objects, Entity& owner, unsigned relation, Entity& member) {
  const EntityInfo& info = info_of(owner);
  Search search(objects, info, relation, member, nullptr);
  if (search.find() != nullptr) return true;
  Entity* const last = objects.parents.last_owner(info.relations[relation], member);
  if (last == nullptr || last == &owner || !may_hold(*last)) return false;
  if (!is_relation_loaded(*last, info, relation)) objects.tracker().load_relation(*last, relation);
  return search.holds(*last);
}

void check_single_parent(Objects& objects, Entity& owner, unsigned relation, Entity& member) {
  check(objects, owner, relation, member);
  const int inverse = info_of(owner).relations[relation].inverse;
  if (inverse >= 0) check(objects, member, static_cast<unsigned>(inverse), owner);
}

}  // namespace orp
