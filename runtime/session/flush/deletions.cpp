// SPDX-License-Identifier: MIT
#include "session/flush/deletions.hpp"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/flush/deleted_references.hpp"
#include "session/flush/empty_removals.hpp"
#include "session/flush/holders.hpp"
#include "session/flush/rows_above.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/member_attacher.hpp"
#include "session/load/relation_loader.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/relation_members.hpp"
#include "session/objects/single_parent.hpp"

namespace orp {

namespace {

// Whether deleting an owner says something about the members: that they go too, or that their
// foreign keys become NULL.
bool concerns_members(const RelationInfo& relation) {
  if (relation.view_only) return false;
  return relation.cascade.remove || relation.kind == RelationKind::one_to_one ||
         relation.kind == RelationKind::one_to_many;
}

// Objects that were taken out of a delete-orphan relationship and into no other one, whether the
// database had them in it or they were put in since, and by whichever kind of relationship.
class Orphans {
 public:
  Orphans(Objects& objects, Deleter& deleter) : objects_(objects), deleter_(deleter) {}

  void mark() {
    for (const auto& record : objects_.changes.collections()) {
      if (record->collection == nullptr) continue;
      Entity& owner = ManyAccess::owner(*record->collection);
      const unsigned relation = ManyAccess::relation(*record->collection);
      for (const EntityList* gone : {&record->removed, &record->abandoned})
        for (Entity* member : *gone) consider(owner, relation, *member);
    }
    const auto& records = objects_.changes.records();
    for (std::size_t i = 0; i < records.size(); ++i)  // dooming may add records
      for (const OldTarget* old = records[i].targets; old != nullptr; old = old->next) {
        for (Entity* gone : {old->target, old->given})
          if (gone != nullptr) consider(*records[i].entity, old->relation, *gone);
        consider_abandoned(*records[i].entity, *old);
      }
  }

 private:
  using Adoption = std::pair<const RelationInfo*, const Entity*>;

  void consider(Entity& owner, unsigned number, Entity& member) {
    const RelationInfo& relation = info_of(owner).relations[number];
    if (!relation.cascade.delete_orphan || relation.view_only || !in_session(owner)) return;
    if (is_persistent(member) && !is_doomed(member) && !has_parent(member, owner, number))
      deleter_.doom(member);
  }

  // Who took it out may be unknown; that it has no parent now and had one before says enough. An
  // expired foreign key is no parent.
  void consider_abandoned(Entity& member, const OldTarget& old) {
    const EntityInfo& info = info_of(member);
    const RelationInfo& relation = info.relations[old.relation];
    const RelationSlot& slot = relation_slots(member, info)[old.relation];
    if (!relation.holds_key() || relation.inverse < 0 || !slot.is_changed() ||
        slot.target() != nullptr)
      return;
    const RelationInfo& inverse =
        relation.target->relations[static_cast<unsigned>(relation.inverse)];
    const bool is_orphan = inverse.cascade.delete_orphan && !inverse.view_only;
    if (is_orphan && is_persistent(member) && !is_doomed(member) &&
        (old.given != nullptr || had_parent(member, info, relation)))
      deleter_.doom(member);
  }

  bool had_parent(Entity& member, const EntityInfo& info, const RelationInfo& relation) const {
    return std::all_of(relation.local_columns.begin(), relation.local_columns.end(),
                       [&](std::uint16_t column) {
                         const void* known = objects_.changes.database_field(member, info, column);
                         return known != nullptr && !is_null(info.column(column).type, known);
                       });
  }

  bool has_parent(Entity& member, Entity& owner, unsigned number) {
    const RelationInfo& relation = info_of(owner).relations[number];
    if (is_guarded(relation)) return has_parent_left(objects_, owner, number, member);
    if (relation.inverse < 0) return was_adopted(member, relation);
    const EntityInfo& info = info_of(member);
    const auto inverse = static_cast<unsigned>(relation.inverse);
    if (is_where_it_was(member, info, inverse)) return true;
    bool found = false;
    for_each_member(member, info, inverse, [&](Entity&) { found = true; });
    return found;
  }

