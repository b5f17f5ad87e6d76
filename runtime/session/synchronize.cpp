// SPDX-License-Identifier: MIT
#include "session/synchronize.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/row_rules.hpp"
#include "session/flush/rows_gone.hpp"
#include "session/load/keyed_query.hpp"
#include "session/load/running_statement.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/queued_ties.hpp"
#include "sql/builder.hpp"
#include "sql/scope.hpp"

namespace orp {
namespace {

using sql::as_if;

bool returns_objects(const sql::WriteNode& statement) {
  return std::any_of(statement.elements.begin(), statement.elements.end(),
                     [](const sql::Element& element) { return element.is_entity(); });
}

/// What an assignment gives, where memory may know it.
bool is_known(const sql::NodeRef& value, const EntityInfo& info) {
  if (value->kind == sql::NodeKind::literal) return true;
  return is_integer(sql::as<sql::Expression>(value).type->tag) && can_evaluate(value, info);
}

void put_integer(const ColumnType& type, void* field, std::int64_t value) {
  void* const place = type.ops->emplace(field);
  if (type.tag == TypeTag::int16)
    *static_cast<std::int16_t*>(place) = static_cast<std::int16_t>(value);
  else if (type.tag == TypeTag::int32)
    *static_cast<std::int32_t*>(place) = static_cast<std::int32_t>(value);
  else
    *static_cast<std::int64_t*>(place) = value;
}

/// False: the value is of another type.
bool put_literal(const ColumnType& type, void* field, const sql::LiteralNode& literal) {
  const ColumnType& given = literal.own_type;
  if (given.tag != type.tag) return false;
  if (literal.is_null)
    type.ops->set_null(field);
  else if (given.ops == type.ops)
    type.ops->assign(field, literal.field());
  else if (!given.nullable)
    given.ops->assign(type.ops->emplace(field), literal.field());
  else
    return false;
  return true;
}

[[noreturn]] void throw_not_evaluated(const EntityInfo& info) {
  throw UsageError({.code = "ORP-1261",
                    .message = std::string("the conditions of this statement on ") +
                               info.table().name + " cannot be evaluated in memory",
                    .table = info.table().name,
                    .entity = info.name,
                    .hint = "synchronize_session = SynchronizeSession::fetch asks the database"});
}

/// Nothing of it is known but its key.
bool has_expired(Entity& entity, const EntityInfo& info) {
  const Masks masks(entity, info);
  std::size_t beside_key = 0;
  for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
    if (info.column(i).primary_key) continue;
    if (masks.is_loaded(i)) return false;
    ++beside_key;
  }
  return beside_key > 0;
}

}  // namespace

Synchronization::Synchronization(LoadContext context, const sql::NodeRef& statement)
    : context_(context) {
  const sql::WriteNode* const write = sql::as_write(*statement);
  if (write == nullptr || write->kind == sql::NodeKind::insert || !write->has_class()) return;
  const SynchronizeSession wish = write->execution.synchronize_session;
  const bool is_erase = write->kind == sql::NodeKind::erase;
  const bool brings_objects = is_erase && returns_objects(*write);
  const bool has_objects = context_.objects.identities.table(*write->entity).size() != 0;
  if (wish == SynchronizeSession::none || (!has_objects && !brings_objects)) return;
  statement_ = write;
  if (is_erase) {
    where_ = sql::as<sql::EraseNode>(*write).where;
  } else {
    where_ = sql::as<sql::UpdateNode>(*write).where;
    assignments_ = sql::as<sql::UpdateNode>(*write).assignments;
  }
  if (brings_objects || !is_evaluated(wish))
    fetch(brings_objects);
  else
    evaluate();
  if (!is_erase)
    for (const Meant& each : meant_) expire(*each.entity);
}

bool Synchronization::is_evaluated(SynchronizeSession wish) const {
  if (wish == SynchronizeSession::fetch) return false;
  const bool is_possible = !where_ || can_evaluate(where_, *statement_->entity);
  if (!is_possible && wish == SynchronizeSession::evaluate)
    throw_not_evaluated(*statement_->entity);
  return is_possible;
}

void Synchronization::evaluate() {
  context_.objects.identities.table(*statement_->entity).for_each([this](Entity& entity) {
    const Evaluated is_meant = where_ ? orp::evaluate(where_, entity) : Evaluated(true);
    const bool is_unknown = std::holds_alternative<UnknownValue>(is_meant);
    if (is_unknown || is_meant == Evaluated(true)) add(entity, !is_unknown);
  });
}

// Of a class that joins others the condition is a nested query's, so that each row comes once.
sql::NodeRef Synchronization::question(View<backend::KeyList> keys) const {
  const sql::Source target = sql::source_of(*statement_->entity);
  const View<std::uint16_t> key = statement_->entity->key;
  sql::SelectBuilder select;
  for (const std::uint16_t column : key) select.add_column(target, column);
  select.from(target);
  if (keys.size() != 0) select.where_in(target, key, keys);
  sql::Sources named;
  sql::add_named_sources(where_, named);
  std::erase_if(named, [&target](const sql::Source& source) { return source.is(target); });
  if (!where_) return select.node();
  select.give(statement_->given);
  if (named.empty()) {
    select.where(where_);
  } else {
    auto* const others = new sql::SelectNode();
    sql::NodeRef probe = sql::NodeRef::adopt(others);
    others->selects_one = true;
    others->from = std::move(named);
    others->where = where_;
    select.where(sql::make_exists(std::move(probe)));
  }
  return select.node();
}

