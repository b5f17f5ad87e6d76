// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "sql/children.hpp"
#include "sql/derived.hpp"
#include "sql/own.hpp"
#include "sql/relation.hpp"
#include "sql/scope.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

SelectNode& own_select(NodeRef& node) { return own<SelectNode>(node); }

/// In a compound a term is the number of a result column.
NodeRef column_number(const CompoundNode& compound, const NodeRef& term) {
  const std::size_t position = query_column_of(compound.results, term).position;
  return make<ConstantNode>(Constant::number, &int32_type, std::to_string(position + 1));
}

/// LIMIT and OFFSET by an expression, which each database checks when it knows the number.
NodeRef counted_rows(backend::Operation operation, const NodeRef& count) {
  Sources sources;
  add_named_sources(count, sources);
  if (!sources.empty() || has(count, &is_aggregate) || has(count, &is_windowed)) {
    throw UsageError({.code = "ORP-1284",
                      .message =
                          "LIMIT and OFFSET are decided before there are rows, and here they "
                          "name some of them",
                      .hint = "number the rows by func::row_number().over(...) in a subquery, and "
                              "compare the number in where()"});
  }
  return make_operation(operation, int64_type, {count});
}

/// LIMIT and OFFSET count rows: a literal, so that paging through a table is one statement.
NodeRef count_literal(std::int64_t count, const char* clause) {
  if (count < 0) {
    throw UsageError(
        {.code = "ORP-1204",
         .message = std::string(clause) + " cannot be negative, and is " + std::to_string(count)});
  }
  return LiteralNode::make(int64_type, &count);
}

}  // namespace

NodeRef make_select() { return make<SelectNode>(); }

Element value_element(NodeRef expression_node, ResultField field) {
  Element element{.expression = std::move(expression_node)};
  element.type = {*expression(element.expression).type, field.field};
  if (is_number(element.type) && element.type.tag != TypeTag::decimal) element.type.tag = field.tag;
  return element;
}

void add_entity(NodeRef& select, const EntityInfo& entity, bool is_optional) {
  add_entity(select, entity, {}, is_optional);
}

void add_entity(NodeRef& select, const EntityInfo& entity, const NodeRef& alias, bool is_optional) {
  own_select(select).elements.push_back(
      {.source = source_of(entity, alias), .is_optional = is_optional});
}

NodeRef without_elements(NodeRef select) {
  SelectNode& node = own_select(select);
  Sources named;
  for (const Element& element : node.elements) {
    if (element.is_entity())
      named.push_back(element.source);
    else
      add_named_sources(element.expression, named);
  }
  for (const Source& source : named) {
    const bool is_joined = std::any_of(node.joins.begin(), node.joins.end(),
                                       [&](const auto& join) { return join.source.is(source); });
    if (!is_joined && !contains(node.from, source)) node.from.push_back(source);
  }
  node.elements.clear();
  node.options.clear();
  return select;
}

void add_column(NodeRef& select, const EntityInfo& entity, std::uint16_t index, ResultField field) {
  add_value(select, make_column(entity, index), field);
}

void add_value(NodeRef& select, const NodeRef& expression, ResultField field) {
  own_select(select).elements.push_back(value_element(expression, field));
}

void add_from(NodeRef& select, const EntityInfo& entity, const NodeRef& alias) {
  own_select(select).from.push_back(source_of(entity, alias));
}

void add_join(NodeRef& select, JoinKind kind, const EntityInfo& entity, const NodeRef& alias,
              const NodeRef& on) {
  own_select(select).joins.push_back({kind, source_of(entity, alias), on});
}

void add_join_along(NodeRef& select, JoinKind kind, const EntityInfo& owner,
                    const NodeRef& owner_alias, std::uint16_t relation, const NodeRef& target_alias,
                    const NodeRef& criterion) {
  const RelationInfo& info = owner.relations[relation];
  join_relation(own_select(select), kind, source_of(owner, owner_alias), info,
                source_of(*info.target, target_alias), criterion);
}

void add_group_by(NodeRef& select, const NodeRef& expression) {
  own_select(select).group_by.push_back(expression);
}

void add_having(NodeRef& select, const NodeRef& condition) {
  SelectNode& node = own_select(select);
  node.having = make_and(std::move(node.having), condition);
}

void add_order_by(NodeRef& query, const Ordering& term) {
  Ordering added = term;
  if (const auto* const compound = as_if<CompoundNode>(query))
    added.node() = column_number(*compound, term.node());
  own<QueryNode>(query).order_by.push_back(std::move(added));
}

