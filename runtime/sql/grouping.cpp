// SPDX-License-Identifier: MIT
#include "sql/grouping.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "sql/builder.hpp"
#include "sql/children.hpp"
#include "sql/derived.hpp"
#include "sql/grouping_node.hpp"
#include "sql/names.hpp"
#include "sql/scope.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"
#include "sql/window_check.hpp"

namespace orp::sql {

bool is_same(const NodeRef& a, const NodeRef& b) {
  if (a.get() == b.get()) return true;
  if (a->kind != b->kind) return false;
  const Shape one(*a);
  const Shape other(*b);
  const auto equal = [](auto left, auto right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  };
  return equal(one.words(), other.words()) && equal(one.parameters(), other.parameters());
}

bool has_text(const NodeRef& expression) {
  return has(expression, [](const Node& node) { return node.kind == NodeKind::text; });
}

bool contains(const std::vector<NodeRef>& terms, const NodeRef& expression) {
  return std::any_of(terms.begin(), terms.end(), [&expression](const NodeRef& term) {
    return is_same(without_label(term), expression);
  });
}

namespace {

bool is_named_function(const Node& node) {
  const auto* const function = as_if<FunctionNode>(node);
  return function != nullptr && function->function == Function::named;
}

/// The group terms have the whole key of the object, in a derived table, that a column is of.
bool has_key_beside(const std::vector<NodeRef>& terms, const DerivedColumnNode& column) {
  const std::vector<Element>& elements = elements_of(as<DerivedNode>(column.derived));
  const QueryColumn at = query_column_at(elements, column.position);
  if (!at.element->is_entity() || at.element->is_optional) return false;
  const std::size_t first = column.position - at.column;
  const auto is_term = [&](std::uint16_t part) {
    return std::any_of(terms.begin(), terms.end(), [&](const NodeRef& term) {
      const auto* const other = as_if<DerivedColumnNode>(without_label(term));
      return other != nullptr && other->derived == column.derived && other->position >= first &&
             other->position < first + at.element->width() &&
             at.element->column(other->position - first) == part;
    });
  };
  const View<std::uint16_t> key = at.element->source.entity->key;
  return std::all_of(key.begin(), key.end(), is_term);
}

/// use(operand) for all that sees groups, but for the columns of objects.
template <class Use>
void for_each_of_groups(const SelectNode& select, const Use& use) {
  for (const Element& element : select.elements)
    if (!element.is_entity()) use(element.expression);
  auto visit = [&use](NodeRef& operand) {
    if (operand) use(static_cast<const NodeRef&>(operand));
  };
  const_cast<SelectNode&>(select).each_clause_of_groups(visit);  // which only looks
}

bool is_grouped_by_text(const SelectNode& select) {
  return std::any_of(select.group_by.begin(), select.group_by.end(),
                     [](const NodeRef& term) { return has_text(term); });
}

[[noreturn]] void throw_may_be_missing(const NodeRef& expression) {
  throw UsageError(
      {.code = "ORP-1202",
       .message = natural_name(expression) + " is NULL in the rows that are not grouped by it",
       .hint = "select or_null() of it"});
}

/// What only some rows are grouped by is NULL in the others.
void check_some_groups(const SelectNode& select) {
  const std::vector<NodeRef> terms = terms_of_some_groups(select.group_by);
  for (const Element& element : select.elements) {
    if (element.is_entity() || element.type.nullable || element.type.ops == nullptr) continue;
    if (contains(terms, without_label(element.expression)))
      throw_may_be_missing(element.expression);
  }
}

class Groups {
 public:
  Groups(const SelectNode& select, const Sources& own)
      : select_(select), own_(own), terms_(group_terms(select.group_by)) {}

  void check() {
    check_some_groups(select_);
    for (const Element& element : select_.elements)
      if (element.is_entity())
        for (std::size_t i = 0; i < element.width(); ++i)
          visit(column_of(element.source, element.column(i)));
    for_each_of_groups(select_, [this](const NodeRef& operand) { visit(operand); });
  }

 private:
  void visit(const NodeRef& node) {
    if (contains(terms_, without_label(node)) || is_aggregate(*node) || is_named_function(*node))
      return;
    const std::size_t outside = nested_.size();
    if (const QueryNode* const query = as_query(node)) {
      for (Source& source : own_sources(*query, own_)) nested_.push_back(std::move(source));
    }
    if (as_if<ColumnNode>(node) != nullptr || as_if<DerivedColumnNode>(node) != nullptr)
      check_column(node);
    for_each_child(*node, [this](const NodeRef& child) { visit(child); });
    nested_.resize(outside);
  }

  void check_column(const NodeRef& node) {
    const auto* const derived = as_if<DerivedColumnNode>(node);
    if (derived != nullptr && has_key_beside(select_.group_by, *derived)) return;
    for_each_source(*node, [&](const Source& source) {
      if (!sql::contains(own_, source) || sql::contains(nested_, source) || has_key_of(source))
        return;
      throw_ungrouped(node);
    });
  }

  bool has_key_of(const Source& source) const {
    if (source.table == nullptr) return false;
    const View<std::uint16_t> key = source.table->primary_key;
    return std::all_of(key.begin(), key.end(), [&](std::uint16_t part) {
      return std::any_of(
          select_.group_by.begin(), select_.group_by.end(), [&](const NodeRef& term) {
            const auto* const column = as_if<ColumnNode>(without_label(term));
            return column != nullptr && column->index == part && column->source().is(source);
          });
    });
  }

