// SPDX-License-Identifier: MIT
#include "session/flush/takeovers.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/flush/unique_values.hpp"

namespace orp {

namespace {

class Finder {
 public:
  Finder(const PlanRows& rows, const ClassRows& one, std::uint32_t first_number,
         std::uint32_t& next_free)
      : rows_(&rows),
        one_(&one),
        reader_(rows, one.info()),
        first_insert_(first_number),
        first_update_(first_number + static_cast<std::uint32_t>(one.inserts.size())),
        next_free_(&next_free) {}

  std::vector<Takeover> find() {
    const RowShape given_up = columns_given_up();
    const std::vector<UniqueColumns>& keys = one_->rules.unique_keys;
    for (number_ = 0; number_ < keys.size(); ++number_)
      if (given_up.contains_any(view_of(keys[number_]))) search(keys[number_]);
    return std::move(found_);
  }

 private:
  // A new object that takes a row over leaves nothing of it but its key.
  RowShape columns_given_up() const {
    RowShape columns(one_->info());
    const std::vector<KeyCopy>& copies = rows_->plan().copies;
    for (const PlannedRow& row : one_->updates) {
      const Masks masks(*row.entity, one_->info());
      for (std::size_t i = 0; i < columns.word_count(); ++i)
        columns.word(i) |= is_pending(*row.entity)
                               ? one_->rules.all.word(i) & ~one_->rules.key.word(i)
                               : masks.changed_words()[i];
      for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = copies[i].next)
        columns.insert(copies[i].column);
    }
    return columns;
  }

  void search(const UniqueColumns& key) {
    offers_ = {};
    unknown_.clear();
    for (std::uint32_t i = 0; i < one_->updates.size(); ++i)
      if (gives_up(one_->updates[i], key)) offer(key, one_->updates[i], first_update_ + i);
    if (offers_.empty() && unknown_.empty()) return;
    offers_.sort();
    const std::uint32_t barrier = unknown_.empty() ? PlannedRow::none : (*next_free_)++;
    for (const std::uint32_t giver : unknown_) found_.push_back({giver, barrier, nullptr, number_});
    for (std::uint32_t i = 0; i < one_->inserts.size(); ++i)
      take(key, one_->inserts[i], first_insert_ + i, PlannedRow::none);
    for (std::uint32_t i = 0; i < one_->updates.size(); ++i)
      if (reader_.changes(one_->updates[i], key))
        take(key, one_->updates[i], first_update_ + i, barrier);
  }

  bool gives_up(const PlannedRow& row, const UniqueColumns& key) const {
    if (!is_pending(*row.entity)) return reader_.changes(row, key);
    return std::any_of(key.begin(), key.end(),
                       [&](std::uint16_t column) { return !one_->rules.key.contains(column); });
  }

  void offer(const UniqueColumns& key, const PlannedRow& row, std::uint32_t giver) {
    UniqueValue value;
    switch (reader_.read_given_up(row, key, value)) {
      case Knowledge::null:
        return;
      case Knowledge::known:
        return offers_.add(giver, std::move(value));
      case Knowledge::unknown:
        if (reader_.becomes_null(row, key)) unknown_.push_back(giver);
    }
  }

  void take(const UniqueColumns& key, const PlannedRow& row, std::uint32_t taker,
            std::uint32_t barrier) {
    UniqueValue value;
    if (reader_.read_new(row, key, value) != Knowledge::known) return;
    const RelationInfo* relation = waiting_relation(row, key);
    if (barrier != PlannedRow::none) found_.push_back({barrier, taker, relation, number_});
    offers_.find(value, [&](std::uint32_t giver) {
      if (giver != taker) found_.push_back({giver, taker, relation, number_});
    });
  }

  const RelationInfo* waiting_relation(const PlannedRow& row, const UniqueColumns& key) const {
    for (const std::uint16_t column : key) {
      const KeyCopy* copy = reader_.copy_of(row, column);
      if (copy != nullptr && one_->info().column(column).type.nullable) return copy->relation;
    }
    return nullptr;
  }

  const PlanRows* rows_;
  const ClassRows* one_;
  UniqueReader reader_;
  std::uint32_t first_insert_;
  std::uint32_t first_update_;
  std::uint32_t* next_free_;
  std::size_t number_ = 0;              // of the key under way
  UniqueOffers offers_;                 // of it
  std::vector<std::uint32_t> unknown_;  // who gives up what nobody knows
  std::vector<Takeover> found_;
};

}  // namespace

std::vector<Takeover> find_takeovers(const PlanRows& rows, const ClassRows& one,
                                     std::uint32_t first_number, std::uint32_t& next_free) {
  if (one.updates.empty() || !rows.concerns_others()) return {};
  return Finder(rows, one, first_number, next_free).find();
}

}  // namespace orp
