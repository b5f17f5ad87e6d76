// SPDX-License-Identifier: MIT
#include "session/load/keyed_rows.hpp"

#include <utility>

#include "meta/key_value.hpp"

namespace orp {

namespace {

std::vector<const ColumnType*> types_of(const EntityInfo& info, View<std::uint16_t> columns) {
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : columns) types.push_back(&info.column(column).type);
  return types;
}

}  // namespace

KeyedRows::KeyedRows(KeyedQuery query, const EntityInfo& owner, View<std::uint16_t> columns,
                     std::size_t most)
    : types_(types_of(owner, columns)),
      wanted_(view_of(types_), most),
      keys_(types_.size()),
      query_(std::move(query)) {}

void KeyedRows::prepare(QueryRunner& runner) {
  const bool is_for_one = keys_.size() == 1 && wanted_.has_integer_key();
  if (is_for_one)
    first_integer_ = integer_value(*types_[0], keys_.column(0)[0]);
  else
    reader_.emplace(wanted_, query_);
  query_.prepare(runner, keys_, view_of(types_));
}

}  // namespace orp
