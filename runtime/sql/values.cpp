// SPDX-License-Identifier: MIT
// Rows of a program's own, as a table of the statement.
#include "orpiment/sql/values.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "sql/derived.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/renderer.hpp"
#include "sql/values_node.hpp"

namespace orp::sql {

NodeRef make_values() { return make<ValuesNode>(); }

void add_values_column(NodeRef& values, const NodeRef& column, ResultField field) {
  ValuesNode& node = own<ValuesNode>(values);
  node.columns.push_back(value_element(column, field));
  const ColumnType& type = node.columns.back().type;
  node.values.push_back(assigned_value(type, static_cast<const FieldType&>(type), nullptr));
}

void add_values_row(NodeRef& values, std::vector<NodeRef> row) {
  ValuesNode& node = own<ValuesNode>(values);
  if (node.is_empty) node.values.clear();
  node.is_empty = false;
  std::move(row.begin(), row.end(), std::back_inserter(node.values));
}

const ColumnType& values_type(const NodeRef& values, std::size_t column) {
  return as<ValuesNode>(values).columns.at(column).type;
}

NodeRef Lowering::values(const NodeRef& node) {
  const std::vector<Element>& columns = as<ValuesNode>(node).columns;
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& value) {
    return assigned(value, columns[number++ % columns.size()].type);
  });
}

// Databases give the columns of VALUES one name each, column1, column2, ..., and not all let a
// table of the FROM give them others. The first row tells the types.
void Renderer::rows_of_values(const ValuesNode& node) {
  const std::vector<std::string> names = result_names(node.columns, facts().max_identifier_bytes);
  for (std::size_t i = 0; i < names.size(); ++i) {
    out_ += i == 0 ? "SELECT " : ", ";
    out_ += "column" + std::to_string(i + 1) + " AS ";
    quote(names[i]);
  }
  out_ += " FROM (VALUES ";
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    const bool begins_row = i % names.size() == 0;
    out_ += begins_row ? i == 0 ? "(" : "), (" : ", ";
    const NodeRef& value = node.values[i];
    if (i >= names.size() && is_parameter(*value))
      parameter(as<Expression>(value), false);
    else
      expression(value);
  }
  out_ += ")) AS ";
  quote(names_.next_unnamed());
  if (node.is_empty) out_ += " WHERE 1 = 0";
}

}  // namespace orp::sql
