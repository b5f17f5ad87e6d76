// SPDX-License-Identifier: MIT
#include "sql/builder.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sql/children.hpp"
#include "sql/derived.hpp"
#include "sql/from_clause.hpp"
#include "sql/own.hpp"
#include "sql/relation.hpp"
#include "sql/rewrite.hpp"

namespace orp::sql {
namespace {

bool is_derived(const Source& source) {
  return source.alias && as_if<DerivedNode>(source.alias) != nullptr;
}

NodeRef derived_column(const Source& source, std::uint16_t index) {
  const std::vector<Element>& elements = elements_of(as<DerivedNode>(source.alias));
  const Element& element = elements[source.element];
  std::size_t position = first_column(elements, source.element);
  for (std::size_t i = 0; element.column(i) != index; ++i) ++position;
  return make<DerivedColumnNode>(source.entity->column(index).type, source.alias,
                                 static_cast<std::uint16_t>(position));
}

/// Whether two expressions are the same column of the same source.
bool is_column(const NodeRef& expression, const NodeRef& wanted) {
  if (expression->kind != wanted->kind) return false;
  if (const auto* const a = as_if<DerivedColumnNode>(expression)) {
    const auto& b = as<DerivedColumnNode>(wanted);
    return a->derived == b.derived && a->position == b.position;
  }
  const auto* const a = as_if<ColumnNode>(expression);
  if (a == nullptr) return false;
  const auto& b = as<ColumnNode>(wanted);
  return a->source().is(b.source()) && a->index == b.index;
}

/// An expression may look at all rows, or be another one each time.
bool computes(const SelectNode& select) {
  const auto is_computed = [](const NodeRef& node) { return as_if<ColumnNode>(node) == nullptr; };
  return std::any_of(select.elements.begin(), select.elements.end(),
                     [&](const Element& element) {
                       return !element.is_entity() && is_computed(element.expression);
                     }) ||
         std::any_of(select.order_by.begin(), select.order_by.end(),
                     [&](const Ordering& term) { return is_computed(term.node()); });
}

/// Something of it is SQL of the program's own.
bool has_text(const Node& node, unsigned depth = 0) {
  const NestingLevel level(depth);
  bool found = as_if<TextNode>(node) != nullptr;
  for_each_child(node, [&](const NodeRef& child) { found = found || has_text(*child, depth); });
  return found;
}

/// Puts what stands around a derived table in terms of its result columns.
class Lifter {
 public:
  Lifter(SelectNode& inner, const NodeRef& derived) : inner_(inner), derived_(derived) {}

  /// The value of a whole element.
  NodeRef value(std::size_t element) const {
    return column(inner_.elements[element].type, first_column(inner_.elements, element));
  }

  /// An order term: an element of the select, or columns of it; else a new element.
  NodeRef term(const NodeRef& expression) {
    for (std::size_t i = 0; i < inner_.elements.size(); ++i) {
      if (inner_.elements[i].expression == expression) return value(i);
    }
    if (const auto* const column = as_if<ColumnNode>(expression)) {
      if (NodeRef found = selected(*column)) return found;
    }
    inner_.elements.push_back(
        {.expression = expression, .type = {*as<Expression>(expression).type, FieldType()}});
    return value(inner_.elements.size() - 1);
  }

 private:
  NodeRef column(const SqlType& type, std::size_t position) const {
    return make<DerivedColumnNode>(type, derived_, static_cast<std::uint16_t>(position));
  }

  /// The column where an object or a value of the select has it, or empty.
  NodeRef selected(const ColumnNode& wanted) const {
    std::size_t position = 0;
    for (const Element& element : inner_.elements) {
      for (std::size_t i = 0; i < element.width(); ++i, ++position) {
        if (is_that(element, i, wanted)) return column(*wanted.type, position);
      }
    }
    return {};
  }

  static bool is_that(const Element& element, std::size_t i, const ColumnNode& wanted) {
    if (element.is_entity()) {
      return element.source.is(wanted.source()) &&
             element.source.entity->number_in_table(element.column(i)) == wanted.index;
    }
    const auto* const column = as_if<ColumnNode>(element.expression);
    return column != nullptr && column->source().is(wanted.source()) &&
           column->index == wanted.index;
  }

