// SPDX-License-Identifier: MIT
#include "session/unique_claims.hpp"

#include <utility>

namespace orp {

namespace {

class ClaimFinder {
 public:
  ClaimFinder(const PlanRows& rows, const Plan& plan, const ClassRows& one)
      : one_(&one), reader_(rows, plan, one.info()) {}

  std::vector<UniqueClaim> find(const std::vector<UniqueColumns>& keys) {
    for (const UniqueColumns& key : keys) {
      // An inserted row with the primary key of a deleted one takes it over.
      find_takers(key, &key != &keys.front());
      if (!takers_.empty()) search(key);
    }
    if (has_unique_expression(one_->info().table)) claim_all(nullptr);
    return std::move(found_);
  }

 private:
  struct Taker {
    Entity* entity;
    UniqueValue value;
  };

  void find_takers(const UniqueColumns& key, bool is_inserted_too) {
    takers_.clear();
    if (is_inserted_too)
      for (const PlannedRow& row : one_->inserts) take(key, row);
    for (const PlannedRow& row : one_->updates)
      if (reader_.changes(row, key)) take(key, row);
  }

  void take(const UniqueColumns& key, const PlannedRow& row) {
    UniqueValue value;
    if (reader_.read_new(row, key, value) == Knowledge::known)
      takers_.push_back({row.entity, std::move(value)});
  }

  void search(const UniqueColumns& key) {
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

  void claim_all(const UniqueColumns* key) {
    for (std::uint32_t i = 0; i < one_->deletes.size(); ++i) found_.push_back({i, key, nullptr});
  }

  const ClassRows* one_;
  UniqueReader reader_;
  std::vector<Taker> takers_;  // of the key under way
  std::vector<UniqueClaim> found_;
};

}  // namespace

std::vector<UniqueClaim> find_claims_on_deleted(const PlanRows& rows, const Plan& plan,
                                                const ClassRows& one,
                                                const std::vector<UniqueColumns>& keys) {
  return ClaimFinder(rows, plan, one).find(keys);
}

}  // namespace orp
