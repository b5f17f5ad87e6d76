// SPDX-License-Identifier: MIT
#include "session/flush/unique_claims.hpp"

#include <algorithm>
#include <utility>

#include "entity/state.hpp"

namespace orp {

namespace {

class ClaimFinder {
 public:
  ClaimFinder(const PlanRows& rows, const ClassRows& one)
      : rows_(&rows), one_(&one), reader_(rows, one.info()) {}

  std::vector<UniqueClaim> find() {
    const std::vector<UniqueColumns>& keys = one_->rules.unique_keys;
    for (const UniqueColumns& key : keys) {
      // An inserted row with the primary key of a deleted one takes it over, unless that has
      // another one by then.
      find_takers(key, &key != &keys.front() || may_move(key));
      if (has_unknown_taker_)
        claim_all(&key);
      else if (!takers_.empty())
        search(key);
    }
    if (one_->rules.has_unique_expression) claim_all(nullptr);
    return std::move(found_);
  }

 private:
  struct Taker {
    Entity* entity;
    UniqueValue value;
  };

  void find_takers(const UniqueColumns& key, bool is_inserted_too) {
    takers_.clear();
    has_unknown_taker_ = false;
    if (is_inserted_too)
      for (const PlannedRow& row : one_->inserts) take(key, row);
    for (const PlannedRow& row : one_->updates)
      if (reader_.changes(row, key) && !reader_.becomes_null(row, key))
        has_unknown_taker_ = take(key, row) == Knowledge::unknown || has_unknown_taker_;
  }

  Knowledge take(const UniqueColumns& key, const PlannedRow& row) {
    UniqueValue value;
    const Knowledge knowledge = reader_.read_new(row, key, value);
    if (knowledge == Knowledge::known) takers_.push_back({row.entity, std::move(value)});
    return knowledge;
  }

  void search(const UniqueColumns& key) {
    if (may_move(key)) return claim_all(&key);
    UniqueOffers offers;
    UniqueValue value;
    for (std::uint32_t i = 0; i < one_->deletes.size(); ++i) {
      const Knowledge knowledge = reader_.read_old(one_->deletes[i], key, value);
      if (knowledge == Knowledge::known) offers.add(i, value);
      if (knowledge == Knowledge::unknown) found_.push_back({i, &key, nullptr});
    }
    offers.sort();
    for (const Taker& taker : takers_)
      offers.find(taker.value, [&](std::uint32_t deleted) {
        found_.push_back({deleted, &key, taker.entity});
      });
  }

  // What refers to a key that changes moves on with it before somebody takes a value.
  bool may_move(const UniqueColumns& key) const {
    const View<ForeignKeyInfo> foreign_keys = one_->info().table().foreign_keys;
    return std::any_of(foreign_keys.begin(), foreign_keys.end(),
                       [&](const ForeignKeyInfo& foreign) {
                         return foreign.on_update == ReferentialAction::cascade &&
                                std::find_first_of(key.begin(), key.end(), foreign.columns.begin(),
                                                   foreign.columns.end()) != key.end() &&
                                is_key_changed(foreign);
                       });
  }

  bool is_key_changed(const ForeignKeyInfo& foreign) const {
    const UniqueColumns referred(foreign.referred_columns.begin(), foreign.referred_columns.end());
    for (const ClassRows& target : rows_->classes()) {
      if (&target.info().table() != foreign.referred) continue;
      const UniqueReader reader(*rows_, target.info());
      const auto changes = [&](const PlannedRow& row) {
        return reader.changes(row,
                              is_pending(*row.entity) ? without_key(referred, target) : referred);
      };
      if (std::any_of(target.updates.begin(), target.updates.end(), changes) ||
          std::any_of(target.keeps.begin(), target.keeps.end(), changes))
        return true;
    }
    return false;
  }

  // A new object has the key of the row that it takes over.
  static UniqueColumns without_key(UniqueColumns columns, const ClassRows& target) {
    std::erase_if(columns, [&](std::uint16_t column) { return target.rules.key.contains(column); });
    return columns;
  }

  void claim_all(const UniqueColumns* key) {
    for (std::uint32_t i = 0; i < one_->deletes.size(); ++i) found_.push_back({i, key, nullptr});
  }

  const PlanRows* rows_;
  const ClassRows* one_;
  UniqueReader reader_;
  std::vector<Taker> takers_;       // of the key under way
  bool has_unknown_taker_ = false;  // a stored row, of which the other part is not loaded
  std::vector<UniqueClaim> found_;
};

}  // namespace

std::vector<UniqueClaim> find_claims_on_deleted(const PlanRows& rows, const ClassRows& one) {
  return ClaimFinder(rows, one).find();
}

}  // namespace orp
