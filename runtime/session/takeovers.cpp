// SPDX-License-Identifier: MIT
#include "session/takeovers.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "orpiment/base/hash.hpp"
#include "session/key_field.hpp"

namespace orp {

namespace {

using Columns = std::vector<std::uint16_t>;

bool is_pending(const Entity& entity) { return entity.entity_state() == EntityState::pending; }

// Of an index over expressions nobody but the database can tell what its values are.
void append_index(std::vector<Columns>& keys, const IndexInfo& index) {
  Columns columns;
  for (const IndexPart& part : index.parts) {
    if (part.expression != nullptr) return;
    columns.push_back(part.column);
  }
  if (index.unique) keys.push_back(std::move(columns));
}

std::vector<Columns> unique_keys(const TableInfo& table) {
  std::vector<Columns> keys;
  keys.emplace_back(table.primary_key.begin(), table.primary_key.end());
  for (const UniqueInfo& unique : table.uniques)
    keys.emplace_back(unique.columns.begin(), unique.columns.end());
  for (const IndexInfo& index : table.indexes) append_index(keys, index);
  return keys;
}

// A field and its type, which is that of the column or of the key it is copied from.
struct Cell {
  const ColumnType* type = nullptr;
  const void* field = nullptr;  // nullptr: unknown
};

// What a row gives up.
struct Offer {
  std::uint32_t giver;
  std::uint64_t hash = 0;
  std::vector<Cell> values{};
};

class Finder {
 public:
  Finder(const PlanRows& rows, const Plan& plan, const ClassRows& one, std::uint32_t first_number,
         std::uint32_t& next_free)
      : rows_(&rows),
        plan_(&plan),
        one_(&one),
        first_insert_(first_number),
        first_update_(first_number + static_cast<std::uint32_t>(one.inserts.size())),
        next_free_(&next_free) {}

  std::vector<Takeover> find() {
    const RowShape changed = changed_columns();
    for (const Columns& key : unique_keys(one_->info().table))
      if (has_any(changed, key)) search(key);
    return std::move(found_);
  }

 private:
  RowShape changed_columns() const {
    RowShape changed(one_->info());
    for (const PlannedRow& row : one_->updates) {
      if (is_pending(*row.entity)) continue;
      const Masks masks(*row.entity, one_->info());
      for (std::size_t i = 0; i < changed.word_count(); ++i)
        changed.word(i) |= masks.changed_words()[i];
      for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next)
        changed.insert(plan_->copies[i].column);
    }
    return changed;
  }

