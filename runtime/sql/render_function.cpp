// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/renderer.hpp"
#include "sql/scaled_sql.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

const ColumnType& argument_type(const FunctionNode& node) {
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
  out_ += ')';
}

void Renderer::function(const FunctionNode& node) {
  switch (node.function) {
    case Function::count:
      if (!node.arguments.empty()) return call("count", node);
      out_ += "count(*)";
      return;
    case Function::sum:
      return sum(node);
    case Function::avg:
      return average(node);
    case Function::min:
      return extreme(node, "min");
    case Function::max:
      return extreme(node, "max");
    case Function::coalesce:
      return coalesce(node);
    case Function::lower:
      return call("lower", node);
    case Function::upper:
      return call("upper", node);
    case Function::length:
      return call(argument_type(node).tag == TypeTag::bytes ? facts().byte_length
                                                            : facts().character_length,
                  node);
    case Function::abs:
      check_digits(argument_type(node));
      return call("abs", node);
    case Function::round:
      return round(node);
    case Function::now:
      out_ += dialect_.now(TypeTag::timestamptz);
      return;
    case Function::named:
      return named(node);
  }
}

template <class Print>
void Renderer::cast_to(const ColumnType& type, const Print& print) {
  out_ += "CAST(";
  print();
  out_ += " AS " + dialect_.cast_type(type) + ')';
}

void Renderer::sum(const FunctionNode& node) {
  const ColumnType& type = argument_type(node);
  check_digits(type);
  const bool is_widened = type.tag == TypeTag::int64 || type.tag == TypeTag::float32;
  if (!facts().widens_integers || !is_widened) return call("sum", node);
  cast_to(node.own_type, [&] { call("sum", node); });
}

void Renderer::average(const FunctionNode& node) {
  const ColumnType& type = argument_type(node);
  check_digits(type);
  if (dialect_.is_scaled_decimal(type)) {
    const int shift = node.own_type.scale - type.scale;
    rounded_quotient(
        [&](Place place) {
          const bool parentheses = shift > 0 && place > Place::product;
          open(parentheses);
          call("sum", node);
          if (shift > 0) out_ += " * " + power_of_ten(shift);
          close(parentheses);
        },
        [&](Place) { call("count", node); });
  } else if (type.tag == TypeTag::decimal) {
    out_ += "round(";
    call("avg", node);
    out_ += ", " + std::to_string(node.own_type.scale) + ')';
  } else if (facts().widens_integers && is_integer(type)) {
    cast_to(node.own_type, [&] { call("avg", node); });
  } else {
    call("avg", node);
  }
}

// The least and greatest label of an enumeration kept as text: by position, and back.
void Renderer::extreme(const FunctionNode& node, std::string_view name) {
  const ColumnType& type = argument_type(node);
  if (dialect_.order(type) != backend::Order::by_position) {
    out_ += name;
    out_ += node.distinct ? "(DISTINCT " : "(";
    ordered(node.arguments.front(), nullptr, Place::none);
    out_ += ')';
    return;
  }
  out_ += "CASE ";
  out_ += name;
  out_ += '(';
  position(node.arguments.front(), *type.enumeration);
  out_ += ')';
  for (std::size_t i = 0; i < type.enumeration->labels.size(); ++i) {
    out_ += " WHEN " + std::to_string(i) + " THEN ";
    dialect_.quote_text(out_, type.enumeration->labels[i]);
  }
  out_ += " END";
}

void Renderer::coalesce(const FunctionNode& node) {
  out_ += "coalesce(";
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    if (i > 0) out_ += ", ";
    scaled_as(node.arguments[i], node.own_type, Place::none);
  }
  out_ += ')';
}

void Renderer::round(const FunctionNode& node) {
  const NodeRef& argument = node.arguments.front();
  const ColumnType& type = argument_type(node);
  check_digits(type);
  const auto plain = [&] {
    out_ += "round(";
    expression(argument);
    out_ += ", " + std::to_string(node.digits) + ')';
  };
  if (dialect_.is_scaled_decimal(type)) {
    if (node.digits >= 0) return scaled(argument, node.own_type.scale, Place::primary);
    out_ += '(';
    rounded_off([&](Place place) { expression(argument, place); }, type.scale - node.digits);
    out_ += " * " + power_of_ten(-node.digits) + ')';
  } else if (type.tag == TypeTag::decimal || facts().round_type.empty()) {
    plain();
  } else {
    cast_to(node.own_type, [&] {
      out_ += "round(CAST(";
      expression(argument);
      out_ += " AS ";
      out_ += facts().round_type;
      out_ += "), " + std::to_string(node.digits) + ')';
    });
  }
}

void Renderer::named(const FunctionNode& node) {
  if (!is_function_name(node.name)) {
    throw UsageError({.code = "ORP-1212",
                      .message = '"' + node.name + "\" is not the name of a function",
                      .hint = "letters, digits, _ and . only; anything else goes into text()"});
  }
  call(node.name, node);
}

}  // namespace orp::sql
