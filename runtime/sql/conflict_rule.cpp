// SPDX-License-Identifier: MIT
#include "sql/conflict_rule.hpp"

#include <algorithm>
#include <utility>

#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/upsert.hpp"

namespace orp::sql {
namespace {

bool gives_key_alone(const InsertNode& insert) {
  const std::vector<IndexPart>& key = insert.conflict.key;
  return std::all_of(insert.columns.begin(), insert.columns.end(), [&](std::uint16_t column) {
    return std::any_of(key.begin(), key.end(), [&](const IndexPart& part) {
      return part.expression == nullptr && part.column == insert.entity->number_in_table(column);
    });
  });
}

/// Where the rows give nothing but the key, there is nothing to be taken from them.
NodeRef with_columns(NodeRef rule, std::vector<std::uint16_t> columns) {
  InsertNode& insert = own<InsertNode>(rule);
  insert.columns = std::move(columns);
  insert.given_columns = insert.columns.size();
  if (insert.conflict.assignments.empty() && gives_key_alone(insert))
    insert.conflict.action = ConflictClause::Action::nothing;
  complete_update(insert);
  return rule;
}

BoundStatement bound_conflict(const NodeRef& insert, std::size_t width,
                              const backend::Dialect& dialect) {
  const Shape shape(*insert);
  auto compiled =
      std::make_shared<const CompiledStatement>(compile_conflict(*insert, shape, dialect, width));
  return BoundStatement(std::move(compiled), shape);
}

}  // namespace

bool changes_rows(const NodeRef& rule) {
  return as<InsertNode>(rule).conflict.action == ConflictClause::Action::update;
}

std::vector<std::uint16_t> key_columns(const NodeRef& rule) {
  const auto& insert = as<InsertNode>(rule);
  const ConflictClause& conflict = insert.conflict;
  std::vector<std::uint16_t> columns;
  if (conflict.key_where != nullptr) return columns;
  for (const IndexPart& part : conflict.key) {
    if (part.expression != nullptr) return {};
    for (std::uint16_t i = 0; i < insert.entity->columns.size(); ++i)
      if (insert.entity->number_in_table(i) == part.column) columns.push_back(i);
  }
  return columns.size() == conflict.key.size() ? columns : std::vector<std::uint16_t>();
}

ConflictRule::ConflictRule(NodeRef rule, std::vector<std::uint16_t> given, std::size_t width,
                           const backend::Dialect& dialect)
    : ConflictRule(with_columns(std::move(rule), std::move(given)), width, dialect) {}

ConflictRule::ConflictRule(NodeRef insert, std::size_t width, const backend::Dialect& dialect)
    : insert_(std::move(insert)), bound_(bound_conflict(insert_, width, dialect)) {}

}  // namespace orp::sql
