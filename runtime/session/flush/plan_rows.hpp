// SPDX-License-Identifier: MIT
// The rows of a flush, sorted by what they are, and all that a plan says of them. What is left is
// the order, which is order.cpp's.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "session/flush/plan.hpp"
#include "session/flush/row_rules.hpp"
#include "session/flush/table_order.hpp"
#include "session/objects/class_map.hpp"

namespace orp {

/// The rows of one class.
struct ClassRows {
  explicit ClassRows(const EntityInfo& info) : rules(rules_of(info)) {}
  const EntityInfo& info() const { return *rules.info; }

  const RowRules& rules;
  std::vector<PlannedRow> inserts;       ///< in the order in which they were added
  std::vector<PlannedRow> updates;       ///< by key; among them new objects that take a row over
  std::vector<PlannedRow> keeps;         ///< what ON UPDATE CASCADE changes, in memory
  std::vector<PlannedRow> deletes;       ///< by key
  std::vector<PlannedRow> post_updates;  ///< of inserted rows: foreign keys that had to wait
  std::vector<PlannedRow> releases;  ///< of rows to be deleted: foreign keys to become NULL first

  // What goes before all others, and why: see room.hpp.
  std::vector<PlannedRow> first_updates;  ///< by key; they let go of rows in first_deletes
  std::vector<PlannedRow> first_deletes;  ///< by key
  std::vector<PlannedRow> vacated;        ///< by key
};

/// The rows of one secondary table that are alike.
struct AssociationRows {
  const RelationInfo* relation;
  bool is_new;
  bool of_owner;   ///< all associations of an owner, whoever the member is
  bool may_exist;  ///< see AssociationChange
  std::vector<PlannedRow> rows;
};

/// What an updated row has in place of a foreign key that a later UPDATE fills in.
enum class Meanwhile : std::uint8_t { unchanged, null };

class PlanRows {
 public:
  explicit PlanRows(Changes changes);

  /// The plan in the making; for the planner to take in the end.
  Plan& plan() { return plan_; }
  const Plan& plan() const { return plan_; }
  const ChangeLog& log() const { return *log_; }
  const std::vector<Reference>& references() const { return references_; }
  /// Whether some updated row writes a unique column or takes a key, or a row is taken over.
  bool concerns_others() const { return concerns_others_; }
  ClassMap<ClassRows>& classes() { return classes_; }
  const ClassMap<ClassRows>& classes() const { return classes_; }
  std::vector<AssociationRows>& associations() { return associations_; }
  std::vector<AssociationRows>& first_associations() { return first_associations_; }
  ClassRows& rows_of(const EntityInfo& info);
  /// The object whose row the new object `added` takes over; nullptr: it gets one of its own.
  Entity* taken_over_by(const Entity& added) const;

  /// The copies that the database makes in the row of a persistent object; none: no such.
  std::uint32_t first_cascaded(Entity& entity) const;
  /// From whom a column of a persistent object takes its value in this flush, by its own UPDATE or
  /// by what the database cascades; nullptr: from nobody.
  const KeyCopy* copy_into(Entity& entity, std::uint16_t column) const;
  /// Whether the UPDATE of a persistent object sets `column`.
  bool writes(const PlannedRow& row, std::uint16_t column) const;

  /// All tables, in the order in which the program came to them.
  InlineVector<WrittenTable, 8> tables() const;

  /// Takes the foreign key of `relation` out of `row`: an inserted row has NULL there, an updated
  /// one what `meanwhile` says, and an UPDATE behind all other rows fills it in.
  void defer(ClassRows& rows, PlannedRow& row, const RelationInfo& relation, Meanwhile meanwhile);
  /// The rows whose relationships ask for that (post_update).
  void defer_post_updates();
  /// The foreign key becomes NULL before `row` is deleted.
  void release(ClassRows& rows, const PlannedRow& row, const ForeignKeyInfo& key);
  /// The association `row` goes before the keys of its objects change.
  void remember_old_keys(const RelationInfo& relation, PlannedRow& row);
  /// The same for all old associations of `ends`.
  void put_associations_first(std::vector<const Entity*> ends);
  /// Column `column` of its key has `value` by the time of the statement of `row`.
  void name_by(const ClassRows& rows, PlannedRow& row, std::uint16_t column, const void* value);
  bool has_vacated() const;
  /// Before anything else `columns` of `row` give up what they hold: they have stand-ins, or become
  /// NULL. put_vacated_in_order() makes one row of what is asked of a row at several places.
  void vacate(ClassRows& rows, const PlannedRow& row, const std::vector<std::uint16_t>& columns);
  void put_vacated_in_order();
  void sort_by_key(const ClassRows& rows, std::vector<PlannedRow>& list) const;

 private:
  void reserve_inserts(const std::vector<RowChange>& inserts);
  void take_association(const AssociationChange& association, bool is_new);
  bool may_have_old_key(const PlannedRow& row) const;
  void remember_old_key(const ClassRows& rows, PlannedRow& row);
  void remember_cascaded_key(const ClassRows& rows, PlannedRow& row);
  const void* cascaded_field(const PlannedRow& row, const KeyCopy& copy) const;
  bool has_new_key(const ClassRows& rows, const PlannedRow& row) const;
  PlannedRow row_of(Entity& entity) const;
  void keep_cascaded(Entity& entity, std::uint32_t first_copy);
  void let_go(const LettingGo& letting_go);
  void defer_post_updates(ClassRows& rows, std::vector<PlannedRow>& list);
  void join_vacated(std::vector<PlannedRow>& list);
  static PlannedRow& later_update_of(ClassRows& rows, const PlannedRow& row);
  bool is_made(const KeyCopy& copy) const;
  const RelationInfo* find_post_update(const ClassRows& rows, const PlannedRow& row) const;

  const ChangeLog* log_;
  Plan plan_;
  ClassMap<ClassRows> classes_;
  std::vector<RowChange> updates_;                         // by number in the log's records
  std::vector<RowChange> follows_;                         // same numbers
  std::vector<std::pair<const Entity*, Entity*>> takers_;  // sorted; and whose rows they take over
  std::vector<Reference> references_;
  bool concerns_others_;
  std::vector<AssociationRows> associations_;
  std::vector<AssociationRows> first_associations_;  // of rows in first_deletes
};

}  // namespace orp
