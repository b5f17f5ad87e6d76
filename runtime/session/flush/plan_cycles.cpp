// SPDX-License-Identifier: MIT
#include "session/flush/plan_cycles.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "meta/column_numbers.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/referred_row.hpp"
#include "session/flush/row_levels.hpp"
#include "session/flush/takeovers.hpp"
#include "session/flush/vacant_columns.hpp"
#include "session/objects/describe_object.hpp"

namespace orp {

namespace {

constexpr std::uint32_t none = PlannedRow::none;

// A row of one of the classes, by the number it has among all of them.
struct NumberedRow {
  ClassRows* rows;
  PlannedRow* row;
};

void sort_by_level(std::vector<PlannedRow>& list) {
  std::stable_sort(list.begin(), list.end(),
                   [](const PlannedRow& a, const PlannedRow& b) { return a.level < b.level; });
}

void set_levels(const std::vector<NumberedRow>& numbered,
                const std::vector<std::uint32_t>& levels) {
  for (std::size_t i = 0; i < numbered.size(); ++i) numbered[i].row->level = levels[i];
}

[[noreturn]] void throw_cycle(const char* act, const std::string& path, const EntityInfo& info) {
  throw UsageError(
      {.code = "ORP-1331",
       .message = std::string("cannot ") + act + " objects that refer to each other: " + path,
       .entity = info.name,
       .hint = "one of these foreign keys must be nullable, so that the circle can be "
               "closed by an UPDATE"});
}

class SaveLevels {
 public:
  SaveLevels(PlanRows& rows, View<ClassRows*> classes)
      : rows_(&rows),
        classes_(classes),
        first_takeover_tag_(static_cast<std::uint32_t>(rows.plan().copies.size())) {
    for (ClassRows* one : classes) row_count_ += rows_in(*one);
    std::uint32_t first = 0;
    for (const ClassRows* one : classes) {
      const std::vector<Takeover> more = find_takeovers(rows, *one, first, row_count_);
      takeovers_.insert(takeovers_.end(), more.begin(), more.end());
      first += rows_in(*one);
    }
  }

  bool has_takeovers() const { return !takeovers_.empty(); }

  void set() {
    number_rows();
    std::vector<RowEdge> edges;
    for (std::uint32_t i = 0; i < numbered_.size(); ++i) add_edges(i, edges);
    for (std::uint32_t i = 0; i < takeovers_.size(); ++i)
      edges.push_back({takeovers_[i].giver, takeovers_[i].taker, first_takeover_tag_ + i});
    set_levels(numbered_, row_levels(row_count_, std::move(edges),
                                     [&](const auto& cycle) { return open(cycle); }));
  }

 private:
  static std::uint32_t rows_in(const ClassRows& one) {
    return static_cast<std::uint32_t>(one.inserts.size() + one.updates.size() + one.keeps.size());
  }

  // Inserts, then updates: as find_takeovers() numbers them.
  void number_rows() {
    number_of_insert_.resize(rows_->log().added().size(), none);
    number_of_update_.resize(rows_->log().records().size(), none);
    number_of_keep_.resize(rows_->log().records().size(), none);
    for (ClassRows* one : classes_) {
      for (PlannedRow& row : one->inserts) {
        number_of_insert_[ChangeLog::number_in_added(*row.entity)] = next_number();
        numbered_.push_back({one, &row});
      }
      for (PlannedRow& row : one->updates) {
        if (!is_pending(*row.entity)) number_of_update_[record_of(row)] = next_number();
        numbered_.push_back({one, &row});
      }
      for (PlannedRow& row : one->keeps) {
        number_of_keep_[record_of(row)] = next_number();
        numbered_.push_back({one, &row});
      }
    }
  }

  std::uint32_t next_number() const { return static_cast<std::uint32_t>(numbered_.size()); }
  std::size_t record_of(const PlannedRow& row) const {
    return rows_->log().find_number(*row.entity);
  }

