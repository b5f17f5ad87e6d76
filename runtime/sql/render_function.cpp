// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/names.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

const SqlType& argument_type(const FunctionNode& node) {
  return backend::stored_type(*as<Expression>(node.arguments.front()).type);
}

bool is_function_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&is_letter](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '.';
         });
}

}  // namespace

void Renderer::call(std::string_view name, const FunctionNode& node) {
  out_ += name;
  out_ += '(';
  if (node.distinct) out_ += "DISTINCT ";
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    if (i > 0) out_ += ", ";
    expression(node.arguments[i]);
  }
  if (!is_ordered_set(node.function)) terms_in_order(node.order_by, " ORDER BY ");
  out_ += ')';
}

void Renderer::function(const FunctionNode& node) {
  invocation(node);
  if (is_ordered_set(node.function)) within_group(node);
  if (node.filter) {
    out_ += " FILTER (WHERE ";
    expression(node.filter);
    out_ += ')';
  }
  if (node.window) {
    out_ += " OVER ";
    if (const std::string& name = as<WindowNode>(node.window).name; !name.empty())
      quote(name);
    else
      expression(node.window);
  }
}

void Renderer::invocation(const FunctionNode& node) {
  switch (node.function) {
    case Function::count:
      if (!node.arguments.empty()) return call("count", node);
      out_ += "count(*)";
      return;
    case Function::string_agg:
      return call(facts().string_aggregate, node);
    case Function::array_agg:
      return call(facts().array_aggregate, node);
    case Function::length:
      return call(argument_type(node).tag == TypeTag::bytes ? facts().byte_length
                                                            : facts().character_length,
                  node);
    case Function::round:
      out_ += "round(";
      expression(node.arguments.front());
      out_ += ", " + std::to_string(node.digits) + ')';
      return;
    case Function::now:
      out_ += dialect_.now(node.own_type);
      return;
    case Function::named:
      return named(node);
    default:
      return call(function_name(node), node);
  }
}

void check_function_name(const std::string& name) {
  if (is_function_name(name)) return;
  throw UsageError({.code = "ORP-1212",
                    .message = '"' + name + "\" is not the name of a function",
                    .hint = "letters, digits, _ and . only; anything else goes into text()"});
}

void Renderer::named(const FunctionNode& node) {
  check_function_name(node.name);
  call(node.name, node);
}

}  // namespace orp::sql
