// SPDX-License-Identifier: MIT
// In a checked build: a walk of its own way through the operands of each kind visits exactly those
// that the node names, in their order.
#pragma once
#include "sql/children.hpp"

#ifdef ORPIMENT_CHECKED
#include <cstdint>
#include <cstdlib>
#endif

namespace orp::sql {

#ifdef ORPIMENT_CHECKED

/// The operands visited of the current node, as one number.
class VisitedChildren {
 public:
  void add(const Node* child) { sum_ = sum_ * 31 + reinterpret_cast<std::uintptr_t>(child); }
  friend bool operator==(const VisitedChildren&, const VisitedChildren&) = default;

 private:
  std::uint64_t sum_ = 1;
};

/// Lives as long as the visit to one node.
class ChildrenCheck {
 public:
  ChildrenCheck(VisitedChildren& visited, const Node& node)
      : visited_(visited), outside_(visited), node_(node) {
    visited_ = {};
  }
  ChildrenCheck(const ChildrenCheck&) = delete;
  void complete() const {
    VisitedChildren named;
    for_each_child(node_, [&named](const NodeRef& child) { named.add(child.get()); });
    if (!(visited_ == named)) std::abort();  // the walk forgot an operand of this kind of node
  }
  ~ChildrenCheck() { visited_ = outside_; }

 private:
  VisitedChildren& visited_;
  const VisitedChildren outside_;
  const Node& node_;
};

#else

struct VisitedChildren {
  void add(const Node*) {}
};
struct ChildrenCheck {
  ChildrenCheck(VisitedChildren&, const Node&) {}
  void complete() const {}
};

#endif

}  // namespace orp::sql