  // An update of a row that the database changes with its parent's waits for that, too (rule 4);
  // in a circle only where it names the row by the key that it has by then.
  void add_edges(std::uint32_t number, std::vector<RowEdge>& edges) {
    const PlannedRow& row = *numbered_[number].row;
    add_edges(number, row.first_copy, edges);
    const std::uint32_t cascaded = rows_->first_cascaded(*row.entity);
    if (!row.is_cascaded)
      for (std::uint32_t i = cascaded; i != none; i = copy(i).next) may_give_up_.insert(i);
    add_edges(number, cascaded, edges);
  }

  // The copies of one relationship stand together; one edge is enough for them.
  void add_edges(std::uint32_t number, std::uint32_t first, std::vector<RowEdge>& edges) {
    const RelationInfo* last = nullptr;
    for (std::uint32_t i = first; i != none; i = copy(i).next) {
      if (copy(i).relation != nullptr && copy(i).relation == last) continue;
      const std::uint32_t source = number_of_source(copy(i));
      if (source == none) continue;
      if (source == number && is_known(copy(i))) continue;  // a row may refer to itself at once
      last = copy(i).relation;
      edges.push_back({source, number, i});
    }
  }

  const KeyCopy& copy(std::uint32_t number) const { return rows_->plan().copies[number]; }

  // The row that gives the source the value which is copied; none: it has that already.
  std::uint32_t number_of_source(const KeyCopy& copy) const {
    if (copy.source == nullptr) return none;
    if (is_pending(*copy.source))
      return number_of_insert_[ChangeLog::number_in_added(*copy.source)];
    const std::size_t record = rows_->log().find_number(*copy.source);
    if (record == ChangeLog::no_number) return none;
    for (const std::uint32_t number : {number_of_update_[record], number_of_keep_[record]})
      if (number != none && rows_->writes(*numbered_[number].row, copy.source_column))
        return number;
    return none;
  }

  // The key was given by the program or is made by the session, so it need not be asked for.
  static bool is_known(const KeyCopy& copy) {
    if (!is_pending(*copy.source)) return true;
    const EntityInfo& info = info_of(*copy.source);
    return Masks(*copy.source, info).is_changed(copy.source_column) ||
           info.columns[copy.source_column].client_default != ClientDefault::none;
  }

  // nullptr: the edge is a foreign key's.
  const Takeover* takeover_of(const RowEdge& edge) const {
    return edge.tag < first_takeover_tag_ ? nullptr : &takeovers_[edge.tag - first_takeover_tag_];
  }

  // Of values that change hands somebody has to be without one for a while. Where nobody can, what
  // a deleted object holds whose row is taken over is free from the beginning; else the database is
  // left to refuse them.
  std::size_t open(const std::vector<RowEdge>& cycle) {
    for (std::size_t i = 0; i < cycle.size(); ++i)
      if (may_give_up_.count(cycle[i].tag) != 0) return i;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const Takeover* takeover = takeover_of(cycle[i]);
      if (takeover == nullptr || takeover->relation == nullptr) continue;
      const NumberedRow& taker = numbered_[takeover->taker];
      rows_->defer(*taker.rows, *taker.row, *takeover->relation, Meanwhile::null);
      return i;
    }
    if (const std::optional<std::size_t> opened = open_foreign_key(cycle)) return *opened;
    if (const std::optional<std::size_t> opened = open_row_switch(cycle)) return *opened;
    for (std::size_t i = 0; i < cycle.size(); ++i)
      if (takeover_of(cycle[i]) != nullptr) return give_up(cycle, i);
    throw_insert_cycle(cycle);
  }

  std::size_t give_up(const std::vector<RowEdge>& cycle, std::size_t given_up) {
    for (const RowEdge& edge : cycle)
      if (takeover_of(edge) != nullptr && is_row(edge.after))
        rows_->plan().exchanges.push_back(
            {is_row(edge.before) ? *numbered_[edge.before].row : PlannedRow(),
             *numbered_[edge.after].row});
    return given_up;
  }

  std::optional<std::size_t> open_row_switch(const std::vector<RowEdge>& cycle) {
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const Takeover* takeover = takeover_of(cycle[i]);
      if (takeover == nullptr || !is_row(takeover->giver)) continue;
      const NumberedRow& giver = numbered_[takeover->giver];
      if (giver.row->member == nullptr) continue;
      if (!vacate(*giver.rows, *giver.row, takeover->key)) continue;
      return i;
    }
    return std::nullopt;
  }

