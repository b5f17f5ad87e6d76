// SPDX-License-Identifier: MIT
#include "session/flush/settle.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/column_numbers.hpp"
#include "meta/key_value.hpp"
#include "session/flush/persist.hpp"
#include "session/flush/plan_rows.hpp"
#include "session/flush/rows_gone.hpp"
#include "session/objects/claim_key.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/objects.hpp"

namespace orp {

namespace {

// Rule 2.
void settle_targets(Entity& entity, const EntityInfo& info) {
  RelationSlot* slots = relation_slots(entity, info);
  for (std::size_t i = 0; i < info.relations.size(); ++i) {
    if (info.relations[i].is_collection() || !slots[i].is_changed()) continue;
    const Entity* target = slots[i].target();
    const bool is_gone = target != nullptr && target->entity_state() == EntityState::deleted;
    slots[i].word =
        is_gone ? 0 : slots[i].word & ~(RelationSlot::changed_bit | RelationSlot::echo_bit);
  }
}

class Settler {
 public:
  Settler(Objects& objects, const Plan& plan) : objects_(&objects), plan_(&plan) {}

  void settle() {
    reserve_places();
    // Rule 1. A row to be deleted may have left its key before, with the row that it refers to.
    if (!plan_->old_keys.empty())
      for_each_row([&](const Step& step, const PlannedRow& row) {
        if (row.old_key != PlannedRow::none) leave_old_key(*row.entity, *step.entity);
      });
    for (Entity* entity : plan_->replaced) forget_row(*objects_, *entity);
    for (const Step& step : plan_->steps)
      if (step.kind == StepKind::delete_ && step.entity != nullptr)
        for (const PlannedRow& row : plan_->rows_of(step)) forget_row(*objects_, *row.entity);
    for (const Step& step : plan_->steps) {
      if (step.kind != StepKind::vacate && step.kind != StepKind::keep)
        objects_->transactions.note_written(step.row_count);
      if (step.entity == nullptr) continue;
      if (step.kind == StepKind::insert)
        settle_insert(step);
      else if (step.kind == StepKind::update || step.kind == StepKind::keep)
        settle_update(step);
    }
  }

 private:
  // Memory may end here, while nothing is settled, but not between an object's old key and its new
  // one: the row is put back then, and nobody would find by its key who has entered by the new one.
  void reserve_places() {
    const bool has_inserts =
        std::any_of(plan_->steps.begin(), plan_->steps.end(),
                    [](const Step& step) { return step.kind == StepKind::insert; });
    if (!has_inserts && plan_->old_keys.empty() && plan_->replaced.empty()) return;
    ClassMap<std::size_t> newcomers;
    for_each_row([&](const Step& step, const PlannedRow& row) {
      if (is_pending(*row.entity) || row.old_key != PlannedRow::none) ++newcomers.get(*step.entity);
    });
    std::size_t all = 0;
    for (std::size_t i = 0; i < newcomers.size(); ++i) {
      objects_->identities.table(newcomers.class_of(i)).reserve(newcomers[i]);
      all += newcomers[i];
    }
    objects_->transactions.reserve_inserted(all);
  }

  template <class Visit>
  void for_each_row(Visit visit) {
    for (const Step& step : plan_->steps) {
      if (step.entity == nullptr) continue;
      for (const PlannedRow& row : plan_->rows_of(step)) visit(step, row);
    }
  }

  // An object may have several rows in the plan.
  void leave_old_key(Entity& entity, const EntityInfo& info) {
    if (!has_flag(entity, entity_flag::key_changed)) return;
    KeyBuffer buffer(info.key.size());
    const KeyValues old_key = objects_->changes.database_key(entity, info, buffer.data());
    objects_->transactions.note_key_switch(entity, old_key);
    objects_->identities.table(info).erase(old_key);
    ChangeLog::accept_key(entity);
  }

  void settle_insert(const Step& step) {
    const EntityInfo& info = *step.entity;
    KeyTable& table = objects_->identities.table(info);
    const RowShape known = known_after_insert(step);
    const ColumnNumbers generated = generated_by_insert(step);
    objects_->transactions.begin_run(view_of(generated), {});
    for (const PlannedRow& row : plan_->rows_of(step)) {
      Masks masks(*row.entity, info);
      begin_run_of(row, view_of(generated));
      for (std::size_t i = 0; i < masks.word_count(); ++i) masks.loaded_words()[i] = known.word(i);
      become_persistent(*row.entity, info, table, masks);
    }
  }

  // Rule 4.
  static RowShape known_after_insert(const Step& step) {
    RowShape known(*step.entity);
    for (const std::uint16_t column : step.columns.of_entity) known.insert(column);
    for (const std::uint16_t column : step.returning.of_entity) known.insert(column);
    return known;
  }

