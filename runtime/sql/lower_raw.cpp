// SPDX-License-Identifier: MIT
// SQL of the program's own where the database keeps decimals as scaled integers: 12.50 is 1250 to
// it, and nothing in a text or a function's name says so.
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"

namespace orp::sql {
namespace {

bool holds_decimal(const SqlType& type) {
  return backend::stored_type(type).tag == TypeTag::decimal;
}

[[noreturn]] void throw_without_column(std::string_view database, std::string what,
                                       std::string hint) {
  throw UsageError(
      {.code = "ORP-1220",
       .message = std::move(what) + ": " + std::string(database) +
                  " keeps decimals as scaled integers, and does not know the scale here",
       .hint = std::move(hint)});
}

}  // namespace

void Lowering::check_text(const TextNode& node) const {
  if (facts().scaled_decimal_digits == 0) return;
  for (const TextNode::Place& place : node.places) {
    if (!place.value || place.is_kept || !holds_decimal(value_type_of(place.value))) continue;
    throw_without_column(facts().name, "the place :" + place.name + " of a text() has a decimal",
                         "name the column that it stands beside: bind(\"" + place.name +
                             "\", value, Order::c.total)");
  }
  if (holds_decimal(*node.type) && node.type->stored_as == StoredAs::unknown)
    throw_without_column(facts().name, "a text() gives a decimal",
                         "name the column that it is like: as(Order::c.total)");
}

void Lowering::check_call(const FunctionNode& node) const {
  if (facts().scaled_decimal_digits == 0) return;
  const std::string name = "func::call(\"" + node.name + "\")";
  const char* const hint =
      "cast the argument to a double and take a double, or calculate in the program";
  for (const NodeRef& argument : node.arguments)
    if (holds_decimal(value_type_of(argument)))
      throw_without_column(facts().name, name + " takes a decimal", hint);
  if (holds_decimal(*node.type))
    throw_without_column(facts().name, name + " gives a decimal", hint);
}

void Lowering::check_own(const OperationNode& node) const {
  if (facts().scaled_decimal_digits == 0) return;
  const bool is_coercion = node.operation == backend::Operation::coerce;
  const std::string name = is_coercion ? "type_coerce()" : "op(\"" + node.name + "\")";
  for (const NodeRef& operand : node.operands)
    if (holds_decimal(value_type_of(operand)))
      throw_without_column(facts().name, name + " takes a decimal", "cast it to a double");
  if (holds_decimal(*node.type))
    throw_without_column(facts().name, name + " gives a decimal", "take a double");
}

}  // namespace orp::sql
