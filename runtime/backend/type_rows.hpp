// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Whether a database's table has a row for each column type, in their order: so a tag finds its
/// row.
template <class Row, std::size_t N>
constexpr bool have_a_row_each(const Row (&rows)[N]) {
  for (std::size_t i = 0; i < N; ++i) {
    if (rows[i].tag != static_cast<TypeTag>(i)) return false;
  }
  return N == type_tag_count;
}

}  // namespace orp::backend
