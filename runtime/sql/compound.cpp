// SPDX-License-Identifier: MIT
#include "sql/compound.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/conversion_check.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/types.hpp"

namespace orp::sql {

namespace {

/// Which holds the values of both.
const SqlType& type_of_both(const SqlType& a, const SqlType& b) {
  check_same_storage(a, b);
  if (is_number(a) && is_number(b)) {
    const bool is_same = a.tag == b.tag && a.scale == b.scale && is_kept_alike(a, b);
    return is_same ? a : result_type(BinaryOp::add, a, b);
  }
  if (a.conversion != nullptr || b.conversion != nullptr) return a;
  return is_kept_alike(a, b) ? a : standard_form(a);
}

void widen(Element& element, const Element& other, ResultField field) {
  if (element.is_entity()) {
    element.is_optional = element.is_optional || other.is_optional;
    return;
  }
  const SqlType& common = type_of_both(element.type, other.type);
  const TypeTag tag = element.type.tag;
  element.type = {common, field.field};
  if (is_number(common) && common.tag != TypeTag::decimal) element.type.tag = tag;
}

[[noreturn]] void throw_too_many_digits(const Element& element) {
  throw UsageError(
      {.code = "ORP-1236",
       .message = "a member of a recursive CTE has more digits after the point for " +
                  natural_name(element.expression) + " than its first member",
       .hint = "cast the first member's: cast<Decimal>(expression, precision, scale)"});
}

/// Of a member of a recursion beside the columns of its CTE.
void check_member_digits(const std::vector<Element>& results, const NodeRef& member) {
  const std::vector<Element>& others = as<QueryNode>(member).result_elements();
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Element& element = results[i];
    if (element.is_entity()) continue;
    check_same_storage(element.type, others.at(i).type);
    if (scale_of(others[i].type) > scale_of(element.type)) throw_too_many_digits(element);
  }
}

/// More of the same operation may follow it: nothing but that stands in it.
bool goes_on(const CompoundNode& compound, SetOperation operation) {
  const bool is_alike =
      std::all_of(compound.members.begin() + 1, compound.members.end(),
                  [operation](const auto& member) { return member.operation == operation; });
  return is_alike && compound.order_by.empty() && !compound.limit && !compound.offset;
}

}  // namespace

bool CompoundNode::is_distinct() const {
  return std::any_of(members.begin() + 1, members.end(), [](const Member& member) {
    return member.operation != SetOperation::union_all;
  });
}

void check_query(const NodeRef& node) {
  if (as_query(node) != nullptr) return;
  throw UsageError({.code = "ORP-1237",
                    .message = "a text(), or a statement that writes, stands within a query, where "
                               "only selects and sets of them can",
                    .hint = "run it by itself, and give its values to the query"});
}

NodeRef make_recursion(const NodeRef& anchor, SetOperation operation, View<NodeRef> members) {
  auto* const made = new CompoundNode();
  NodeRef result = NodeRef::adopt(made);
  made->is_recursive = true;
  made->members.push_back({operation, anchor});
  made->results = as<QueryNode>(anchor).result_elements();
  for (const NodeRef& member : members) {
    check_member_digits(made->results, member);
    made->members.push_back({operation, member});
  }
  return result;
}

NodeRef make_compound(const NodeRef& first, SetOperation operation, const NodeRef& second,
                      View<ResultField> fields) {
  check_query(second);
  const auto* const before = as_if<CompoundNode>(first);
  NodeRef result = before != nullptr && goes_on(*before, operation) ? first : NodeRef();
  if (!result) {
    auto* const made = new CompoundNode();
    result = NodeRef::adopt(made);
    made->members.push_back({operation, first});
    made->results = as<QueryNode>(first).result_elements();
  }
  CompoundNode& compound = own<CompoundNode>(result);
  compound.members.push_back({operation, second});
  const std::vector<Element>& others = as<QueryNode>(second).result_elements();
  for (std::size_t i = 0; i < compound.results.size(); ++i)
    widen(compound.results[i], others.at(i), fields[i]);
  return result;
}

}  // namespace orp::sql
