// SPDX-License-Identifier: MIT
// How a database means to run a statement, for people who look for a missing index:
//
//     std::cout << connection.explain(orp::select<User>().where(User::c.email == "a@b.c"));
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "orpiment/backend/plan_step.hpp"

namespace orp {

/// What explain() does.
struct ExplainOptions {
  /// Runs the statement, and tells what it took. What it writes is written. UsageError (ORP-1375)
  /// where the database measures nothing.
  bool analyze = false;
};

/// The steps of a plan, each before those that it takes rows from.
struct ExplainedPlan {
  std::vector<PlanStep> steps;  ///< in that order

  /// A line a step, indented by its depth.
  std::string to_string() const;

  friend std::ostream& operator<<(std::ostream& out, const ExplainedPlan& plan);
};

}  // namespace orp
