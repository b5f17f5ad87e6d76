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
    const NestingLevel level(depth_);
    if (NodeRef replaced = replacement_(node)) return replaced;
    return with_children(node, [this](const NodeRef& child) { return (*this)(child); });
  }

 private:
  const Replacement& replacement_;
  unsigned depth_ = 0;
};

/// The node with changes; `each` calls a visitor with the operands, in place, that may change.
template <class Each>
NodeRef with_changes(const NodeRef& node, const Change& change, const Each& each) {
  struct Changed {
    std::size_t number;
    NodeRef child;
  };
  std::vector<Changed> changes;
  std::size_t number = 0;
  auto look = [&](NodeRef& child) {
    NodeRef changed = child ? change(child) : NodeRef();
    if (!(changed == child)) changes.push_back({number, std::move(changed)});
    ++number;
  };
  each(const_cast<Node&>(*node), look);  // which only looks
  if (changes.empty()) return node;

  NodeRef copy = as<LinkedNode>(node).copy();
  auto next = changes.begin();
  number = 0;
  auto replace = [&](NodeRef& child) {
    if (next != changes.end() && next->number == number++) child = std::move((next++)->child);
  };
  auto& copied = const_cast<Node&>(*copy);
  each(copied, replace);
  static_cast<LinkedNode&>(copied).update_type();
  return copy;
}

}  // namespace

NodeRef with_children(const NodeRef& node, const Change& change) {
  if (is_run(*node)) return run_with_terms(node, change);
  return with_changes(node, change, [](Node& of, ChildVisitor visit) {
    static_cast<LinkedNode&>(of).each_child(visit);
  });
}

NodeRef with_clauses(const NodeRef& statement, const Change& change) {
  return with_changes(statement, change, [](Node& of, ChildVisitor visit) {
    static_cast<StatementNode&>(of).each_clause(visit);
  });
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
    const QueryNode* const query = as_query(node);
    return query != nullptr && contains(own_sources(*query, visible), from) ? node : NodeRef();
  });
}

}  // namespace orp::sql
