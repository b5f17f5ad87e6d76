// SPDX-License-Identifier: MIT
// DISTINCT ON and WITH TIES where the database has none: the rows are numbered within a derived
// table, and the numbers choose among them. And distinct rows in an order that the database takes
// around them alone, such as that of the labels of an enumeration that is kept as texts.
#include <algorithm>
#include <utility>
#include <vector>

#include "orpiment/sql/window.hpp"
#include "sql/builder.hpp"
#include "sql/grouping.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

/// The terms as they may stand where labels have no meaning.
std::vector<Ordering> order_of(const SelectNode& select) {
  std::vector<Ordering> terms;
  for (const Ordering& term : select.order_by)
    terms.emplace_back(without_label(term.node()), term.is_descending(), term.nulls());
  return terms;
}

NodeRef numbered(Function function, const std::vector<NodeRef>& partition,
                 const std::vector<Ordering>& order) {
  const NodeRef window = make_window();
  add_to_window(window, partition);
  add_to_window(window, order);
  return make_over(make_function(function, {}), window);
}

/// The select with its elements and `numbers` behind them, wrapped: `numbers` become the columns
/// that these are in the select around.
SelectBuilder wrapped(SelectNode inner, std::vector<NodeRef>& numbers) {
  for (const NodeRef& number : numbers)
    inner.elements.push_back({.expression = number, .type = {value_type_of(number), {}}});
  inner.distinct_on.clear();
  inner.limit = {};
  inner.offset = {};
  inner.with_ties = false;
  SelectBuilder builder(make<SelectNode>(std::move(inner)));
  builder.wrap(true);
  NodeRef outer = builder.node();
  std::vector<Element>& elements = own<SelectNode>(outer).elements;
  for (std::size_t i = numbers.size(); i-- > 0; elements.pop_back())
    numbers[i] = elements.back().expression;
  return SelectBuilder(std::move(outer));
}

NodeRef first_of_each(const SelectNode& select) {
  std::vector<NodeRef> numbers{
      numbered(Function::row_number, select.distinct_on, order_of(select))};
  SelectBuilder outer = wrapped(select, numbers);
  outer.where(make_binary(BinaryOp::equal, numbers[0], number("1")));
  NodeRef result = outer.node();
  own<SelectNode>(result).limit = select.limit;
  own<SelectNode>(result).offset = select.offset;
  return result;
}

/// Of the rows behind the offset those up to the last one of the limit, and those beside it.
NodeRef with_its_ties(const SelectNode& select) {
  const std::vector<Ordering> order = order_of(select);
  std::vector<NodeRef> numbers{numbered(Function::rank, {}, order)};
  if (select.offset) numbers.push_back(numbered(Function::row_number, {}, order));
  SelectBuilder outer = wrapped(select, numbers);
  NodeRef last = select.limit;
  if (select.offset) last = make_binary(BinaryOp::add, last, select.offset);
  outer.where(make_binary(BinaryOp::less_equal, numbers[0], std::move(last)));
  if (select.offset) outer.where(make_binary(BinaryOp::greater, numbers[1], select.offset));
  return outer.node();
}

}  // namespace

NodeRef Lowering::ranked(const SelectNode& select) const {
  const bool lacks_kinds = !select.distinct_on.empty() && !facts().has_distinct_on;
  const bool lacks_ties = select.with_ties && !facts().has_ties;
  if (lacks_kinds == lacks_ties || select.elements.empty()) return {};
  // What is counted otherwise, or ordered by what only the program knows, is refused where it is
  // printed.
  if (is_ordered_by_text(select) || select.distinct || (lacks_ties && select.order_by.empty()))
    return {};
  return lacks_kinds ? first_of_each(select) : with_its_ties(select);
}

bool Lowering::is_ordered_as_selected(const SelectNode& select, const NodeRef& term,
                                      const Targets& targets) {
  const NodeRef& value = without_label(term);
  if (dialect_.is_wrapped_when_read(value_type_of(value))) return false;
  const NodeRef printed = order_term(select, term);
  if (is_selected_label(select, printed)) return true;
  for (std::size_t i = 0; i < select.elements.size(); ++i) {
    const Element& element = select.elements[i];
    if (!element.is_entity() && is_same(without_label(element.expression), value))
      return is_same(without_label(selected(select, i, targets)), without_label(printed));
  }
  return is_same(value, without_label(printed));
}

NodeRef Lowering::ordered_around(const SelectNode& select, const Targets& targets) {
  if (!facts().orders_distinct_as_selected || !select.distinct || !select.distinct_on.empty() ||
      select.elements.empty() || is_ordered_by_text(select))
    return {};
  const bool is_as_selected = std::all_of(
      select.order_by.begin(), select.order_by.end(),
      [&](const Ordering& term) { return is_ordered_as_selected(select, term.node(), targets); });
  if (is_as_selected) return {};
  std::vector<NodeRef> none;
  NodeRef result = wrapped(select, none).node();
  SelectNode& outer = own<SelectNode>(result);
  outer.limit = select.limit;
  outer.offset = select.offset;
  outer.with_ties = select.with_ties;
  return result;
}

}  // namespace orp::sql
