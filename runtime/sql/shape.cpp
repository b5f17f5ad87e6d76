// SPDX-License-Identifier: MIT
#include "sql/shape.hpp"

#include <algorithm>

#include "sql/children.hpp"
#include "sql/children_check.hpp"
#include "sql/deferred_node.hpp"
#include "sql/excluded_node.hpp"
#include "sql/grouping_node.hpp"
#include "sql/names.hpp"
#include "sql/operation_node.hpp"
#include "sql/parameter_node.hpp"
#include "sql/row_node.hpp"
#include "sql/shape_words.hpp"
#include "sql/statement.hpp"
#include "sql/table_function_node.hpp"
#include "sql/values_node.hpp"

namespace orp::sql {

/// Writes a tree as words. The first word of a node says its kind and what of it fits; the rest of
/// a node follows, then its operands.
class ShapeWalk : private ShapeWords {
 public:
  explicit ShapeWalk(Shape& shape) : ShapeWords(shape) {}

  void walk(const Node& node) {
    const NestingLevel level(depth_);
    const ChildrenCheck check(visited_, node);
    words(node);
    check.complete();
  }

 private:
  /// The number of an alias or derived table in the statement; the first time it is described.
  void alias(const NodeRef& node) {
    const auto found = std::find(aliases_.begin(), aliases_.end(), node.get());
    begin(node->kind, 0, 0, static_cast<std::uint64_t>(found - aliases_.begin()));
    if (found != aliases_.end()) return;
    aliases_.push_back(node.get());
    walk(*node);
  }
  /// The same of a CTE, which is an operand.
  void cte(const NodeRef& of) {
    visited_.add(of.get());
    alias(of);
  }
  void source(const Source& of) {
    if (owned_table(of.alias) == nullptr) {  // which the alias describes
      add(of.table);
      add(of.entity);
    }
    add(std::uint64_t{of.alias ? 1U : 0U} | std::uint64_t{of.element} << 1);
    if (of.alias) alias(of.alias);
  }

  void nodes(const std::vector<NodeRef>& list) {
    add(std::uint64_t{list.size()});
    for (const NodeRef& each : list) node(each);
  }
  void orderings(const std::vector<Ordering>& terms) {
    add(std::uint64_t{terms.size()});
    for (const Ordering& term : terms) {
      add(std::uint64_t{term.is_descending() ? 1U : 0U} | static_cast<std::uint64_t>(term.nulls())
                                                              << 1);
      node(term.node());
    }
  }
  void optional(const NodeRef& of) {
    if (of)
      node(of);
    else
      add(std::uint64_t{0xff});  // no kind
  }

  /// An operand. What is held more than once may stand more than once in this tree.
  void node(const NodeRef& of) {
    visited_.add(of.get());
    const bool was_shared = is_shared_;
    is_shared_ = is_shared_ || !of.is_unique();
    walk(*of);
    is_shared_ = was_shared;
  }

  void run(const BinaryNode& of) {
    begin(of.kind, static_cast<unsigned>(of.operation));
    const bool was_shared = is_shared_;
    each_term(of, [this, was_shared](const NodeRef& term, bool is_shared) {
      is_shared_ = was_shared || is_shared;
      node(term);
    });
    is_shared_ = was_shared;
    optional({});
  }

