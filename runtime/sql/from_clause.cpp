// SPDX-License-Identifier: MIT
#include "sql/from_clause.hpp"

#include <algorithm>
#include <cstddef>

#include "orpiment/base/error.hpp"

namespace orp::sql {
namespace {

void add_source(std::vector<Source>& sources, const Source& source) {
  if (!contains(sources, source)) sources.push_back(source);
}

void collect_all(const std::vector<NodeRef>& nodes, std::vector<Source>& sources, bool deep);

/// `deep`: those of subqueries too.
void collect(const NodeRef& node, std::vector<Source>& sources, bool deep) {
  if (!node) return;
  switch (node->kind) {
    case NodeKind::column: {
      const auto& column = as<ColumnNode>(node);
      return add_source(sources, {.table = column.table, .alias = column.alias});
    }
    case NodeKind::derived_column:
      return add_source(sources, {.alias = as<DerivedColumnNode>(node).source});
    case NodeKind::unary:
      return collect(as<UnaryNode>(node).operand, sources, deep);
    case NodeKind::binary:
      if (is_run(*node)) {
        return each_term(as<BinaryNode>(node),
                         [&](const NodeRef& term, bool) { collect(term, sources, deep); });
      }
      collect(as<BinaryNode>(node).left, sources, deep);
      return collect(as<BinaryNode>(node).right, sources, deep);
    case NodeKind::between:
      collect(as<BetweenNode>(node).operand, sources, deep);
      collect(as<BetweenNode>(node).low, sources, deep);
      return collect(as<BetweenNode>(node).high, sources, deep);
    case NodeKind::in:
      collect_all(as<InNode>(node).operands, sources, deep);
      if (deep && as<InNode>(node).select) collect(as<InNode>(node).select, sources, deep);
      return;
    case NodeKind::function:
      return collect_all(as<FunctionNode>(node).arguments, sources, deep);
    case NodeKind::case_when:
      for (const CaseNode::Branch& branch : as<CaseNode>(node).branches) {
        collect(branch.condition, sources, deep);
        collect(branch.value, sources, deep);
      }
      return collect(as<CaseNode>(node).otherwise, sources, deep);
    case NodeKind::cast:
      return collect(as<CastNode>(node).operand, sources, deep);
    case NodeKind::label:
      return collect(as<LabelNode>(node).operand, sources, deep);
    case NodeKind::text:
      for (const TextNode::Place& place : as<TextNode>(node).places) {
        collect(place.value, sources, deep);
      }
      return;
    case NodeKind::subquery:
      if (deep) collect(as<SubqueryNode>(node).select, sources, deep);
      return;
    case NodeKind::exists:
      if (deep) collect(as<ExistsNode>(node).select, sources, deep);
      return;
    case NodeKind::select:
      return collect(as<SelectNode>(node).where, sources, deep);
    default:
      return;
  }
}

void collect_all(const std::vector<NodeRef>& nodes, std::vector<Source>& sources, bool deep) {
  for (const NodeRef& node : nodes) collect(node, sources, deep);
}

/// Everything that a select's clauses name, in the order in which FROM lists it.
std::vector<Source> named_sources(const SelectNode& select) {
  std::vector<Source> sources;
  for (const Element& element : select.elements) {
    if (element.is_entity())
      add_source(sources, element.source);
    else
      collect(element.expression, sources, false);
  }
  collect(select.where, sources, false);
  collect_all(select.group_by, sources, false);
  collect(select.having, sources, false);
  for (const Ordering& term : select.order_by) collect(term.node(), sources, false);
  return sources;
}

class FromPlan {
 public:
  FromPlan(const SelectNode& select, const std::vector<Source>& enclosing)
      : select_(select), enclosing_(enclosing) {}

  std::vector<FromItem> make() {
    for (const JoinNode& join : select_.joins) add_source(joined_, join.source);
    for (const Source& source : select_.from) add_item(source);
    for (const JoinNode& join : select_.joins) {
      if (join.owner.table != nullptr || join.owner.alias) add_implied(join.owner);
    }
    for (const Source& source : named_sources(select_)) add_implied(source);
    if (items_.empty()) add_from_conditions();
    if (items_.empty() && correlated_) throw_nothing_left();
    for (const JoinNode& join : select_.joins) item_of(join).joins.push_back(&join);
    if (items_.size() > 1 && items_.size() > select_.from.size()) check_connected();
    return std::move(items_);
  }

 private:
  void add_item(const Source& source) {
    const bool is_there =
        std::any_of(items_.begin(), items_.end(),
                    [&source](const FromItem& item) { return item.source.is(source); });
    if (!is_there) items_.push_back({source, {}});
  }

