// SPDX-License-Identifier: MIT
// What order() makes: a value; printing it needs no database.
//
// Invariants
//  (1) A row is inserted after every row whose key it takes, unless a later UPDATE fills that key
//      in (post-update); then it is inserted with NULL in its place.
//  (2) A post-update comes behind all rows that are new or have new keys, so it finds the key that
//      it takes.
//  (3) Tables come in the order of their foreign keys.
//  (4) Among the rows of a table that wait for the same rows (plan_cycles.hpp) UPDATE comes before
//      INSERT.
//  (5) Of two UPDATEs that one comes first that gives up a unique value which the other takes.
//  (6) Associations come after both their tables, so they name their rows by new keys, which the
//      associations that exist have followed to (ON UPDATE CASCADE).
//  (7) Deletions come last, in reverse order, but for what has to make room before (room.hpp, rule
//      1).
//  (8) A row whose key the database changes with its parent's is named by the new key behind its
//      parent's UPDATE.
//  (9) What a row to be deleted holds is free for who takes it (room.hpp). A row that a new object
//      takes over is vacated, too, where it is to have another value only after who takes its own.
//  (10) The rows of a step have one shape, so it is one statement, run as a batch.
//  (11) No row of a step takes a key that the same step makes.
//  (12) Inserted rows that wait for the same rows stand in the order in which they were added,
//       changed and deleted ones by primary key, so that all flushes lock rows in one order.
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "entity/slab.hpp"
#include "meta/inline_vector.hpp"
#include "orpiment/session/flush_plan.hpp"
#include "session/flush/changes.hpp"
#include "session/flush/stand_ins.hpp"

namespace orp {

using StepKind = FlushStep::Kind;

struct PlannedRow {
  static constexpr std::uint32_t none = KeyCopy::none;

  Entity* entity = nullptr;
  Entity* member = nullptr;  ///< of an association: its other side; of a new object: whose row it
                             ///< takes over
  std::uint32_t first_copy = none;
  /// See Plan::old_keys; none: the key is the row's own, and an association's are those of its
  /// objects.
  std::uint32_t old_key = none;
  std::uint32_t level = 0;   ///< of rows that depend on each other: see row_levels.hpp
  bool is_cascaded = false;  ///< by the time of its statement the database has changed its key

  /// The object of an entity's row as the database knows it before the flush.
  Entity& former() const { return member != nullptr ? *member : *entity; }
};

using ColumnNumbers = InlineVector<std::uint16_t, 16>;

/// Columns as both sides of a step count them: its statement and the objects whose rows it writes.
struct StepColumns {
  ColumnNumbers of_table{};
  ColumnNumbers of_entity{};  ///< the same ones; empty: a secondary table

  /// Column `number` of `info`.
  void add(const EntityInfo& info, std::uint16_t number) {
    of_table.push_back(info.number_in_table(number));
    of_entity.push_back(number);
  }
  std::size_t size() const { return of_table.size(); }
};

struct Step {
  StepKind kind;
  const TableInfo* table;
  const EntityInfo* entity = nullptr;         ///< nullptr: a secondary table
  const RelationInfo* association = nullptr;  ///< of a secondary table
  StepColumns columns{};      ///< sent; of an update the assigned ones, then the key
  std::size_t set_count = 0;  ///< of an update, of vacated rows: how many are assigned
  StepColumns returning{};    ///< of an insert: filled in by the database
  bool unless_there = false;  ///< of associations: those that exist are left out
  const std::vector<PlannedRow>* list = nullptr;  ///< that its rows stand in, from `first_row` on
  std::size_t first_row = 0;
  std::size_t row_count = 0;
};

/// An object to be deleted whose unique value could not be made free for `taker`.
struct Obstacle {
  Entity* deleted;
  Entity* taker;  ///< nullptr: nobody knows what `deleted` holds, so it may be anybody of its class
};

/// Two rows whose unique values change hands in a circle that nothing opens.
struct Exchange {
  PlannedRow giver;  ///< without entity: nobody knows what others give up
  PlannedRow taker;
};

/// `insert users (name, email) 2 rows -> id`
std::string to_string(const Step& step);

struct Plan {
  std::vector<Step> steps;
  std::list<std::vector<PlannedRow>> lists;  ///< of the steps' rows; addresses stay
  std::vector<KeyCopy> copies;
  /// Fields: of a row the key that the database has before the flush, then, of one that is
  /// cascaded, the key that it has later; of an association the keys of both; read when the
  /// statement is sent.
  std::vector<const void*> old_keys;
  StandIns stand_ins;                ///< of rows that are vacated; the others become NULL
  std::vector<Entity*> replaced;     ///< to be deleted, but their rows are taken over
  std::vector<Exchange> exchanges;   ///< for the message, should the database refuse a value
  std::vector<Obstacle> obstacles;   ///< the same
  std::vector<Reference> questions;  ///< their answers may make room: Changes::references

  static View<PlannedRow> rows_of(const Step& step) {
    return {step.list->data() + step.first_row, step.row_count};
  }
  /// Part `i` of the key that the database knows the row of an `info` by before the flush.
  const void* key_field(const PlannedRow& row, const EntityInfo& info, std::size_t i) const {
    return row.old_key != PlannedRow::none ? old_keys[row.old_key + i]
                                           : field_of(*row.entity, info, info.key[i]);
  }
  /// The same for the WHERE of its statement.
  const void* where_field(const PlannedRow& row, const EntityInfo& info, std::size_t i) const {
    return row.is_cascaded ? old_keys[row.old_key + info.key.size() + i] : key_field(row, info, i);
  }
  /// A line a step.
  std::string to_string() const;
};

}  // namespace orp
