// SPDX-License-Identifier: MIT
#include "orpiment/sql/bindparam.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "orpiment/backend/database.hpp"
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

void check_types(const Shape& shape) {
  std::map<std::string_view, const ParameterNode*> first;
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

NodeRef with_parameters(NodeRef statement, const std::vector<std::pair<NodeRef, NodeRef>>& values) {
  std::vector<GivenValue>& given = own<StatementNode>(statement).given;
  for (const auto& [parameter, value] : values) {
    const std::string& name = as<ParameterNode>(parameter).name;
    std::erase_if(given, [&name](const GivenValue& each) { return each.name == name; });
    given.push_back({name, value});
  }
  return statement;
}

void check_compiled(const NodeRef& statement) {
  const Shape shape(*statement);
  check_types(shape);
  (void)compile(*statement, shape, backend::default_dialect());
}

}  // namespace orp::sql
