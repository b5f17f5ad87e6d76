// SPDX-License-Identifier: MIT
#include "session/flush/room.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/flush/referred_row.hpp"
#include "session/flush/rows_below.hpp"
#include "session/flush/unique_claims.hpp"
#include "session/flush/vacant_columns.hpp"

namespace orp {

namespace {

// Nodes, and who has to go before whom.
class Reachability {
 public:
  void add(std::uint32_t first, std::uint32_t then) { edges_.emplace_back(first, then); }

  /// Marks also all that must come after, or before, what is marked.
  void spread_forward(std::vector<bool>& marked) { spread(marked); }
  void spread_backward(std::vector<bool>& marked) {
    for (Edge& edge : edges_) std::swap(edge.first, edge.second);
    spread(marked);
  }

 private:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;

  void spread(std::vector<bool>& marked) {
    std::sort(edges_.begin(), edges_.end());
    std::vector<std::uint32_t> open;
    for (std::uint32_t node = 0; node < marked.size(); ++node)
      if (marked[node]) open.push_back(node);
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      for (auto edge = std::lower_bound(edges_.begin(), edges_.end(), Edge(node, 0));
           edge != edges_.end() && edge->first == node; ++edge)
        if (!marked[edge->second]) {
          marked[edge->second] = true;
          open.push_back(edge->second);
        }
    }
  }

  std::vector<Edge> edges_;
};

// Whether an update needs nothing of this flush and gives nothing to it but that it lets go of
// whom it referred to.
class EarlyUpdates {
 public:
  EarlyUpdates(const PlanRows& rows, const RowRules& rules)
      : rows_(&rows),
        info_(rules.info),
        unfit_(rules.has_unique_expression ? rules.all : rules.unique),
        unfit_to_assign_(unfit_) {
    for (const ForeignKeyInfo& key : info_->table().foreign_keys)
      for (const std::uint16_t column : key.columns) unfit_to_assign_.insert(column);
  }

  bool contain(const PlannedRow& row) const {
    if (is_pending(*row.entity)) return false;
    const Masks masks(*row.entity, *info_);
    for (std::size_t i = 0; i < masks.word_count(); ++i)
      if ((masks.changed_words()[i] & unfit_to_assign_.word(i)) != 0) return false;
    const std::vector<KeyCopy>& copies = rows_->plan().copies;
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = copies[i].next)
      if (unfit_.contains(copies[i].column) || !is_settled(copies[i])) return false;
    return true;
  }

 private:
  bool is_settled(const KeyCopy& copy) const {
    return copy.source == nullptr ||
           (!is_pending(*copy.source) &&
            rows_->log().old_value(*copy.source, copy.source_column) == nullptr);
  }

  const PlanRows* rows_;
  const EntityInfo* info_;
  RowShape unfit_;
  RowShape unfit_to_assign_;
};

class RoomMaker {
 public:
  explicit RoomMaker(PlanRows& rows) : rows_(&rows) {}

  bool make() {
    find_claims();
    if (!has_claims_) return false;
    is_held_.resize(node_count_);
    is_held_for_now_.resize(node_count_);
    for (Target& target : targets_)
      for (ClassRows& holder : rows_->classes()) find_referring(holder, target);
    choose();
    for (Target& target : targets_) vacate(target);
    for (Target& target : targets_) move_deletes(target);
    move_updates();
    rows_->put_associations_first(std::move(first_));
    return true;
  }

 private:
  // A class with rows to be deleted. Its nodes are these rows, and one more, for who refers to one
  // of them and nobody knows which.
  struct Target {
    ClassRows* rows;
    std::uint32_t first;
    std::vector<UniqueClaim> claims{};
    bool is_above_takers = false;  // what the database deletes with its rows may be in the way

    std::uint32_t any() const { return first + static_cast<std::uint32_t>(rows->deletes.size()); }
  };

  // An update that may go first, or a foreign key of it that may be NULL until it is written.
  struct Update {
    ClassRows* rows;
    std::size_t number;
    std::uint32_t node;
    UniqueColumns let_go;  // empty: the whole of it
  };

