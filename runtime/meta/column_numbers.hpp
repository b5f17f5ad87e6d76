// SPDX-License-Identifier: MIT
// Lists of columns by their numbers, as keys and relationships have them.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "orpiment/meta/view.hpp"

namespace orp {

inline bool contains(View<std::uint16_t> columns, std::size_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

inline bool share_column(View<std::uint16_t> left, View<std::uint16_t> right) {
  return std::find_first_of(left.begin(), left.end(), right.begin(), right.end()) != left.end();
}

}  // namespace orp
