// SPDX-License-Identifier: MIT
#include "session/sql_values.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "entity/usage_checks.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/session/set_expression.hpp"
#include "session/flush/row_rules.hpp"
#include "session/load/running_statement.hpp"
#include "session/objects/clear_filled.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/session_state.hpp"
#include "sql/builder.hpp"
#include "sql/scope.hpp"

namespace orp {
namespace {

[[noreturn]] void throw_not_settable(const EntityInfo& info, const std::string& fault,
                                     const char* hint) {
  throw UsageError({.code = "ORP-1263",
                    .message = std::string("set() of a ") + info.name + ": " + fault,
                    .table = info.table().name,
                    .entity = info.name,
                    .hint = hint});
}

void check_settable(Entity& entity, const EntityInfo& info, unsigned column,
                    const sql::NodeRef& expression) {
  if (!in_session(entity)) throw_not_settable(info, "the object is in no session", "add it before");
  detail::check_writable(info, column);
  if (info.column(column).primary_key)
    throw_not_settable(
        info, std::string("the key ") + info.columns[column].attribute + " is no expression's",
        "assign a value");
  if (is_pending(entity) && !sql::free_sources(expression, {}).empty())
    throw_not_settable(info, "a new object has no row whose columns an expression could name",
                       "flush it before, or take the value from a scalar_subquery()");
}

sql::ResultField field_of_column(const EntityInfo& info, std::uint16_t column) {
  const ColumnType& type = info.column(column).type;
  return {static_cast<const FieldType&>(type), type.tag};
}

/// Gives objects what became of their expressions.
class SqlValueWriter {
 public:
  explicit SqlValueWriter(SessionState& session) : session_(session) {}

  // A value that was assigned since stands in its place.
  void calculate(const SqlValuesOf& of) {
    const EntityInfo& info = info_of(*of.entity);
    std::vector<std::uint16_t> columns;
    sql::NodeRef select = sql::make_select();
    for (const SqlValue& each : of.values) {
      if (Masks(*of.entity, info).is_loaded(each.column)) continue;
      columns.push_back(each.column);
      sql::add_value(select, each.expression, field_of_column(info, each.column));
    }
    if (columns.empty()) return;
    RunningStatement execution(session_, select);
    execution.cursor().next();
    read(execution.cursor(), *of.entity, columns);
    for (const std::uint16_t column : columns) Masks(*of.entity, info).set_changed(column);
  }

  void update(const SqlValuesOf& of) {
    Entity& entity = *of.entity;
    const EntityInfo& info = info_of(entity);
    sql::NodeRef update = sql::make_update(info);
    for (const SqlValue& each : of.values)
      sql::add_assignment(update, {each.column, each.expression});
    add_key(update, entity, info);
    std::vector<std::uint16_t> columns;
    for (const sql::AssignmentNode& each : sql::as<sql::UpdateNode>(update).assignments)
      columns.push_back(each.column);
    const bool returns = session_.engine.dialect().facts().returning.from_update;
    if (returns)
      for (const std::uint16_t column : columns)
        sql::add_returning(update, sql::make_column(info, column), field_of_column(info, column));
    session_.objects.transactions.note_modified(entity);
    session_.objects.parents.invalidate();
    RunningStatement execution(session_, update);
    const bool has_row = execution.cursor().next();
    if (!has_row && (returns || execution.cursor().affected_rows() == 0)) throw_gone(entity, info);
    session_.objects.transactions.note_written(1);
    forget_columns(session_.objects, entity, view_of(rules_of(info).outdated));
    forget_columns(session_.objects, entity, view_of(columns));
    if (returns) read(execution.cursor(), entity, columns);
  }

 private:
  void add_key(sql::NodeRef& update, Entity& entity, const EntityInfo& info) const {
    KeyBuffer buffer(info.key.size());
    const KeyValues key = session_.objects.changes.database_key(entity, info, buffer.data());
    for (std::size_t i = 0; i < info.key.size(); ++i) {
      const std::uint16_t column = info.key[i];
      sql::add_where(update,
                     sql::make_binary(sql::BinaryOp::equal, sql::make_column(info, column),
                                      sql::literal_field(info.column(column).type, key[i])));
    }
  }