  void find_claims() {
    for (ClassRows& one : rows_->classes()) {
      if (one.deletes.empty()) continue;
      Target& target = targets_.emplace_back(Target{&one, node_count_});
      node_count_ = target.any() + 1;
      target.is_above_takers = takes_from_below(*rows_, one.info());
      has_claims_ = has_claims_ || target.is_above_takers;
      if (one.inserts.empty() && one.updates.empty()) continue;
      target.claims = find_claims_on_deleted(*rows_, one);
      if (target.claims.empty()) continue;
      const VacantColumns vacant(*rows_, one.info());
      for (UniqueClaim& claim : target.claims)
        if (claim.key != nullptr) claim.vacant = vacant.find(*claim.key);
      has_claims_ = true;
    }
  }

  void find_referring(ClassRows& holder, const Target& target) {
    for (const ForeignKeyInfo& key : holder.info().table().foreign_keys) {
      if (key.referred != &target.rows->info().table()) continue;
      const auto node_of = [&](const PlannedRow& row) {
        return referred_node(holder, row, key, target);
      };
      const EarlyUpdates early(*rows_, holder.rules);
      for (std::size_t i = 0; i < holder.updates.size(); ++i) {
        const PlannedRow& row = holder.updates[i];
        const std::uint32_t node = node_of(row);
        if (node == no_row) continue;
        if (early.contain(row))
          go_first(holder, i, node, {});
        else
          hold(holder, i, node, columns_to_let_go(holder, row, key));
      }
      for (const PlannedRow& row : holder.keeps)
        if (const std::uint32_t node = node_of(row); node != no_row && !is_doomed(*row.entity))
          is_held_[node] = true;
      delete_first(holder, node_of);
    }
  }

  std::uint32_t referred_node(const ClassRows& holder, const PlannedRow& row,
                              const ForeignKeyInfo& key, const Target& target) const {
    const std::uint32_t found = refers_to_key_of(key, target.rows->info())
                                    ? find_referred(*rows_, holder, row, key, *target.rows)
                                    : unknown_row;
    if (found == no_row) return no_row;
    return found == unknown_row ? target.any() : target.first + found;
  }

  void go_first(ClassRows& holder, std::size_t number, std::uint32_t node, UniqueColumns let_go) {
    reachable_.add(node_count_, node);
    updates_.push_back({&holder, number, node_count_++, std::move(let_go)});
  }

  void hold(ClassRows& holder, std::size_t number, std::uint32_t node, UniqueColumns let_go) {
    (let_go.empty() ? is_held_ : is_held_for_now_)[node] = true;
    if (!let_go.empty()) go_first(holder, number, node, std::move(let_go));
  }

