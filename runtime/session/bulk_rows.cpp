// SPDX-License-Identifier: MIT
#include "session/bulk_rows.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "meta/field_value.hpp"
#include "meta/key_value.hpp"
#include "session/flush/key_order.hpp"

namespace orp {

namespace {

/// Types of the columns of a key.
std::vector<const ColumnType*> types_of_key(const EntityInfo& info,
                                            const std::vector<std::uint16_t>& key) {
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : key) types.push_back(&info.column(column).type);
  return types;
}

/// The values of a row in the columns of a key.
class BulkKey {
 public:
  BulkKey(const std::vector<const ColumnType*>& types, const std::vector<std::size_t>& places,
          const void* const* row)
      : types_(&types), places_(&places), row_(row) {}

  bool has_null() const {
    for (std::size_t i = 0; i < types_->size(); ++i)
      if (value(i) == nullptr) return true;
    return false;
  }
  /// Below, equal to or above 0; NULL comes first.
  int compare(const BulkKey& other) const {
    for (std::size_t i = 0; i < types_->size(); ++i) {
      const void* const left = value(i);
      const void* const right = other.value(i);
      if (left == nullptr || right == nullptr) {
        if (left != right) return left == nullptr ? -1 : 1;
        continue;
      }
      const int compared = compare_values(*(*types_)[i], left, right);
      if (compared != 0) return compared;
    }
    return 0;
  }
  std::uint64_t hash() const {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < types_->size(); ++i)
      all = all * 31 + hash_value(*(*types_)[i], value(i));
    return all;
  }
  /// Requires: neither has NULL.
  friend bool operator==(const BulkKey& a, const BulkKey& b) {
    for (std::size_t i = 0; i < a.types_->size(); ++i)
      if (!(*a.types_)[i]->ops->equal(a.field(i), b.field(i))) return false;
    return true;
  }

 private:
  const void* field(std::size_t i) const { return row_[(*places_)[i]]; }
  const void* value(std::size_t i) const { return value_in(*(*types_)[i], field(i)); }

  const std::vector<const ColumnType*>* types_;
  const std::vector<std::size_t>* places_;
  const void* const* row_;
};

struct HashOfBulkKey {
  std::size_t operator()(const BulkKey& key) const { return key.hash(); }
};

/// Those rows alone, in this order.
void take_rows(BulkRows& rows, const std::vector<std::size_t>& order) {
  std::vector<const void*> fields;
  std::vector<std::size_t> numbers;
  fields.reserve(order.size() * rows.columns.size());
  numbers.reserve(order.size());
  for (const std::size_t i : order) {
    fields.insert(fields.end(), rows.row(i), rows.row(i) + rows.columns.size());
    numbers.push_back(rows.numbers[i]);
  }
  rows.fields = std::move(fields);
  rows.numbers = std::move(numbers);
}

/// A row of a chunk.
struct ChunkRow {
  std::size_t group;
  std::size_t row;
};

/// The rows of a chunk as they were given.
std::vector<ChunkRow> in_given_order(const std::vector<BulkRows>& chunk) {
  std::size_t size = 0;
  for (const BulkRows& group : chunk) size += group.size();
  std::vector<ChunkRow> rows(size);
  for (std::size_t group = 0; group < chunk.size(); ++group)
    for (std::size_t row = 0; row < chunk[group].size(); ++row)
      rows[chunk[group].numbers[row]] = {group, row};
  return rows;
}

}  // namespace

std::vector<std::size_t> places_of(const BulkRows& rows, const std::vector<std::uint16_t>& key) {
  std::vector<std::size_t> places;
  for (const std::uint16_t column : key) {
    const auto found = std::find(rows.columns.begin(), rows.columns.end(), column);
    if (found == rows.columns.end()) return {};
    places.push_back(static_cast<std::size_t>(found - rows.columns.begin()));
  }
  return places;
}

void sort_by_key(const EntityInfo& info, const std::vector<std::uint16_t>& key, BulkRows& rows) {
  const std::vector<std::size_t> places = places_of(rows, key);
  if (places.empty()) return;
  const std::vector<const ColumnType*> types = types_of_key(info, key);
  const auto comes_before = [&](std::size_t left, std::size_t right) {
    return BulkKey(types, places, rows.row(left)).compare({types, places, rows.row(right)}) < 0;
  };
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (std::is_sorted(order.begin(), order.end(), comes_before)) return;
  std::stable_sort(order.begin(), order.end(), comes_before);
  take_rows(rows, order);
}

std::size_t fold_by_key(const EntityInfo& info, const std::vector<std::uint16_t>& key,
                        std::vector<BulkRows>& chunk) {
  const std::vector<const ColumnType*> types = types_of_key(info, key);
  std::vector<std::vector<std::size_t>> places;  // by group
  for (const BulkRows& group : chunk) places.push_back(places_of(group, key));
  const std::vector<ChunkRow> rows = in_given_order(chunk);
  std::vector<std::vector<std::size_t>> kept(chunk.size());
  std::unordered_set<BulkKey, HashOfBulkKey> known(rows.size());
  std::size_t folded = 0;
  for (auto at = rows.rbegin(); at != rows.rend(); ++at) {
    if (!places[at->group].empty()) {
      const BulkKey row_key(types, places[at->group], chunk[at->group].row(at->row));
      if (!row_key.has_null() && !known.insert(row_key).second) {
        ++folded;
        continue;
      }
    }
    kept[at->group].push_back(at->row);
  }
  if (folded == 0) return 0;
  for (std::size_t group = 0; group < chunk.size(); ++group) {
    std::reverse(kept[group].begin(), kept[group].end());
    take_rows(chunk[group], kept[group]);
  }
  return folded;
}

}  // namespace orp
