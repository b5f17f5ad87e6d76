// SPDX-License-Identifier: MIT
// Queries of queries: WITH, derived tables, set operations.
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/derived.hpp"
#include "sql/lower.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

std::string_view word_of(SetOperation operation) {
  switch (operation) {
    case SetOperation::union_distinct:
      return " UNION ";
    case SetOperation::union_all:
      return " UNION ALL ";
    case SetOperation::intersect:
      return " INTERSECT ";
    case SetOperation::intersect_all:
      return " INTERSECT ALL ";
    case SetOperation::except:
      return " EXCEPT ";
    case SetOperation::except_all:
      return " EXCEPT ALL ";
  }
  return {};
}

std::string_view word_of(Materialized materialized) {
  switch (materialized) {
    case Materialized::yes:
      return "MATERIALIZED ";
    case Materialized::no:
      return "NOT MATERIALIZED ";
    case Materialized::by_default:
      break;
  }
  return {};
}

/// It can stand between two operators as it is.
bool is_plain(const QueryNode& query) {
  const auto* const select = as_if<SelectNode>(query);
  return select != nullptr && select->order_by.empty() && !select->limit && !select->offset &&
         !select->locks && select->affixes.empty();
}

}  // namespace

void Renderer::check_known(bool is_known, const char* what, const char* hint) const {
  if (is_known) return;
  throw UsageError({.code = "ORP-1235",
                    .message = std::string(facts().name) + " does not know " + what,
                    .hint = hint});
}

void Renderer::ctes(const Node& statement) {
  const std::vector<const CteNode*> all = ctes_of(statement);
  bool is_recursive = false;
  for (const CteNode* each : all) is_recursive = is_recursive || each->is_recursive;
  for (const CteNode* each : all) {
    out_ += each != all.front() ? ", " : is_recursive ? "WITH RECURSIVE " : "WITH ";
    cte(*each);
  }
  if (!all.empty()) out_ += ' ';
}

void Renderer::cte(const CteNode& node) {
  check_known(facts().has_writing_ctes || as_write(*node.query) == nullptr,
              "INSERT, UPDATE or DELETE in WITH",
              "run it before the statement, and give it what it returned");
  const std::string& name = names_.name_of_cte(as<CteNameNode>(node.name));
  if (node.is_recursive) recursion_ = name;
  quote(name);
  out_ += " AS ";
  out_ += word_of(node.materialized);
  named_rows(node.query);
}

void Renderer::named_rows(const NodeRef& query) {
  check_outer_joins(*query);
  subselect(lower(query, dialect_), true);
}

void Renderer::derived(const DerivedNode& node, const std::string& name) {
  if (node.function) {
    table_function(node);
  } else if (node.cte) {
    quote(names_.name_of_cte(*node.cte_name()));
    if (!node.is_second) return;
  } else if (node.is_lateral) {
    check_known(facts().has_lateral, "LATERAL", "a window function numbers the rows of a group");
    out_ += "LATERAL ";
    named_rows(node.query);
  } else if (node.sees_around) {
    named_rows(node.query);
  } else {
    // It sees nothing of the statement around it.
    Sources around;
    around.swap(visible_);
    named_rows(node.query);
    visible_.swap(around);
  }
  out_ += " AS ";
  quote(name);
  if (node.function) names_of_columns(node);
}

// In a WITH of its own a database that takes one member names the rows as often as it likes.
void Renderer::recursion(const CompoundNode& node) {
  member(node.members.front().query);
  out_ += word_of(node.members[1].operation);
  out_ += "(WITH ";
  quote(recursion_);
  out_ += " AS (SELECT * FROM ";
  quote(recursion_);
  out_ += ") ";
  for (std::size_t i = 1; i < node.members.size(); ++i) {
    if (i > 1) out_ += word_of(SetOperation::union_all);
    member(node.members[i].query);
  }
  out_ += ')';
}

void Renderer::compound(const CompoundNode& node) {
  const bool names_often = node.is_recursive && node.members.size() > 2;
  if (names_often && !facts().recurses_in_several) return recursion(node);
  for (const CompoundNode::Member& each : node.members) {
    const bool repeats =
        each.operation == SetOperation::intersect_all || each.operation == SetOperation::except_all;
    check_known(!repeats || facts().has_all_of_sets, "INTERSECT ALL and EXCEPT ALL",
                "leave the ALL out");
    if (&each != &node.members.front()) out_ += word_of(each.operation);
    member(each.query);
  }
  terms_in_order(node.order_by, " ORDER BY ", &node);
  limit(node);
}

void Renderer::member(const NodeRef& query) {
  if (is_plain(as<QueryNode>(query))) return expression(query);
  out_ += "SELECT * FROM ";
  in_parentheses(query, true);
  out_ += " AS ";
  quote(names_.next_unnamed());
}

}  // namespace orp::sql
