// SPDX-License-Identifier: MIT
#include "sql/rewrite.hpp"

#include <vector>

#include "sql/builder.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

// Some nodes point at the type of their operand.
template <class T>
void settle_type(T&) {}
void settle_type(LabelNode& node) { node.type = as<Expression>(node.operand).type; }
void settle_type(UnaryNode& node) {
  if (node.operation == UnaryOp::negate) node.type = as<Expression>(node.operand).type;
}

class Rewriter {
 public:
  explicit Rewriter(const Replacement& replacement) : replacement_(replacement) {}

  NodeRef operator()(const NodeRef& node) const {
    if (!node) return node;
    const Level level(depth_);
    if (NodeRef replaced = replacement_(node)) return replaced;
    switch (node->kind) {
      case NodeKind::unary:
        return in_operands<UnaryNode>(node, &UnaryNode::operand);
      case NodeKind::binary:
        if (is_run(*node)) return in_run(node);
        return in_operands<BinaryNode>(node, &BinaryNode::left, &BinaryNode::right);
      case NodeKind::between:
        return in_operands<BetweenNode>(node, &BetweenNode::operand, &BetweenNode::low,
                                        &BetweenNode::high);
      case NodeKind::cast:
        return in_operands<CastNode>(node, &CastNode::operand);
      case NodeKind::label:
        return in_operands<LabelNode>(node, &LabelNode::operand);
      case NodeKind::subquery:
        return in_operands<SubqueryNode>(node, &SubqueryNode::select);
      case NodeKind::exists:
        return in_operands<ExistsNode>(node, &ExistsNode::select);
      case NodeKind::in:
        return in_in(node);
      case NodeKind::function:
        return in_function(node);
      case NodeKind::case_when:
        return in_case(node);
      case NodeKind::text:
        return in_text(node);
      case NodeKind::select:
        return in_select(node);
      default:
        return node;
    }
  }

 private:
  /// The node with other operands, or itself when they stay the same.
  template <class T, class... Members>
  NodeRef in_operands(const NodeRef& node, Members... members) const {
    const T& original = as<T>(node);
    T copy(original);
    ((copy.*members = (*this)(original.*members)), ...);
    if (((copy.*members == original.*members) && ...)) return node;
    settle_type(copy);
    return make<T>(copy);
  }

  NodeRef in_run(const NodeRef& node) const {
    const auto& original = as<BinaryNode>(node);
    bool changed = false;
    NodeRef run;
    each_term(original, [&](const NodeRef& term, bool) {
      NodeRef rewritten = (*this)(term);
      changed |= !(rewritten == term);
      run = run ? make<BinaryNode>(original.operation, original.type, std::move(run),
                                   std::move(rewritten))
                : std::move(rewritten);
    });
    return changed ? run : node;
  }

  bool in_list(std::vector<NodeRef>& nodes) const {
    bool changed = false;
    for (NodeRef& node : nodes) changed |= in_place(node);
    return changed;
  }
  bool in_place(NodeRef& node) const {
    NodeRef rewritten = (*this)(node);
    const bool changed = !(rewritten == node);
    node = std::move(rewritten);
    return changed;
  }

  NodeRef in_in(const NodeRef& node) const {
    InNode copy(as<InNode>(node));
    const bool operands = in_list(copy.operands);
    const bool select = in_place(copy.select);
    return operands || select ? make<InNode>(copy) : node;
  }
  NodeRef in_function(const NodeRef& node) const {
    FunctionNode copy(as<FunctionNode>(node));
    return in_list(copy.arguments) ? make<FunctionNode>(copy) : node;
  }
  NodeRef in_case(const NodeRef& node) const {
    CaseNode copy(as<CaseNode>(node));
    bool changed = in_place(copy.otherwise);
    for (CaseNode::Branch& branch : copy.branches) {
      changed |= in_place(branch.condition);
      changed |= in_place(branch.value);
    }
    return changed ? make<CaseNode>(copy) : node;
  }
  NodeRef in_text(const NodeRef& node) const {
    TextNode copy(as<TextNode>(node));
    bool changed = false;
    for (TextNode::Place& place : copy.places) changed |= in_place(place.value);
    return changed ? make<TextNode>(copy) : node;
  }
  NodeRef in_select(const NodeRef& node) const {
    SelectNode copy(as<SelectNode>(node));
    bool changed = in_place(copy.where);
    for (Element& element : copy.elements) changed |= in_place(element.expression);
    for (JoinNode& join : copy.joins) changed |= in_place(join.on);
    changed |= in_list(copy.group_by);
    changed |= in_place(copy.having);
    for (Ordering& term : copy.order_by) {
      NodeRef rewritten = (*this)(term.node());
      changed |= !(rewritten == term.node());
      term = Ordering(std::move(rewritten), term.is_descending(), term.nulls());
    }
    return changed ? make<SelectNode>(copy) : node;
  }

  const Replacement& replacement_;
  mutable unsigned depth_ = 0;
};

}  // namespace

NodeRef rewrite(const NodeRef& expression, const Replacement& replacement) {
  return Rewriter(replacement)(expression);
}

NodeRef move_columns(const NodeRef& expression, const Source& from, const Source& to) {
  return rewrite(expression, [&from, &to](const NodeRef& node) -> NodeRef {
    if (node->kind != NodeKind::column) return {};
    const auto& column = as<ColumnNode>(node);
    const bool is_from = column.table == from.table && column.alias == from.alias;
    return is_from ? column_of(to, column.index) : NodeRef();
  });
}

}  // namespace orp::sql
