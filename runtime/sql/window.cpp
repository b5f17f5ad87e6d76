// SPDX-License-Identifier: MIT
// Windows and their functions, and what else is said of an aggregate, as nodes.
#include "orpiment/sql/window.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "sql/conversion_check.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

constexpr SqlType interval_type{.tag = TypeTag::interval};

[[noreturn]] void throw_window(std::string fault, std::string hint) {
  throw UsageError({.code = "ORP-1229", .message = std::move(fault), .hint = std::move(hint)});
}

template <class V>
NodeRef bound_value(const SqlType& type, const V& value) {
  return literal_of(type, FieldType::of<V>(), &value);
}

template <class V>
const V* value_of(const NodeRef& node, TypeTag tag) {
  const auto& value = as<LiteralNode>(node);
  return value.own_type.tag == tag ? static_cast<const V*>(value.field()) : nullptr;
}

/// A new node, to be changed, and the one reference to it.
WindowNode& changed_window(const NodeRef& window) {
  return const_cast<WindowNode&>(as<WindowNode>(window));
}
FunctionNode* copy_function(const NodeRef& function) {
  return new FunctionNode(as<FunctionNode>(function));
}

void check_offset(bool is_possible) {
  if (!is_possible)
    throw_window("the distance of a frame's end from the current row is less than zero",
                 "preceding(n) and following(n) take n >= 0");
}

NodeRef decimal_offset(const SqlType& term, const Decimal& offset) {
  const int scale = std::max<int>(term.scale, offset.scale());
  return bound_value(decimal_type(is_narrow(term), scale), offset);
}

bool takes_intervals(TypeTag tag) {
  return tag == TypeTag::date || tag == TypeTag::time || tag == TypeTag::timestamp ||
         tag == TypeTag::timestamptz;
}

/// The same distance as one between values of `term`; empty: there is none.
NodeRef measured(const SqlType& term, const NodeRef& offset) {
  const auto* const whole = value_of<std::int64_t>(offset, TypeTag::int64);
  if (term.tag == TypeTag::decimal) {
    const auto* const decimal = value_of<Decimal>(offset, TypeTag::decimal);
    if (decimal != nullptr) return decimal_offset(term, *decimal);
    return whole != nullptr ? decimal_offset(term, Decimal(*whole)) : NodeRef();
  }
  if (is_floating(term)) {
    if (whole != nullptr) return bound_value(float64_type, static_cast<double>(*whole));
    return value_type_of(offset).tag == TypeTag::float64 ? offset : NodeRef();
  }
  if (is_integer_type(term)) return whole != nullptr ? offset : NodeRef();
  const bool is_interval = value_type_of(offset).tag == TypeTag::interval;
  return is_interval && takes_intervals(term.tag) ? offset : NodeRef();
}

void measure(const WindowNode& window, FrameBound& bound) {
  if (!bound.offset) return;
  bound.offset =
      measured(backend::stored_type(value_type_of(window.order_by.front().node())), bound.offset);
  if (!bound.offset)
    throw_window("range() is measured otherwise than what the window is ordered by",
                 "integers by an integer, doubles by a double, decimals by a decimal, dates and "
                 "times by an interval");
}

void check_counted(const FrameBound& bound) {
  if (bound.offset && value_type_of(bound.offset).tag != TypeTag::int64)
    throw_window("a frame of rows or groups counts by something else than a whole number",
                 "rows(preceding(2), current_row); range() measures values");
}

void check_ends(const Frame& frame) {
  if (frame.start.edge <= frame.end.edge && frame.start.edge != unbounded_following &&
      frame.end.edge != unbounded_preceding)
    return;
  throw_window("a frame ends before it begins",
               "its start first, then its end: "
               "rows(preceding(2), current_row)");
}

/// Brings the frame to what the order says.
void settle_frame(WindowNode& window) {
  Frame& frame = *window.frame;
  check_ends(frame);
  if (window.is_measured()) {
    if (window.order_by.size() != 1)
      throw_window("range() with a distance needs an order_by() of one term",
                   "that of which it is a distance; rows() and groups() count");
    measure(window, frame.start);
    return measure(window, frame.end);
  }
  check_counted(frame.start);
  check_counted(frame.end);
  if (frame.unit == FrameUnit::groups && window.order_by.empty())
    throw_window("groups() needs an order_by()", "rows that it does not tell apart are a group");
}

}  // namespace