  static void read(backend::Cursor& cursor, Entity& entity,
                   const std::vector<std::uint16_t>& columns) {
    const EntityInfo& info = info_of(entity);
    Masks masks(entity, info);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (masks.is_loaded(columns[i])) continue;
      cursor.read(i, info.column(columns[i]).type, field_of(entity, info, columns[i]));
      masks.set_loaded(columns[i]);
    }
  }

  [[noreturn]] void throw_gone(Entity& entity, const EntityInfo& info) const {
    KeyBuffer buffer(info.key.size());
    const KeyValues key = session_.objects.changes.database_key(entity, info, buffer.data());
    const std::string printed = print_key(session_.objects.owner.hides_values, info, key);
    throw StaleDataError({.code = "ORP-3302",
                          .message = std::string("UPDATE found no row for ") + info.name + ' ' +
                                     printed + why_a_row_is_gone,
                          .table = info.table().name,
                          .entity = info.name,
                          .key = printed,
                          .hint = "roll back, load again and decide"});
  }

  SessionState& session_;
};

}  // namespace

void SqlValues::set(Entity& entity, std::uint16_t column, sql::NodeRef expression) {
  forget(entity, column);
  std::vector<SqlValue>& values = values_[&entity];
  if (values.empty()) order_.push_back(&entity);
  values.push_back({column, std::move(expression)});
}

void SqlValues::forget(const Entity& entity, unsigned column) {
  const auto of = values_.find(&entity);
  if (of == values_.end()) return;
  std::erase_if(of->second, [column](const SqlValue& each) { return each.column == column; });
  if (of->second.empty()) values_.erase(of);
}

void SqlValues::clear() {
  order_.clear();
  clear_filled(values_);
}

std::vector<SqlValuesOf> SqlValues::all() const {
  std::vector<SqlValuesOf> all;
  std::unordered_set<const Entity*> seen;
  for (Entity* const entity : order_) {
    const auto of = values_.find(entity);
    if (of != values_.end() && seen.insert(entity).second) all.push_back({entity, of->second});
  }
  return all;
}

void SessionState::set_value(Entity& entity, unsigned column, const sql::NodeRef& expression) {
  check_usable();
  const EntityInfo& info = info_of(entity);
  check_settable(entity, info, column, expression);
  const auto number = static_cast<std::uint16_t>(column);
  sql_values.set(entity, number, expression);
  Masks masks(entity, info);
  if (is_persistent(entity)) {
    objects.changes.forget_value(entity, column);
    objects.changes.record_number(entity);  // whoever asks is told that it has changed
  }
  masks.clear_changed(column);
  masks.clear_loaded(column);
}

// The INSERTs have what this finds out.
void SessionState::calculate_sql_values() {
  SqlValueWriter writer(*this);
  for (const SqlValuesOf& each : sql_values.all()) {
    if (!is_pending(*each.entity)) continue;
    writer.calculate(each);
    sql_values.forget(*each.entity);
  }
}

// A rehearsal asks nobody: whatever they are, the INSERTs have them.
void SessionState::assume_sql_values() const {
  for (const SqlValuesOf& each : sql_values.all()) {
    if (!is_pending(*each.entity)) continue;
    Masks masks(*each.entity, info_of(*each.entity));
    for (const SqlValue& value : each.values) masks.set_changed(value.column);
  }
}

void SessionState::write_sql_values() {
  SqlValueWriter writer(*this);
  for (const SqlValuesOf& each : sql_values.all())
    if (is_persistent(*each.entity) && !is_doomed(*each.entity)) writer.update(each);
  sql_values.clear();
}

namespace detail {

void keep_expression(Entity& entity, unsigned column, const sql::NodeRef& expression) {
  EntityAccess::look(entity);
  // The session alone answers for objects that programs hold.
  static_cast<SessionState&>(tracker_of(entity)).set_value(entity, column, expression);
}

}  // namespace detail

}  // namespace orp
