// SPDX-License-Identifier: MIT
// Functions in a FROM, and their columns.
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/derived.hpp"
#include "sql/lower.hpp"
#include "sql/names.hpp"
#include "sql/renderer.hpp"
#include "sql/table_function_node.hpp"

namespace orp::sql {

void Renderer::table_function(const DerivedNode& rows) {
  const NodeRef lowered = lower(rows.function, dialect_);
  const auto& function = as<TableFunctionNode>(lowered);
  if (function.function == backend::TableFunction::named) return named_rows_of(function);
  const backend::TableFunctionSpelling spelling = dialect_.table_function(function.function);
  if (spelling.call.empty()) {
    throw UsageError(
        {.code = "ORP-1240",
         .message = std::string(facts().name) + " has no function that gives such rows, in a FROM",
         .hint = "select what it is asked of, and go on in the program"});
  }
  spelled(spelling.call, function.arguments);
}

void Renderer::named_rows_of(const TableFunctionNode& function) {
  check_function_name(function.name);
  out_ += function.name;
  out_ += '(';
  for (const NodeRef& argument : function.arguments) {
    if (&argument != &function.arguments.front()) out_ += ", ";
    expression(argument);
  }
  out_ += ')';
}

void Renderer::names_of_columns(const DerivedNode& rows) {
  if (!facts().names_function_columns) return;
  char separator = '(';
  for (const std::string& name : result_names(elements_of(rows), facts().max_identifier_bytes)) {
    out_ += separator;
    if (separator == ',') out_ += ' ';
    quote(name);
    separator = ',';
  }
  out_ += ')';
}

// An element of JSON that is a text there, and something else in a column.
bool Renderer::element_column(const DerivedColumnNode& node) {
  const TypeTag tag = backend::stored_type(node.own_type).tag;
  const bool is_text = tag == TypeTag::uuid || tag == TypeTag::bytes;
  if (facts().has_arrays || node.position != 0 || !is_text) return false;
  out_ += facts().own_functions;
  out_ += tag == TypeTag::uuid ? "uuid(" : "bytes(";
  quote(names_.name(node.source()));
  out_ += ".value)";
  return true;
}

bool Renderer::function_column(const DerivedColumnNode& node) {
  const auto& rows = as<DerivedNode>(node.derived);
  if (!rows.function) return false;
  const backend::TableFunction function = as<TableFunctionNode>(rows.function).function;
  if (function == backend::TableFunction::named) return false;
  if (function == backend::TableFunction::array_elements && element_column(node)) return true;
  std::string_view text = dialect_.table_function(function).columns[node.position];
  if (text.empty()) return false;
  constexpr std::string_view place = "{0}";
  for (std::size_t at = text.find(place); at != std::string_view::npos; at = text.find(place)) {
    out_ += text.substr(0, at);
    quote(names_.name(node.source()));
    text.remove_prefix(at + place.size());
  }
  out_ += text;
  return true;
}

}  // namespace orp::sql
