// SPDX-License-Identifier: MIT
// What stands in a FROM: the tables that a program names there, and those that its columns and
// conditions imply. A pure function of the statement; the compiler prints its answer.
#pragma once
#include <string>
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// One item of FROM, with what is joined to it.
struct FromItem {
  Source source;
  std::vector<const JoinNode*> joins;
};

/// The sources of an expression's columns, each once, added to `sources`; not those of subqueries.
void collect_sources(const NodeRef& expression, std::vector<Source>& sources);
bool contains(const std::vector<Source>& sources, const Source& source);

/// The FROM of a select. A source that `enclosing` statements have is theirs (the subquery is
/// correlated) unless the select names it itself. Throws UsageError when nothing connects two items
/// or correlation leaves none.
std::vector<FromItem> from_items(const SelectNode& select, const std::vector<Source>& enclosing);

/// Sources that an outer join may leave empty.
std::vector<Source> outer_joined(const SelectNode& select);

/// The table's name for messages: of its entity, else its own.
std::string describe(const Source& source);

}  // namespace orp::sql