  static bool has_any(const RowShape& shape, const Columns& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return shape.contains(column); });
  }

  void search(const Columns& key) {
    offers_.clear();
    unknown_.clear();
    for (std::uint32_t i = 0; i < one_->updates.size(); ++i)
      if (!is_pending(*one_->updates[i].entity) && changes(one_->updates[i], key))
        offer(key, one_->updates[i], first_update_ + i);
    if (offers_.empty() && unknown_.empty()) return;
    std::sort(offers_.begin(), offers_.end(), [](const Offer& a, const Offer& b) {
      return std::pair(a.hash, a.giver) < std::pair(b.hash, b.giver);
    });
    const std::uint32_t barrier = unknown_.empty() ? PlannedRow::none : (*next_free_)++;
    for (const std::uint32_t giver : unknown_) found_.push_back({giver, barrier, nullptr});
    for (std::uint32_t i = 0; i < one_->inserts.size(); ++i)
      take(key, one_->inserts[i], first_insert_ + i, PlannedRow::none);
    for (std::uint32_t i = 0; i < one_->updates.size(); ++i)
      if (changes(one_->updates[i], key)) take(key, one_->updates[i], first_update_ + i, barrier);
  }

  void offer(const Columns& key, const PlannedRow& row, std::uint32_t giver) {
    Offer offer{giver};
    bool is_known = true;
    for (const std::uint16_t column : key) {
      const ColumnType& type = one_->info().column(column).type;
      const void* field = rows_->log().database_field(*row.entity, one_->info(), column);
      if (field != nullptr && is_null(type, field)) return;
      is_known = is_known && field != nullptr;
      offer.values.push_back({&type, field});
    }
    if (is_known) {
      offer.hash = hash_of(offer.values);
      offers_.push_back(std::move(offer));
    } else if (becomes_null(row, key)) {
      unknown_.push_back(giver);
    }
  }

  void take(const Columns& key, const PlannedRow& row, std::uint32_t taker, std::uint32_t barrier) {
    std::vector<Cell> values;
    for (const std::uint16_t column : key) {
      values.push_back(new_value(row, column));
      if (values.back().field == nullptr) return;
    }
    const RelationInfo* relation = waiting_relation(row, key);
    if (barrier != PlannedRow::none) found_.push_back({barrier, taker, relation});
    const std::uint64_t hash = hash_of(values);
    auto offer = std::lower_bound(offers_.begin(), offers_.end(), hash,
                                  [](const Offer& a, std::uint64_t b) { return a.hash < b; });
    for (; offer != offers_.end() && offer->hash == hash; ++offer)
      if (offer->giver != taker && are_equal(offer->values, values))
        found_.push_back({offer->giver, taker, relation});
  }

  bool changes(const PlannedRow& row, const Columns& key) const {
    const Masks masks(*row.entity, one_->info());
    return std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
      return masks.is_changed(column) || copy_of(row, column) != nullptr;
    });
  }

  bool becomes_null(const PlannedRow& row, const Columns& key) const {
    const Masks masks(*row.entity, one_->info());
    return std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
      if (const KeyCopy* copy = copy_of(row, column)) return copy->source == nullptr;
      return masks.is_changed(column) &&
             is_null(one_->info().column(column).type, field_of(*row.entity, one_->info(), column));
    });
  }

  const KeyCopy* copy_of(const PlannedRow& row, std::uint16_t column) const {
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next)
      if (plan_->copies[i].column == column) return &plan_->copies[i];
    return nullptr;
  }

  // NULL is in nobody's way, and neither is a value that is made by this flush.
  Cell new_value(const PlannedRow& row, std::uint16_t column) const {
    if (const KeyCopy* copy = copy_of(row, column))
      return copy->source == nullptr ? Cell{} : known_value(*copy->source, copy->source_column);
    return known_value(*row.entity, column);
  }

  static Cell known_value(Entity& entity, std::uint16_t column) {
    const EntityInfo& info = info_of(entity);
    const Masks masks(entity, info);
    const bool is_known = is_pending(entity) ? masks.is_changed(column) : masks.is_loaded(column);
    const ColumnType& type = info.column(column).type;
    const void* field = field_of(entity, info, column);
    return is_known && !is_null(type, field) ? Cell{&type, field} : Cell{};
  }

  const RelationInfo* waiting_relation(const PlannedRow& row, const Columns& key) const {
    for (const std::uint16_t column : key) {
      const KeyCopy* copy = copy_of(row, column);
      if (copy != nullptr && one_->info().column(column).type.nullable) return copy->relation;
    }
    return nullptr;
  }

  static std::uint64_t hash_of(const std::vector<Cell>& values) {
    std::uint64_t hash = 0;
    for (const Cell& cell : values)
      hash = hash_combine(hash, hash_value(*cell.type, cell.type->ops->value(cell.field)));
    return hash;
  }

  static bool are_equal(const std::vector<Cell>& left, const std::vector<Cell>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), [](const Cell& a, const Cell& b) {
      return equal_key_fields(*a.type, a.field, *b.type, b.field);
    });
  }

  const PlanRows* rows_;
  const Plan* plan_;
  const ClassRows* one_;
  std::uint32_t first_insert_;
  std::uint32_t first_update_;
  std::uint32_t* next_free_;
  std::vector<Offer> offers_;           // of the key under way, by hash
  std::vector<std::uint32_t> unknown_;  // who gives up what nobody knows
  std::vector<Takeover> found_;
};

}  // namespace

std::vector<Takeover> find_takeovers(const PlanRows& rows, const Plan& plan, const ClassRows& one,
                                     std::uint32_t first_number, std::uint32_t& next_free) {
  if (one.updates.empty()) return {};
  return Finder(rows, plan, one, first_number, next_free).find();
}

}  // namespace orp
