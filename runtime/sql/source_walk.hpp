// SPDX-License-Identifier: MIT
// All that a statement names in any FROM: its own, those of nested queries, and those of the
// queries that derived tables and CTEs are.
#pragma once
#include <set>
#include <utility>

#include "sql/children.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

/// before(source) for each source, each once, and after(source) when all is visited that stands
/// within it.
template <class Before, class After>
class SourceWalk {
 public:
  SourceWalk(Before before, After after) : before_(std::move(before)), after_(std::move(after)) {}

  void visit(const Node& node) {
    const NestingLevel level(depth_);
    for_each_source(node, [this](const Source& source) { visit_source(source); });
    for_each_child(node, [this](const NodeRef& child) { visit(*child); });
  }

 private:
  bool is_first(const void* identity) { return seen_.insert(identity).second; }

  void visit_source(const Source& source) {
    if (!is_first(source.alias ? static_cast<const void*>(source.alias.get()) : source.table))
      return;
    before_(source);
    const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
    const Node* const contents = derived == nullptr ? nullptr : derived->contents();
    if (contents != nullptr && is_first(contents)) visit(*contents);
    after_(source);
  }

  Before before_;
  After after_;
  std::set<const void*> seen_;
  unsigned depth_ = 0;
};

}  // namespace orp::sql