  SelectNode& inner_;
  const NodeRef& derived_;
};

// An entity numbers its columns itself.
const ColumnInfo& column_info(const Source& source, std::uint16_t index) {
  return source.entity != nullptr ? source.entity->column(index) : source.table->columns[index];
}

}  // namespace

Source source_of(const EntityInfo& entity) { return {.table = &entity.table(), .entity = &entity}; }
Source source_of(const TableInfo& table) { return {.table = &table}; }

Source alias_of(const EntityInfo& entity) {
  return {.table = &entity.table(), .alias = make_alias(entity.table()), .entity = &entity};
}
Source alias_of(const TableInfo& table) { return {.table = &table, .alias = make_alias(table)}; }

Source source_of(const SelectNode& select, std::size_t element) {
  return select.elements.at(element).source;
}

namespace {

/// An object of the source is another one in each of its rows: so it is in those of a table, and in
/// those of a query that it tells apart.
bool tells_rows_apart(const Source& source) {
  if (source.table != nullptr) return true;
  const auto* const inner = as_if<SelectNode>(as<DerivedNode>(source.alias).query);
  return inner != nullptr && identifying_element(*inner) == source.element;
}

}  // namespace

std::optional<std::size_t> identifying_element(const SelectNode& select) {
  const bool multiplies = std::any_of(select.joins.begin(), select.joins.end(),
                                      [](const JoinNode& join) { return join.multiplies; });
  if (multiplies) return std::nullopt;
  const std::vector<FromItem> items = from_items(select, {});
  if (items.size() != 1) return std::nullopt;
  for (std::size_t i = 0; i < select.elements.size(); ++i) {
    const Element& element = select.elements[i];
    if (!element.is_entity() || !element.source.is(items[0].source)) continue;
    return tells_rows_apart(element.source) ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

bool is_ordered_by_text(const SelectNode& select) {
  return std::any_of(select.order_by.begin(), select.order_by.end(),
                     [](const Ordering& term) { return has_text(*term.node()); });
}

NodeRef column_of(const Source& source, std::uint16_t index) {
  if (source.entity == nullptr) return make_column(*source.table, index, source.alias);
  if (is_derived(source)) return derived_column(source, index);
  return make_column(*source.entity, index, source.alias);
}

NodeRef columns_equal(const Source& left, View<std::uint16_t> left_columns, const Source& right,
                      View<std::uint16_t> right_columns) {
  NodeRef condition;
  for (std::size_t i = 0; i < left_columns.size(); ++i) {
    condition = make_and(std::move(condition),
                         make_binary(BinaryOp::equal, column_of(left, left_columns[i]),
                                     column_of(right, right_columns[i])));
  }
  return condition;
}

NodeRef both(NodeRef a, NodeRef b) { return make_and(std::move(a), std::move(b)); }

SelectBuilder::SelectBuilder() : node_(make<SelectNode>()) {}
SelectBuilder::SelectBuilder(NodeRef select) : node_(std::move(select)) {}

const SelectNode& SelectBuilder::select() const { return as<SelectNode>(node_); }

std::size_t SelectBuilder::add_entity(const Source& source, View<std::uint16_t> columns,
                                      bool is_optional) {
  auto& elements = own<SelectNode>(node_).elements;
  elements.push_back(
      {.source = source, .is_optional = is_optional, .columns = {columns.begin(), columns.end()}});
  return elements.size() - 1;
}

std::size_t SelectBuilder::add_column(const Source& source, std::uint16_t index) {
  auto& elements = own<SelectNode>(node_).elements;
  NodeRef column = column_of(source, index);
  const ColumnType& type = column_info(source, index).type;
  elements.push_back({.expression = std::move(column), .type = type});
  return elements.size() - 1;
}

void SelectBuilder::from(const Source& source) { own<SelectNode>(node_).from.push_back(source); }

void SelectBuilder::join(JoinKind kind, const Source& source, NodeRef on) {
  own<SelectNode>(node_).joins.push_back({kind, source, std::move(on)});
}

Source SelectBuilder::join_along(JoinKind kind, const Source& owner, const RelationInfo& relation) {
  Source target = alias_of(*relation.target);
  join_relation(own<SelectNode>(node_), kind, owner, relation, target);
  return target;
}

void SelectBuilder::where(const NodeRef& condition) { add_where(node_, condition); }

void SelectBuilder::where_equal(const Source& source, std::uint16_t column, const void* field) {
  where_equal(source, column, column_info(source, column).type, field);
}

void SelectBuilder::where_equal(const Source& source, std::uint16_t column, const ColumnType& type,
                                const void* value) {
  where(make_binary(BinaryOp::equal, column_of(source, column), literal_field(type, value)));
}

void SelectBuilder::where_in(const Source& source, View<std::uint16_t> columns,
                             View<backend::KeyList> keys) {
  std::vector<NodeRef> operands;
  std::vector<const backend::KeyList*> lists;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    operands.push_back(column_of(source, columns[i]));
    lists.push_back(&keys[i]);
  }
  where(make_in(std::move(operands), lists));
}

void SelectBuilder::give(const std::vector<GivenValue>& values) {
  own<SelectNode>(node_).given = values;
}

void SelectBuilder::where_between(const Source& source, std::uint16_t column, std::int64_t least,
                                  std::int64_t greatest) {
  const NodeRef operand = column_of(source, column);
  where(make_between(operand, literal_integer(operand, least), literal_integer(operand, greatest)));
}

void SelectBuilder::order_by(const Source& source, std::uint16_t column, bool descending) {
  own<SelectNode>(node_).order_by.emplace_back(column_of(source, column), descending);
}

void SelectBuilder::order_by_key(const Source& source) {
  for (const std::uint16_t column : source.entity->key) {
    const auto& terms = select().order_by;
    const bool is_there = std::any_of(terms.begin(), terms.end(), [&](const Ordering& term) {
      return is_column(term.node(), column_of(source, column));
    });
    if (!is_there) order_by(source, column);
  }
}

void SelectBuilder::order_by(const Source& target, View<OrderTerm> terms) {
  for (const OrderTerm& term : terms) order_by(target, term.column, term.descending);
}

void SelectBuilder::limit(std::int64_t count) { set_limit(node_, count); }

bool SelectBuilder::needs_wrapping(bool repeats_rows) const {
  const SelectNode& node = select();
  if (node.groups_or_locks() || has_text(node)) return true;
  if (!repeats_rows) return false;
  return node.limit || node.offset || node.distinct || !node.distinct_on.empty() || computes(node);
}

void SelectBuilder::wrap(bool sees_around) {
  SelectNode& inner = own<SelectNode>(node_);
  const std::size_t count = inner.elements.size();
  NodeRef derived = make<DerivedNode>(node_, std::string());
  own<DerivedNode>(derived).sees_around = sees_around;
  auto* const outer = new SelectNode();
  NodeRef result = NodeRef::adopt(outer);
  outer->from.push_back({.alias = derived});
  outer->options = inner.options;
  outer->execution = inner.execution;
  outer->comment = std::exchange(inner.comment, {});

  Lifter lifter(inner, derived);
  for (std::size_t i = 0; i < count; ++i) {
    Element element = inner.elements[i];
    if (element.is_entity()) {
      element.source = {.table = nullptr,
                        .alias = derived,
                        .entity = element.source.entity,
                        .element = static_cast<std::uint16_t>(i)};
    } else {
      element.expression = lifter.value(i);
    }
    outer->elements.push_back(std::move(element));
  }
  for (const Ordering& term : inner.order_by) {
    outer->order_by.emplace_back(lifter.term(term.node()), term.is_descending(), term.nulls());
  }
  // What the inner order is for is decided by a limit; without one only the outer order counts.
  if (!inner.limit && !inner.offset) inner.order_by.clear();
  node_ = std::move(result);
}

}  // namespace orp::sql
