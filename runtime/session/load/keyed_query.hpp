// SPDX-License-Identifier: MIT
// SELECT of whole objects by a list of keys: what all loading by key runs.
#pragma once
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/meta/entity_info.hpp"
#include "session/load/joined_plan.hpp"
#include "session/load/running_statement.hpp"

namespace orp {

class QueryRunner;

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
  /// The associations of a many_to_many without their targets: columns of the secondary table,
  /// those that name the owner before those that name the target.
  static KeyedQuery associations_of(const RelationInfo& relation);
  /// Rows of `target` whose `columns` are in the list, in that order.
  KeyedQuery(const EntityInfo& target, View<std::uint16_t> columns, View<OrderTerm> order_by);
  /// Rows of a relation's target whose owners' keys are in the list.
  explicit KeyedQuery(const RelationInfo& relation);

  /// Joins what `below`, the options of the target, say is to be joined; `path` has led to it.
  void join(LoadTreeRef below, JoinedPlan::Path path);

  const LoadTreeRef& below() const { return below_; }

  /// Makes the query for `keys`, whose values are of `key_types`; both outlive it. Of very many
  /// keys the statement names only the range, or none, where that is cheaper: then rows of other
  /// keys come too. Requires: there are keys.
  void prepare(QueryRunner& runner, const KeySet& keys, View<const ColumnType*> key_types);
  bool is_prepared() const { return execution_.has_value(); }
  /// Sends it, unless that is done.
  void open();
  /// The statement, of several the first one, for whoever sends it beside others and has its
  /// cursor opened here then.
  backend::PipelinedStatement pipelined() const { return execution_->pipelined(); }
  void open(backend::CursorHandle cursor) { execution_->open(std::move(cursor)); }
  /// How many rows this will be, going by what is known before the first one; 0: nothing is.
  std::size_t expected_rows() const;
  /// Steps to the next row; false after the last one.
  bool next();
  backend::Cursor& cursor() { return execution_->cursor(); }

  /// Result columns: the owner's key (many_to_many) or `columns`, and the first of the target, or
  /// of its key.
  std::size_t owner_key_column(std::size_t i) const { return owner_key_columns_[i]; }
  std::size_t first_target_column() const { return first_target_column_; }
  /// The columns that the keys are of: of the target, or else of the secondary table.
  View<std::uint16_t> columns() const { return columns_; }
  /// Which element of the result the target is: each of those before is one column.
  std::size_t target_element() const { return first_target_column_; }
  /// What is joined, once the query is prepared; nullptr: nothing.
  const JoinedPlan* joined() const {
    return joined_ && !joined_->joins().empty() ? &*joined_ : nullptr;
  }
  /// The statement; of several the first one, which has the same result.
  const std::shared_ptr<const sql::CompiledStatement>& compiled() const {
    return execution_->shared();
  }

 private:
  enum class Condition : std::uint8_t { list, range, none };

  sql::NodeRef statement() const;
  sql::NodeRef joined_statement();
  void choose_condition();
  bool find_range();
  bool is_part_of_rows() const;
  const ColumnType* value_type(std::size_t i) const;
  bool is_one_key() const;
  void add_condition(sql::SelectBuilder& select, const sql::Source& keys) const;
  void prepare_next();
  void prepare_for_one_key();

  const EntityInfo* target_;
  View<std::uint16_t> columns_;  // of the target; empty: of the secondary table
  View<OrderTerm> order_by_;
  const RelationInfo* through_ = nullptr;
  bool has_target_ = true;
  std::vector<std::size_t> owner_key_columns_;
  std::size_t first_target_column_ = 0;
  const RelationInfo* followed_ = nullptr;  // nullptr: the program wants rows by their own keys
  LoadTreeRef below_;
  JoinedPlan::Path path_;

  // Of the run under way:
  QueryRunner* runner_ = nullptr;
  const KeySet* keys_ = nullptr;
  View<const ColumnType*> key_types_;
  std::size_t done_ = 0;  // keys
  Condition condition_ = Condition::list;
  std::optional<std::size_t> row_bound_;
  std::int64_t least_ = 0;
  std::int64_t greatest_ = 0;
  std::vector<backend::KeyList> lists_;
  std::optional<JoinedPlan> joined_;
  std::optional<RunningStatement> execution_;
};

}  // namespace orp
