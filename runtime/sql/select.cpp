// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/own.hpp"
#include "sql/relation.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

SelectNode& own_select(NodeRef& node) { return own<SelectNode>(node); }

Source source_of(const EntityInfo& entity, const NodeRef& alias) {
  return {.table = &entity.table(), .alias = alias, .entity = &entity};
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

Element value_element(NodeRef expression_node, const ResultField& field) {
  Element element{.expression = std::move(expression_node)};
  element.type = {*expression(element.expression).type, field.field};
  if (is_number(element.type) && element.type.tag != TypeTag::decimal) element.type.tag = field.tag;
  return element;
}

NodeRef add_entity(NodeRef select, const EntityInfo& entity, const NodeRef& alias,
                   bool is_optional) {
  own_select(select).elements.push_back(
      {.source = source_of(entity, alias), .is_optional = is_optional});
  return select;
}

NodeRef add_value(NodeRef select, NodeRef expression, const ResultField& field) {
  own_select(select).elements.push_back(value_element(std::move(expression), field));
  return select;
}

NodeRef add_from(NodeRef select, const EntityInfo& entity, const NodeRef& alias) {
  own_select(select).from.push_back(source_of(entity, alias));
  return select;
}

NodeRef add_join(NodeRef select, JoinKind kind, const EntityInfo& entity, const NodeRef& alias,
                 NodeRef on) {
  own_select(select).joins.push_back({kind, source_of(entity, alias), std::move(on)});
  return select;
}

NodeRef add_join_along(NodeRef select, JoinKind kind, const EntityInfo& owner,
                       const NodeRef& owner_alias, std::uint16_t relation,
                       const NodeRef& target_alias) {
  const RelationInfo& info = owner.relations[relation];
  join_relation(own_select(select), kind, source_of(owner, owner_alias), info,
                source_of(*info.target, target_alias));
  return select;
}

NodeRef add_group_by(NodeRef select, NodeRef expression) {
  own_select(select).group_by.push_back(std::move(expression));
  return select;
}

NodeRef add_having(NodeRef select, NodeRef condition) {
  SelectNode& node = own_select(select);
  node.having = make_and(std::move(node.having), std::move(condition));
  return select;
}

NodeRef add_order_by(NodeRef select, Ordering term) {
  own_select(select).order_by.push_back(std::move(term));
  return select;
}

NodeRef clear_order_by(NodeRef select) {
  own_select(select).order_by.clear();
  return select;
}

NodeRef set_limit(NodeRef select, const std::int64_t* count) {
  own_select(select).limit = count == nullptr ? NodeRef() : count_literal(*count, "LIMIT");
  return select;
}

NodeRef set_offset(NodeRef select, const std::int64_t* count) {
  own_select(select).offset = count == nullptr ? NodeRef() : count_literal(*count, "OFFSET");
  return select;
}

NodeRef set_distinct(NodeRef select) {
  own_select(select).distinct = true;
  return select;
}

NodeRef set_lock(NodeRef select, const RowLock& lock) {
  SelectNode& node = own_select(select);
  node.locks = true;
  node.lock = lock;
  return select;
}

NodeRef add_option(NodeRef select, LoadOption option) {
  own_select(select).options.push_back(std::move(option));
  return select;
}

NodeRef set_execution_options(NodeRef select, const ExecutionOptions& options) {
  own_select(select).execution = options;
  return select;
}

NodeRef add_where(NodeRef statement, NodeRef condition) {
  const auto add = [&condition](NodeRef& where) {
    where = make_and(std::move(where), std::move(condition));
  };
  if (as_if<UpdateNode>(statement) != nullptr)
    add(own<UpdateNode>(statement).where);
  else if (as_if<EraseNode>(statement) != nullptr)
    add(own<EraseNode>(statement).where);
  else
    add(own_select(statement).where);
  return statement;
}

std::size_t Element::width() const {
  if (!is_entity()) return 1;
  return columns.empty() ? source.entity->columns.size() : columns.size();
}

std::uint16_t Element::column(std::size_t i) const {
  return columns.empty() ? static_cast<std::uint16_t>(i) : columns[i];
}

bool is_selected_label(const SelectNode& select, const NodeRef& term) {
  return as_if<LabelNode>(term) != nullptr &&
         std::any_of(select.elements.begin(), select.elements.end(),
                     [&term](const Element& element) { return element.expression == term; });
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
