// SPDX-License-Identifier: MIT
#include "session/flush/order.hpp"

#include <algorithm>
#include <utility>

#include "session/flush/plan_cycles.hpp"
#include "session/flush/plan_rows.hpp"
#include "session/flush/plan_steps.hpp"
#include "session/flush/room.hpp"
#include "session/flush/stand_in_keys.hpp"

namespace orp {

namespace {

class Planner {
 public:
  explicit Planner(Changes changes) : rows_(std::move(changes)), steps_(rows_.plan()) {}

  Plan make() {
    const Tables tables = rows_.tables();
    const std::vector<TableGroup> groups = order_tables(view_of(tables));
    const bool has_first = make_room(rows_);
    rows_.defer_post_updates();
    for (const TableGroup& group : groups)
      level_saves(rows_, view_of(classes_of(group, tables)), group.is_cyclic);
    name_by_stand_ins(rows_);
    if (has_first || rows_.has_vacated()) free_values(groups, tables);
    for (const TableGroup& group : groups) save(group, tables);
    for (ClassRows& rows : rows_.classes()) update_later(rows);

    place_deletes(groups, tables);
    return std::move(rows_.plan());
  }

 private:
  using Tables = InlineVector<WrittenTable, 8>;
  using Classes = InlineVector<ClassRows*, 4>;

  Classes classes_of(const TableGroup& group, const Tables& tables) {
    Classes classes;
    for (const std::size_t table : group.tables)
      if (tables[table].entity != nullptr) classes.push_back(&rows_.rows_of(*tables[table].entity));
    return classes;
  }

  // Of those with stand-ins who refers comes before who is referred to: its key may follow that.
  void free_values(const std::vector<TableGroup>& groups, const Tables& tables) {
    rows_.put_vacated_in_order();
    for (const AssociationRows& associations : rows_.first_associations())
      steps_.place_associations(associations);
    for (ClassRows& rows : rows_.classes()) {
      for (const PlannedRow& row : rows.first_updates) steps_.place_update(rows, row);
      steps_.seal();
      vacate(rows, false);
      std::swap(rows.deletes, rows.first_deletes);
    }
    for (auto group = groups.rbegin(); group != groups.rend(); ++group)
      for (const ClassRows* rows : classes_of(*group, tables)) vacate(*rows, true);
    place_deletes(groups, tables);
    for (ClassRows& rows : rows_.classes()) {
      rows.deletes = std::move(rows.first_deletes);
      rows.releases.clear();
    }
  }

  void vacate(const ClassRows& rows, bool with_stand_in) {
    for (const PlannedRow& row : rows.vacated)
      if (rows_.plan().stand_ins.has(*row.entity) == with_stand_in)
        steps_.place_copied(StepKind::vacate, rows, row);
    steps_.seal();
  }

  void save(const TableGroup& group, const Tables& tables) {
    save_levels(classes_of(group, tables));
    for (const std::size_t table : group.tables)
      for (const bool is_new : {false, true})
        for (const AssociationRows& associations : rows_.associations())
          if (associations.is_new == is_new &&
              associations.relation->secondary == tables[table].table)
            steps_.place_associations(associations);
  }

  // Where no rows depend on each other all are of level 0. What the database has cascaded comes
  // first.
  void save_levels(const Classes& classes) {
    InlineVector<Saved, 4> saved;
    for (ClassRows* rows : classes) saved.push_back({.inserts = {&steps_.take(rows->inserts)}});
    for (std::uint32_t level = 0, rest = 1; rest > 0; ++level) {
      rest = 0;
      for (std::size_t i = 0; i < classes.size(); ++i)
        rest += save_level(*classes[i], level, saved[i]);
    }
  }

  // Rows that the plan has taken, and how many of them are placed.
  struct Taken {
    const std::vector<PlannedRow>* list;
    std::size_t placed = 0;

    bool has_more(std::uint32_t level) const {
      return placed < list->size() && (*list)[placed].level == level;
    }
    bool is_done() const { return placed == list->size(); }
  };

  // How many rows of each kind are placed.
  struct Saved {
    std::size_t keeps = 0;
    std::size_t updates = 0;
    Taken inserts;
  };

  // False: the class is done.
  bool save_level(const ClassRows& rows, std::uint32_t level, Saved& saved) {
    bool is_done = true;
    const auto place_level = [&](const std::vector<PlannedRow>& list, std::size_t& placed,
                                 auto place_row) {
      for (; placed < list.size() && list[placed].level == level; ++placed) place_row(list[placed]);
      steps_.seal();
      is_done = is_done && placed == list.size();
    };
    place_level(rows.keeps, saved.keeps,
                [&](const PlannedRow& row) { steps_.place_copied(StepKind::keep, rows, row); });
    place_level(rows.updates, saved.updates,
                [&](const PlannedRow& row) { steps_.place_update(rows, row); });
    Taken& inserts = saved.inserts;
    for (; inserts.has_more(level); ++inserts.placed)
      steps_.place_insert(rows, *inserts.list, inserts.placed);
    steps_.seal();
    return !is_done || !inserts.is_done();
  }

  // A step for each shape, in whatever order the rows came: they do not depend on each other.
  void update_later(ClassRows& rows) {
    std::vector<RowShape> shapes;
    for (const PlannedRow& row : rows.post_updates)
      if (const RowShape& shape = steps_.shape_of_later(rows, row);
          std::find(shapes.begin(), shapes.end(), shape) == shapes.end())
        shapes.push_back(shape);
    for (const RowShape& shape : shapes) {
      for (const PlannedRow& row : rows.post_updates)
        if (steps_.shape_of_later(rows, row) == shape)
          steps_.place(StepKind::update, rows, row, shape);
      steps_.seal();
    }
  }

  void release(ClassRows& rows) {
    for (const PlannedRow& row : rows.releases) steps_.place_copied(StepKind::update, rows, row);
    steps_.seal();
  }

  void place_deletes(const std::vector<TableGroup>& groups, const Tables& tables) {
    release_post_updated(rows_);
    for (const TableGroup& group : groups)
      if (group.is_cyclic) level_deletes(rows_, view_of(classes_of(group, tables)));
    for (ClassRows& rows : rows_.classes()) release(rows);
    for (auto group = groups.rbegin(); group != groups.rend(); ++group)
      place_deletes(*group, tables);
  }

  void place_deletes(const TableGroup& group, const Tables& tables) {
    Classes classes = classes_of(group, tables);
    std::reverse(classes.begin(), classes.end());
    InlineVector<Taken, 4> deletes;
    for (ClassRows* rows : classes) deletes.push_back({&steps_.take(rows->deletes)});
    for (std::uint32_t level = 0, rest = 1; rest > 0; ++level) {
      rest = 0;
      for (std::size_t i = 0; i < classes.size(); ++i) {
        Taken& taken = deletes[i];
        for (; taken.has_more(level); ++taken.placed)
          steps_.place_delete(*classes[i], *taken.list, taken.placed);
        steps_.seal();
        rest += !taken.is_done();
      }
    }
  }

  PlanRows rows_;
  PlanSteps steps_;  // of the plan in rows_
};

}  // namespace

Plan order(Changes changes) { return Planner(std::move(changes)).make(); }

}  // namespace orp
