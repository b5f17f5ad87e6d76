// SPDX-License-Identifier: MIT
// IN: values among those of lists, or of a query, in the form in which both are compared.
#include <cstddef>
#include <vector>

#include "meta/stored_as.hpp"
#include "sql/lowering.hpp"
#include "sql/types.hpp"

namespace orp::sql {

NodeRef Lowering::in(const NodeRef& node) {
  const auto& of = as<InNode>(node);
  if (of.query) return in_query(node);
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    if (number == of.keys.size()) return child;  // the lists come last
    const SqlType& element = stored_type_of(of.keys[number++]);
    if (compare_as_kept(stored_type_of(child), element)) return as_one_number(child);
    if (is_text_of_others(element)) return decimal_text(child, element.scale, element);
    if (are_scaled(value_type_of(child), element)) {
      check_digits(element);
      return scaled_or_real(child, element.scale);
    }
    return is_text_decimal(element) ? comparable_text(child, element) : standard(child);
  });
}

Lowering::Meeting Lowering::meeting(const SqlType& type, const SqlType& element) const {
  if (compare_as_kept(type, element)) {
    if (!is_floating(type.stored_as)) return {nullptr, true};
    return {type.scale < element.scale ? &element : &type, true};
  }
  if (differ_as_labels(type, element)) return {&type};
  const bool are_integers = are_scaled(type, element);
  if (are_integers || (is_text_decimal(type) && is_text_decimal(element))) {
    const SqlType& common = result_type(BinaryOp::add, type, element);
    if (are_integers) check_digits(common);
    return {&common};
  }
  const bool are_standard = dialect_.is_standard(type) && dialect_.is_standard(element);
  return {are_standard ? nullptr : &standard_form(type)};
}

NodeRef Lowering::in_query(const NodeRef& node) {
  const auto& of = as<InNode>(node);
  const std::vector<Element>& elements = as<QueryNode>(of.query).result_elements();
  std::vector<Meeting> meetings;
  Targets targets{.types = {}, .are_compared = true};
  bool is_kept = true;
  for (std::size_t i = 0; i < of.operands.size(); ++i) {
    meetings.push_back(meeting(stored_type_of(of.operands[i]), elements[i].type));
    targets.types.push_back(meetings.back().common);
    is_kept = is_kept && meetings.back().common == nullptr;
  }
  if (is_kept) return operands(node);
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    if (child == of.query) return query(child, targets);
    const Meeting& how = meetings[number++];
    if (how.common == nullptr) return (*this)(child);
    return how.are_as_kept ? as_one_number(child) : comparable(child, *how.common);
  });
}

}  // namespace orp::sql
