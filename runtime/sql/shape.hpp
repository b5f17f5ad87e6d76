// SPDX-License-Identifier: MIT
// A statement without its values. Two statements of one shape have the same SQL, so the shape is
// the key of the statement cache. Found in one walk over the tree, which also collects the values.
#pragma once
#include <cstddef>
#include <cstdint>

#include "meta/inline_vector.hpp"
#include "orpiment/meta/view.hpp"
#include "sql/node.hpp"

namespace orp::sql {

struct StatementNode;

/// Invariants:
/// (1) Equal words mean equal SQL and equal result columns: everything a compiler reads from a tree
///     but the values is in the words. Descriptors stand as addresses: they are constants.
/// (2) parameters() lists the nodes whose values are bound (LiteralNode, GeneratedNode,
///     KeyListNode ...), each once, in the order of the walk. A node that occurs twice in a tree is
///     one parameter, so that `GROUP BY x + $1` is seen to be the selected `x + $1`.
/// (3) Load options are not part of it.
class Shape {
 public:
  explicit Shape(const Node& statement);

  View<std::uint64_t> words() const { return words_.view(); }
  std::uint64_t hash() const { return hash_; }
  View<const Expression*> parameters() const { return parameters_.view(); }
  /// Statements that give values to parameters, from the outermost one on.
  View<const StatementNode*> givers() const { return givers_.view(); }

 private:
  friend class ShapeWords;

  InlineVector<std::uint64_t, 112> words_;
  InlineVector<const Expression*, 16> parameters_;
  InlineVector<const StatementNode*, 2> givers_;
  std::uint64_t hash_ = 0;
};

}  // namespace orp::sql