void Synchronization::fetch(bool of_all) {
  const EntityInfo& info = *statement_->entity;
  KeyTable& table = context_.objects.identities.table(info);
  KeySet keys(info.key.size());
  std::vector<const void*> values(info.key.size());
  if (!of_all)
    table.for_each([&](Entity& entity) {
      keys.add(context_.objects.changes.database_key(entity, info, values.data()));
    });
  std::vector<backend::KeyList> lists;
  for (std::size_t i = 0; i < info.key.size() && !of_all; ++i)
    lists.push_back({&info.column(info.key[i]).type, keys.column(i).data(), keys.size()});
  RunningStatement execution(context_.runner, question(view_of(lists)));
  while (execution.cursor().next()) {
    std::vector<StoredValue> key;
    key.reserve(info.key.size());  // `values` points into it
    for (std::size_t i = 0; i < info.key.size(); ++i) {
      const ColumnType& type = info.column(info.key[i]).type;
      key.emplace_back(type);
      execution.cursor().read(i, type, key.back().field());
      values[i] = key.back().value();
    }
    if (of_all)
      keys_.push_back(std::move(key));
    else if (Entity* const entity = table.find(values.data()))
      add(*entity, true);
  }
}

void Synchronization::add(Entity& entity, bool is_certain) {
  Meant meant{&entity, is_certain, has_expired(entity, *statement_->entity), {}};
  for (const sql::AssignmentNode& each : assignments_) {
    const bool is_evaluable = is_certain && each.value->kind != sql::NodeKind::literal &&
                              is_known(each.value, *statement_->entity);
    meant.values.push_back(is_evaluable ? orp::evaluate(each.value, entity)
                                        : Evaluated(UnknownValue()));
  }
  meant_.push_back(std::move(meant));
}

void Synchronization::expire(Entity& entity) {
  const EntityInfo& info = *statement_->entity;
  const bool has_new_key =
      std::any_of(assignments_.begin(), assignments_.end(),
                  [&info](const auto& each) { return info.column(each.column).primary_key; });
  context_.objects.transactions.note_modified(entity);
  if (has_new_key) return forget_loaded(context_.objects, entity);
  std::vector<std::uint16_t> columns;
  for (const sql::AssignmentNode& each : assignments_) columns.push_back(each.column);
  forget_unchanged(context_.objects, entity, view_of(rules_of(info).outdated));
  forget_unchanged(context_.objects, entity, view_of(columns));
}

void Synchronization::finish() {
  if (statement_ == nullptr) return;
  if (statement_->kind == sql::NodeKind::erase) return erase();
  for (const Meant& each : meant_) {
    if (!each.is_certain || each.is_expired) continue;
    for (std::size_t i = 0; i < assignments_.size(); ++i) assign(each, i);
  }
  if (!meant_.empty()) context_.objects.parents.invalidate();
}

void Synchronization::assign(const Meant& meant, std::size_t number) {
  const EntityInfo& info = *statement_->entity;
  const std::uint16_t column = assignments_[number].column;
  const ColumnType& type = info.column(column).type;
  Masks masks(*meant.entity, info);
  if (masks.is_loaded(column)) return;  // the statement has returned it, or the program set it
  void* const field = field_of(*meant.entity, info, column);
  if (const auto* const literal = as_if<sql::LiteralNode>(assignments_[number].value)) {
    if (!put_literal(type, field, *literal)) return;
  } else if (const auto* const integer = std::get_if<std::int64_t>(&meant.values[number])) {
    if (!is_integer(type.tag)) return;
    put_integer(type, field, *integer);
  } else if (std::holds_alternative<NullValue>(meant.values[number])) {
    type.ops->set_null(field);
  } else {
    return;
  }
  masks.set_loaded(column);
}

void Synchronization::erase() {
  Objects& objects = context_.objects;
  KeyTable& table = objects.identities.table(*statement_->entity);
  for (const std::vector<StoredValue>& key : keys_) {
    KeyBuffer values(key.size());
    for (std::size_t i = 0; i < key.size(); ++i) values.data()[i] = key[i].value();
    if (Entity* const entity = table.find(values.data()))
      meant_.push_back({entity, true, false, {}});
  }
  std::vector<Entity*> deleted;
  for (const Meant& each : meant_)
    if (each.is_certain) deleted.push_back(each.entity);
  withdraw_queued(objects, deleted);
  for (const Meant& each : meant_)
    if (!each.is_certain && Masks(*each.entity).any_changed())
      forget_unchanged(objects, *each.entity);
    else if (!each.is_certain || EntityAccess::note(*each.entity) != 0)
      forget_loaded(objects, *each.entity);
  for (Entity* const entity : deleted) forget_row(objects, *entity);
  if (!deleted.empty()) expire_rows_gone(objects, deleted);
}

}  // namespace orp
