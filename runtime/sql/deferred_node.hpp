// SPDX-License-Identifier: MIT
// Values that are there when a statement runs.
#pragma once
#include <cstdint>

#include "sql/node.hpp"

namespace orp::sql {

/// A column of an object that has no value there yet: the flush before the statement gives it one.
struct DeferredNode final : Leaf<BoundExpression> {
  static constexpr NodeKind own_kind = NodeKind::deferred;
  /// The object outlives every execution.
  DeferredNode(const ColumnType& column_type, const EntityInfo* entity, const void* of_object,
               std::uint16_t number, ReadColumn reader)
      : Leaf(own_kind, column_type),
        info(entity),
        object(of_object),
        column(number),
        read(reader) {}

  /// Throws UsageError when there is no value still.
  const void* field() const;

  const EntityInfo* info;
  const void* object;
  std::uint16_t column;
  ReadColumn read;
};

}  // namespace orp::sql
