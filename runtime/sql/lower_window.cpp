// SPDX-License-Identifier: MIT
// Which rows a function sees: of an aggregate its order and its filter, of any its window. An
// aggregate that stands for another one, or is a part of what does, sees the same.
#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/grouping.hpp"
#include "sql/lowering.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"

namespace orp::sql {
namespace {

[[noreturn]] void throw_unknown(std::string fault, std::string hint) {
  throw UsageError({.code = "ORP-1228", .message = std::move(fault), .hint = std::move(hint)});
}

}  // namespace

NodeRef Lowering::clause(const FunctionNode& function, std::size_t number, const NodeRef& node) {
  const bool is_term = number < function.arguments.size() + function.order_by.size();
  return is_term ? ordered(node) : (*this)(node);
}

NodeRef Lowering::same_rows(NodeRef call, const FunctionNode& of) {
  auto& changed = own<FunctionNode>(call);
  changed.distinct = of.distinct;
  for (const Ordering& term : of.order_by)
    changed.order_by.emplace_back(ordered(term.node()), term.is_descending(), term.nulls());
  if (of.filter) changed.filter = (*this)(of.filter);
  if (of.window) changed.window = (*this)(of.window);
  return call;
}

void Lowering::check_function(const FunctionNode& node) const {
  const std::string database(facts().name);
  const std::string name(function_name(node));
  if (node.distinct && node.arguments.size() > 1 && !facts().has_distinct_pairs)
    throw_unknown(database + " has no DISTINCT in " + name + "() with a separator",
                  "take it of a subquery of distinct() values");
  if (node.distinct && facts().orders_distinct_as_selected && !is_ordered_by_values(node))
    throw_unknown(database + " orders distinct values within " + name +
                      "() by nothing but these, as it keeps them",
                  "take it of a subquery of distinct() values");
  if (is_ordered_set(node.function)) {
    if (!facts().has_ordered_sets)
      throw_unknown(database + " has no " + name + "()", "calculate it in the program");
  } else if (!node.order_by.empty() && !facts().orders_aggregates) {
    throw_unknown(database + ", as it is here, has no order within " + name + "()",
                  "select the values in that order, and join them in the program");
  }
}

bool Lowering::is_ordered_by_values(const FunctionNode& node) const {
  return std::all_of(node.order_by.begin(), node.order_by.end(), [&](const Ordering& term) {
    return has_text(term.node()) ||
           (contains(node.arguments, without_label(term.node())) &&
            order_of(stored_type_of(term.node())) == backend::Order::native);
  });
}

NodeRef Lowering::ordered_set(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  const NodeRef& value = of.order_by.front().node();
  if (of.function == Function::percentile_disc &&
      order_of(stored_type_of(value)) != backend::Order::native)
    throw_unknown("percentile_disc() is asked of values that " + std::string(facts().name) +
                      " keeps in a form without their order",
                  "select them in their order, and choose in the program");
  return with_children(node, [&](const NodeRef& child) {
    return child == value ? standard(child) : (*this)(child);
  });
}

void Lowering::check_measure(const WindowNode& node) const {
  if (!node.is_measured() || facts().measures_intervals) return;
  for (const FrameBound* bound : {&node.frame->start, &node.frame->end})
    if (bound->offset && value_type_of(bound->offset).tag == TypeTag::interval)
      throw_unknown(std::string(facts().name) + " does not measure a range() by intervals",
                    "rows() or groups(), or order by a number");
}

NodeRef Lowering::window(const NodeRef& node) {
  const auto& of = as<WindowNode>(node);
  check_measure(of);
  const std::size_t terms = of.partition.size() + of.order_by.size();
  const NodeRef* const offset = !of.is_measured()        ? nullptr
                                : of.frame->start.offset ? &of.frame->start.offset
                                                         : &of.frame->end.offset;
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    const std::size_t at = number++;
    if (at < of.partition.size()) return one_spelling(child);
    if (at >= terms) return child;  // a distance, bound as it is
    const bool is_scaled_by =
        offset != nullptr && are_scaled(stored_type_of(child), stored_type_of(*offset));
    return is_scaled_by ? scaled(child, value_type_of(*offset).scale) : ordered(child);
  });
}

}  // namespace orp::sql
