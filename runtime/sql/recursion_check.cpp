// SPDX-License-Identifier: MIT
#include "sql/recursion_check.hpp"

#include <algorithm>
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/from_clause.hpp"
#include "sql/grouping.hpp"
#include "sql/source_walk.hpp"

namespace orp::sql {

namespace {

[[noreturn]] void throw_not_recursive(const char* fault, const char* hint) {
  throw UsageError({.code = "ORP-1238",
                    .message = std::string("the query that a recursive CTE goes on with ") + fault,
                    .hint = hint});
}

std::size_t times_named(const Node& member, const CteNameNode& cte) {
  std::size_t times = 0;
  SourceWalk walk(
      [&](const Source& source) {
        const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
        if (derived != nullptr && derived->cte_name() == &cte) ++times;
      },
      [](const Source&) {});
  walk.visit(member);
  return times;
}

bool is_named_in(const Sources& sources, const CteNameNode& cte) {
  return std::any_of(sources.begin(), sources.end(), [&cte](const Source& source) {
    const auto* const derived = source.alias ? as_if<DerivedNode>(source.alias) : nullptr;
    return derived != nullptr && derived->cte_name() == &cte;
  });
}

bool has_window(const SelectNode& select) {
  return std::any_of(select.elements.begin(), select.elements.end(), [](const Element& element) {
    return !element.is_entity() && has(element.expression, is_windowed);
  });
}

}  // namespace

// (1), (2)
void check_recursive_member(const NodeRef& member, const CteNameNode& cte) {
  const auto* const select = as_if<SelectNode>(member);
  if (select == nullptr)
    throw_not_recursive(
        "is a set of queries",
        "one select; give the others as functions of their own, which go by the same kind of "
        "UNION");
  const std::size_t times = times_named(*member, cte);
  if (times == 0)
    throw_not_recursive("does not name the rows it is given", "join() them to where they lead");
  if (times > 1) throw_not_recursive("names the rows it is given twice", "name them once");
  if (!is_named_in(own_sources(*select, {}), cte))
    throw_not_recursive("names the rows it is given in a subquery alone", "join() them");
  if (is_named_in(outer_joined(*select), cte))
    throw_not_recursive("has the rows it is given on the far side of an outer join",
                        "join() them, or begin with them");
  if (selects_groups(*select) || has_window(*select))
    throw_not_recursive("has groups, an aggregate or a window function",
                        "calculate that in a query of the CTE");
  if (!select->order_by.empty() || select->limit || select->offset)
    throw_not_recursive("has an order or a limit", "order and limit a query of the CTE");
}

}  // namespace orp::sql
