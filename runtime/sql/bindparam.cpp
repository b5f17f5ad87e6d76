// SPDX-License-Identifier: MIT
#include "orpiment/sql/bindparam.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/backend/database.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "sql/compiler.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/parameter_node.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

bool are_one_type(const SqlType& a, const SqlType& b) {
  return a.tag == b.tag && a.stored_as == b.stored_as && a.scale == b.scale &&
         a.enumeration == b.enumeration && a.array == b.array && a.conversion == b.conversion;
}

using Parameters = std::map<std::string_view, const ParameterNode*>;

/// One of each name.
Parameters parameters_of(const Shape& shape) {
  Parameters first;
  for (const Expression* each : shape.parameters()) {
    const auto* const parameter = as_if<ParameterNode>(*each);
    if (parameter == nullptr) continue;
    const auto [known, is_new] = first.emplace(parameter->name, parameter);
    if (is_new || are_one_type(known->second->own_type, parameter->own_type)) continue;
    throw UsageError(
        {.code = "ORP-1377",
         .message = "the statement has two parameters " + parameter->name + " of different types",
         .hint = "give one of them another name, or both the same column"});
  }
  return first;
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
  SqlType own = type;
  if (own.tag == TypeTag::string) {  // a text that is too long for the column is just not equal
    own.tag = TypeTag::text;
    own.length = 0;
  }
  return make<ParameterNode>(ColumnType{own, field}, std::string(name));
}

NodeRef make_parameter_value(const NodeRef& parameter, FieldType field, const void* value) {
  return LiteralNode::make({*expression(parameter).type, field}, value);
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
  for (const auto& [name, parameter] : parameters_of(shape)) names.push_back(parameter->name);
  (void)compile(*statement, shape, backend::default_dialect());
  return names;
}

}  // namespace orp::sql