  // Whoever took it lets go of it in vain when the end of `member` says nothing of that, any more.
  static bool is_where_it_was(Entity& member, const EntityInfo& info, unsigned inverse) {
    if (info.relations[inverse].is_collection()) return false;
    const RelationSlot& slot = relation_slots(member, info)[inverse];
    return !slot.is_loaded() && !slot.is_changed();
  }

  // Without an inverse only the other owners' side can tell.
  bool was_adopted(const Entity& member, const RelationInfo& relation) {
    if (!std::exchange(knows_adoptions_, true)) find_adoptions();
    return std::binary_search(adoptions_.begin(), adoptions_.end(), Adoption(&relation, &member));
  }

  void find_adoptions() {
    for (const auto& record : objects_.changes.collections()) {
      if (record->collection == nullptr) continue;
      const EntityInfo& info = info_of(ManyAccess::owner(*record->collection));
      const RelationInfo& relation = info.relations[ManyAccess::relation(*record->collection)];
      for (const Entity* member : record->added) adoptions_.emplace_back(&relation, member);
    }
    for (const ChangeRecord& record : objects_.changes.records())
      if (record.targets != nullptr) find_targets(*record.entity);
    for (Entity* entity : objects_.changes.added())
      if (entity != nullptr) find_targets(*entity);
    std::sort(adoptions_.begin(), adoptions_.end());
  }

  void find_targets(Entity& owner) {
    const EntityInfo& info = info_of(owner);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (!info.relations[i].is_collection())
        for_each_member(owner, info, i, [&](Entity& target) {
          adoptions_.emplace_back(&info.relations[i], &target);
        });
  }

  Objects& objects_;
  Deleter& deleter_;
  bool knows_adoptions_ = false;
  std::vector<Adoption> adoptions_;  // sorted
};

// One relationship of the deleted objects of one class.
struct Dependence {
  const EntityInfo* info;
  unsigned relation;
  std::vector<Entity*> owners;
};

class DeletedLevel {
 public:
  explicit DeletedLevel(LoadContext context) : context_(context) {}

  // Rules 1 and 3. The rows of a secondary table are left to the database, too.
  void add(Entity& entity) {
    context_.objects.changes.restore_key(entity);
    const EntityInfo& info = info_of(entity);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      const RelationInfo& relation = info.relations[i];
      if (!concerns_members(relation)) continue;
      forget_absent(entity, i);
      if (is_relation_loaded(entity, info, i))
        add_unknown(entity, i);
      else if (!relation.passive_deletes || is_held_by_target(relation))
        dependence(info, i).owners.push_back(&entity);
    }
  }

  void load() {
    for (std::size_t i = 0; i < unknown_.size(); ++i)
      load_rows(context_, unknown_.class_of(i), unknown_[i]);
    for (Dependence& dependence : dependences_) {
      if (is_passive(dependence)) continue;
      load_unknown(context_, *dependence.info, dependence.owners,
                   dependence.info->relations[dependence.relation].local_columns);
      RelationLoader(context_).load(*dependence.info, dependence.relation,
                                    std::move(dependence.owners), nullptr);
    }
    for (Dependence& dependence : dependences_)
      if (is_passive(dependence)) fill_from_memory(dependence);
  }

 private:
  // A member that is expired may have moved on before.
  void add_unknown(Entity& owner, unsigned number) {
    const RelationInfo& relation = info_of(owner).relations[number];
    for_each_member(owner, info_of(owner), number, [&](Entity& member) {
      if (!is_membership_known(relation, member)) unknown_.get(*relation.target).push_back(&member);
    });
  }

  Dependence& dependence(const EntityInfo& info, unsigned relation) {
    for (Dependence* known : by_class_.get(info))
      if (known->relation == relation) return *known;
    Dependence& made = dependences_.emplace_back(Dependence{&info, relation, {}});
    by_class_.get(info).push_back(&made);
    return made;
  }

  static bool is_passive(const Dependence& dependence) {
    return dependence.info->relations[dependence.relation].passive_deletes;
  }

