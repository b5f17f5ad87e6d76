// SPDX-License-Identifier: MIT
#include "sql/rewrite.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "sql/builder.hpp"
#include "sql/children.hpp"
#include "sql/scope.hpp"

namespace orp::sql {
namespace {

using Change = std::function<NodeRef(const NodeRef&)>;

NodeRef run_with_terms(const NodeRef& node, const Change& change) {
  const auto& original = as<BinaryNode>(node);
  bool is_changed = false;
  NodeRef run;
  each_term(original, [&](const NodeRef& term, bool) {
    NodeRef changed = change(term);
    is_changed |= !(changed == term);
    run = run ? make<BinaryNode>(original.operation, original.type, std::move(run),
                                 std::move(changed))
              : std::move(changed);
  });
  return is_changed ? run : node;
}

class Rewriter {
 public:
  explicit Rewriter(const Replacement& replacement) : replacement_(replacement) {}

  NodeRef operator()(const NodeRef& node) {
    const Level level(depth_);
    if (NodeRef replaced = replacement_(node)) return replaced;
    return with_children(node, [this](const NodeRef& child) { return (*this)(child); });
  }

 private:
  const Replacement& replacement_;
  unsigned depth_ = 0;
};

}  // namespace

NodeRef with_children(const NodeRef& node, const Change& change) {
  if (is_run(*node)) return run_with_terms(node, change);
  struct Changed {
    std::size_t number;
    NodeRef child;
  };
  std::vector<Changed> changes;
  std::size_t number = 0;
  for_each_child(*node, [&](const NodeRef& child) {
    NodeRef changed = change(child);
    if (!(changed == child)) changes.push_back({number, std::move(changed)});
    ++number;
  });
  if (changes.empty()) return node;

  NodeRef copy = as<LinkedNode>(node).copy();
  auto& changed_node = const_cast<LinkedNode&>(as<LinkedNode>(copy));
  auto next = changes.begin();
  number = 0;
  auto replace = [&](NodeRef& child) {
    if (!child) return;
    if (next != changes.end() && next->number == number) child = std::move((next++)->child);
    ++number;
  };
  changed_node.each_child(replace);
  changed_node.settle();
  return copy;
}

NodeRef rewrite(const NodeRef& expression, const Replacement& replacement) {
  return Rewriter(replacement)(expression);
}

NodeRef move_columns(const NodeRef& expression, const Source& from, const Source& to) {
  const Sources visible{from};
  return rewrite(expression, [&](const NodeRef& node) -> NodeRef {
    if (const auto* const column = as_if<ColumnNode>(node)) {
      return column->source().is(from) ? column_of(to, column->index) : NodeRef();
    }
    const auto* const query = as_if<SelectNode>(node);
    return query != nullptr && contains(own_sources(*query, visible), from) ? node : NodeRef();
  });
}

}  // namespace orp::sql
