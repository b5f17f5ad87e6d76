// SPDX-License-Identifier: MIT
// Relationships as joins and as conditions.
#include "sql/relation.hpp"

#include <string>

#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "sql/builder.hpp"
#include "sql/deferred_node.hpp"
#include "sql/derived.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

/// column = value, for every column of a key.
NodeRef key_equals(const Source& source, View<std::uint16_t> columns,
                   const std::vector<NodeRef>& values) {
  NodeRef condition;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    condition = make_and(std::move(condition),
                         make_binary(BinaryOp::equal, column_of(source, columns[i]), values[i]));
  }
  return condition;
}

/// One of the columns has another value, or none.
NodeRef key_differs(const Source& source, View<std::uint16_t> columns,
                    const std::vector<NodeRef>& values) {
  NodeRef condition = make_false();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    condition =
        make_or(std::move(condition),
                make_binary(BinaryOp::is_distinct, column_of(source, columns[i]), values[i]));
  }
  return condition;
}

NodeRef value_of_object(const EntityInfo& entity, const void* object, std::uint16_t column,
                        ReadColumn read) {
  const ColumnType& type = entity.column(column).type;
  const void* const field = read(object, column);
  return field != nullptr ? literal_field(type, field)
                          : make<DeferredNode>(type, &entity, object, column, read);
}

std::vector<NodeRef> key_of(const RelationInfo& info, const void* target, ReadColumn field) {
  std::vector<NodeRef> key;
  for (const std::uint16_t column : info.remote_columns)
    key.push_back(value_of_object(*info.target, target, column, field));
  return key;
}

/// A select of nothing but the fact that there are rows.
NodeRef make_probe(const Source& from, NodeRef where) {
  auto* const select = new SelectNode();
  NodeRef node = NodeRef::adopt(select);
  select->selects_one = true;
  select->from.push_back(from);
  select->where = std::move(where);
  return node;
}

NodeRef with_criterion(NodeRef link, const NodeRef& criterion) {
  return criterion ? make_and(std::move(link), criterion) : link;
}

/// A row of the secondary table has a target that meets `criterion`, which names `target`.
NodeRef leads_to_one(const Source& between, const RelationInfo& info, const Source& target,
                     const NodeRef& criterion) {
  const Source probed = alias_of(*info.target);
  NodeRef link = columns_equal(between, info.secondary_remote, probed, info.remote_columns);
  return make_exists(
      make_probe(probed, make_and(std::move(link), move_columns(criterion, target, probed))));
}

NodeRef has_no_target(const Source& owner, const RelationInfo& info, std::uint16_t relation) {
  if (!info.holds_key()) {
    return make_not(make_related(*owner.entity, owner.alias, relation, {}));
  }
  NodeRef condition = make_false();
  for (const std::uint16_t column : info.local_columns) {  // a key without a part leads nowhere
    condition =
        make_or(std::move(condition), make_unary(UnaryOp::is_null, column_of(owner, column)));
  }
  return condition;
}

}  // namespace

const void* DeferredNode::field() const {
  if (const void* const value = read(object, column)) return value;
  throw UsageError({.code = "ORP-1262",
                    .message = std::string("a statement compares with a new ") + info->name +
                               ", which has no " + info->columns[column].attribute + " yet",
                    .columns = {info->column(column).name},
                    .entity = info->name,
                    .hint = "add it to the session and flush; a session that flushes by itself "
                            "does so before the statement"});
}

void join_relation(SelectNode& select, JoinKind kind, const Source& owner,
                   const RelationInfo& relation, const Source& target, NodeRef criterion) {
  if (criterion && target.alias)
    criterion = move_columns(criterion, source_of(*relation.target), target);
  if (relation.secondary == nullptr) {
    select.joins.push_back({kind, target,
                            with_criterion(columns_equal(owner, relation.local_columns, target,
                                                         relation.remote_columns),
                                           criterion),
                            owner, relation.is_collection()});
    return;
  }
  const Source between = alias_of(*relation.secondary);
  NodeRef link = columns_equal(owner, relation.local_columns, between, relation.secondary_local);
  // A row of the secondary table whose target does not meet it stands for no target.
  if (criterion && kind != JoinKind::inner)
    link = make_and(std::move(link), leads_to_one(between, relation, target, criterion));
  select.joins.push_back({kind, between, std::move(link), owner});
  select.joins.push_back({kind, target,
                          with_criterion(columns_equal(between, relation.secondary_remote, target,
                                                       relation.remote_columns),
                                         criterion),
                          between});
}

NodeRef make_related(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                     NodeRef criterion) {
  const RelationInfo& info = owner.relations[relation];
  const Source near = source_of(owner, alias);
  const Source plain = source_of(*info.target);
  // The criterion names the target's table; where the owner is that table too, the target gets
  // another name.
  const bool is_same = !alias && &info.target->table() == &owner.table();
  const Source target = is_same ? alias_of(*info.target) : plain;
  if (is_same && criterion) criterion = move_columns(criterion, plain, target);

  NodeRef link;
  NodeRef probe;
  if (info.secondary == nullptr) {
    link = columns_equal(near, info.local_columns, target, info.remote_columns);
    probe = make_probe(target, {});
  } else {
    const Source between = alias_of(*info.secondary);
    link = columns_equal(near, info.local_columns, between, info.secondary_local);
    probe = make_probe(between, {});
    own<SelectNode>(probe).joins.push_back(
        {JoinKind::inner, target,
         columns_equal(between, info.secondary_remote, target, info.remote_columns), between});
  }
  if (criterion) link = make_and(std::move(link), std::move(criterion));
  own<SelectNode>(probe).where = std::move(link);
  return make_exists(std::move(probe));
}

NodeRef make_leads_to(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                      const void* target, ReadColumn field) {
  const RelationInfo& info = owner.relations[relation];
  const Source near = source_of(owner, alias);
  if (target == nullptr) return has_no_target(near, info, relation);

  const std::vector<NodeRef> key = key_of(info, target, field);
  if (info.secondary == nullptr) return key_equals(near, info.local_columns, key);
  const Source between = alias_of(*info.secondary);
  NodeRef probe =
      make_probe(between, columns_equal(near, info.local_columns, between, info.secondary_local));
  add_where(probe, key_equals(between, info.secondary_remote, key));
  return make_exists(std::move(probe));
}

NodeRef make_belongs_to(const EntityInfo& owner, std::uint16_t relation, const void* parent,
                        ReadColumn field, const NodeRef& target_alias) {
  const RelationInfo& info = owner.relations[relation];
  const Source target = source_of(*info.target, target_alias);
  std::vector<NodeRef> key;
  for (const std::uint16_t column : info.local_columns)
    key.push_back(value_of_object(owner, parent, column, field));
  if (info.secondary == nullptr) return key_equals(target, info.remote_columns, key);
  const Source between = alias_of(*info.secondary);
  NodeRef probe = make_probe(
      between, columns_equal(between, info.secondary_remote, target, info.remote_columns));
  add_where(probe, key_equals(between, info.secondary_local, key));
  return make_exists(std::move(probe));
}

NodeRef make_leads_elsewhere(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                             const void* target, ReadColumn field) {
  const RelationInfo& info = owner.relations[relation];
  if (info.secondary != nullptr)
    return make_not(make_leads_to(owner, alias, relation, target, field));
  return key_differs(source_of(owner, alias), info.local_columns, key_of(info, target, field));
}

}  // namespace orp::sql
