// SPDX-License-Identifier: MIT
// How walks go through a tree, whatever its nodes are.
//
// Rules
//  (1) A run of ANDs, or of ORs, may have any number of terms, however they are nested: every walk
//      takes all of them as the children of one node, found with a list in place of recursion.
//  (2) All other nesting is bounded by NestingLevel.
#pragma once
#include <cstddef>

#include "meta/inline_vector.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// An AND or an OR.
bool is_run(const Node& node);

/// The terms of a run of ANDs, or of ORs, from left to right. `use(term, is_shared)`; is_shared:
/// others hold a part of the run that the term is in.
template <class Use>
void each_term(const BinaryNode& run, const Use& use) {
  struct Part {
    const NodeRef* node;
    bool is_shared;
  };
  InlineVector<Part, 16> parts;
  parts.push_back({&run.right, false});
  parts.push_back({&run.left, false});
  while (parts.size() != 0) {
    const Part part = parts.take_last();
    const Node& node = **part.node;
    const bool is_shared = part.is_shared || !part.node->is_unique();
    if (!is_run(node) || as<BinaryNode>(node).operation != run.operation) {
      use(*part.node, part.is_shared);
      continue;
    }
    parts.push_back({&as<BinaryNode>(node).right, is_shared});
    parts.push_back({&as<BinaryNode>(node).left, is_shared});
  }
}

/// use(child) for every operand that is there.
template <class Use>
void for_each_child(const Node& node, const Use& use) {
  if (is_run(node)) {
    return each_term(as<BinaryNode>(node), [&use](const NodeRef& term, bool) { use(term); });
  }
  auto visit = [&use](NodeRef& child) {
    if (child) use(static_cast<const NodeRef&>(child));
  };
  const_cast<LinkedNode&>(as<LinkedNode>(node)).each_child(visit);  // which only looks
}

/// use(source) for every source that the node itself names.
template <class Use>
void for_each_source(const Node& node, const Use& use) {
  auto visit = [&use](const Source& source) { use(source); };
  as<LinkedNode>(node).each_source(visit);
}

/// Whether a node of the expression, but for nested statements, is one that `is_meant`.
template <class Predicate>
bool has(const NodeRef& expression, const Predicate& is_meant) {
  if (!expression || expression->kind >= NodeKind::select) return false;
  if (is_meant(*expression)) return true;
  bool found = false;
  for_each_child(*expression, [&](const NodeRef& child) { found = found || has(child, is_meant); });
  return found;
}

/// One more level of a walk that recurses, for as long as it lives. A run of ANDs or ORs is one.
/// Throws UsageError below level 200: a walk must end before the stack does, also the small one of
/// a thread.
class NestingLevel {
 public:
  explicit NestingLevel(unsigned& depth) : depth_(depth) {
    if (depth_ >= deepest) throw_too_deep();
    ++depth_;
  }
  NestingLevel(const NestingLevel&) = delete;
  ~NestingLevel() { --depth_; }

 private:
  static constexpr unsigned deepest = 200;
  [[noreturn]] static void throw_too_deep();

  unsigned& depth_;
};

}  // namespace orp::sql
