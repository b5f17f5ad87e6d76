// SPDX-License-Identifier: MIT
#include "orpiment/sql/grouping_sets.hpp"

#include <string_view>

#include "sql/grouping_node.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

void add_terms(const NodeRef& term, std::vector<NodeRef>& found) {
  const auto* const list = as_if<GroupingNode>(term);
  if (list == nullptr || !list->is_list()) return found.push_back(term);
  for (const NodeRef& each : list->terms) add_terms(each, found);
}

std::string_view word_before(GroupingKind kind) {
  switch (kind) {
    case GroupingKind::set:
      break;
    case GroupingKind::sets:
      return "GROUPING SETS ";
    case GroupingKind::rollup:
      return "ROLLUP ";
    case GroupingKind::cube:
      return "CUBE ";
    case GroupingKind::call:
      return "GROUPING";
  }
  return {};
}

}  // namespace

NodeRef make_grouping(GroupingKind kind, std::vector<NodeRef> terms) {
  return make<GroupingNode>(kind, std::move(terms));
}

std::vector<NodeRef> group_terms(const std::vector<NodeRef>& group_by) {
  std::vector<NodeRef> found;
  for (const NodeRef& term : group_by) add_terms(term, found);
  return found;
}

std::vector<NodeRef> terms_of_some_groups(const std::vector<NodeRef>& group_by) {
  std::vector<NodeRef> found;
  for (const NodeRef& term : group_by) {
    const auto* const list = as_if<GroupingNode>(term);
    if (list != nullptr && list->grouping != GroupingKind::set) add_terms(term, found);
  }
  return found;
}

void Renderer::grouping(const GroupingNode& node) {
  check_known(facts().has_grouping_sets, "GROUPING SETS, ROLLUP and CUBE",
              "put queries of one grouping each together by union_all()");
  out_ += word_before(node.grouping);
  out_ += '(';
  for (const NodeRef& term : node.terms) {
    if (&term != &node.terms.front()) out_ += ", ";
    expression(term);
  }
  out_ += ')';
}

}  // namespace orp::sql
