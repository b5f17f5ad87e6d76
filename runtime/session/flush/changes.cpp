// SPDX-License-Identifier: MIT
#include "session/flush/changes.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/association_collector.hpp"
#include "session/flush/deletions.hpp"
#include "session/flush/given_up_values.hpp"
#include "session/flush/held_rows.hpp"
#include "session/flush/key_cascades.hpp"
#include "session/flush/key_copier.hpp"
#include "session/flush/row_rules.hpp"
#include "session/flush/shared_columns.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_taken_twice(const Entity& deleted) {
  const EntityInfo& info = info_of(deleted);
  std::vector<std::string> names;
  for (const std::uint16_t column : info.key) names.emplace_back(info.column(column).name);
  throw IntegrityError(
      ConstraintKind::unique,
      {.code = "ORP-3101",
       .message = "new " + describe(deleted) + " and another new " + describe(deleted) +
                  " both have the key of a row that is deleted in this flush",
       .table = info.table().name,
       .columns = std::move(names),
       .entity = info.name,
       .key = print_key(deleted),
       .hint = "one of them takes the row over; give the other one another key"});
}

class Collector {
 public:
  Collector(LoadContext context, Deleter& deleter)
      : context_(context),
        deleter_(deleter),
        log_(&context.objects.changes),
        copier_(context.objects, changes_),
        associations_(changes_, context.objects.has_lost_sight) {}

  Changes collect() {
    close_deletions(context_, deleter_);
    changes_.log = log_;
    changes_.inserts.reserve(log_->added().size());
    for (Entity* entity : log_->added()) changes_.inserts.push_back({.entity = entity});
    changes_.updates.resize(log_->records().size());
    for (std::size_t i = 0; i < log_->records().size(); ++i) take_record(i);
    for (Entity* entity : log_->added())
      if (entity != nullptr) take_new(*entity);
    for (const auto& record : log_->collections())
      if (record->collection != nullptr) take_collection(*record);
    for (Entity* entity : log_->doomed()) release_members(*entity);
    load_shared_columns(context_, changes_);
    KeyCascades cascades(context_, changes_, copier_);
    follow_keys(cascades);
    find_row_switches();
    do {
      load_given_up_values(context_, changes_);
      load_who_holds_deleted(context_, changes_);
    } while (follow_keys(cascades));
    return std::move(changes_);
  }

 private:
  // False: nothing has been read since the last time.
  bool follow_keys(KeyCascades& cascades) {
    if (!cascades.spread()) return false;
    do agree_on_shared_columns(context_, changes_);
    while (cascades.spread());
    return true;
  }

  // What the objects say of themselves

  void take_record(std::size_t number) {
    const ChangeRecord record = log_->records()[number];
    if (record.entity == nullptr) return;
    Entity& entity = *record.entity;
    const EntityInfo& info = info_of(entity);
    if (is_doomed(entity)) return;
    forget_unchanged(entity, info, record);
    const Masks masks(entity, info);
    if (masks.any_changed()) take_update(entity, number, masks);
    for (const OldTarget* old = record.targets; old != nullptr; old = old->next)
      take_target(entity, info, old->relation);
  }

  void take_update(Entity& entity, std::size_t number, const Masks& masks) {
    copier_.update_of(entity, number);
    if (rules_.of(info_of(entity)).unique.meets(masks.changed_words()))
      changes_.concerns_others = true;
  }

  // Rule 2.
  void forget_unchanged(Entity& entity, const EntityInfo& info, const ChangeRecord& record) {
    Masks masks(entity, info);
    for (const OldValue* old = record.values; old != nullptr; old = old->next)
      if (is_set_back(*old, entity, info)) masks.clear_changed(old->column);
  }

  void take_target(Entity& entity, const EntityInfo& info, unsigned number) {
    const RelationInfo& relation = info.relations[number];
    const RelationSlot& slot = relation_slots(entity, info)[number];
    if (!relation.holds_key() || relation.view_only || !slot.is_changed()) return;
    if (!is_left_to_database(entity, info, relation, slot.target()))
      point_or_release(entity, relation, slot.target());
  }

