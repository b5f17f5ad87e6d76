// SPDX-License-Identifier: MIT
#include "session/flush/row_shape.hpp"

#include <algorithm>

namespace orp {

RowShape RowShape::all_of(const EntityInfo& info) {
  RowShape shape(info);
  for (std::size_t i = 0; i < info.columns.size(); ++i) shape.insert(i);
  return shape;
}

bool RowShape::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint32_t word) { return word == 0; });
}

RowShape& RowShape::operator&=(const RowShape& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

RowShape& RowShape::operator|=(const RowShape& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

std::vector<std::uint16_t> RowShape::columns() const {
  std::vector<std::uint16_t> columns;
  for (std::size_t i = 0; i < words_.size() * 32; ++i)
    if (contains(i)) columns.push_back(static_cast<std::uint16_t>(i));
  return columns;
}

RowRules::RowRules(const EntityInfo& entity)
    : info(&entity),
      all(RowShape::all_of(entity)),
      key(entity),
      required(entity),
      left_out(entity),
      touched(entity) {
  for (const std::uint16_t column : entity.key) key.insert(column);
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    if (entity.columns[i].on_update != ClientDefault::none) touched.insert(i);
    if (entity.columns[i].client_default != ClientDefault::none) continue;
    const ColumnInfo& column = entity.column(i);
    if (column.identity || column.server_default.kind != ServerDefaultKind::none)
      left_out.insert(i);
    else if (!column.type.nullable)
      required.insert(i);
  }
  is_touched = !touched.empty();
}

}  // namespace orp