NodeRef make_frame_offset(std::int64_t offset) {
  check_offset(offset >= 0);
  return bound_value(int64_type, offset);
}

NodeRef make_frame_offset(double offset) {
  check_offset(offset >= 0);
  return bound_value(float64_type, offset);
}

NodeRef make_frame_offset(const Decimal& offset) {
  check_offset(!(offset < Decimal(0)));
  return literal_decimal(offset);
}

NodeRef make_frame_offset(const Interval& offset) { return bound_value(interval_type, offset); }

NodeRef make_window() { return make<WindowNode>(); }

NodeRef make_named_window(std::string_view name) {
  check_given_name(name, "name of a window");
  NodeRef window = make_window();
  changed_window(window).name = name;
  return window;
}

NodeRef copy_window(const NodeRef& window) { return as<WindowNode>(window).copy(); }

void add_to_window(const NodeRef& window, const std::vector<NodeRef>& partition) {
  std::vector<NodeRef>& terms = changed_window(window).partition;
  terms.insert(terms.end(), partition.begin(), partition.end());
}

void add_to_window(const NodeRef& window, const std::vector<Ordering>& order) {
  std::vector<Ordering>& terms = changed_window(window).order_by;
  terms.insert(terms.end(), order.begin(), order.end());
}

void add_to_window(const NodeRef& window, const Frame& frame) {
  changed_window(window).frame = frame;
}

NodeRef make_over(const NodeRef& function, const NodeRef& window) {
  WindowNode& changed = changed_window(window);
  if (changed.frame) settle_frame(changed);
  const auto& of = as<FunctionNode>(function);
  const std::string name(function_name(of));
  if (of.distinct)
    throw_window(name + "() of distinct values has no over()", "no database counts them so");
  if (!of.order_by.empty())
    throw_window(name + "() of values in an order has no over()", "the window has an order");
  FunctionNode* const node = copy_function(function);
  node->window = window;
  return NodeRef::adopt(node);
}

NodeRef make_ntile(std::int32_t count) {
  if (count < 1) throw_window("ntile() makes " + std::to_string(count) + " parts", "one or more");
  return make_function(Function::ntile, {bound_value(int32_type, count)});
}

NodeRef make_nth_value(NodeRef value, std::int32_t number) {
  if (number < 1)
    throw_window("nth_value() asks for row " + std::to_string(number), "the first one is 1");
  NodeRef result = make_function(Function::nth_value, {std::move(value)});
  own<FunctionNode>(result).arguments.push_back(bound_value(int32_type, number));
  return result;
}

NodeRef make_shifted(Function function, NodeRef value, std::int32_t offset, NodeRef otherwise) {
  NodeRef result = make_function(function, {std::move(value)});
  auto& node = own<FunctionNode>(result);
  if (offset < 0)
    throw_window(
        "the offset of " + std::string(function_name(node)) + "() is " + std::to_string(offset),
        "lag() looks back, lead() ahead");
  node.arguments.push_back(bound_value(int32_type, offset));
  if (!otherwise) return result;
  const SqlType& type = value_type_of(otherwise);
  check_same_storage(value_type_of(node.arguments.front()), type);
  node.own_type = common_type(node.own_type, type);
  node.arguments.push_back(std::move(otherwise));
  return result;
}

NodeRef add_filter(const NodeRef& function, NodeRef condition) {
  FunctionNode* const node = copy_function(function);
  NodeRef result = NodeRef::adopt(node);
  node->filter = make_and(std::move(node->filter), std::move(condition));
  return result;
}

NodeRef add_function_order(const NodeRef& function, const std::vector<Ordering>& terms) {
  FunctionNode* const node = copy_function(function);
  node->order_by.insert(node->order_by.end(), terms.begin(), terms.end());
  return NodeRef::adopt(node);
}

NodeRef make_percentile(Function function, double fraction) {
  if (!(fraction >= 0 && fraction <= 1))
    throw_window("a percentile is asked for at " + std::to_string(fraction),
                 "a fraction from 0 to 1: 0.5 is the median");
  return make_function(function, {bound_value(float64_type, fraction)});
}

NodeRef make_within_group(const NodeRef& function, const Ordering& term) {
  NodeRef result = add_function_order(function, {term});
  auto& node = own<FunctionNode>(result);
  if (node.function != Function::percentile_cont)
    node.own_type = standard_form(value_type_of(term.node()));
  return result;
}

}  // namespace orp::sql
