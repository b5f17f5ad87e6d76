// SPDX-License-Identifier: MIT
// Operations: what the database says, its operands put in.
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/operation_node.hpp"
#include "sql/operations.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

bool stands_alone(backend::Hold hold, Binding place) {
  switch (hold) {
    case backend::Hold::call:
      return true;
    case backend::Hold::condition:
      return place <= Binding::comparison;
    case backend::Hold::infix:
      return place == Binding::none;
  }
  return false;
}

bool is_condition(const OperationNode& node) { return node.type->tag == TypeTag::boolean; }

[[noreturn]] void throw_unknown(std::string_view database, backend::Operation operation) {
  throw UsageError({.code = "ORP-1240",
                    .message = std::string(database) + " has no " + name_of(operation),
                    .hint = "select what it is asked of, and go on in the program"});
}

}  // namespace

void Renderer::operation(const OperationNode& node, Place place) {
  switch (node.operation) {
    case backend::Operation::coerce:
      return expression(node.operands.front(), place);
    case backend::Operation::collate:
      return collated(node, place);
    case backend::Operation::custom:
      return custom(node, place);
    default:
      break;
  }
  const backend::OperationSpelling spelling = dialect_.operation(node.operation);
  if (spelling.text.empty()) throw_unknown(facts().name, node.operation);
  const bool parentheses = !stands_alone(spelling.hold, place);
  open(parentheses);
  spelled(spelling.text, node.operands);
  close(parentheses);
}

void Renderer::spelled(std::string_view text, const std::vector<NodeRef>& operands) {
  constexpr std::size_t place_size = 3;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{')) {
    out_ += text.substr(0, at);
    expression(operands[static_cast<std::size_t>(text[at + 1] - '0')], Place::primary);
    text.remove_prefix(at + place_size);
  }
  out_ += text;
}

void Renderer::collated(const OperationNode& node, Place place) {
  open(place != Place::none);
  expression(node.operands.front(), Place::primary);
  out_ += " COLLATE ";
  quote(node.name);
  close(place != Place::none);
}

void Renderer::custom(const OperationNode& node, Place place) {
  const bool parentheses = place > (is_condition(node) ? Place::comparison : Place::none);
  open(parentheses);
  expression(node.operands[0], Place::primary);
  infix(node.name);
  expression(node.operands[1], Place::primary);
  close(parentheses);
}

}  // namespace orp::sql
