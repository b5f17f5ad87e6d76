// SPDX-License-Identifier: MIT
#include "orpiment/sql/bindparam_list.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/backend/database.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "sql/compiler.hpp"
#include "sql/conversion_check.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/parameter_node.hpp"
#include "sql/row_node.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

bool are_one_type(const SqlType& a, const SqlType& b) {
  return a.tag == b.tag && a.stored_as == b.stored_as && a.scale == b.scale &&
         a.enumeration == b.enumeration && a.array == b.array && a.conversion == b.conversion;
}

bool are_one(const ParameterNode& a, const ParameterNode& b) {
  if (a.is_list != b.is_list) return false;
  return a.part != b.part || are_one_type(a.own_type, b.own_type);
}

/// Of each name those that differ: one, or the parts of a list of rows.
using Parameters = std::multimap<std::string_view, const ParameterNode*>;

Parameters parameters_of(const Shape& shape) {
  Parameters found;
  for (const Expression* each : shape.parameters()) {
    const auto* const parameter = as_if<ParameterNode>(*each);
    if (parameter == nullptr) continue;
    const auto [first, last] = found.equal_range(parameter->name);
    const bool is_known = std::any_of(
        first, last, [&](const auto& known) { return known.second->part == parameter->part; });
    const bool fits = std::all_of(
        first, last, [&](const auto& known) { return are_one(*known.second, *parameter); });
    if (!is_known) found.emplace(parameter->name, parameter);
    if (fits) continue;
    throw UsageError(
        {.code = "ORP-1377",
         .message = "the statement has two parameters " + parameter->name + " of different types",
         .hint = "give one of them another name, or both the same column"});
  }
  return found;
}

SqlType compared_type(SqlType type) {
  if (type.tag == TypeTag::string) {  // a text that is too long for the column is just not equal
    type.tag = TypeTag::text;
    type.length = 0;
  }
  return type;
}

[[noreturn]] void throw_unknown(const std::string& name, const std::vector<std::string>& names) {
  std::string message =
      "bind() is given a value for " + name + ", which is no parameter of the statement";
  const std::string_view nearest = detail::nearest(name, names);
  if (!nearest.empty()) message += ". Did you mean \"" + std::string(nearest) + "\"?";
  throw UsageError({.code = "ORP-1376",
                    .message = std::move(message),
                    .hint = names.empty() ? std::string("it has no parameters")
                                          : "its parameters are " + detail::join(names)});
}

[[noreturn]] void throw_given_again(const std::string& name) {
  throw UsageError({.code = "ORP-1376",
                    .message = "bind() is given two values for the parameter " + name,
                    .hint = "give it one"});
}

}  // namespace

NodeRef make_parameter(std::string_view name, const SqlType& type, FieldType field) {
  check_given_name(name, "name of a parameter");
  return make<ParameterNode>(ColumnType{compared_type(type), field}, std::string(name));
}

NodeRef make_parameter_value(const NodeRef& parameter, FieldType field, const void* value) {
  return LiteralNode::make({*expression(parameter).type, field}, value);
}

NodeRef make_list_parameter(std::string_view name, const SqlType& element, FieldType field,
                            std::size_t part) {
  check_given_name(name, "name of a parameter");
  return make<ParameterNode>(ColumnType{compared_type(element), field}, std::string(name), part);
}

NodeRef make_list_value(const NodeRef& parameter, const FieldOps& ops, const void* first,
                        std::size_t count) {
  return make<KeyListNode>(*expression(parameter).type, ops, first, count);
}

NodeRef make_rows_value(std::vector<NodeRef> lists) { return make<RowNode>(std::move(lists)); }

NodeRef make_in_parameter(NodeRef operand, const NodeRef& list, bool negated) {
  check_same_storage(operand, list);
  return make_in_list(std::move(operand), list, negated);
}

NodeRef with_parameters(NodeRef statement, const std::vector<std::pair<NodeRef, NodeRef>>& values,
                        const std::vector<std::string>& names) {
  std::vector<GivenValue>& given = own<StatementNode>(statement).given;
  const auto name_in = [](const auto& pair) -> const std::string& {
    return as<ParameterNode>(pair.first).name;
  };
  for (auto pair = values.begin(); pair != values.end(); ++pair) {
    const std::string& name = name_in(*pair);
    if (std::find(names.begin(), names.end(), name) == names.end()) throw_unknown(name, names);
    if (std::any_of(values.begin(), pair,
                    [&](const auto& before) { return name_in(before) == name; }))
      throw_given_again(name);
    std::erase_if(given, [&name](const GivenValue& each) { return each.name == name; });
    given.push_back({name, pair->second});
  }
  return statement;
}

std::vector<std::string> check_compiled(const NodeRef& statement) {
  const Shape shape(*statement);
  std::vector<std::string> names;
  for (const auto& [name, parameter] : parameters_of(shape))
    if (names.empty() || names.back() != name) names.emplace_back(name);
  (void)compile(*statement, shape, backend::default_dialect());
  return names;
}

}  // namespace orp::sql
