// SPDX-License-Identifier: MIT
// The objects follow a rollback of the innermost frames.
//
// Rules
//  (1) What was not flushed never happened: new objects are transient again, with the values and
//      relationships that the program gave them; what stays in the session is read anew.
//  (2) The key that a relationship gave to a new object is that relationship's to give again, at
//      both ends, whatever was read since; one that the program gave is the object's own value.
//  (3) When an object that a savepoint has written is not there any more, another one may stand for
//      its row, or hold its members: so all are read anew.
//  (4) Where a savepoint has written, by a flush or by a statement, the database may have shown
//      what never was: what was read since it began is read anew, too.
//  (5) Who has left is read anew when it comes back, like those who stayed; until then it shows
//      what it has.
//  (6) A new object is outside after a rollback as though the program had taken it out: it waits
//      for whom it was given and who has one owner (absences.hpp), and whoever is given them
//      meanwhile has them. At lists nobody waits: they show it no longer, so that nothing can be
//      said of it there but that it is added.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "meta/column_numbers.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/relation_members.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

using EntitySet = std::unordered_set<const Entity*>;
using MemberLists = std::unordered_map<ManyBase*, EntityList>;

// The collection of `entity` by `relation` if nobody has looked at it; nullptr: there is none.
ManyBase* unloaded_collection(Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  if (!info.relations[relation].is_collection()) return nullptr;
  ManyBase& collection = collection_of(entity, info, relation);
  return collection.is_loaded() ? nullptr : &collection;
}

// Who was put into collections of inserted objects that have been forgotten since, or that nobody
// has looked at.
void note_written_members(const TransactionFrame& frame, const EntitySet& inserted,
                          MemberLists& lists) {
  for (const WrittenMember& written : frame.members) {
    if (inserted.count(written.owner) == 0) continue;
    ManyBase* list = unloaded_collection(*written.owner, written.relation);
    if (list == nullptr) continue;
    if (written.is_in)
      lists[list].add(*written.member);
    else
      lists[list].erase(*written.member);
  }
}

// Objects that are about to be transient have the members that they were given, and no others to
// load.
void keep_members(const std::vector<Entity*>& entities, MemberLists lists) {
  for (Entity* entity : entities) {
    const EntityInfo& info = info_of(*entity);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (relation_slots(*entity, info)[i].word != 0)
        if (ManyBase* list = unloaded_collection(*entity, i)) lists[list];
  }
  for (auto& [list, members] : lists) {
    Entity& owner = ManyAccess::owner(*list);
    const LoadingList loading =
        list_to_load(owner, info_of(owner), ManyAccess::relation(*list), members.size());
    std::copy(members.begin(), members.end(), loading.next);
    ManyAccess::set_loaded(*list, loading.next, members.size());
  }
}

// Whom a relationship pointed to that has been forgotten since; nullptr: it was not, or nobody
// knows.
Entity* find_forgotten(Objects& objects, Entity& entity, const RelationInfo& relation,
                       const RelationSlot& slot) {
  const Masks masks(entity);
  const View<std::uint16_t> key = relation.local_columns;
  if (slot.is_loaded() || masks.any_changed(key)) return nullptr;
  Entity* const former = slot.former_target();
  const bool is_read = std::all_of(key.begin(), key.end(),
                                   [&](std::uint16_t column) { return masks.is_loaded(column); });
  if (!is_read) return former;
  return former != nullptr && refers_to(entity, key, *former, relation.remote_columns)
             ? former
             : target_in_memory(objects, entity, relation);
}

void show(RelationSlot& slot, Entity& target) {
  slot.word = reinterpret_cast<std::uintptr_t>(&target) | RelationSlot::loaded_bit;
}

// The relationships that gave keys to the objects of `frame` say so again.
void recall_targets(Objects& objects, const TransactionFrame& frame, const EntitySet& inserted) {
  std::size_t number = 0;
  for (const InsertedRun& run : frame.runs)
    for (; number < run.end; ++number) {
      Entity& entity = *frame.inserted[number];
      const EntityInfo& info = info_of(entity);
      for (unsigned i = 0; i < info.relations.size(); ++i) {
        const RelationInfo& relation = info.relations[i];
        if (!relation.holds_key() || !share_column(relation.local_columns, view_of(run.copied)))
          continue;
        RelationSlot& slot = relation_slots(entity, info)[i];
        if (Entity* forgotten = find_forgotten(objects, entity, relation, slot))
          show(slot, *forgotten);
        Entity* const target = slot.target();
        const RelationInfo* inverse = inverse_of(relation);
        if (target == nullptr || inserted.count(target) == 0 || inverse == nullptr ||
            inverse->is_collection())
          continue;
        RelationSlot& partner =
            relation_slots(*target, *relation.target)[static_cast<unsigned>(relation.inverse)];
        if (!partner.is_loaded()) show(partner, entity);
      }
    }
}

// At the to-one end of each object in the session that `absent`, a transient one, was given.
void wait_for_members(Objects& objects, Entity& absent) {
  const EntityInfo& info = info_of(absent);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (relation.inverse < 0 || relation.view_only || inverse_of(relation)->is_collection())
      continue;
    for_each_member(absent, info, i, [&](Entity& member) {
      if (in_session(member))
        objects.changes.absences().note(member, static_cast<unsigned>(relation.inverse), absent);
    });
  }
}

