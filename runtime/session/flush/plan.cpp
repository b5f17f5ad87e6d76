// SPDX-License-Identifier: MIT
#include "session/flush/plan.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/plan_cycles.hpp"
#include "session/flush/plan_rows.hpp"
#include "session/flush/room.hpp"
#include "session/flush/stand_in_keys.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

bool contains(View<std::uint16_t> columns, std::size_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

// A foreign key with other columns beside only borrows those of the row's own key.
bool is_filled_in_by(const EntityInfo& info, View<std::uint16_t> foreign_key, std::size_t column) {
  return contains(foreign_key, column) &&
         (!info.column(column).primary_key || is_identifying(info, foreign_key));
}

// What to do about a foreign key that only a relationship of the other side could fill in.
std::string other_way(const EntityInfo& info, std::size_t column) {
  for (const ForeignKeyInfo& key : info.table().foreign_keys)
    if (is_filled_in_by(info, key.columns, column))
      return std::string(", or put the object into a relationship of its ") + key.referred->name +
             " row";
  return {};
}

[[noreturn]] void throw_missing(const EntityInfo& info, std::size_t column) {
  const char* column_name = info.column(column).name;
  const char* member = info.columns[column].attribute;
  std::string hint = other_way(info, column);
  for (const RelationInfo& relation : info.relations)
    if (relation.holds_key() && !relation.hidden && !relation.view_only &&
        is_filled_in_by(info, relation.local_columns, column)) {
      member = relation.name;
      hint.clear();
    }
  throw DataError({.code = "ORP-2301",
                   .message = member_name(info, member) + " of a new object is not set, and " +
                              info.table().name + '.' + column_name +
                              " is NOT NULL and has no default",
                   .table = info.table().name,
                   .columns = {column_name},
                   .entity = info.name,
                   .hint = std::string("call set_") + member + "() before the flush" + hint});
}

class Planner {
 public:
  explicit Planner(Changes changes) : rows_(std::move(changes)) {}

  Plan make() {
    const std::vector<WrittenTable> tables = rows_.tables();
    const std::vector<TableGroup> groups = order_tables(tables);
    const bool has_first = make_room(rows_);
    rows_.defer_post_updates();
    for (const TableGroup& group : groups)
      level_saves(rows_, classes_of(group, tables), group.is_cyclic);
    name_by_stand_ins(rows_);
    if (has_first || rows_.has_vacated()) free_values(groups, tables);
    for (const TableGroup& group : groups) save(group, tables);
    for (ClassRows& rows : rows_.classes()) update_later(rows);

    place_deletes(groups, tables);
    return std::move(plan());
  }

 private:
  Plan& plan() { return rows_.plan(); }

  std::vector<ClassRows*> classes_of(const TableGroup& group,
                                     const std::vector<WrittenTable>& tables) {
    std::vector<ClassRows*> classes;
    for (const std::size_t table : group.tables)
      if (tables[table].entity != nullptr) classes.push_back(&rows_.rows_of(*tables[table].entity));
    return classes;
  }

  // Of those with stand-ins who refers comes before who is referred to: its key may follow that.
  void free_values(const std::vector<TableGroup>& groups, const std::vector<WrittenTable>& tables) {
    rows_.put_vacated_in_order();
    for (const AssociationRows& associations : rows_.first_associations())
      place_associations(associations);
    for (ClassRows& rows : rows_.classes()) {
      for (const PlannedRow& row : rows.first_updates) place_update(rows, row);
      seal();
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
      if (plan().stand_ins.has(*row.entity) == with_stand_in)
        place(StepKind::vacate, rows, row, copied(rows, row));
    seal();
  }

  void save(const TableGroup& group, const std::vector<WrittenTable>& tables) {
    const std::vector<ClassRows*> classes = classes_of(group, tables);
    save_levels(classes);
    for (const std::size_t table : group.tables)
      for (const bool is_new : {false, true})
        for (const AssociationRows& associations : rows_.associations())
          if (associations.is_new == is_new &&
              associations.relation->secondary == tables[table].table)
            place_associations(associations);
  }

  // Where no rows depend on each other all are of level 0. What the database has cascaded comes
  // first.
  void save_levels(const std::vector<ClassRows*>& classes) {
    std::vector<Saved> saved(classes.size());
    for (std::uint32_t level = 0, rest = 1; rest > 0; ++level) {
      rest = 0;
      for (std::size_t i = 0; i < classes.size(); ++i)
        rest += save_level(*classes[i], level, saved[i]);
    }
  }

  // How many rows of each kind are placed.
  struct Saved {
    std::size_t keeps = 0;
    std::size_t updates = 0;
    std::size_t inserts = 0;
  };

  // False: the class is done.
  bool save_level(const ClassRows& rows, std::uint32_t level, Saved& saved) {
    bool is_done = true;
    const auto place_level = [&](const std::vector<PlannedRow>& list, std::size_t& placed,
                                 auto place_row) {
      for (; placed < list.size() && list[placed].level == level; ++placed) place_row(list[placed]);
      seal();
      is_done = is_done && placed == list.size();
    };
    place_level(rows.keeps, saved.keeps, [&](const PlannedRow& row) {
      place(StepKind::keep, rows, row, copied(rows, row));
    });
    place_level(rows.updates, saved.updates,
                [&](const PlannedRow& row) { place_update(rows, row); });
    place_level(rows.inserts, saved.inserts,
                [&](const PlannedRow& row) { place_insert(rows, row); });
    return !is_done;
  }

  // A step for each shape, in whatever order the rows came: they do not depend on each other.
  void update_later(ClassRows& rows) {
    std::vector<RowShape> shapes;
    for (const PlannedRow& row : rows.post_updates)
      if (const RowShape& shape = shape_of_later(rows, row);
          std::find(shapes.begin(), shapes.end(), shape) == shapes.end())
        shapes.push_back(shape);
    for (const RowShape& shape : shapes) {
      for (const PlannedRow& row : rows.post_updates)
        if (shape_of_later(rows, row) == shape) place(StepKind::update, rows, row, shape);
      seal();
    }
  }

  void release(ClassRows& rows) {
    for (const PlannedRow& row : rows.releases)
      place(StepKind::update, rows, row, copied(rows, row));
    seal();
  }

  void place_deletes(const std::vector<TableGroup>& groups,
                     const std::vector<WrittenTable>& tables) {
    release_post_updated(rows_);
    for (const TableGroup& group : groups)
      if (group.is_cyclic) level_deletes(rows_, classes_of(group, tables));
    for (ClassRows& rows : rows_.classes()) release(rows);
    for (auto group = groups.rbegin(); group != groups.rend(); ++group)
      place_deletes(*group, tables);
  }

  void place_deletes(const TableGroup& group, const std::vector<WrittenTable>& tables) {
    std::vector<ClassRows*> classes = classes_of(group, tables);
    std::reverse(classes.begin(), classes.end());
    std::vector<std::size_t> deleted(classes.size());
    for (std::uint32_t level = 0, rest = 1; rest > 0; ++level) {
      rest = 0;
      for (std::size_t i = 0; i < classes.size(); ++i) {
        ClassRows& rows = *classes[i];
        for (; deleted[i] < rows.deletes.size() && rows.deletes[deleted[i]].level == level;
             ++deleted[i])
          place(StepKind::delete_, rows, rows.deletes[deleted[i]], rows.rules.key);
        seal();
        rest += deleted[i] < rows.deletes.size();
      }
    }
  }

  // Shapes

  const RowShape& copied(const ClassRows& rows, const PlannedRow& row) {
    shape_.clear_for(rows.info());
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan().copies[i].next)
      shape_.insert(plan().copies[i].column);
    return shape_;
  }

  // Columns that were neither assigned nor are copied are unset: the database gives their values,
  // or the row is completed when it is written, or something is missing.
  const RowShape& shape_of_new(const ClassRows& rows, const PlannedRow& row) {
    const RowRules& rules = rows.rules;
    const Masks masks(*row.entity, rows.info());
    copied(rows, row);
    for (std::size_t i = 0; i < shape_.word_count(); ++i) {
      const std::uint32_t unset = rules.all.word(i) & ~(masks.changed_words()[i] | shape_.word(i));
      const std::uint32_t missing = unset & rules.required.word(i);
      if (missing != 0)
        throw_missing(rows.info(), 32 * i + static_cast<std::size_t>(std::countr_zero(missing)));
      shape_.word(i) = rules.all.word(i) & ~(unset & rules.left_out.word(i));
    }
    return shape_;
  }

  void place_insert(const ClassRows& rows, const PlannedRow& row) {
    place(StepKind::insert, rows, row, shape_of_new(rows, row));
  }

  // A new object that takes a row over leaves nothing of the old one but what the database gave.
  void place_take_over(const ClassRows& rows, const PlannedRow& row) {
    shape_of_new(rows, row);
    for (std::size_t i = 0; i < shape_.word_count(); ++i) shape_.word(i) &= ~rows.rules.key.word(i);
    place(shape_.empty() ? StepKind::keep : StepKind::update, rows, row, shape_);
  }

  void place_update(const ClassRows& rows, const PlannedRow& row) {
    if (is_pending(*row.entity)) return place_take_over(rows, row);
    copied(rows, row);
    add_changed(rows, row);
    if (shape_.empty()) return;
    if (rows.rules.is_touched) add_touched(rows);
    place(StepKind::update, rows, row, shape_);
  }

  const RowShape& shape_of_later(const ClassRows& rows, const PlannedRow& row) {
    copied(rows, row);
    if (!is_pending(*row.entity) && rows.rules.is_touched) add_touched(rows);
    return shape_;
  }

  void add_changed(const ClassRows& rows, const PlannedRow& row) {
    const Masks masks(*row.entity, rows.info());
    for (std::size_t i = 0; i < shape_.word_count(); ++i)
      shape_.word(i) |= masks.changed_words()[i];
  }

  void add_touched(const ClassRows& rows) {
    for (std::size_t i = 0; i < shape_.word_count(); ++i)
      shape_.word(i) |= rows.rules.touched.word(i);
  }

  // Steps

  // The next row begins a step of its own, whatever its shape.
  void seal() { is_open_ = false; }

  void place(StepKind kind, const ClassRows& rows, const PlannedRow& row, const RowShape& shape) {
    const bool continues = is_open_ && plan().steps.back().kind == kind && shape == open_shape_;
    if (!continues) begin_step(kind, rows, shape);
    plan().rows.push_back(row);
    ++plan().steps.back().row_count;
  }

  void begin_step(StepKind kind, const ClassRows& rows, const RowShape& shape) {
    const EntityInfo& info = rows.info();
    Step step{
        .kind = kind, .table = &info.table(), .entity = &info, .first_row = plan().rows.size()};
    const bool is_update = kind == StepKind::update || kind == StepKind::vacate;
    if (kind != StepKind::delete_) step.columns.append(info, view_of(shape.columns()));
    if (is_update) step.set_count = step.columns.size();
    if (is_update || kind == StepKind::delete_) step.columns.append(info, info.key);
    if (kind == StepKind::insert) {
      std::vector<std::uint16_t> made;
      for (std::uint16_t i = 0; i < info.columns.size(); ++i)
        if (!shape.contains(i)) made.push_back(i);
      step.returning.append(info, view_of(made));
    }
    plan().steps.push_back(std::move(step));
    open_shape_ = shape;
    is_open_ = true;
  }

  void place_associations(const AssociationRows& associations) {
    const RelationInfo& relation = *associations.relation;
    Step step{.kind = associations.is_new ? StepKind::insert : StepKind::delete_,
              .table = relation.secondary,
              .association = &relation,
              .unless_there = associations.may_exist,
              .first_row = plan().rows.size(),
              .row_count = associations.rows.size()};
    std::vector<std::uint16_t>& columns = step.columns.of_table;
    columns.assign(relation.secondary_local.begin(), relation.secondary_local.end());
    if (!associations.of_owner)
      columns.insert(columns.end(), relation.secondary_remote.begin(),
                     relation.secondary_remote.end());
    plan().rows.insert(plan().rows.end(), associations.rows.begin(), associations.rows.end());
    plan().steps.push_back(std::move(step));
    seal();
  }

  PlanRows rows_;
  RowShape shape_;       // of the row being placed
  RowShape open_shape_;  // of the last step
  bool is_open_ = false;
};

void append_columns(std::string& text, const Step& step, std::size_t first, std::size_t last) {
  text += '(';
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) text += ", ";
    text += step.table->columns[step.columns.of_table[i]].name;
  }
  text += ')';
}

}  // namespace

