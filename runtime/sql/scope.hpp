// SPDX-License-Identifier: MIT
// Which sources an expression or query names, and whose they are.
//
// Every walk that asks whose column it meets asks here.
//
// Rules
//  (1) A query's own sources are those of its FROM: what select_from() and joins say, the near
//      sides of joined relationships among them, and what its columns and conditions imply.
//  (2) A source that is only implied and that a statement around the query has as well is that
//      one's, and the query is correlated, when the query has another one beside it: a query whose
//      only source it is keeps it. correlate() says which those are, and leaves no others to them.
//  (3) What a query owns hides the same source outside, for it and for what is nested in it.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

using Sources = std::vector<Source>;

bool contains(const Sources& sources, const Source& source);

/// The sources of an expression's columns, each once, added to `sources`; not those of nested
/// queries.
void add_named_sources(const NodeRef& expression, Sources& sources);

/// The sources that an expression takes from the statement around it, whose own are `visible`: all
/// that are named in it and in nested queries, but for what those own.
Sources free_sources(const NodeRef& expression, const Sources& visible);

/// What the items of a select's FROM begin with.
struct FromHeads {
  Sources sources;
  bool is_correlated = false;  // others are the enclosing statements'
};
FromHeads from_heads(const SelectNode& select, const Sources& enclosing);

/// All sources that the FROM of a query in `enclosing` statements has.
Sources own_sources(const QueryNode& query, const Sources& enclosing);

}  // namespace orp::sql
