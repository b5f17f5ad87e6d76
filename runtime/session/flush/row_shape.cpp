// SPDX-License-Identifier: MIT
#include "session/flush/row_shape.hpp"

#include <algorithm>

namespace orp {

RowShape RowShape::all_of(const EntityInfo& info) {
  RowShape shape(info);
  for (std::size_t i = 0; i < info.columns.size(); ++i) shape.insert(i);
  return shape;
}

RowShape& RowShape::operator&=(const RowShape& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

RowShape& RowShape::operator|=(const RowShape& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

}  // namespace orp
