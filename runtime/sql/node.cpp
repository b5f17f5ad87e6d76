// SPDX-License-Identifier: MIT
#include "sql/node.hpp"

#include <cassert>
#include <new>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

// ---- literals: the value stands behind the node

namespace {

constexpr std::size_t value_offset = (sizeof(LiteralNode) + alignof(std::max_align_t) - 1) /
                                     alignof(std::max_align_t) * alignof(std::max_align_t);

}  // namespace

void* LiteralNode::memory() const {
  return const_cast<std::byte*>(reinterpret_cast<const std::byte*>(this)) + value_offset;
}

NodeRef LiteralNode::make(const ColumnType& value_type, const void* value) {
  assert(value_type.ops->alignment <= alignof(std::max_align_t));
  const bool null = value == nullptr;
  void* const memory =
      ::operator new(null ? sizeof(LiteralNode) : value_offset + value_type.ops->size);
  auto* const node = ::new (memory) LiteralNode(value_type, null);
  if (!null) {
    try {
      value_type.ops->copy_construct(node->memory(), value);
    } catch (...) {
      node->~LiteralNode();
      ::operator delete(memory);
      throw;
    }
  }
  return NodeRef::adopt(node);
}

void LiteralNode::destroy(const LiteralNode* node) {
  if (!node->is_null) node->own_type.ops->destroy(node->memory());
  node->~LiteralNode();
  ::operator delete(const_cast<LiteralNode*>(node));
}

// ---- lists of keys

// Made in two steps, so that the destructor cleans up when copying a value fails.
KeyListNode::KeyListNode(const ColumnType& element)
    : TypedExpression(NodeKind::key_list, element), keys(&own_) {}

KeyListNode::KeyListNode(const ColumnType& element, const void* first, std::size_t count)
    : KeyListNode(element) {
  const FieldOps& ops = *element.ops;
  pointers_.reserve(count);
  values_ = static_cast<std::byte*>(::operator new(count* ops.size));
  const auto* const from = static_cast<const std::byte*>(first);
  for (std::size_t i = 0; i < count; ++i) {
    std::byte* const to = values_ + i * ops.size;
    ops.copy_construct(to, from + i * ops.size);
    pointers_.push_back(to);
  }
  own_ = {&own_type, pointers_.data(), count};
}

KeyListNode::~KeyListNode() {
  for (const void* value : pointers_) own_type.ops->destroy(const_cast<void*>(value));
  ::operator delete(values_);
}

LabelNode::LabelNode(NodeRef expression, std::string label_name)
    : Expression(NodeKind::label, as<Expression>(expression).type),
      operand(std::move(expression)),
      name(std::move(label_name)) {}

// ---- walks

bool is_run(const Node& node) {
  if (node.kind != NodeKind::binary) return false;
  const BinaryOp operation = as<BinaryNode>(node).operation;
  return operation == BinaryOp::logical_and || operation == BinaryOp::logical_or;
}

void Level::refuse() {
  throw UsageError(
      {.code = "ORP-1216",
       .message = "an expression is nested more than " + std::to_string(deepest) + " levels deep",
       .hint = "use in_() or between() in place of many operators, calculate a part in "
               "the program; && and || of any number of conditions are one level"});
}

// ---- the end of any node

namespace {

void destroy_one(const Node* node) noexcept {
  switch (node->kind) {
    case NodeKind::column:
      delete static_cast<const ColumnNode*>(node);
      return;
    case NodeKind::derived_column:
      delete static_cast<const DerivedColumnNode*>(node);
      return;
    case NodeKind::literal:
      LiteralNode::destroy(static_cast<const LiteralNode*>(node));
      return;
    case NodeKind::generated:
      delete static_cast<const GeneratedNode*>(node);
      return;
    case NodeKind::key_list:
      delete static_cast<const KeyListNode*>(node);
      return;
    case NodeKind::constant:
      delete static_cast<const ConstantNode*>(node);
      return;
    case NodeKind::unary:
      delete static_cast<const UnaryNode*>(node);
      return;
    case NodeKind::binary:
      delete static_cast<const BinaryNode*>(node);
      return;
    case NodeKind::between:
      delete static_cast<const BetweenNode*>(node);
      return;
    case NodeKind::in:
      delete static_cast<const InNode*>(node);
      return;
    case NodeKind::function:
      delete static_cast<const FunctionNode*>(node);
      return;
    case NodeKind::case_when:
      delete static_cast<const CaseNode*>(node);
      return;
    case NodeKind::cast:
      delete static_cast<const CastNode*>(node);
      return;
    case NodeKind::label:
      delete static_cast<const LabelNode*>(node);
      return;
    case NodeKind::text:
    case NodeKind::text_statement:
      delete static_cast<const TextNode*>(node);
      return;
    case NodeKind::subquery:
      delete static_cast<const SubqueryNode*>(node);
      return;
    case NodeKind::exists:
      delete static_cast<const ExistsNode*>(node);
      return;
    case NodeKind::alias:
      delete static_cast<const AliasNode*>(node);
      return;
    case NodeKind::derived:
      delete static_cast<const DerivedNode*>(node);
      return;
    case NodeKind::select:
      delete static_cast<const SelectNode*>(node);
      return;
    case NodeKind::insert:
      delete static_cast<const InsertNode*>(node);
      return;
    case NodeKind::update:
      delete static_cast<const UpdateNode*>(node);
      return;
    case NodeKind::erase:
      delete static_cast<const EraseNode*>(node);
      return;
  }
}

}  // namespace

// A node that goes lets its operands go, which come back here: they wait in a list through the dead
// nodes themselves, so that a tree of any depth takes neither stack nor memory to free.
void destroy(const Node* node) noexcept {
  thread_local const LinkedNode* waiting = nullptr;
  thread_local bool is_busy = false;
  const LinkedNode& last = as<LinkedNode>(*node);
  last.next_to_free = waiting;
  waiting = &last;
  if (is_busy) return;
  is_busy = true;
  while (waiting != nullptr) destroy_one(std::exchange(waiting, waiting->next_to_free));
  is_busy = false;
}

}  // namespace orp::sql