void StepColumns::append(const EntityInfo& info, View<std::uint16_t> numbers) {
  of_table.reserve(of_table.size() + numbers.size());
  for (const std::uint16_t number : numbers) of_table.push_back(info.number_in_table(number));
  of_entity.insert(of_entity.end(), numbers.begin(), numbers.end());
}

std::string to_string(const Step& step) {
  std::string text;
  const std::size_t size = step.columns.size();
  switch (step.kind) {
    case StepKind::insert:
      append_columns(text = std::string("insert ") + step.table->name + ' ', step, 0, size);
      break;
    case StepKind::update:
    case StepKind::vacate:
      text = step.kind == StepKind::update ? "update " : "vacate ";
      append_columns(text += step.table->name + std::string(" set "), step, 0, step.set_count);
      append_columns(text += " where ", step, step.set_count, size);
      break;
    case StepKind::delete_:
      append_columns(text = std::string("delete ") + step.table->name + " where ", step, 0, size);
      break;
    case StepKind::keep:
      append_columns(text = std::string("keep ") + step.table->name + ' ', step, 0, size);
      break;
  }
  text += ' ' + std::to_string(step.row_count) + (step.row_count == 1 ? " row" : " rows");
  if (step.unless_there) text += " unless there";
  for (std::size_t i = 0; i < step.returning.size(); ++i)
    text += (i == 0 ? " -> " : ", ") +
            std::string(step.table->columns[step.returning.of_table[i]].name);
  return text;
}

const void* Plan::key_field(const PlannedRow& row, const EntityInfo& info, std::size_t i) const {
  if (row.old_key != PlannedRow::none) return old_keys[row.old_key + i];
  return field_of(*row.entity, info, info.key[i]);
}

const void* Plan::where_field(const PlannedRow& row, const EntityInfo& info, std::size_t i) const {
  return row.is_cascaded ? old_keys[row.old_key + info.key.size() + i] : key_field(row, info, i);
}

std::string Plan::to_string() const {
  std::string text;
  for (const Step& step : steps) text += orp::to_string(step) + '\n';
  return text;
}

Plan order(Changes changes) { return Planner(std::move(changes)).make(); }

}  // namespace orp