  // The key of a row that is taken over stays.
  bool vacate(ClassRows& rows, const PlannedRow& row, std::size_t number) {
    UniqueColumns key = rows.rules.unique_keys[number];
    std::erase_if(key, [&](std::uint16_t column) { return rows.rules.key.contains(column); });
    VacantColumns columns(*rows_, rows.info());
    std::optional<Vacancy> vacant = columns.find(key);
    if (!vacant) vacant = columns.find_referred(key, row.former());
    if (!vacant) return false;
    if (vacant->has_stand_in)
      rows_->plan().stand_ins.make(row.former(), vacant->column,
                                   rows.info().column(vacant->column).type);
    rows_->vacate(rows, row, {vacant->column});
    return true;
  }

  // Some numbers stand for many rows: see find_takeovers().
  bool is_row(std::uint32_t number) const { return number < numbered_.size(); }

  std::optional<std::size_t> open_foreign_key(const std::vector<RowEdge>& cycle) {
    for (const bool only_declared : {true, false})
      for (std::size_t i = 0; i < cycle.size(); ++i) {
        if (takeover_of(cycle[i]) != nullptr) continue;
        NumberedRow& waiting = numbered_[cycle[i].after];
        const RelationInfo* relation = copy(cycle[i].tag).relation;
        if (relation == nullptr || (only_declared && !relation->post_update) ||
            !may_wait(waiting, *relation))
          continue;
        rows_->defer(*waiting.rows, *waiting.row, *relation,
                     gives_up(cycle[i].after, *relation) ? Meanwhile::null : Meanwhile::unchanged);
        return i;
      }
    return std::nullopt;
  }

  // A value of the foreign key that waits is to be free for another row.
  bool gives_up(std::uint32_t number, const RelationInfo& relation) const {
    const std::vector<UniqueColumns>& keys = numbered_[number].rows->rules.unique_keys;
    return std::any_of(takeovers_.begin(), takeovers_.end(), [&](const Takeover& takeover) {
      return takeover.giver == number &&
             share_column(view_of(keys[takeover.key]), relation.local_columns);
    });
  }

  [[noreturn]] void throw_insert_cycle(const std::vector<RowEdge>& cycle) const {
    std::string path;
    for (const RowEdge& edge : cycle) {
      const RelationInfo* relation = copy(edge.tag).relation;
      const EntityInfo& info = numbered_[edge.after].rows->info();
      path += (path.empty() ? "" : ", ") +
              (relation == nullptr ? info.name : member_name(info, *relation));
    }
    throw_cycle("insert", path, numbered_[cycle.front().after].rows->info());
  }

  // With NULL in some column the key refers to nothing; the others must do without the source's
  // row.
  bool may_wait(const NumberedRow& waiting, const RelationInfo& relation) const {
    bool has_nullable = false;
    for (std::uint32_t i = waiting.row->first_copy; i != none; i = copy(i).next) {
      if (copy(i).relation != &relation) continue;
      const bool is_nullable = waiting.rows->info().column(copy(i).column).type.nullable;
      has_nullable = has_nullable || is_nullable;
      if (!is_nullable && !is_known(copy(i))) return false;
    }
    return has_nullable;
  }

  PlanRows* rows_;
  View<ClassRows*> classes_;
  std::uint32_t row_count_ = 0;  // and what find_takeovers() numbered
  std::vector<Takeover> takeovers_;
  std::unordered_set<std::uint32_t> may_give_up_;  // copies: edges that a circle may do without
  std::uint32_t first_takeover_tag_;               // of an edge: tags below are numbers of copies
  std::vector<std::uint32_t> number_of_insert_;    // by number in ChangeLog::added
  std::vector<std::uint32_t> number_of_update_;    // by number in ChangeLog::records
  std::vector<std::uint32_t> number_of_keep_;      // the same
  std::vector<NumberedRow> numbered_;
};

// Rows of a class that refers to no row of its group may be inserted in their order, behind all
// that are updated.
void insert_last(ClassRows& one) {
  const std::uint32_t last = one.updates.empty() ? 0 : one.updates.back().level;
  for (PlannedRow& row : one.inserts) row.level = last;
}