  void words(const Node& node) {
    switch (node.kind) {
      case NodeKind::column:
        return column(as<ColumnNode>(node));
      case NodeKind::derived_column:
        begin(node.kind, 0, 0, as<DerivedColumnNode>(node).position);
        return alias(as<DerivedColumnNode>(node).derived);
      case NodeKind::excluded_column:
        begin(node.kind, 0, 0, as<ExcludedColumnNode>(node).index);
        return add(as<ExcludedColumnNode>(node).table);
      case NodeKind::literal:
        return parameter(as<LiteralNode>(node));
      case NodeKind::generated:
        return parameter(as<GeneratedNode>(node),
                         static_cast<unsigned>(as<GeneratedNode>(node).maker));
      case NodeKind::deferred:
        return parameter(as<DeferredNode>(node));
      case NodeKind::parameter:
        parameter(as<ParameterNode>(node), as<ParameterNode>(node).is_list ? 1 : 0);
        return add(as<ParameterNode>(node).name);
      case NodeKind::key_list:
        return parameter(as<KeyListNode>(node));
      case NodeKind::constant:
        return constant(as<ConstantNode>(node));
      case NodeKind::unary:
        begin(node.kind, static_cast<unsigned>(as<UnaryNode>(node).operation));
        return this->node(as<UnaryNode>(node).operand);
      case NodeKind::binary:
        return binary(as<BinaryNode>(node));
      case NodeKind::between:
        return between(as<BetweenNode>(node));
      case NodeKind::row:
        begin(node.kind);
        return nodes(as<RowNode>(node).operands);
      case NodeKind::in:
        return in(as<InNode>(node));
      case NodeKind::function:
        return function(as<FunctionNode>(node));
      case NodeKind::case_when:
        return case_when(as<CaseNode>(node));
      case NodeKind::cast:
        begin(node.kind);
        type(as<CastNode>(node).own_type);
        return this->node(as<CastNode>(node).operand);
      case NodeKind::operation:
        return operation(as<OperationNode>(node));
      case NodeKind::grouping:
        begin(node.kind, static_cast<unsigned>(as<GroupingNode>(node).grouping));
        return nodes(as<GroupingNode>(node).terms);
      case NodeKind::label:
        begin(node.kind);
        add(as<LabelNode>(node).name);
        return this->node(as<LabelNode>(node).operand);
      case NodeKind::text:
        return text(as<TextNode>(node));
      case NodeKind::subquery:
        begin(node.kind);
        return this->node(as<SubqueryNode>(node).query);
      case NodeKind::exists:
        begin(node.kind, as<ExistsNode>(node).negated ? 1 : 0);
        return this->node(as<ExistsNode>(node).query);
      case NodeKind::window:
        return window(as<WindowNode>(node));
      case NodeKind::alias:
        return table_alias(as<AliasNode>(node));
      case NodeKind::derived:
        return derived(as<DerivedNode>(node));
      case NodeKind::table_function:
        return table_function(as<TableFunctionNode>(node));
      case NodeKind::cte:
        return cte(as<CteNode>(node));
      case NodeKind::cte_name:
        return add(as<CteNameNode>(node).name);
      case NodeKind::compound:
        return compound(as<CompoundNode>(node));
      case NodeKind::select:
        return select(as<SelectNode>(node));
      case NodeKind::insert:
        return insert(as<InsertNode>(node));
      case NodeKind::update:
        return update(as<UpdateNode>(node));
      case NodeKind::erase:
        return erase(as<EraseNode>(node));
      case NodeKind::values:
        return values(as<ValuesNode>(node));
      case NodeKind::text_statement:
        return text_statement(as<TextStatementNode>(node));
    }
  }

  void binary(const BinaryNode& of) {
    if (is_run(of)) return run(of);
    begin(of.kind, static_cast<unsigned>(of.operation),
          (of.in_parentheses ? 1U : 0U) | static_cast<unsigned>(of.escape) << 1U);
    node(of.left);
    node(of.right);
  }
  void column(const ColumnNode& of) {
    begin(of.kind, of.alias ? 1 : 0, of.index);
    if (owned_table(of.alias) == nullptr) add(of.table);
    if (of.alias) alias(of.alias);
  }
  void between(const BetweenNode& of) {
    begin(of.kind, of.negated ? 1 : 0);
    node(of.operand);
    node(of.low);
    node(of.high);
  }
  void in(const InNode& of) {
    begin(of.kind, of.negated ? 1 : 0, of.query ? 1 : 0);
    nodes(of.operands);
    nodes(of.keys);
    if (of.query) node(of.query);
  }
  void function(const FunctionNode& of) {
    begin(of.kind, static_cast<unsigned>(of.function), function_parts(of),
          static_cast<std::uint32_t>(of.digits));
    if (of.function == Function::named) add(of.name);
    type(of.own_type);
    nodes(of.arguments);
    if (!of.order_by.empty()) orderings(of.order_by);
    if (of.filter) node(of.filter);
    if (of.window) node(of.window);
  }
  void operation(const OperationNode& of) {
    begin(of.kind, static_cast<unsigned>(of.operation), of.name.empty() ? 0 : 1);
    if (!of.name.empty()) add(of.name);
    type(of.own_type);
    nodes(of.operands);
  }
  void window(const WindowNode& of) {
    begin(of.kind, of.frame ? 1U + static_cast<unsigned>(of.frame->unit) : 0U,
          of.frame ? frame_bits(*of.frame) : 0U, of.name.empty() ? 0 : 1);
    if (!of.name.empty()) add(of.name);
    nodes(of.partition);
    orderings(of.order_by);
    if (!of.frame) return;
    optional(of.frame->start.offset);
    optional(of.frame->end.offset);
  }
  void case_when(const CaseNode& of) {
    begin(of.kind, of.operand ? 1 : 0, of.is_of_value ? 1 : 0, of.branches.size());
    type(of.own_type);
    if (of.operand) node(of.operand);
    for (const CaseNode::Branch& branch : of.branches) {
      node(branch.condition);
      node(branch.value);
    }
    optional(of.otherwise);
  }
  void text(const TextNode& of) {
    begin(of.kind, 0, 0, of.places.size());
    type(of.own_type);
    for (const std::string& piece : of.pieces) add(piece);
    for (const TextNode::Place& place : of.places) {
      add(std::uint64_t{place.is_kept});
      optional(place.value);
    }
  }

