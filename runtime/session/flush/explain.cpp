// SPDX-License-Identifier: MIT
#include "session/flush/explain.hpp"

#include <utility>

#include "session/objects/describe_object.hpp"

namespace orp {

namespace {

constexpr std::size_t most_named = 5;

// Of what is taken over, and of an association, both.
std::string describe_row(const PlannedRow& row) {
  std::string text = describe(*row.entity);
  if (row.member != nullptr) text += ", " + describe(*row.member);
  return text;
}

FlushStep explain(const Plan& plan, const Step& step) {
  FlushStep explained{.kind = step.kind,
                      .table = step.table->name,
                      .columns = {},
                      .objects = {},
                      .text = to_string(step)};
  const std::size_t named = step.set_count > 0 ? step.set_count : step.columns.size();
  for (std::size_t i = 0; i < named; ++i)
    explained.columns.emplace_back(step.table->columns[step.columns.of_table[i]].name);
  for (const PlannedRow& row : plan.rows_of(step)) explained.objects.push_back(describe_row(row));
  return explained;
}

}  // namespace

FlushPlan explain(const Plan& plan) {
  std::vector<FlushStep> steps;
  for (const Step& step : plan.steps) steps.push_back(explain(plan, step));
  return FlushPlan(std::move(steps));
}

// One of those that are called the same stands for all.
std::string FlushStep::to_string() const {
  std::string line = text;
  std::size_t named = 0;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (i > 0 && objects[i] == objects[i - 1]) continue;
    if (named == most_named) return line + "; ...";
    line += (named++ == 0 ? ": " : "; ") + objects[i];
  }
  return line;
}

FlushPlan::FlushPlan(std::vector<FlushStep> steps) : steps_(std::move(steps)) {}

std::string FlushPlan::to_string() const {
  std::string lines;
  for (const FlushStep& step : steps_) lines += step.to_string() + '\n';
  return lines;
}

}  // namespace orp
