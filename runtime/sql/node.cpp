// SPDX-License-Identifier: MIT
#include "sql/node.hpp"

#include <cassert>
#include <new>
#include <utility>

#include "sql/statement.hpp"

namespace orp::sql {

namespace {

constexpr std::size_t value_offset = (sizeof(LiteralNode) + alignof(std::max_align_t) - 1) /
                                     alignof(std::max_align_t) * alignof(std::max_align_t);

std::size_t size_with(const FieldType& value_type) { return value_offset + value_type.ops->size; }

}  // namespace

void* LiteralNode::memory() const {
  return const_cast<std::byte*>(reinterpret_cast<const std::byte*>(this)) + value_offset;
}

LiteralNode* LiteralNode::allocate(const ColumnType& value_type) {
  assert(value_type.ops->alignment <= alignof(std::max_align_t));
  return ::new (allocate_node(size_with(value_type))) LiteralNode(value_type);
}

void LiteralNode::operator delete(LiteralNode* node, std::destroying_delete_t) noexcept {
  const std::size_t bytes = size_with(node->own_type);
  node->~LiteralNode();
  free_node(node, bytes);
}

NodeRef LiteralNode::make(const ColumnType& value_type, const void* value) {
  LiteralNode* const node = allocate(value_type);
  NodeRef result = NodeRef::adopt(node);
  if (value != nullptr) {
    value_type.ops->copy_construct(node->memory(), value);
    node->is_null = false;
  }
  return result;
}

NodeRef LiteralNode::make_text(const SqlType& type, std::string_view text) {
  LiteralNode* const node = allocate({type, FieldType::of<std::string>()});
  NodeRef result = NodeRef::adopt(node);
  ::new (node->memory()) std::string(text);
  node->is_null = false;
  return result;
}

LiteralNode::~LiteralNode() {
  if (!is_null) own_type.ops->destroy(memory());
}

// Made in two steps, so that the destructor cleans up when copying a value fails.
KeyListNode::KeyListNode(const SqlType& element, const FieldOps& ops)
    : Leaf(own_kind, element), keys(&own_), ops_(&ops) {}

KeyListNode::KeyListNode(const SqlType& element, const FieldOps& ops, const void* first,
                         std::size_t count)
    : KeyListNode(element, ops) {
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
  for (const void* value : pointers_) ops_->destroy(const_cast<void*>(value));
  ::operator delete(values_);
}

bool is_aggregate(const Node& node) {
  const auto* const call = as_if<FunctionNode>(node);
  if (call == nullptr || call->window) return false;
  switch (call->function) {
    case Function::count:
    case Function::sum:
    case Function::avg:
    case Function::min:
    case Function::max:
    case Function::string_agg:
    case Function::array_agg:
      return true;
    case Function::named:
      return call->distinct || call->filter || !call->order_by.empty();
    default:
      return is_ordered_set(call->function);
  }
}

bool is_ordered_set(Function function) {
  return function == Function::percentile_cont || function == Function::percentile_disc ||
         function == Function::mode;
}

const std::vector<Element>& LinkedNode::result_elements() const {
  static const std::vector<Element> none;
  return none;
}

namespace {

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
  while (waiting != nullptr) delete std::exchange(waiting, waiting->next_to_free);
  is_busy = false;
}

}  // namespace

void release(const Node* node) noexcept {
  if (node->uses.drop()) destroy(node);
}

}  // namespace orp::sql
