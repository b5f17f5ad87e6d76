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

/// `{0}`, `{n}` and the like; `{}` is none.
std::size_t find_place(std::string_view text) {
  std::size_t at = text.find('{');
  while (at != std::string_view::npos && text[at + 1] == '}') at = text.find('{', at + 1);
  return at;
}

/// What stands there has nothing beside it.
bool is_argument(std::string_view before, std::string_view behind) {
  const bool begins = before.ends_with('(') || before.ends_with(", ");
  return begins && (behind.starts_with(')') || behind.starts_with(','));
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
  spelled(spelling.text, node.operands, node.name);
  close(parentheses);
}

void Renderer::spelled(std::string_view text, const std::vector<NodeRef>& operands,
                       std::string_view name) {
  constexpr std::size_t place_size = 3;
  for (std::size_t at = find_place(text); at != std::string_view::npos; at = find_place(text)) {
    const std::string_view before = text.substr(0, at);
    const char which = text[at + 1];
    text.remove_prefix(at + place_size);
    out_ += before;
    if (which == 'n')
      out_ += name;
    else
      expression(operands[static_cast<std::size_t>(which - '0')],
                 is_argument(before, text) ? Place::none : Place::primary);
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
