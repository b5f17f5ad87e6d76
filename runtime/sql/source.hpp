// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp::sql {

/// What a FROM names: a table itself, an alias of it, or a derived table. Two are the same when
/// both `table` and `alias` are.
struct Source {
  const TableInfo* table = nullptr;    // nullptr: derived table
  NodeRef alias{};                     // AliasNode or DerivedNode; empty: the table itself
  const EntityInfo* entity = nullptr;  // whose objects its rows are, if any
  std::uint16_t element = 0;           // derived: the element of its query that `entity` is

  bool is(const Source& other) const { return table == other.table && alias == other.alias; }
};

}  // namespace orp::sql
