// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

class Entity;

}  // namespace orp

namespace orp::detail {

/// How a typed result takes the rows of an untyped query.
struct RowSink {
  void* rows;
  /// Appends a row and stores where each of its elements is.
  void (*append)(void* rows, void** elements);
  /// For each element: stores an object (or none); nullptr for a value.
  void (*const* set_entity)(void* element, Entity* entity);
};

}  // namespace orp::detail