  // Where the target does not know who refers to it, the database refuses to delete it; that it was
  // named once more is no change.
  bool is_left_to_database(Entity& entity, const EntityInfo& info, const RelationInfo& relation,
                           Entity* target) const {
    if (relation.inverse >= 0 || target == nullptr || !is_doomed(*target)) return false;
    const EntityInfo& target_info = info_of(*target);
    for (std::size_t i = 0; i < relation.local_columns.size(); ++i) {
      const std::uint16_t held = relation.local_columns[i];
      const std::uint16_t key = relation.remote_columns[i];
      const void* held_field = log_->database_field(entity, info, held);
      const void* key_field = log_->database_field(*target, target_info, key);
      if (held_field == nullptr || key_field == nullptr ||
          !equal_key_fields(info.column(held).type, held_field, target_info.column(key).type,
                            key_field))
        return false;
    }
    return true;
  }

  // A target that is to be deleted lets go of those who refer to it, also of the newest.
  void point_or_release(Entity& entity, const RelationInfo& relation, Entity* target) {
    if (target == nullptr || is_doomed(*target))
      copier_.release(entity, relation, relation.local_columns, target);
    else
      copier_.point(entity, relation, relation.local_columns, *target, relation.remote_columns);
  }

  // Rule 3.
  void take_new(Entity& entity) {
    const EntityInfo& info = info_of(entity);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      const RelationInfo& relation = info.relations[i];
      const RelationSlot& slot = relation_slots(entity, info)[i];
      if (slot.word == 0 || relation.view_only) continue;
      if (speaks_for_new(relation, slot)) {
        point_or_release(entity, relation, slot.target());
      } else if (relation.kind == RelationKind::many_to_many) {
        for_each_member(entity, info, i,
                        [&](Entity& member) { add_association(relation, entity, member); });
      }
    }
  }

  // What collections say of their members

  void take_collection(const CollectionRecord& record) {
    Entity& owner = ManyAccess::owner(*record.collection);
    const RelationInfo& relation =
        info_of(owner).relations[ManyAccess::relation(*record.collection)];
    if (relation.view_only || is_pending(owner) || is_doomed(owner)) return;
    if (relation.kind == RelationKind::many_to_many) {
      for (Entity* member : record.added) add_association(relation, owner, *member);
      for (Entity* member : record.removed) remove_association(relation, owner, *member);
    } else {  // the members speak, if they are heard
      for (Entity* member : record.added) check_member(relation, owner, *member);
    }
  }

  void add_association(const RelationInfo& relation, Entity& owner, Entity& member) {
    check_member(relation, owner, member);
    if (!is_doomed(member)) associations_.add(relation, owner, member);
  }

  // The associations of a deleted member go all at once, if it knows of them.
  void remove_association(const RelationInfo& relation, Entity& owner, Entity& member) {
    if (is_persistent(member) && !(is_doomed(member) && relation.inverse >= 0))
      associations_.remove(relation, owner, member);
  }

  void check_member(const RelationInfo& relation, Entity& owner, Entity& member) {
    if (in_session(member)) return;
    const EntityInfo& info = info_of(owner);
    throw UsageError({.code = "ORP-1322",
                      .message = member_name(info, relation.name) + " of " + describe(owner) +
                                 " holds a " + info_of(member).name + " that is " +
                                 to_string(member.entity_state()) + ", not in the session",
                      .entity = info.name,
                      .hint = "session.add() it, or take it out of the relationship"});
  }

  // What deletions and new keys mean for others

  void release_members(Entity& entity) {
    const EntityInfo& info = info_of(entity);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      const RelationInfo& relation = info.relations[i];
      if (relation.view_only) continue;
      if (relation.kind == RelationKind::many_to_many) {
        if (!relation.passive_deletes || is_relation_loaded(entity, info, i))
          associations_.remove_all(relation, entity);
      } else if (is_held_by_target(relation)) {
        for_each_member(entity, info, i, [&](Entity& member) {
          if (is_persistent(member) && !is_doomed(member) &&
              is_still_member(entity, relation, member) &&
              !is_foreign_key_assigned(member, relation))
            copier_.release(member, relation, relation.remote_columns, &entity);
        });
      }
    }
  }

  // Row switches, and the deletions that remain

  void find_row_switches() {
    if (log_->doomed().empty()) return;
    for (const RowChange& row : changes_.inserts) {
      if (row.entity == nullptr) continue;
      Entity* deleted = find_by_key(*row.entity);
      if (deleted != nullptr && is_doomed(*deleted)) changes_.switches.push_back({row, deleted});
    }
    // Only now: a key may lead through the rows of other new objects.
    for (const RowSwitch& taken : changes_.switches) {
      changes_.inserts[ChangeLog::number_in_added(*taken.row.entity)] = {};
      remove_passive_associations(*taken.deleted);
    }
    const std::vector<const Entity*> taken_over = find_taken_over();
    for (Entity* entity : log_->doomed())
      if (!std::binary_search(taken_over.begin(), taken_over.end(), entity))
        changes_.deletes.push_back(entity);
  }

  // The database would do that for a row that is deleted.
  void remove_passive_associations(Entity& deleted) {
    const EntityInfo& info = info_of(deleted);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      const RelationInfo& relation = info.relations[i];
      if (relation.kind == RelationKind::many_to_many && !relation.view_only &&
          relation.passive_deletes && !is_relation_loaded(deleted, info, i))
        associations_.remove_all(relation, deleted);
    }
  }

  // Sorted.
  std::vector<const Entity*> find_taken_over() const {
    std::vector<const Entity*> taken_over;
    for (const RowSwitch& taken : changes_.switches) taken_over.push_back(taken.deleted);
    std::sort(taken_over.begin(), taken_over.end());
    const auto twice = std::adjacent_find(taken_over.begin(), taken_over.end());
    if (twice != taken_over.end()) throw_taken_twice(**twice);
    return taken_over;
  }

  // The persistent object that has the key of a new one, if that is known already.
  Entity* find_by_key(Entity& added) {
    const EntityInfo& info = info_of(added);
    std::vector<const void*> key;
    for (const std::uint16_t column : info.key) {
      const void* value = known_key_value(added, column);
      if (value == nullptr) return nullptr;
      key.push_back(value);
    }
    return context_.objects.identities.table(info).find(key.data());
  }

  // What a new object was given, or takes from an object whose key is known: of a persistent one,
  // or of another new one, which may take it from the next.
  const void* known_key_value(Entity& added, std::uint16_t column) {
    Entity* holder = &added;
    bool is_cascade = true;  // the row to be taken over changes with the source's
    for (std::size_t hops = 0; is_pending(*holder); ++hops) {
      const RowChange& row = changes_.inserts[ChangeLog::number_in_added(*holder)];
      const KeyCopy* copy = find_copy(changes_.copies, row.first_copy, column);
      if (copy == nullptr) return given_value(*holder, column);
      if (copy->source == nullptr || hops == changes_.copies.size()) return nullptr;
      const ForeignKeyInfo* key =
          find_foreign_key(info_of(*holder).table(), foreign_key_columns(*copy->relation));
      is_cascade = is_cascade && key != nullptr && is_cascaded(*key);
      holder = copy->source;
      column = copy->source_column;
    }
    const EntityInfo& info = info_of(*holder);
    const void* field =
        is_cascade ? log_->database_field(*holder, info, column) : field_of(*holder, info, column);
    return field == nullptr ? nullptr : info.column(column).type.ops->value(field);
  }

  static const void* given_value(Entity& added, std::uint16_t column) {
    const EntityInfo& info = info_of(added);
    const ColumnInfo& column_info = info.column(column);
    const bool is_given = Masks(added, info).is_changed(column) ||
                          info.columns[column].client_default == ClientDefault::literal;
    return is_given ? column_info.type.ops->value(field_of(added, info, column)) : nullptr;
  }

  LoadContext context_;
  Deleter& deleter_;
  ChangeLog* log_;
  Changes changes_;
  KeyCopier copier_;
  AssociationCollector associations_;
  RulesInTurn rules_;
};

}  // namespace

// Whose rows are taken over is known only in the end. Rule 5.
Changes collect(LoadContext context, Deleter& deleter) {
  std::unordered_set<const Entity*> read;
  Changes changes = Collector(context, deleter).collect();
  while (read_left_to_database(context, changes.switches, read))
    changes = Collector(context, deleter).collect();
  return changes;
}

}  // namespace orp
