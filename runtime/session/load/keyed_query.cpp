// SPDX-License-Identifier: MIT
#include "session/load/keyed_query.hpp"

#include <algorithm>

#include "meta/key_value.hpp"
#include "session/load/load_context.hpp"
#include "session/objects/known_target.hpp"
#include "sql/builder.hpp"

namespace orp {

namespace {

// One statement takes a list of any length; this bounds the memory of a single result.
constexpr std::size_t keys_per_query = 100'000;

// From here on it pays to think about what the statement says.
constexpr std::size_t many_keys = 500;

// So many rows are read in passing while one key is looked up over an index.
constexpr std::size_t rows_a_look_up = 16;

}  // namespace

KeyedQuery::KeyedQuery(const EntityInfo& target, View<std::uint16_t> columns,
                       View<OrderTerm> order_by)
    : target_(&target),
      columns_(columns),
      order_by_(order_by),
      owner_key_columns_(columns.begin(), columns.end()) {}

KeyedQuery::KeyedQuery(const RelationInfo& relation)
    : KeyedQuery(*relation.target,
                 relation.secondary != nullptr ? relation.secondary_local : relation.remote_columns,
                 relation.order_by) {
  followed_ = &relation;
  if (relation.secondary == nullptr) return;
  through_ = &relation;
  first_target_column_ = columns_.size();
  for (std::size_t i = 0; i < first_target_column_; ++i) owner_key_columns_[i] = i;
}

KeyedQuery KeyedQuery::associations_of(const RelationInfo& relation) {
  KeyedQuery query(relation);
  query.followed_ = nullptr;
  query.has_target_ = false;
  return query;
}

void KeyedQuery::join(LoadTreeRef below, JoinedPlan::Path path) {
  below_ = std::move(below);
  path_ = std::move(path);
}

sql::NodeRef KeyedQuery::statement() const {
  sql::SelectBuilder select;
  const sql::Source target = sql::source_of(*target_);
  const sql::Source keys = through_ == nullptr ? target : sql::source_of(*through_->secondary);
  if (through_ != nullptr)
    for (const std::uint16_t column : columns_) select.add_column(keys, column);
  if (!has_target_) {
    for (const std::uint16_t column : through_->secondary_remote) select.add_column(keys, column);
    select.from(keys);
    add_condition(select, keys);
    return select.node();
  }
  select.add_entity(target);
  select.from(target);
  if (through_ != nullptr)
    select.join(
        sql::JoinKind::inner, keys,
        sql::columns_equal(keys, through_->secondary_remote, target, through_->remote_columns));
  add_condition(select, keys);
  select.order_by(target, order_by_);
  return select.node();
}

// The type of a key's value as a field; nullptr: it is nullable at both ends.
const ColumnType* KeyedQuery::value_type(std::size_t i) const {
  if (!key_types_[i]->nullable) return key_types_[i];
  const ColumnInfo& column = through_ == nullptr ? target_->column(columns_[i])
                                                 : through_->secondary->columns[columns_[i]];
  const ColumnType& held = column.type;
  return held.nullable ? nullptr : &held;
}

bool KeyedQuery::is_one_key() const {
  if (lists_.front().size != 1) return false;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (value_type(i) == nullptr) return false;
  return true;
}

// A list costs more than the query for one key.
void KeyedQuery::add_condition(sql::SelectBuilder& select, const sql::Source& keys) const {
  switch (condition_) {
    case Condition::list:
      if (!is_one_key()) return select.where_in(keys, columns_, view_of(lists_));
      for (std::size_t i = 0; i < columns_.size(); ++i)
        select.where_equal(keys, columns_[i], *value_type(i), lists_[i].values[0]);
      return;
    case Condition::range:
      return select.where_between(keys, columns_[0], least_, greatest_);
    case Condition::none:
      return;
  }
}

void KeyedQuery::prepare(QueryRunner& runner, const KeySet& keys,
                         View<const ColumnType*> key_types) {
  runner_ = &runner;
  keys_ = &keys;
  key_types_ = key_types;
  done_ = 0;
  choose_condition();
  prepare_next();
}

void KeyedQuery::open() {
  if (!execution_->is_open()) execution_->open(runner_->link());
}

void KeyedQuery::choose_condition() {
  condition_ = Condition::list;
  if (keys_->size() < many_keys) return;
  const TableInfo& table = through_ == nullptr ? target_->table() : *through_->secondary;
  row_bound_ = runner_->link().row_bound(table);
  const bool is_range = key_types_.size() == 1 && is_integer_type(*key_types_[0]) && find_range();
  const bool is_table = row_bound_ && *row_bound_ / rows_a_look_up <= keys_->size();
  if (is_table && !(is_range && is_part_of_rows()))
    condition_ = Condition::none;
  else if (is_range)
    condition_ = Condition::range;
}

// Rows are read in the order of their primary key: a range of it is read like the whole table.
bool KeyedQuery::is_part_of_rows() const {
  return through_ == nullptr && row_bound_ && keys_->size() <= *row_bound_ / 2 &&
         is_primary_key(*target_, columns_);
}

// Whether at least half of the integers between the least and the greatest key are asked for.
bool KeyedQuery::find_range() {
  const std::vector<const void*>& keys = keys_->column(0);
  least_ = greatest_ = integer_value(*key_types_[0], keys[0]);
  for (const void* key : keys) {
    const std::int64_t value = integer_value(*key_types_[0], key);
    least_ = std::min(least_, value);
    greatest_ = std::max(greatest_, value);
  }
  const auto span = static_cast<std::uint64_t>(greatest_) - static_cast<std::uint64_t>(least_);
  return span / 2 < keys.size();
}

bool KeyedQuery::next() {
  while (!cursor().next()) {
    if (done_ == keys_->size()) return false;
    prepare_next();
    open();
  }
  return true;
}

std::size_t KeyedQuery::expected_rows() const {
  constexpr std::size_t most_rows_a_key = 4;  // what is reserved for nothing stays within bounds
  if (condition_ != Condition::none) return execution_->cursor().rows_left();
  return std::min(*row_bound_, most_rows_a_key * keys_->size());
}

void KeyedQuery::prepare_next() {
  const bool is_list = condition_ == Condition::list;
  const std::size_t rest = keys_->size() - done_;
  const std::size_t size = is_list ? std::min(rest, keys_per_query) : rest;
  lists_.clear();
  for (std::size_t i = 0; i < keys_->width(); ++i)
    lists_.push_back({key_types_[i], keys_->column(i).data() + done_, size});
  done_ += size;
  if (followed_ != nullptr && is_one_key() && !LoadTree::joins(below_.get(), *target_))
    return prepare_for_one_key();
  execution_.emplace(runner_->statements(), has_target_ ? joined_statement() : statement(),
                     is_list ? Planning::once : Planning::each_time);
}

sql::NodeRef KeyedQuery::joined_statement() {
  joined_.emplace(statement(), LoadTrees(target_element(), below_), path_, target_element());
  return joined_->statement();
}

// What a relationship asks for one owner is always the same.
void KeyedQuery::prepare_for_one_key() {
  std::vector<backend::BoundValue> values;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    values.push_back({.type = value_type(i), .field = lists_[i].values[0]});
  execution_.emplace(runner_->statements().keep(followed_, [&] { return statement(); }),
                     view_of(values));
}

}  // namespace orp
