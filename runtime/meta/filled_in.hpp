// SPDX-License-Identifier: MIT
// Which columns the database fills in when an INSERT leaves them out.
#pragma once
#include "orpiment/meta/table_info.hpp"

namespace orp {

/// It numbers the rows in it, calculates it, or has a default for it.
inline bool is_filled_in(const ColumnInfo& column) {
  return column.identity || column.server_default.kind != ServerDefaultKind::none ||
         column.computed.kind != ComputedKind::none;
}

}  // namespace orp