  void table_alias(const AliasNode& of) {
    if (of.owned)
      add(of.owned->content());
    else
      add(of.table);
    add(of.name);
    if (of.percent) begin(of.kind, static_cast<unsigned>(of.sampling), of.seed ? 1 : 0);
    if (of.percent) node(of.percent);
    if (of.seed) node(of.seed);
  }
  void derived(const DerivedNode& of) {
    add(of.name);
    add(std::uint64_t{of.is_second ? 1U : 0U} | std::uint64_t{of.is_lateral ? 2U : 0U} |
        std::uint64_t{of.cte ? 4U : 0U} | std::uint64_t{of.function ? 8U : 0U});
    if (of.function)
      node(of.function);
    else if (of.cte)
      cte(of.cte);
    else
      node(of.query);
  }
  void table_function(const TableFunctionNode& of) {
    begin(of.kind, static_cast<unsigned>(of.function), of.name.empty() ? 0 : 1);
    if (!of.name.empty()) add(of.name);
    nodes(of.arguments);
  }
  void cte(const CteNode& of) {
    begin(of.kind, static_cast<unsigned>(of.materialized), of.is_recursive ? 1 : 0);
    alias(of.name);
    node(of.query);
  }

  void element(const Element& of) {
    if (!of.is_entity()) {
      result(of.type);
      return node(of.expression);
    }
    add(std::uint64_t{of.is_optional ? 1U : 0U} | std::uint64_t{of.columns.size()} << 1);
    for (const std::uint16_t number : of.columns) add(std::uint64_t{number});
    source(of.source);
  }
  void elements(const StatementNode& of) {
    if (!of.given.empty()) values_given_by(of);
    add(std::uint64_t{of.elements.size()} | std::uint64_t{of.added_ctes.size()} << 32 |
        std::uint64_t{of.affixes.size()} << 48 | std::uint64_t{of.comment.empty() ? 0U : 1U} << 63);
    if (!of.comment.empty()) add(std::string_view(of.comment));
    for (const Affix& each : of.affixes) {
      add(std::uint64_t{each.is_suffix});
      add(each.text);
      add(each.database);
    }
    for (const Element& each : of.elements) {
      add(std::uint64_t{each.is_entity() ? 1U : 0U});
      element(each);
    }
    for (const Source& each : of.added_ctes) source(each);
  }

