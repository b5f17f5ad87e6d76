// SPDX-License-Identifier: MIT
#include "sql/children.hpp"

#include <string>

#include "orpiment/base/error.hpp"

namespace orp::sql {

bool is_run(const Node& node) {
  const auto* const binary = as_if<BinaryNode>(node);
  return binary != nullptr &&
         (binary->operation == BinaryOp::logical_and || binary->operation == BinaryOp::logical_or);
}

void NestingLevel::throw_too_deep() {
  throw UsageError(
      {.code = "ORP-1216",
       .message = "an expression is nested more than " + std::to_string(deepest) + " levels deep",
       .hint =
           "use in_() or between() in place of many operators, calculate a part in "
           "the program, or give in between to a subquery() or cte() of fewer steps; && and || of "
           "any number of conditions are one level"});
}

}  // namespace orp::sql
