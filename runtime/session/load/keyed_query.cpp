// SPDX-License-Identifier: MIT
#include "session/load/keyed_query.hpp"

#include "session/session_state.hpp"
#include "sql/builder.hpp"

namespace orp {

KeyedQuery::KeyedQuery(const EntityInfo& target, View<std::uint16_t> columns,
                       View<OrderTerm> order_by)
    : target_(&target),
      columns_(columns),
      order_by_(order_by),
      owner_key_columns_(columns.begin(), columns.end()) {}

KeyedQuery::KeyedQuery(const RelationInfo& relation)
    : target_(relation.target),
      columns_(relation.secondary_local),
      order_by_(relation.order_by),
      through_(&relation),
      first_target_column_(relation.secondary_local.size()) {
  for (std::size_t i = 0; i < first_target_column_; ++i) owner_key_columns_.push_back(i);
}

sql::NodeRef KeyedQuery::statement() const {
  sql::SelectBuilder select;
  const sql::Source target = sql::source_of(*target_);
  const sql::Source keys = through_ == nullptr ? target : sql::source_of(*through_->secondary);
  if (through_ != nullptr)
    for (const std::uint16_t column : columns_) select.add_column(keys, column);
  select.add_entity(target);
  select.from(target);
  if (through_ != nullptr)
    select.join(
        sql::JoinKind::inner, keys,
        sql::columns_equal(keys, through_->secondary_remote, target, through_->remote_columns));
  select.where_in(keys, columns_, view_of(lists_));
  select.order_by(target, order_by_);
  return select.node();
}

backend::Cursor& KeyedQuery::run(SessionState& state, const KeySet& keys,
                                 View<const ColumnType*> key_types, std::size_t begin,
                                 std::size_t end) {
  lists_.clear();
  for (std::size_t i = 0; i < keys.width(); ++i)
    lists_.push_back({key_types[i], keys.column(i).data() + begin, end - begin});
  return execution_.emplace(state, statement()).cursor();
}

}  // namespace orp