void clear_order_by(NodeRef& query) { own<QueryNode>(query).order_by.clear(); }

void set_limit(NodeRef& query, std::optional<std::int64_t> count) {
  QueryNode& node = own<QueryNode>(query);
  node.limit = count ? count_literal(*count, "LIMIT") : NodeRef();
  node.with_ties = false;
}

void set_offset(NodeRef& query, std::optional<std::int64_t> count) {
  own<QueryNode>(query).offset = count ? count_literal(*count, "OFFSET") : NodeRef();
}

void set_limit_with_ties(NodeRef& query, std::int64_t count) {
  set_limit(query, count);
  own<QueryNode>(query).with_ties = true;
}

void set_limit(NodeRef& query, const NodeRef& count) {
  QueryNode& node = own<QueryNode>(query);
  node.limit = counted_rows(backend::Operation::limit_rows, count);
  node.with_ties = false;
}

void set_offset(NodeRef& query, const NodeRef& count) {
  own<QueryNode>(query).offset = counted_rows(backend::Operation::offset_rows, count);
}

void set_limit_with_ties(NodeRef& query, const NodeRef& count) {
  set_limit(query, count);
  own<QueryNode>(query).with_ties = true;
}

void set_distinct(NodeRef& select) { own_select(select).distinct = true; }
void add_distinct_on(NodeRef& select, const NodeRef& expression) {
  own_select(select).distinct_on.push_back(expression);
}

void set_lock(NodeRef& select, const RowLock& lock) {
  SelectNode& node = own_select(select);
  node.locks = true;
  node.lock = lock;
  node.lock_of.clear();
}
void add_lock_of(NodeRef& select, const EntityInfo& entity, const NodeRef& alias) {
  own_select(select).lock_of.push_back(source_of(entity, alias));
}

void add_correlated(NodeRef& select, const EntityInfo& entity, const NodeRef& alias) {
  own_select(select).correlated.push_back(source_of(entity, alias));
}

void set_comment(NodeRef& statement, std::string_view text) {
  if (text.find("*/") != std::string_view::npos || text.find("/*") != std::string_view::npos ||
      text.find('\0') != std::string_view::npos)
    throw UsageError({.code = "ORP-1264",
                      .message = "the text of a comment begins or ends a comment itself, or has a "
                                 "zero byte",
                      .hint = "leave that out"});
  own<StatementNode>(statement).comment = text;
}

void add_affix(NodeRef& statement, std::string_view text, std::string_view database,
               bool is_suffix) {
  own<StatementNode>(statement).affixes.push_back(
      {std::string(text), std::string(database), is_suffix});
}

void add_option(NodeRef& select, const LoadOption& option) {
  own_select(select).options.push_back(option);
}

void set_execution_options(NodeRef& statement, const ExecutionOptions& options) {
  if (as_write(*statement) != nullptr)
    own<WriteNode>(statement).execution = options;
  else
    own_select(statement).execution = options;
}

void add_where(NodeRef& statement, const NodeRef& condition) {
  const auto add = [&condition](NodeRef& where) { where = make_and(std::move(where), condition); };
  if (as_if<UpdateNode>(statement) != nullptr)
    add(own<UpdateNode>(statement).where);
  else if (as_if<InsertNode>(statement) != nullptr)
    add(own<InsertNode>(statement).conflict.where);
  else if (as_if<EraseNode>(statement) != nullptr)
    add(own<EraseNode>(statement).where);
  else
    add(own_select(statement).where);
}

std::size_t Element::width() const {
  if (!is_entity()) return 1;
  return columns.empty() ? source.entity->columns.size() : columns.size();
}

std::uint16_t Element::column(std::size_t i) const {
  return columns.empty() ? static_cast<std::uint16_t>(i) : columns[i];
}

bool is_selected_label(const QueryNode& select, const NodeRef& term) {
  return as_if<LabelNode>(term) != nullptr &&
         std::any_of(select.elements.begin(), select.elements.end(),
                     [&term](const Element& element) { return element.expression == term; });
}

bool is_order_term(const SelectNode& select, const NodeRef& operand) {
  return std::any_of(select.order_by.begin(), select.order_by.end(),
                     [&operand](const Ordering& term) { return &term.node() == &operand; });
}

void SelectNode::each_source(SourceVisitor visit) const {
  QueryNode::each_source(visit);
  for (const Source& source : from) visit(source);
  for (const JoinNode& join : joins) {
    visit(join.source);
    if (join.has_owner()) visit(join.owner);
  }
}

}  // namespace orp::sql
