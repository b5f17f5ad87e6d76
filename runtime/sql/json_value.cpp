// SPDX-License-Identifier: MIT
// What is in JSON, as nodes.
#include "orpiment/sql/json_value.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "sql/node.hpp"
#include "sql/operation_node.hpp"
#include "sql/own.hpp"
#include "sql/types.hpp"

namespace orp::sql {

using backend::Operation;

namespace {

constexpr SqlType json_type{.tag = TypeTag::json};

/// A path in which a name stands in quotes may know no escapes.
void check_key(std::string_view key) {
  const bool is_plain = std::none_of(key.begin(), key.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
  });
  if (is_plain) return;
  throw UsageError({.code = "ORP-1244",
                    .message = "a key of JSON with a quotation mark, a backslash or a control "
                               "character, which not every database can look for",
                    .hint = "read the JSON, and look for it in the program"});
}

NodeRef key_literal(std::string_view key) {
  check_key(key);
  return literal_text(key);
}

Operation reading_as(const SqlType& type) {
  switch (type.tag) {
    case TypeTag::boolean:
      return Operation::json_bool;
    case TypeTag::int32:
      return Operation::json_int32;
    case TypeTag::int64:
      return Operation::json_int64;
    case TypeTag::float64:
      return Operation::json_double;
    default:
      return Operation::json_text;
  }
}

}  // namespace

NodeRef make_json_member(NodeRef json, std::string_view name) {
  return make_operation(Operation::json_member, json_type, {std::move(json), key_literal(name)});
}

NodeRef make_json_element(NodeRef json, std::int64_t number) {
  const auto place =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(number, -2'147'483'647, 2'147'483'647));
  const Operation operation =
      number < 0 ? Operation::json_element_from_end : Operation::json_element;
  return make_operation(
      operation, json_type,
      {std::move(json), literal_of(int32_type, FieldType::of<std::int32_t>(), &place)});
}

NodeRef make_json_member(NodeRef json, NodeRef name) {
  return make_operation(Operation::json_named_member, json_type,
                        {std::move(json), std::move(name)});
}

NodeRef make_json_element(NodeRef json, NodeRef number) {
  if (backend::stored_type(value_type_of(number)).tag == TypeTag::int64)
    number = make<CastNode>(int32_type, std::move(number));
  return make_operation(Operation::json_numbered_element, json_type,
                        {std::move(json), std::move(number)});
}

NodeRef make_json_decimal(NodeRef json, int precision, int scale) {
  const SqlType type = decimal_of(precision, scale);
  NodeRef node = make_operation(Operation::json_decimal, type, {std::move(json)});
  own<OperationNode>(node).name = std::to_string(precision) + ", " + std::to_string(scale);
  return node;
}

NodeRef make_json_value(NodeRef json, const SqlType& type) {
  return make_operation(reading_as(type), type, {std::move(json)});
}

NodeRef make_json_contains(NodeRef outer, NodeRef inner) {
  return make_operation(Operation::json_contains, boolean_type,
                        {std::move(outer), std::move(inner)});
}

NodeRef make_json_has_key(NodeRef json, std::string_view key) {
  return make_operation(Operation::json_has_key, boolean_type, {std::move(json), key_literal(key)});
}

NodeRef make_json_fact(Operation operation, NodeRef json) {
  const SqlType& type = operation == Operation::json_typeof ? text_type : int32_type;
  return make_operation(operation, type, {std::move(json)});
}

}  // namespace orp::sql