bool has_left(const std::vector<Entity*>& objects) {
  return std::any_of(objects.begin(), objects.end(), [](const Entity* object) {
    return object->entity_state() == EntityState::detached;
  });
}

// What is said of the frames after they are undone.
struct UndoneFrames {
  std::vector<Entity*> modified;
  std::vector<Entity*> deleted;
  std::vector<Entity*> read;
  bool has_written = false;
  bool is_all_doubtful = false;
};

UndoneFrames pop_frames(Objects& objects, std::size_t count) {
  UndoneFrames undone;
  for (; count > 0; --count) {
    const TransactionFrame& frame = objects.transactions.innermost();
    objects.transactions.undo(objects.identities, objects.changes);
    undone.is_all_doubtful = undone.is_all_doubtful || frame.has_gaps || has_left(frame.modified);
    undone.has_written = undone.has_written || frame.written > 0;
    undone.modified.insert(undone.modified.end(), frame.modified.begin(), frame.modified.end());
    undone.deleted.insert(undone.deleted.end(), frame.deleted.begin(), frame.deleted.end());
    undone.read.insert(undone.read.end(), frame.read.begin(), frame.read.end());
    objects.transactions.pop();
  }
  undone.is_all_doubtful = undone.is_all_doubtful || (undone.has_written && has_left(undone.read));
  return undone;
}

// Those who stay have the key again that the database knows; a new object keeps the key it was
// given (rule 2).
void restore_keys(Objects& objects, const std::vector<Entity*>& changed,
                  const EntitySet& inserted) {
  for (Entity* entity : changed)
    if (inserted.count(entity) == 0)
      objects.changes.restore_key(*entity);
    else if (is_persistent(*entity))
      objects.identities.table(info_of(*entity)).erase(*entity);
}

// Rule 1; returns them, and `leaving`.
std::vector<Entity*> make_new_objects_transient(Objects& objects,
                                                const std::vector<Entity*>& leaving) {
  std::vector<Entity*> absent = leaving;
  for (Entity* entity : objects.changes.added()) {
    if (entity == nullptr) continue;
    absent.push_back(entity);
    move_to(*entity, EntityState::transient);
  }
  return absent;
}

void forget_all(Objects& objects, const std::vector<Entity*>& doubtful) {
  for (Entity* entity : doubtful)
    if (is_persistent(*entity)) forget_loaded(objects, *entity);
}

// Rule 4.
void forget_doubtful(Objects& objects, const std::vector<Entity*>& changed,
                     const UndoneFrames& undone) {
  forget_all(objects, changed);
  forget_all(objects, undone.modified);
  if (undone.has_written) return forget_all(objects, undone.read);
  // What they show is what the savepoint around has written.
  for (Entity* entity : undone.read) objects.transactions.note_read(*entity);
}

}  // namespace

// Who leaves is asked for its members while the frames still tell what was written, and waits for
// them once nothing is left of the frames.
void SessionState::undo_frames(std::size_t count) {
  objects.parents.invalidate();
  const std::vector<Entity*> changed = changed_objects();
  const std::vector<Entity*> leaving = inserted_since(count);
  const EntitySet inserted(leaving.begin(), leaving.end());
  const bool is_outermost = count > 0 && count == objects.transactions.depth();
  const bool is_all_doubtful = is_outermost || has_left(leaving);
  MemberLists lists;
  for (std::size_t i = count; i-- > 0;) {
    note_written_members(objects.transactions.innermost(i), inserted, lists);
    recall_targets(objects, objects.transactions.innermost(i), inserted);
  }
  keep_members(leaving, std::move(lists));
  restore_keys(objects, changed, inserted);
  const std::vector<Entity*> absent = make_new_objects_transient(objects, leaving);
  objects.changes.clear();
  sql_values.clear();
  const UndoneFrames undone = pop_frames(objects, count);
  for (Entity* entity : absent) wait_for_members(objects, *entity);
  forget_all(objects, undone.deleted);  // what was set since the DELETE is in no log
  if (is_all_doubtful || undone.is_all_doubtful) return doubt_all(changed);
  forget_doubtful(objects, changed, undone);
}

// Rules 3 and 5. Of `changed` also what was never flushed is forgotten.
void SessionState::doubt_all(const std::vector<Entity*>& changed) {
  objects.changes.forget_parked_targets();
  if (objects.owner.has_detached)
    objects.store.for_each([](Entity& entity) {
      if (entity.entity_state() == EntityState::detached)
        set_flag(entity, entity_flag::undone, true);
    });
  forget_all(objects, changed);
  expire_all();
}

std::vector<Entity*> SessionState::inserted_since(std::size_t frames) {
  std::vector<Entity*> inserted;
  for (std::size_t i = 0; i < frames; ++i) {
    const std::vector<Entity*>& list = objects.transactions.innermost(i).inserted;
    inserted.insert(inserted.begin(), list.begin(), list.end());
  }
  return inserted;
}

std::vector<Entity*> SessionState::changed_objects() const {
  std::vector<Entity*> changed;
  for (const ChangeRecord& record : objects.changes.records())
    if (record.entity != nullptr) changed.push_back(record.entity);
  for (const auto& record : objects.changes.collections())
    if (record->collection != nullptr) changed.push_back(&ManyAccess::owner(*record->collection));
  // Their collections hold no more than the deletion had to know (passive_deletes).
  changed.insert(changed.end(), objects.changes.doomed().begin(), objects.changes.doomed().end());
  return changed;
}

}  // namespace orp
