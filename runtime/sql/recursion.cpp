// SPDX-License-Identifier: MIT
// What a recursion knows of its rows, in columns like any others: each query that it is of has the
// same ones, after its own. Databases that have SEARCH and CYCLE make just these of them, and know
// them of one query alone, so that they are spelled out everywhere.
#include "orpiment/sql/recursion.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "sql/compound.hpp"
#include "sql/derived.hpp"
#include "sql/own.hpp"
#include "sql/recursion_check.hpp"
#include "sql/row_node.hpp"
#include "sql/types.hpp"

namespace orp::sql {

using backend::Operation;

namespace {

// The rows on the way: databases know their type, and nothing reads it.
constexpr SqlType path_type{.tag = TypeTag::bytes};

enum class Part : std::uint8_t { depth, is_cycle, path, order };

/// Which columns there are: what programs read first, as they stand in its tracks.
struct Columns {
  explicit Columns(View<Track> tracks) {
    for (const Track& track : tracks) {
      if (track.kind == TrackKind::depth) parts.push_back(Part::depth);
      if (track.kind == TrackKind::cycle) parts.push_back(Part::is_cycle);
      if (track.kind == TrackKind::cycle) cycle = &track;
      if (track.kind >= TrackKind::depth_first) order = &track;
    }
    const bool counts = order != nullptr && order->kind == TrackKind::breadth_first;
    if (counts && !has(Part::depth)) parts.push_back(Part::depth);
    if (cycle != nullptr) parts.push_back(Part::path);
    if (order != nullptr) parts.push_back(Part::order);
  }
  bool has(Part part) const { return std::find(parts.begin(), parts.end(), part) != parts.end(); }

