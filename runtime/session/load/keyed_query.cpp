// SPDX-License-Identifier: MIT
#include "session/load/keyed_query.hpp"

#include "session/execute.hpp"
#include "sql/statement.hpp"

namespace orp {

namespace {

sql::NodeRef equal_columns(const TableInfo& left, View<std::uint16_t> left_columns,
                           const TableInfo& right, View<std::uint16_t> right_columns) {
  sql::NodeRef condition;
  for (std::size_t i = 0; i < left_columns.size(); ++i)
    condition = sql::make_and(
        condition, sql::make_binary(sql::BinaryOp::equal, sql::make_column(left, left_columns[i]),
                                    sql::make_column(right, right_columns[i])));
  return condition;
}

sql::NodeRef in_lists(const TableInfo& table, View<std::uint16_t> columns,
                      const std::vector<backend::KeyList>& lists) {
  std::vector<sql::NodeRef> operands;
  std::vector<const backend::KeyList*> keys;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    operands.push_back(sql::make_column(table, columns[i]));
    keys.push_back(&lists[i]);
  }
  return sql::make_in(std::move(operands), std::move(keys));
}

sql::NodeRef make_keyed_select(const EntityInfo& target, View<std::uint16_t> columns,
                               const RelationInfo* through, View<OrderTerm> order_by,
                               const std::vector<backend::KeyList>& lists) {
  auto* select = new sql::SelectNode();
  sql::NodeRef statement = sql::NodeRef::adopt(select);
  const TableInfo& key_table = through != nullptr ? *through->secondary : target.table;
  if (through != nullptr) {
    for (const std::uint16_t column : columns)
      select->elements.push_back({.expression = sql::make_column(key_table, column),
                                  .type = key_table.columns[column].type});
    select->joins.push_back({.kind = sql::JoinKind::inner,
                             .source = {.table = &key_table},
                             .on = equal_columns(key_table, through->secondary_remote, target.table,
                                                 through->remote_columns)});
  }
  const sql::Source source{.table = &target.table, .entity = &target};
  select->elements.push_back({.source = source});
  select->from.push_back(source);
  select->where = in_lists(key_table, columns, lists);
  for (const OrderTerm& term : order_by)
    select->order_by.emplace_back(sql::make_column(target, term.column), term.descending);
  return statement;
}

}  // namespace

KeyedQuery::KeyedQuery(const EntityInfo& target, View<std::uint16_t> columns,
                       View<OrderTerm> order_by)
    : target_(&target), columns_(columns), order_by_(order_by) {
  owner_key_columns_.assign(columns.begin(), columns.end());
}

KeyedQuery::KeyedQuery(const RelationInfo& relation)
    : target_(relation.target),
      columns_(relation.secondary_local),
      order_by_(relation.order_by),
      through_(&relation),
      first_target_column_(relation.secondary_local.size()) {
  for (std::size_t i = 0; i < first_target_column_; ++i) owner_key_columns_.push_back(i);
}

backend::Cursor& KeyedQuery::run(SessionState& state, const KeySet& keys,
                                 View<const ColumnType*> key_types, std::size_t begin,
                                 std::size_t end) {
  lists_.clear();
  for (std::size_t i = 0; i < keys.width(); ++i)
    lists_.push_back({key_types[i], keys.column(i).data() + begin, end - begin});
  return execute_query(state, make_keyed_select(*target_, columns_, through_, order_by_, lists_));
}

}  // namespace orp
