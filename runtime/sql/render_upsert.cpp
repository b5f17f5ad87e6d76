// SPDX-License-Identifier: MIT
// ON CONFLICT of an INSERT.
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/excluded_node.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

[[noreturn]] void throw_other_tables(const TableInfo& table, const Source& other) {
  throw UsageError({.code = "ORP-1201",
                    .message = "do_update() of " + std::string(table.name) + " names " +
                               source_name(other) + ", which is no table of the insert",
                    .table = table.name,
                    .hint = "take the value from a scalar_subquery()"});
}

[[noreturn]] void throw_excluded_elsewhere(const TableInfo& table) {
  throw UsageError({.code = "ORP-1239",
                    .message = "excluded() of " + std::string(table.name) +
                               " stands where no row was to be inserted into that table",
                    .table = table.name,
                    .hint = "it belongs into do_update() and its where()"});
}

}  // namespace

void Renderer::excluded(const ExcludedColumnNode& node) {
  if (node.table != upserted_) throw_excluded_elsewhere(*node.table);
  out_ += "excluded.";
  quote(node.table->columns[node.index].name);
}

void Renderer::inserted_query(const InsertNode& node) {
  const auto* const select = as_if<SelectNode>(node.query);
  const bool has_where = select != nullptr && select->where;
  const bool is_upsert = node.conflict.action != ConflictClause::Action::error;
  if (has_where || !is_upsert || !facts().upsert_wants_where) return unread(node.query);
  out_ += "SELECT * FROM ";
  subselect(node.query, true);
  out_ += " AS ";
  quote(names_.next_unnamed());
  out_ += " WHERE ";
  out_ += facts().true_literal;
}

void Renderer::on_conflict(const InsertNode& node) {
  const ConflictClause& clause = node.conflict;
  if (clause.action == ConflictClause::Action::error) return;
  const TableInfo& table = node.entity->table();
  if (!facts().has_upsert) {
    throw UsageError({.code = "ORP-1214",
                      .message = std::string(facts().name) + " has no ON CONFLICT for an insert",
                      .table = table.name,
                      .hint = "update the rows that are there, then insert the others"});
  }
  out_ += " ON CONFLICT";
  for (std::size_t i = 0; i < clause.key.size(); ++i) {
    out_ += i == 0 ? " (" : ", ";
    const IndexPart& part = clause.key[i];
    if (part.expression == nullptr)
      quote(table.columns[part.column].name);
    else
      out_ += '(' + std::string(part.expression) + ')';
  }
  if (!clause.key.empty()) out_ += ')';
  if (clause.key_where != nullptr) out_ += " WHERE " + std::string(clause.key_where);
  if (clause.action == ConflictClause::Action::nothing) return word("DO NOTHING");

  out_ += " DO UPDATE";
  const Source target{.table = &table, .alias = node.alias};
  enter(target, {});
  const auto check_names = [&](const NodeRef& of) {
    for (const Source& source : free_sources(of, visible_))
      if (!source.is(target)) throw_other_tables(table, source);
  };
  for (const AssignmentNode& each : clause.assignments) check_names(each.value);
  if (clause.where) check_names(clause.where);
  upserted_ = &table;
  assignments(node, clause.assignments);
  if (clause.where) {
    out_ += " WHERE ";
    expression(clause.where);
  }
  upserted_ = nullptr;
}

}  // namespace orp::sql