  std::vector<Part> parts;
  const Track* cycle = nullptr;
  const Track* order = nullptr;
};

NodeRef literal_int(std::int32_t value) {
  return literal_of(int32_type, FieldType::of<std::int32_t>(), &value);
}

const NodeRef* column_of_depth(View<Track> tracks) {
  for (const Track& track : tracks)
    if (track.kind == TrackKind::depth) return &track.column;
  return nullptr;
}

NodeRef value_at(const Element& element, std::size_t column) {
  if (!element.is_entity()) return without_label(element.expression);
  return make_column(*element.source.entity, element.column(column), element.source.alias);
}

/// The values of a query in the columns that the first one, whose elements are `first`, is asked
/// for; as that one has them.
std::vector<NodeRef> values_of(const std::vector<Element>& elements,
                               const std::vector<Element>& first, const Track& track) {
  std::vector<NodeRef> values;
  for (const NodeRef& column : track.by) {
    const QueryColumn at = query_column_of(first, column);
    NodeRef value =
        value_at(elements.at(static_cast<std::size_t>(at.element - first.data())), at.column);
    const SqlType& type = backend::stored_type(at.type());
    if (is_number(type) && type.tag != backend::stored_type(*expression(value).type).tag)
      value = make<CastNode>(type, std::move(value));
    values.push_back(std::move(value));
  }
  return values;
}

NodeRef path_operation(Operation operation, NodeRef path, NodeRef row) {
  const bool is_condition = operation == Operation::path_has;
  std::vector<NodeRef> operands;
  if (path) operands.push_back(std::move(path));
  operands.push_back(std::move(row));
  return make_operation(operation, is_condition ? boolean_type : path_type, std::move(operands));
}

/// A column of the rows that a query goes on from.
NodeRef column_before(const NodeRef& begun, std::size_t first, const Columns& columns, Part part) {
  const auto at = std::find(columns.parts.begin(), columns.parts.end(), part);
  const auto position = first + static_cast<std::size_t>(at - columns.parts.begin());
  const std::vector<Element>& elements = elements_of(as<DerivedNode>(begun));
  return make<DerivedColumnNode>(query_column_at(elements, position).type(), begun,
                                 static_cast<std::uint16_t>(position));
}

void add_part(NodeRef& query, Part part, const NodeRef& value) {
  switch (part) {
    case Part::depth:
      return add_value(query, value, {FieldType::of<std::int32_t>(), TypeTag::int32});
    case Part::is_cycle:
      return add_value(query, value, {FieldType::of<bool>(), TypeTag::boolean});
    case Part::path:
    case Part::order:
      return add_value(query, value, {FieldType::of<Bytes>(), TypeTag::bytes});
  }
}

NodeRef row_with(NodeRef depth, std::vector<NodeRef> values) {
  values.insert(values.begin(), std::move(depth));
  return make<RowNode>(std::move(values));
}

}  // namespace

NodeRef make_depth(std::string_view name) { return make_label(literal_int(0), name); }

NodeRef make_is_cycle() { return make_label(make_false(), "is_cycle"); }

NodeRef make_search_order() { return make_false(); }

NodeRef with_tracks(const NodeRef& first, View<Track> tracks) {
  const auto* const select = as_if<SelectNode>(first);
  if (select == nullptr)
    throw UsageError({.code = "ORP-1238",
                      .message = "a recursion that tracks its rows begins with a set of queries",
                      .hint = "begin with a select from the set's subquery()"});
  const Columns columns(tracks);
  const std::vector<Element>& elements = select->elements;
  NodeRef depth = make_depth("depth");
  if (const NodeRef* const asked = column_of_depth(tracks)) depth = *asked;
  const auto row = [&](const Track& track) {
    return make<RowNode>(values_of(elements, elements, track));
  };
  const auto value = [&](Part part) {
    if (part == Part::depth) return depth;
    if (part == Part::is_cycle) return columns.cycle->column;
    if (part == Part::path)
      return make_label(path_operation(Operation::path_start, {}, row(*columns.cycle)), "path");
    if (columns.order->kind == TrackKind::depth_first)
      return make_label(path_operation(Operation::search_start, {}, row(*columns.order)), "seq");
    return make_label(path_operation(Operation::search_level, {},
                                     row_with(without_label(depth),
                                              values_of(elements, elements, *columns.order))),
                      "seq");
  };
  NodeRef result = first;
  for (const Part part : columns.parts) add_part(result, part, value(part));
  return result;
}

NodeRef with_tracks(const NodeRef& member, const NodeRef& begun, View<Track> tracks) {
  const auto& of = as<DerivedNode>(begun);
  check_query(member);
  check_recursive_member(member, *of.cte_name());
  const Columns columns(tracks);
  const std::vector<Element>& elements = as<SelectNode>(member).elements;
  const std::vector<Element>& of_first = elements_of(of);
  const std::size_t first = first_column(of_first, elements.size());
  const auto before = [&](Part part) { return column_before(begun, first, columns, part); };
  const auto row = [&](const Track& track) {
    return make<RowNode>(values_of(elements, of_first, track));
  };
  const auto depth = [&] {
    return make_binary(BinaryOp::add, before(Part::depth), literal_int(1));
  };
  const auto value = [&](Part part) {
    if (part == Part::depth) return depth();
    if (part == Part::is_cycle)
      return path_operation(Operation::path_has, before(Part::path), row(*columns.cycle));
    if (part == Part::path)
      return path_operation(Operation::path_step, before(Part::path), row(*columns.cycle));
    if (columns.order->kind == TrackKind::depth_first)
      return path_operation(Operation::search_step, before(Part::order), row(*columns.order));
    return path_operation(Operation::search_level, {},
                          row_with(depth(), values_of(elements, of_first, *columns.order)));
  };
  NodeRef result = member;
  for (const Part part : columns.parts) add_part(result, part, value(part));
  if (columns.cycle != nullptr)
    add_where(result, make_unary(UnaryOp::logical_not, before(Part::is_cycle)));
  return result;
}

NodeRef make_search_column(const NodeRef& rows, const NodeRef& known, const NodeRef& asked) {
  if (!known || known != asked)
    throw UsageError({.code = "ORP-1232",
                      .message = "the CTE does not track the order that it is asked for",
                      .hint = "give depth_first() or breadth_first() to tracking(), and ask by "
                              "what was given"});
  const std::vector<Element>& elements = elements_of(as<DerivedNode>(rows));
  const std::size_t last = first_column(elements, elements.size()) - 1;
  return make<DerivedColumnNode>(path_type, rows, static_cast<std::uint16_t>(last));
}

}  // namespace orp::sql
