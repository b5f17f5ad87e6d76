// SPDX-License-Identifier: MIT
#include "backend/postgres/read_plan.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "orpiment/base/json_text.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::backend::postgres {

namespace {

std::string text_in(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found == node.end() ? std::string() : found->get<std::string>();
}

std::optional<double> number_in(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found == node.end() ? std::nullopt : std::optional(found->get<double>());
}

std::string condition_in(const nlohmann::json& node) {
  std::string all;
  for (const char* key :
       {"Index Cond", "Hash Cond", "Merge Cond", "Recheck Cond", "Join Filter", "Filter"}) {
    const std::string one = text_in(node, key);
    if (!one.empty()) all += (all.empty() ? "" : " AND ") + one;
  }
  return all;
}

void add_step(std::vector<PlanStep>& steps, const nlohmann::json& node, int depth) {
  steps.push_back({.depth = depth,
                   .operation = text_in(node, "Node Type"),
                   .relation = text_in(node, "Relation Name"),
                   .index = text_in(node, "Index Name"),
                   .condition = condition_in(node),
                   .cost = number_in(node, "Total Cost"),
                   .rows = number_in(node, "Plan Rows"),
                   .actual_rows = number_in(node, "Actual Rows"),
                   .loops = number_in(node, "Actual Loops"),
                   .milliseconds = number_in(node, "Actual Total Time")});
  const auto below = node.find("Plans");
  if (below == node.end()) return;
  for (const nlohmann::json& each : *below) add_step(steps, each, depth + 1);
}

}  // namespace

std::vector<PlanStep> read_plan(const StoredRows& rows) {
  Json tree;
  rows.read(0, 0, facts::types::json, &tree);
  const nlohmann::json plans = nlohmann::json::parse(tree.to_string());
  std::vector<PlanStep> steps;
  for (const nlohmann::json& each : plans) add_step(steps, each.at("Plan"), 0);
  return steps;
}

}  // namespace orp::backend::postgres