  static unsigned lock_bits(const SelectNode& of) {
    return (of.locks ? 1U : 0U) | static_cast<unsigned>(of.lock.strength) << 1 |
           static_cast<unsigned>(of.lock.wait) << 3;
  }
  static unsigned parts_of(const SelectNode& of) {
    return (of.where ? 1U : 0U) | (of.having ? 2U : 0U) | (of.limit ? 4U : 0U) |
           (of.offset ? 8U : 0U) | (of.distinct ? 16U : 0U) | (of.selects_one ? 32U : 0U) |
           (of.with_ties ? 64U : 0U) | (has_rare_clauses(of) ? 128U : 0U);
  }
  static bool has_rare_clauses(const SelectNode& of) {
    return !of.distinct_on.empty() || !of.correlated.empty() || !of.lock_of.empty();
  }
  void sources(const std::vector<Source>& list) {
    add(std::uint64_t{list.size()});
    for (const Source& each : list) source(each);
  }
  void select(const SelectNode& of) {
    begin(of.kind, parts_of(of), lock_bits(of), of.from.size() << 16 | of.joins.size());
    elements(of);
    for (const Source& each : of.from) source(each);
    for (const JoinNode& join : of.joins) {
      add(static_cast<std::uint64_t>(join.kind));
      source(join.source);
      source(join.owner);
      optional(join.on);
    }
    if (of.where) node(of.where);
    nodes(of.group_by);
    if (has_rare_clauses(of)) {
      nodes(of.distinct_on);
      sources(of.correlated);
      sources(of.lock_of);
    }
    if (of.having) node(of.having);
    order(of);
  }
  void compound(const CompoundNode& of) {
    begin(of.kind, (of.limit ? 4U : 0U) | (of.offset ? 8U : 0U) | (of.with_ties ? 64U : 0U), 0,
          of.members.size());
    elements(of);
    for (const CompoundNode::Member& member : of.members) {
      add(static_cast<std::uint64_t>(member.operation));
      node(member.query);
    }
    for (const Element& each : of.results) result(each.type);
    order(of);
  }
  void order(const QueryNode& of) {
    orderings(of.order_by);
    if (of.limit) node(of.limit);
    if (of.offset) node(of.offset);
  }

  void target(const WriteNode& of) {
    if (of.has_class())
      add(of.entity);
    else
      alias(of.alias);
  }
  void insert(const InsertNode& of) {
    const bool meets_others = of.conflict.action != ConflictClause::Action::error;
    begin(of.kind, (of.query ? 1U : 0U) | (meets_others ? 2U : 0U), 0, of.row_count);
    target(of);
    elements(of);
    add(std::uint64_t{of.columns.size()});
    for (const std::uint16_t number : of.columns) add(std::uint64_t{number});
    for (const NodeRef& value : of.values) node(value);
    if (of.query) node(of.query);
    if (meets_others) conflict(of.conflict);
  }
  /// The texts are of the schema, which says each once.
  void conflict(const ConflictClause& of) {
    add(static_cast<std::uint64_t>(of.action) | std::uint64_t{of.key.size()} << 8 |
        std::uint64_t{of.assignments.size()} << 32);
    for (const IndexPart& part : of.key) {
      add(std::uint64_t{part.column});
      add(part.expression);
    }
    add(of.key_where);
    assignments(of.assignments);
    optional(of.where);
  }
  void update(const UpdateNode& of) {
    begin(of.kind, of.where ? 1 : 0, 0, of.assignments.size());
    target(of);
    elements(of);
    assignments(of.assignments);
    if (of.where) node(of.where);
  }
  void assignments(const std::vector<AssignmentNode>& of) {
    for (const AssignmentNode& assignment : of) {
      add(std::uint64_t{assignment.column});
      node(assignment.value);
    }
  }
  void erase(const EraseNode& of) {
    begin(of.kind, of.where ? 1 : 0);
    target(of);
    elements(of);
    if (of.where) node(of.where);
  }
  void text_statement(const TextStatementNode& of) {
    begin(of.kind);
    node(of.text);
    add(std::uint64_t{of.results.size()});
    for (const ColumnType& each : of.results) result(each);
    described(of.named);
  }
  void values(const ValuesNode& of) {
    begin(of.kind, of.is_empty ? 1 : 0, 0, of.columns.size());
    described(of.columns);
    nodes(of.values);
  }
  /// Columns that are no operands.
  void described(const std::vector<Element>& columns) {
    for (const Element& each : columns) {
      add(each.source.entity);
      if (each.is_entity()) continue;
      add(natural_name(each.expression));
      result(each.type);
    }
  }

  InlineVector<const Node*, 8> aliases_;
  VisitedChildren visited_;
  unsigned depth_ = 0;
};

Shape::Shape(const Node& statement) {
  ShapeWalk(*this).walk(statement);
  hash_ = hash_words(words());
}

}  // namespace orp::sql
