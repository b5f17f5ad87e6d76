// SPDX-License-Identifier: MIT
#include "session/flush/stand_in_keys.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "session/flush/unique_values.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

class StandInKeys {
 public:
  explicit StandInKeys(PlanRows& rows) : rows_(&rows) {}

  void name() {
    for (ClassRows& rows : rows_->classes())
      for_each_row(rows, [&](PlannedRow& row) {
        rows_->plan().stand_ins.for_each(row.former(),
                                         [&](std::uint16_t column, const void* value) {
                                           add({&rows, &row, column, value});
                                         });
      });
    while (!wave_.empty()) spread(std::exchange(wave_, {}));
    rows_->put_associations_first(std::move(named_));
  }

 private:
  // A column of a row that has a stand-in, its own or that of whom it follows.
  struct Changed {
    ClassRows* rows;
    PlannedRow* row;
    std::uint16_t column;
    const void* value;
  };

  template <class Visit>
  static void for_each_row(ClassRows& rows, Visit visit) {
    for (auto* list : {&rows.updates, &rows.deletes, &rows.first_deletes})
      for (PlannedRow& row : *list) visit(row);
  }

  void add(const Changed& changed) {
    if (!known_.emplace(changed.row, changed.column).second) return;
    if (changed.rows->rules.key.contains(changed.column)) rename(changed);
    named_.push_back(&changed.row->former());
    wave_.push_back(changed);
  }

  void rename(const Changed& changed) {
    PlannedRow& row = *changed.row;
    const bool follows_another =
        row.is_cascaded && find_copy(rows_->plan().copies, rows_->first_cascaded(row.former()),
                                     changed.column) != nullptr;
    if (!follows_another) rows_->name_by(*changed.rows, row, changed.column, changed.value);
  }

  void spread(const std::vector<Changed>& wave) {
    for (ClassRows& holder : rows_->classes())
      for (const ForeignKeyInfo& key : holder.info().table().foreign_keys)
        if (is_cascaded(key)) spread(wave, holder, key);
  }

  void spread(const std::vector<Changed>& wave, ClassRows& holder, const ForeignKeyInfo& key) {
    const UniqueColumns referred(key.referred_columns.begin(), key.referred_columns.end());
    const UniqueColumns columns(key.columns.begin(), key.columns.end());
    UniqueOffers offers;
    UniqueValue value;
    for (std::uint32_t i = 0; i < wave.size(); ++i) {
      const EntityInfo& info = wave[i].rows->info();
      if (key.referred != &info.table() ||
          std::find(referred.begin(), referred.end(), wave[i].column) == referred.end())
        continue;
      const UniqueReader reader(*rows_, info);
      if (reader.read_old(*wave[i].row, referred, value) == Knowledge::known) offers.add(i, value);
    }
    if (offers.empty()) return;
    offers.sort();
    const UniqueReader reader(*rows_, holder.info());
    for_each_row(holder, [&](PlannedRow& row) {
      if (reader.read_old(row, columns, value) != Knowledge::known) return;
      offers.find(value, [&](std::uint32_t number) {
        for (std::size_t i = 0; i < columns.size(); ++i)
          if (referred[i] == wave[number].column)
            add({&holder, &row, columns[i], wave[number].value});
      });
    });
  }

  PlanRows* rows_;
  std::vector<Changed> wave_;
  std::set<std::pair<const PlannedRow*, std::uint16_t>> known_;
  std::vector<const Entity*> named_;
};

}  // namespace

void name_by_stand_ins(PlanRows& rows) {
  if (!rows.plan().stand_ins.empty()) StandInKeys(rows).name();
}

}  // namespace orp
