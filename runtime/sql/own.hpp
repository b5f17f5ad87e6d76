// SPDX-License-Identifier: MIT
// Nodes that are changed in place.
#pragma once
#include "sql/node.hpp"

namespace orp::sql {

/// The node, to be changed: itself when nobody else holds it, else a copy that takes its place.
template <class T>
T& own(NodeRef& node) {
  if (!node.is_unique()) node = as<LinkedNode>(node).copy();
  return const_cast<T&>(as<T>(node));
}

}  // namespace orp::sql
