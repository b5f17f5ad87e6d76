// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "orpiment/meta/entity_info.hpp"

namespace orp::sql {

/// Which columns of a result feed objects of one class: found once for a compiled statement.
struct EntityShape {
  /// All columns of the class, from result column `first_column` on.
  EntityShape(const EntityInfo& entity, std::size_t first_column);

  const EntityInfo* info;
  std::size_t first;
  std::vector<FieldTarget> targets;    ///< a column each, in the order of the result
  std::vector<std::uint32_t> loaded;   ///< mask words with all columns set
  std::vector<std::size_t> key;        ///< result columns of the primary key
  bool begins_with_int64_key = false;  ///< which, once read, need not be read again
};

}  // namespace orp::sql
