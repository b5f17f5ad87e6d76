// SPDX-License-Identifier: MIT
// Functions that give rows, as what a FROM names. The columns stand in a query that is never
// printed: so all that asks a derived table for its columns need not know of functions.
#include "orpiment/sql/table_function.hpp"

#include <string>
#include <utility>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "sql/derived.hpp"
#include "sql/node.hpp"
#include "sql/own.hpp"
#include "sql/source_nodes.hpp"
#include "sql/statement.hpp"
#include "sql/table_function_node.hpp"

namespace orp::sql {

namespace {

NodeRef described_by(const std::vector<TableColumn>& columns) {
  auto* const query = new SelectNode();
  NodeRef result = NodeRef::adopt(query);
  for (const TableColumn& column : columns) {
    NodeRef place = make_label(make_call("column", column.type, {}), column.name);
    Element element = value_element(std::move(place),
                                    {static_cast<const FieldType&>(column.type), column.type.tag});
    element.type = column.type;
    query->elements.push_back(std::move(element));
  }
  return result;
}

backend::TableFunction series_of(TypeTag tag) {
  switch (tag) {
    case TypeTag::date:
      return backend::TableFunction::dates;
    case TypeTag::timestamp:
      return backend::TableFunction::timestamps;
    case TypeTag::timestamptz:
      return backend::TableFunction::points_in_time;
    default:
      return backend::TableFunction::series;
  }
}

[[noreturn]] void throw_no_step() {
  throw UsageError({.code = "ORP-1246",
                    .message = "generate_series() by a step of 0, which would never end",
                    .hint = "a step below or above 0"});
}

}  // namespace

NodeRef make_table_function(backend::TableFunction function, std::string_view name,
                            std::vector<NodeRef> arguments,
                            const std::vector<TableColumn>& columns) {
  NodeRef node = make<DerivedNode>(described_by(columns), std::string());
  DerivedNode& rows = own<DerivedNode>(node);
  rows.is_lateral = true;
  rows.function = make<TableFunctionNode>(function, std::string(name), std::move(arguments));
  return node;
}

NodeRef make_series(NodeRef first, NodeRef last, NodeRef step, const SqlType& type,
                    FieldType field) {
  return make_table_function(series_of(type.tag), {},
                             {std::move(first), std::move(last), std::move(step)},
                             {{"value", {type, field}}});
}

void check_step(std::int64_t step) {
  if (step == 0) throw_no_step();
}
void check_step(const Interval& step) {
  if (step == Interval()) throw_no_step();
}

NodeRef make_unnest(NodeRef array, FieldType field) {
  const ColumnType& element = *backend::stored_type(value_type_of(array)).array->element;
  const ColumnType value{static_cast<const SqlType&>(element), field};
  return make_table_function(
      backend::TableFunction::array_elements, {}, {std::move(array)},
      {{"value", value}, {"ordinality", {{.tag = TypeTag::int64}, FieldType::of<std::int64_t>()}}});
}

NodeRef make_table_column(const NodeRef& rows, std::size_t position) {
  const std::vector<Element>& columns = elements_of(as<DerivedNode>(rows));
  return make<DerivedColumnNode>(columns[position].type, rows,
                                 static_cast<std::uint16_t>(position));
}

}  // namespace orp::sql