  static ColumnNumbers generated_by_insert(const Step& step) {
    ColumnNumbers generated = step.returning.of_entity;
    rules_of(*step.entity).unreturned.for_each([&](std::uint16_t column) {
      if (!contains(view_of(step.columns.of_entity), column)) generated.push_back(column);
    });
    return generated;
  }

  // One run has those into which the same columns were copied.
  void begin_run_of(const PlannedRow& row, View<std::uint16_t> generated) {
    copied_.clear();
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next)
      if (plan_->copies[i].source != nullptr) copied_.push_back(plan_->copies[i].column);
    if (objects_->transactions.innermost().runs.back().copied != copied_)
      objects_->transactions.begin_run(generated, view_of(copied_));
  }

  void become_persistent(Entity& entity, const EntityInfo& info, KeyTable& table, Masks& masks) {
    objects_->transactions.note_inserted(entity);
    masks.clear_all_changed();
    settle_targets(entity, info);
    enter(table, entity);
  }

  void enter(KeyTable& table, Entity& entity) {
    const EntityInfo& info = table.info();
    if (table.has_integer_key()) {
      const std::uint16_t column = info.key[0];
      const std::int64_t key =
          integer_value(info.column(column).type, field_of(entity, info, column));
      if (table.find_integer(key) == nullptr) {
        table.insert_integer(key, entity);
        move_to(entity, EntityState::persistent);
        return;
      }
    }
    claim_key(table, entity);
  }

  void settle_update(const Step& step) {
    const EntityInfo& info = *step.entity;
    KeyTable& table = objects_->identities.table(info);
    const std::size_t written =
        step.kind == StepKind::update ? step.set_count : step.columns.size();
    const View<std::uint16_t> columns(step.columns.of_entity.data(), written);
    const View<std::uint16_t> outdated =
        step.kind == StepKind::update ? view_of(rules_of(info).outdated) : View<std::uint16_t>();
    bool has_new = false;
    for (const PlannedRow& row : plan_->rows_of(step)) {
      Masks masks(*row.entity, info);
      for (const std::uint16_t column : columns) masks.set_loaded(column);
      if (is_pending(*row.entity)) {  // took over the row of a deleted object
        if (!std::exchange(has_new, true)) objects_->transactions.begin_run({}, {});
        begin_run_of(row, {});
        for (const std::uint16_t column : info.key) masks.set_loaded(column);
        become_persistent(*row.entity, info, table, masks);
      } else if (is_persistent(*row.entity)) {
        if (row.old_key != PlannedRow::none) claim_key(table, *row.entity);
        forget_released_targets(row, info);
        if (outdated.size() != 0) forget_columns(*objects_, *row.entity, outdated);
      }
    }
  }

  // A foreign key that became NULL because its target was deleted: the relationship tells the same.
  void forget_released_targets(const PlannedRow& row, const EntityInfo& info) {
    RelationSlot* slots = relation_slots(*row.entity, info);
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next) {
      const KeyCopy& copy = plan_->copies[i];
      if (copy.source != nullptr) continue;
      for (std::size_t r = 0; r < info.relations.size(); ++r) {
        const RelationInfo& relation = info.relations[r];
        if (relation.holds_key() && !slots[r].is_changed() &&
            contains(relation.local_columns, copy.column))
          slots[r].word = 0;
      }
    }
  }

  Objects* objects_;
  const Plan* plan_;
  std::vector<std::uint16_t> copied_;  // of one row
};

// Rule 3.
void note_members(Objects& objects, const CollectionRecord& record) {
  Entity& owner = ManyAccess::owner(*record.collection);
  const unsigned relation = ManyAccess::relation(*record.collection);
  objects.transactions.note_modified(owner);
  for (Entity* member : record.removed)
    objects.transactions.note_member({&owner, member, relation, false});
  for (Entity* member : record.added)
    objects.transactions.note_member({&owner, member, relation, true});
}

std::vector<Entity*> deleted_by(const Plan& plan) {
  std::vector<Entity*> deleted;
  for (const Step& step : plan.steps)
    if (step.kind == StepKind::delete_ && step.entity != nullptr)
      for (const PlannedRow& row : plan.rows_of(step)) deleted.push_back(row.entity);
  return deleted;
}

}  // namespace

void settle(Objects& objects, Outcome& outcome) {
  Settler(objects, outcome.rows.plan()).settle();
  outcome.rows.accept();
  settle_unchanged(objects);
  expire_rows_gone(objects, deleted_by(outcome.rows.plan()));
}

void settle_unchanged(Objects& objects) {
  for (const ChangeRecord& record : objects.changes.records()) {
    if (record.entity == nullptr) continue;
    Masks(*record.entity).clear_all_changed();
    settle_targets(*record.entity, info_of(*record.entity));
    objects.transactions.note_modified(*record.entity);
  }
  for (const auto& record : objects.changes.collections())
    if (record->collection != nullptr) note_members(objects, *record);
  objects.changes.clear();
}

}  // namespace orp