  void add_implied(const Source& source) {
    if (contains(joined_, source)) return;
    const bool is_explicit = contains(select_.from, source);
    if (!is_explicit && contains(enclosing_, source)) {
      correlated_ = true;
      return;
    }
    add_item(source);
  }

  /// Nothing but joined tables is selected: what the joins compare them with comes first.
  void add_from_conditions() {
    std::vector<Source> sources;
    for (const JoinNode& join : select_.joins) collect(join.on, sources, false);
    for (const Source& source : sources) add_implied(source);
  }

  bool has(const FromItem& item, const Source& source) const {
    return item.source.is(source) ||
           std::any_of(item.joins.begin(), item.joins.end(),
                       [&source](const JoinNode* join) { return join->source.is(source); });
  }

  /// The item that a join belongs to: the last one with a table that its condition names.
  FromItem& item_of(const JoinNode& join) {
    if (items_.empty()) {
      throw UsageError({.code = "ORP-1201",
                        .message = "there is nothing to join " + describe(join.source) + " to",
                        .hint = "say what the select begins with by select_from()"});
    }
    std::vector<Source> sources;
    collect(join.on, sources, false);
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
      for (const Source& source : sources) {
        if (!source.is(join.source) && has(*item, source)) return *item;
      }
    }
    return items_.front();
  }

  [[noreturn]] void throw_nothing_left() const {
    throw UsageError({.code = "ORP-1201",
                      .message = "a subquery has no table of its own: all that it names belong to "
                                 "the statement around it",
                      .hint = "use an alias in the subquery, or select_from()"});
  }

  // ---- are all items connected by conditions?

  std::size_t root(std::size_t item) const {
    while (group_[item] != item) item = group_[item];
    return item;
  }

  /// A condition connects all the items whose columns it names.
  void connect(const NodeRef& condition) {
    if (!condition) return;
    if (condition->kind == NodeKind::binary &&
        as<BinaryNode>(condition).operation == BinaryOp::logical_and) {
      return each_term(as<BinaryNode>(condition),
                       [this](const NodeRef& term, bool) { connect(term); });
    }
    std::vector<Source> sources;
    collect(condition, sources, true);
    std::size_t first = items_.size();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool is_named =
          std::any_of(sources.begin(), sources.end(),
                      [this, i](const Source& source) { return has(items_[i], source); });
      if (!is_named) continue;
      if (first == items_.size())
        first = i;
      else
        group_[root(i)] = root(first);
    }
  }

  void check_connected() {
    for (std::size_t i = 0; i < items_.size(); ++i) group_.push_back(i);
    connect(select_.where);
    for (std::size_t i = 1; i < items_.size(); ++i) {
      if (root(i) == root(0)) continue;
      throw UsageError({.code = "ORP-1201",
                        .message = "nothing connects " + describe(items_[0].source) + " and " +
                                   describe(items_[i].source) +
                                   " in this select: every row would meet every row",
                        .hint = "join() them, compare their columns in where(), or say "
                                "cross_join()"});
    }
  }

  const SelectNode& select_;
  const std::vector<Source>& enclosing_;
  std::vector<Source> joined_;
  std::vector<FromItem> items_;
  std::vector<std::size_t> group_;
  bool correlated_ = false;
};

}  // namespace

void collect_sources(const NodeRef& expression, std::vector<Source>& sources) {
  collect(expression, sources, false);
}

bool contains(const std::vector<Source>& sources, const Source& source) {
  return std::any_of(sources.begin(), sources.end(),
                     [&source](const Source& other) { return other.is(source); });
}

std::vector<FromItem> from_items(const SelectNode& select, const std::vector<Source>& enclosing) {
  return FromPlan(select, enclosing).make();
}

std::vector<Source> outer_joined(const SelectNode& select) {
  std::vector<Source> outer;
  for (const JoinNode& join : select.joins) {
    if (join.kind == JoinKind::left) {
      outer.push_back(join.source);
    } else if (join.on) {  // an inner join on a column drops the rows where that is NULL
      std::vector<Source> needed;
      collect(join.on, needed, false);
      std::erase_if(outer, [&needed](const Source& source) { return contains(needed, source); });
    }
  }
  return outer;
}

std::string describe(const Source& source) {
  if (source.alias && source.alias->kind == NodeKind::derived) return "a derived table";
  std::string name = source.table->name;
  if (source.alias && !as<AliasNode>(source.alias).name.empty()) {
    name += " AS " + as<AliasNode>(source.alias).name;
  }
  return name;
}

}  // namespace orp::sql
