// SPDX-License-Identifier: MIT
// Which columns of a class several relationships write, and in which order these are heard.
#pragma once
#include <cstdint>
#include <vector>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// A column that more than one relationship writes, or one that only borrows the primary key's.
struct SharedColumn {
  std::uint16_t column;
  std::vector<unsigned> relations;  ///< those that are heard first come first
};

/// Those of a class, which most have none of.
struct ColumnSharing {
  explicit ColumnSharing(const EntityInfo& info);

  std::vector<SharedColumn> columns;
};

}  // namespace orp
