// SPDX-License-Identifier: MIT
// SELECT of whole objects by a list of keys: what all loading by key runs.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/meta/entity_info.hpp"
#include "session/execution.hpp"

namespace orp {

class SessionState;

/// Composite keys as parallel lists: one list of values (not fields) a key column.
class KeySet {
 public:
  explicit KeySet(std::size_t width) : columns_(width) {}

  void add(const void* const* values) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].push_back(values[i]);
  }
  std::size_t size() const { return columns_.front().size(); }
  const std::vector<const void*>& column(std::size_t i) const { return columns_[i]; }
  std::size_t width() const { return columns_.size(); }

 private:
  std::vector<std::vector<const void*>> columns_;
};

class KeyedQuery {
 public:
  /// Rows of `target` whose `columns` are in the list, in that order.
  KeyedQuery(const EntityInfo& target, View<std::uint16_t> columns, View<OrderTerm> order_by);
  /// Rows of a many_to_many relation's target whose owners' keys are in the list.
  explicit KeyedQuery(const RelationInfo& relation);

  /// Runs the query for keys [begin, end) of `keys`, whose values are of `key_types`. The cursor is
  /// valid until the next run.
  backend::Cursor& run(SessionState& state, const KeySet& keys, View<const ColumnType*> key_types,
                       std::size_t begin, std::size_t end);

  /// Result columns: the owner's key (many_to_many) or `columns`, and the first of the target.
  std::size_t owner_key_column(std::size_t i) const { return owner_key_columns_[i]; }
  std::size_t first_target_column() const { return first_target_column_; }

 private:
  sql::NodeRef statement() const;

  const EntityInfo* target_;
  View<std::uint16_t> columns_;  // of the target; empty: of the secondary table
  View<OrderTerm> order_by_;
  const RelationInfo* through_ = nullptr;
  std::vector<std::size_t> owner_key_columns_;
  std::size_t first_target_column_ = 0;
  std::vector<backend::KeyList> lists_;  // of the run under way
  std::optional<Execution> execution_;
};

}  // namespace orp
