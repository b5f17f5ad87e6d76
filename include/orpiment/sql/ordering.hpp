// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <utility>

#include "orpiment/sql/detail/node_ref.hpp"

namespace orp {

/// Where NULL stands in an order. `by_default` is the database's own way, and databases differ.
enum class Nulls : std::uint8_t { by_default, first, last };

/// One term of ORDER BY: `User::c.name.desc().nulls_last()`.
class Ordering {
 public:
  Ordering(sql::NodeRef node, bool descending, Nulls nulls = Nulls::by_default)
      : node_(std::move(node)), descending_(descending), nulls_(nulls) {}

  /// The same term, NULL before all values.
  Ordering nulls_first() const { return {node_, descending_, Nulls::first}; }
  /// The same term, NULL behind all values.
  Ordering nulls_last() const { return {node_, descending_, Nulls::last}; }

  const sql::NodeRef& node() const { return node_; }
  sql::NodeRef& node() { return node_; }
  /// From the greatest to the least.
  bool is_descending() const { return descending_; }
  /// Where NULL stands.
  Nulls nulls() const { return nulls_; }

 private:
  sql::NodeRef node_;
  bool descending_;
  Nulls nulls_;
};

}  // namespace orp