  void fill_from_memory(Dependence& dependence) {
    const RelationInfo& relation = dependence.info->relations[dependence.relation];
    std::erase_if(dependence.owners, [&](Entity* owner) {
      return is_relation_loaded(*owner, *dependence.info, dependence.relation);
    });
    MemberAttacher attacher(context_.objects, *dependence.info, dependence.relation);
    const KeyTable& members = context_.objects.identities.table(*relation.target);
    for (const auto& [member, owner] :
         find_holders(context_.objects.changes, members, relation.remote_columns,
                      {&dependence.owners, relation.local_columns}))
      if (!is_foreign_key_assigned(*member, relation))
        attacher.attach(owner, *dependence.owners[owner], *member);
    attacher.finish(dependence.owners);
  }

  LoadContext context_;
  std::deque<Dependence> dependences_;  // in the order of meeting
  ClassMap<std::vector<Dependence*>> by_class_;
  ClassMap<std::vector<Entity*>> unknown_;
};

// Whether a relationship without another side that is set to a deleted object was changed by that
// is told by the row.
void load_rows_set_to_deleted(LoadContext context) {
  ClassMap<std::vector<Entity*>> unknown;
  for (const ChangeRecord& record : context.objects.changes.records()) {
    if (record.entity == nullptr || is_doomed(*record.entity)) continue;
    for (const OldTarget* old = record.targets; old != nullptr; old = old->next) {
      const EntityInfo& info = info_of(*record.entity);
      const RelationInfo& relation = info.relations[old->relation];
      Entity* target = relation_slots(*record.entity, info)[old->relation].target();
      if (relation.holds_key() && relation.inverse < 0 && target != nullptr && is_doomed(*target) &&
          !is_foreign_key_known(context.objects.changes, *record.entity, relation.local_columns))
        unknown.get(info).push_back(record.entity);
    }
  }
  for (std::size_t i = 0; i < unknown.size(); ++i)
    load_rows(context, unknown.class_of(i), unknown[i]);
}

// What `objects` stand below, of a class of deleted objects once.
class RowsAbove {
 public:
  RowsAbove(LoadContext context, std::vector<Entity*> objects)
      : context_(context), objects_(std::move(objects)) {}

  void load(Entity& deleted) {
    const EntityInfo& info = info_of(deleted);
    if (!std::exchange(is_loaded_.get(info, false), true))
      load_rows_above(context_, objects_, info);
  }

 private:
  LoadContext context_;
  std::vector<Entity*> objects_;
  ClassMap<bool> is_loaded_;
};

// What is queued stays.
void forget_members(Entity& owner, const EntityInfo& info, unsigned relation) {
  RelationSlot& slot = relation_slots(owner, info)[relation];
  if (!info.relations[relation].is_collection())
    slot.word = slot.is_changed() ? slot.word : 0;
  else if (slot.word != 0)
    ManyAccess::expire(*slot.collection());
}

bool is_left_to_database(const RelationInfo& relation) {
  return relation.passive_deletes && is_held_by_target(relation) && concerns_members(relation);
}

}  // namespace

void close_deletions(LoadContext context, Deleter& deleter) {
  forget_empty_removals(context);
  Orphans(context.objects, deleter).mark();
  const EntityList& deleted = context.objects.changes.doomed();
  if (deleted.empty()) return;
  RowsAbove above(context, written_objects(context.objects.changes));
  for (std::size_t done = 0; done < deleted.size();) {
    const std::size_t end = deleted.size();
    const View<Entity*> reached(deleted.data() + done, end - done);
    for (Entity* entity : reached) above.load(*entity);
    DeletedLevel level(context);
    for (Entity* entity : reached) level.add(*entity);
    level.load();
    for (; done < end; ++done) deleter.doom_members(*deleted.data()[done]);  // may append
  }
  load_deleted_references(context);
  load_rows_set_to_deleted(context);
}

bool read_left_to_database(LoadContext context, const std::vector<RowSwitch>& switches,
                           std::unordered_set<const Entity*>& before) {
  bool has_read = false;
  for (const RowSwitch& taken : switches) {
    if (!before.insert(taken.deleted).second) continue;
    const EntityInfo& info = info_of(*taken.deleted);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      if (!is_left_to_database(info.relations[i])) continue;
      forget_members(*taken.deleted, info, i);
      RelationLoader(context).load(info, i, {taken.deleted}, nullptr);
      has_read = true;
    }
  }
  return has_read;
}

}  // namespace orp
