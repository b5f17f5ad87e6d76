// SPDX-License-Identifier: MIT
// What stands in a FROM, and what is joined to what. A pure function of the statement; the compiler
// prints its answer.
#pragma once
#include <string>
#include <vector>

#include "sql/scope.hpp"

namespace orp::sql {

/// One item of FROM, with what is joined to it.
struct FromItem {
  Source source;
  std::vector<const JoinNode*> joins;
};

/// The FROM of a select in `enclosing` statements. Throws UsageError when nothing connects two
/// items or correlation leaves none.
std::vector<FromItem> from_items(const SelectNode& select, const Sources& enclosing);

/// Sources that an outer join may leave empty.
Sources outer_joined(const SelectNode& select);

/// "users", "people AS boss", "a derived table": for messages.
std::string source_name(const Source& source);

}  // namespace orp::sql
