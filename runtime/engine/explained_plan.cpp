// SPDX-License-Identifier: MIT
#include "orpiment/engine/explained_plan.hpp"

#include <cmath>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>

#include "engine/connection_state.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/connection.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

namespace {

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value == std::floor(value) ? "%.0f" : "%.2f", value);
  return text;
}

std::string line_of(const PlanStep& step) {
  std::string line(static_cast<std::size_t>(step.depth) * 2, ' ');
  line += step.operation;
  if (!step.relation.empty()) line += " on " + step.relation;
  if (!step.index.empty()) line += " using " + step.index;
  if (!step.condition.empty()) line += ": " + step.condition;
  const auto add = [&line](const char* what, const std::optional<double>& value) {
    if (value) line += std::string(what) + short_number(*value);
  };
  add("  cost ", step.cost);
  add(", rows ", step.rows);
  add("; measured: rows ", step.actual_rows);
  add(", times ", step.loops);
  add(", ms ", step.milliseconds);
  return line + '\n';
}

std::string_view explain_of(const backend::DialectFacts& facts, bool analyze) {
  const std::string_view keyword = analyze ? facts.explain_analyze : facts.explain;
  if (keyword.empty())
    throw UsageError({.code = "ORP-1375",
                      .message = std::string(facts.name) + " cannot " +
                                 (analyze ? "measure the steps of a plan" : "explain a statement"),
                      .hint = analyze ? "leave `analyze` out" : ""});
  return keyword;
}

}  // namespace

std::string ExplainedPlan::to_string() const {
  std::string text;
  for (const PlanStep& step : steps) text += line_of(step);
  return text;
}

std::ostream& operator<<(std::ostream& out, const ExplainedPlan& plan) {
  return out << plan.to_string();
}

ExplainedPlan Connection::explain(const Executable& statement, ExplainOptions options) {
  sql::StatementCache& statements = state_->statements();
  const backend::Dialect& dialect = statements.dialect();
  const sql::BoundStatement bound = statements.bind(StatementAccess::node(statement));
  const std::string sql =
      std::string(explain_of(dialect.facts(), options.analyze)) + ' ' + bound.compiled().sql;
  backend::Statement explained = bound.statement();
  explained.sql = sql;
  explained.cache_key = 0;
  const backend::CursorHandle cursor = state_->link().open(explained, bound.parameters());
  return {dialect.plan_steps(*cursor->store())};
}

}  // namespace orp
