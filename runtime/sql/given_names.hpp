// SPDX-License-Identifier: MIT
// What a statement calls its tables, aliases, subqueries and CTEs, as far as the program says it.
//
// Rules
//  (1) In a whole statement, nested queries included, no two have one name: SQL takes the nearest
//      one that has it, and a column of another becomes one of that, without a word.
//  (2) Names that differ in capital and small letters alone are one: to some databases they are.
//  (3) A table under an alias has its own name still, which a CTE takes away.
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "sql/statement.hpp"

namespace orp::sql {

/// The name as it is compared with others. (2)
std::string folded(std::string_view name);

/// All of them, folded. Throws UsageError (ORP-1234) when two are the same.
std::set<std::string> given_names(const Node& statement);

}  // namespace orp::sql