  [[noreturn]] static void throw_ungrouped(const NodeRef& node) {
    constexpr const char* hint =
        "group_by() it, too, or take its func::min() or func::max(); an expression "
        "is made once, and named in both places";
    const auto* const column = as_if<ColumnNode>(node);
    if (column == nullptr)
      throw UsageError({.code = "ORP-1225",
                        .message = "a column of a subquery stands beside groups, and is neither "
                                   "in GROUP BY nor in an aggregate",
                        .hint = hint});
    const char* const table = column->table->name;
    const char* const name = column->table->columns[column->index].name;
    throw UsageError({.code = "ORP-1225",
                      .message = std::string(table) + "." + name +
                                 " stands beside groups, and is neither in GROUP BY nor in an "
                                 "aggregate",
                      .table = table,
                      .columns = {name},
                      .hint = hint});
  }

  const SelectNode& select_;
  const Sources& own_;
  const std::vector<NodeRef> terms_;
  Sources nested_;  // of the queries around the current node
};

bool is_selected(const SelectNode& select, const NodeRef& term) {
  return std::any_of(select.elements.begin(), select.elements.end(), [&](const Element& element) {
    if (!element.is_entity()) return is_same(without_label(element.expression), term);
    for (std::size_t i = 0; i < element.width(); ++i)
      if (is_same(column_of(element.source, element.column(i)), term)) return true;
    return false;
  });
}

void check_distinct(const SelectNode& select) {
  for (const Ordering& term : select.order_by)
    if (!is_selected_label(select, term.node()) && !has_text(term.node()) &&
        !is_selected(select, without_label(term.node())))
      throw UsageError({.code = "ORP-1226",
                        .message = "a query of distinct rows is ordered by what it does not select",
                        .hint = "select it, too; or group_by() what is selected, and order by a "
                                "func::min() or func::max()"});
}

void check_distinct_on(const SelectNode& select) {
  std::size_t left = select.distinct_on.size();
  for (const Ordering& term : select.order_by) {
    if (left-- == 0) return;
    if (!contains(select.distinct_on, without_label(term.node())))
      throw UsageError({.code = "ORP-1226",
                        .message = "distinct(...) takes the first row of each kind, and the order "
                                   "does not begin with what it is given",
                        .hint = "order_by() the same expressions first"});
  }
}

class GroupingWalk {
 public:
  void visit(const Node& node) {
    const NestingLevel level(depth_);
    const std::size_t outside = visible_.size();
    check_windows(node);
    if (const auto* const select = as_if<SelectNode>(node)) check(*select);
    for_each_source(node, [this](const Source& source) { visit_derived(source); });
    for_each_child(node, [this](const NodeRef& child) { visit(*child); });
    visible_.resize(outside);
  }

 private:
  void check(const SelectNode& select) {
    const Sources own = own_sources(select, visible_);
    if (visible_.empty()) check_aggregates(select);
    if (selects_groups(select) && !is_grouped_by_text(select)) Groups(select, own).check();
    if (select.distinct) check_distinct(select);
    check_distinct_on(select);
    visible_.insert(visible_.end(), own.begin(), own.end());
  }

  /// A derived table sees nothing of the statement around it, unless it is lateral.
  void visit_derived(const Source& source) {
    const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
    const Node* const contents = derived == nullptr ? nullptr : derived->contents();
    if (contents == nullptr) return;
    if (std::find(derived_.begin(), derived_.end(), contents) != derived_.end()) return;
    derived_.push_back(contents);
    Sources around;
    if (!derived->is_lateral) around.swap(visible_);
    visit(*contents);
    if (!derived->is_lateral) visible_.swap(around);
  }

  Sources visible_;
  std::vector<const Node*> derived_;
  unsigned depth_ = 0;
};

}  // namespace

bool selects_groups(const SelectNode& select) {
  bool found = select.groups();
  for_each_of_groups(
      select, [&found](const NodeRef& operand) { found = found || has(operand, is_aggregate); });
  return found;
}

std::vector<NodeRef> terms_beside_keys(const SelectNode& select) {
  std::vector<NodeRef> found;
  const auto add = [&](const NodeRef& node) {
    const auto* const column = as_if<DerivedColumnNode>(node);
    if (column != nullptr && !contains(select.group_by, node) && !contains(found, node) &&
        has_key_beside(select.group_by, *column))
      found.push_back(node);
  };
  const auto visit = [&](const auto& self, const NodeRef& node) -> void {
    if (is_aggregate(*node)) return;
    add(node);
    for_each_child(*node, [&](const NodeRef& child) { self(self, child); });
  };
  const bool is_of_derived = std::any_of(
      select.group_by.begin(), select.group_by.end(),
      [](const NodeRef& term) { return as_if<DerivedColumnNode>(without_label(term)) != nullptr; });
  if (!is_of_derived) return found;
  for (const Element& element : select.elements)
    for (std::size_t i = 0; element.is_entity() && i < element.width(); ++i)
      add(column_of(element.source, element.column(i)));
  for_each_of_groups(select, [&](const NodeRef& operand) { visit(visit, operand); });
  return found;
}

void check_grouping(const Node& statement) { GroupingWalk().visit(statement); }

}  // namespace orp::sql