bool may_be_released(const EntityInfo& info, const ForeignKeyInfo& key) {
  return std::any_of(key.columns.begin(), key.columns.end(),
                     [&](std::uint16_t column) { return info.column(column).type.nullable; });
}

class DeleteLevels {
 public:
  DeleteLevels(PlanRows& rows, View<ClassRows*> classes) : rows_(&rows), classes_(classes) {
    for (ClassRows* one : classes) {
      first_.push_back(static_cast<std::uint32_t>(numbered_.size()));
      for (PlannedRow& row : one->deletes) numbered_.push_back({one, &row});
    }
  }

  void set() {
    std::vector<RowEdge> edges;
    for (std::uint32_t i = 0; i < numbered_.size(); ++i) add_edges(i, edges);
    set_levels(numbered_, row_levels(numbered_.size(), std::move(edges),
                                     [&](const auto& cycle) { return open(cycle); }));
  }

 private:
  void add_edges(std::uint32_t number, std::vector<RowEdge>& edges) {
    const NumberedRow& holder = numbered_[number];
    const View<ForeignKeyInfo> keys = holder.rows->info().table().foreign_keys;
    for (std::uint32_t k = 0; k < keys.size(); ++k) {
      if (is_post_updated(&holder.rows->info(), keys[k])) continue;  // NULL by then
      for (std::size_t i = 0; i < classes_.size(); ++i) {
        const ClassRows& target = *classes_[i];
        if (!refers_to_key_of(keys[k], target.info())) continue;
        const std::uint32_t found =
            find_referred(*rows_, *holder.rows, *holder.row, keys[k], target);
        if (is_row(found) && first_[i] + found != number)
          edges.push_back({number, first_[i] + found, k});
      }
    }
  }

  const ForeignKeyInfo& key_of(const RowEdge& edge) const {
    return numbered_[edge.before].rows->info().table().foreign_keys[edge.tag];
  }

  // The database itself may let go of the row, or it may be told to.
  std::size_t open(const std::vector<RowEdge>& cycle) {
    for (std::size_t i = 0; i < cycle.size(); ++i)
      if (key_of(cycle[i]).on_delete == ReferentialAction::set_null) return i;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const NumberedRow& holder = numbered_[cycle[i].before];
      if (!may_be_released(holder.rows->info(), key_of(cycle[i]))) continue;
      rows_->release(*holder.rows, *holder.row, key_of(cycle[i]));
      return i;
    }
    std::string path;
    for (const RowEdge& edge : cycle)
      path += (path.empty() ? "" : ", ") + describe(*numbered_[edge.before].row->entity);
    throw_cycle("delete", path, numbered_[cycle.front().before].rows->info());
  }

  PlanRows* rows_;
  View<ClassRows*> classes_;
  std::vector<std::uint32_t> first_;  // number of each class's first row
  std::vector<NumberedRow> numbered_;
};

}  // namespace

void level_saves(PlanRows& rows, View<ClassRows*> classes, bool is_cyclic) {
  SaveLevels levels(rows, classes);
  if (!is_cyclic && !levels.has_takeovers()) return;
  levels.set();
  for (ClassRows* one : classes) {
    sort_by_level(one->keeps);
    sort_by_level(one->updates);
    if (!is_cyclic) insert_last(*one);
    sort_by_level(one->inserts);
  }
}

void level_deletes(PlanRows& rows, View<ClassRows*> classes) {
  DeleteLevels(rows, classes).set();
  for (ClassRows* one : classes) sort_by_level(one->deletes);
}

void release_post_updated(PlanRows& rows) {
  for (ClassRows& holder : rows.classes())
    for (const ForeignKeyInfo& key : holder.info().table().foreign_keys) {
      if (holder.deletes.empty() || !is_post_updated(&holder.info(), key)) continue;
      for (const ClassRows& target : rows.classes())
        if (refers_to_key_of(key, target.info()))
          for (const PlannedRow& row : holder.deletes)
            if (is_row(find_referred(rows, holder, row, key, target)))
              rows.release(holder, row, key);
    }
}

}  // namespace orp
