// SPDX-License-Identifier: MIT
#include "orpiment/engine/explained_plan.hpp"

#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "engine/connection_state.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/connection.hpp"
#include "orpiment/engine/dynamic_result.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

namespace {

using Steps = std::vector<PlanStep>;

std::string text_of(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found == node.end() ? std::string() : found->get<std::string>();
}

std::optional<double> number_of(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found == node.end() ? std::nullopt : std::optional(found->get<double>());
}

std::string condition_of(const nlohmann::json& node) {
  std::string all;
  for (const char* key :
       {"Index Cond", "Hash Cond", "Merge Cond", "Recheck Cond", "Join Filter", "Filter"}) {
    const std::string one = text_of(node, key);
    if (!one.empty()) all += (all.empty() ? "" : " AND ") + one;
  }
  return all;
}

void add_node(Steps& steps, const nlohmann::json& node, int depth) {
  steps.push_back({.depth = depth,
                   .operation = text_of(node, "Node Type"),
                   .relation = text_of(node, "Relation Name"),
                   .index = text_of(node, "Index Name"),
                   .condition = condition_of(node),
                   .cost = number_of(node, "Total Cost"),
                   .rows = number_of(node, "Plan Rows"),
                   .actual_rows = number_of(node, "Actual Rows"),
                   .loops = number_of(node, "Actual Loops"),
                   .milliseconds = number_of(node, "Actual Total Time")});
  const auto below = node.find("Plans");
  if (below == node.end()) return;
  for (const nlohmann::json& each : *below) add_node(steps, each, depth + 1);
}

/// One value, a JSON tree.
Steps steps_of_json(const DynamicResult& result) {
  Steps steps;
  const nlohmann::json plans = nlohmann::json::parse(result.scalar_one<Json>().to_string());
  for (const nlohmann::json& each : plans) add_node(steps, each.at("Plan"), 0);
  return steps;
}

/// Rows that name the one they stand below by its number.
Steps steps_of_rows(const DynamicResult& result) {
  Steps steps;
  std::map<std::int64_t, int> depths{{0, -1}};
  for (const DynamicRow& row : result) {
    const int depth = depths[row.get<std::int64_t>("parent")] + 1;
    depths[row.get<std::int64_t>("id")] = depth;
    steps.push_back({.depth = depth, .operation = row.get<std::string>("detail")});
  }
  return steps;
}

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
  detail::EngineState& engine = state_->engine();
  const backend::DialectFacts& facts = engine.database.dialect.facts();
  const sql::BoundStatement bound = engine.statements.bind(StatementAccess::node(statement));
  const std::string sql =
      std::string(explain_of(facts, options.analyze)) + ' ' + bound.compiled().sql;
  backend::Statement explained = bound.statement();
  explained.sql = sql;
  explained.cache_key = 0;
  const backend::CursorHandle cursor = state_->link().open(explained, bound.parameters());
  const DynamicResult result(cursor->store(), 0);
  return {facts.explains_in_json ? steps_of_json(result) : steps_of_rows(result)};
}

}  // namespace orp