  // With NULL in them `key` refers to nothing; what they hold is written later anyway.
  UniqueColumns columns_to_let_go(const ClassRows& holder, const PlannedRow& row,
                                  const ForeignKeyInfo& key) const {
    UniqueColumns columns;
    for (const std::uint16_t column : key.columns)
      if (holder.info().column(column).type.nullable) columns.push_back(column);
    const UniqueReader reader(*rows_, holder.info());
    // A new object that takes a row over writes all of it.
    const bool is_written = is_pending(*row.entity) ||
                            std::all_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
                              return reader.changes(row, {column});
                            });
    return is_written ? columns : UniqueColumns();
  }

  template <class NodeOf>
  void delete_first(const ClassRows& holder, NodeOf node_of) {
    const auto own = std::find_if(targets_.begin(), targets_.end(),
                                  [&](const Target& target) { return target.rows == &holder; });
    for (std::uint32_t i = 0; i < holder.deletes.size(); ++i)
      if (const std::uint32_t node = node_of(holder.deletes[i]); node != no_row)
        reachable_.add(own->first + i, node);
  }

  // Who is claimed goes first, with all that must go before it, unless one of these is held back;
  // by a row that could let go of it for now only if it cannot be vacated.
  void choose() {
    for (const Target& target : targets_)
      for (std::uint32_t node = target.first; node < target.any(); ++node)
        reachable_.add(target.any(), node);
    for (std::size_t node = 0; node < is_held_.size(); ++node)
      if (is_held_[node]) is_held_for_now_[node] = true;
    for (auto* marked : {&is_held_, &is_held_for_now_, &goes_first_}) marked->resize(node_count_);
    reachable_.spread_forward(is_held_);
    reachable_.spread_forward(is_held_for_now_);
    for (const Target& target : targets_)
      for (const UniqueClaim& claim : target.claims) {
        const std::uint32_t node = target.first + claim.deleted;
        const auto& is_held = claim.vacant ? is_held_for_now_ : is_held_;
        if (!is_held[node]) goes_first_[node] = true;
      }
    for (const Target& target : targets_)
      for (std::uint32_t node = target.first; target.is_above_takers && node < target.any(); ++node)
        if (!is_held_for_now_[node]) goes_first_[node] = true;
    reachable_.spread_backward(goes_first_);
  }

  void vacate(Target& target) {
    std::erase_if(target.claims, [&](const UniqueClaim& claim) {
      return goes_first_[target.first + claim.deleted];
    });
    if (target.claims.empty()) return;
    std::stable_sort(
        target.claims.begin(), target.claims.end(),
        [](const UniqueClaim& a, const UniqueClaim& b) { return a.deleted < b.deleted; });
    VacantColumns vacant(*rows_, target.rows->info());
    UniqueColumns columns;
    for (std::size_t i = 0; i < target.claims.size(); ++i) {
      UniqueClaim& claim = target.claims[i];
      const PlannedRow& row = target.rows->deletes[claim.deleted];
      if (!claim.vacant && claim.key != nullptr)
        claim.vacant = vacant.find_referred(*claim.key, *row.entity);
      if (!claim.vacant)
        rows_->plan().obstacles.push_back({row.entity, claim.taker});
      else if (std::find(columns.begin(), columns.end(), claim.vacant->column) == columns.end())
        columns.push_back(make_vacant(target, row, *claim.vacant));
      const bool is_last =
          i + 1 == target.claims.size() || target.claims[i + 1].deleted != claim.deleted;
      if (!is_last || columns.empty()) continue;
      rows_->vacate(*target.rows, row, columns);
      columns.clear();
    }
  }

  std::uint16_t make_vacant(const Target& target, const PlannedRow& row, const Vacancy& vacancy) {
    if (vacancy.has_stand_in)
      rows_->plan().stand_ins.make(*row.entity, vacancy.column,
                                   target.rows->info().column(vacancy.column).type);
    return vacancy.column;
  }

  void move_deletes(const Target& target) {
    std::vector<PlannedRow>& deletes = target.rows->deletes;
    std::vector<PlannedRow> others;
    for (std::uint32_t i = 0; i < deletes.size(); ++i) {
      const bool is_first = goes_first_[target.first + i];
      (is_first ? target.rows->first_deletes : others).push_back(deletes[i]);
      if (!is_first) continue;
      first_.push_back(deletes[i].entity);
      target.rows->first_deletes.back().is_cascaded = false;  // it goes before its parent's UPDATE
    }
    deletes = std::move(others);
  }

  void move_updates() {
    for (const Update& update : updates_) {
      PlannedRow& row = update.rows->updates[update.number];
      if (!goes_first_[update.node] || row.entity == nullptr) continue;
      if (update.let_go.empty()) {
        update.rows->first_updates.push_back(std::exchange(row, {}));
        update.rows->first_updates.back().is_cascaded = false;  // as above
      } else {
        rows_->vacate(*update.rows, row, update.let_go);
      }
    }
    for (ClassRows& one : rows_->classes()) {
      std::erase_if(one.updates, [](const PlannedRow& row) { return row.entity == nullptr; });
      rows_->sort_by_key(one, one.first_updates);
    }
  }

  PlanRows* rows_;
  std::vector<Target> targets_;
  bool has_claims_ = false;
  std::uint32_t node_count_ = 0;  // first those of the targets, then those of updates
  std::vector<Update> updates_;
  Reachability reachable_;
  std::vector<bool> is_held_for_now_;  // at least
  std::vector<bool> is_held_;          // by a row that refers to it, by node
  std::vector<bool> goes_first_;       // by node
  std::vector<const Entity*> first_;   // deleted
};

}  // namespace

bool make_room(PlanRows& rows) { return RoomMaker(rows).make(); }

}  // namespace orp
