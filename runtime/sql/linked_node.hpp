// SPDX-License-Identifier: MIT
// What every node says of itself. A walk that treats all kinds alike asks the node (children.hpp);
// only shape, lowering and renderer tell the kinds apart.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/node_ref.hpp"
#include "sql/node_memory.hpp"
#include "sql/source.hpp"

namespace orp::sql {

struct Element;

/// A function of the caller's, borrowed for one call.
template <class Argument>
class Visitor {
 public:
  template <class Function>
  Visitor(Function& function)  // NOLINT: a function is a visitor
      : context_(&function), call_([](void* context, Argument argument) {
          (*static_cast<Function*>(context))(argument);
        }) {}

  void operator()(Argument argument) const { call_(context_, argument); }

 private:
  void* context_;
  void (*call_)(void*, Argument);
};
using ChildVisitor = Visitor<NodeRef&>;
using SourceVisitor = Visitor<const Source&>;

/// What every node here begins with.
struct LinkedNode : Node {
  using Node::Node;
  LinkedNode(const LinkedNode& other) : Node(other) {}
  ~LinkedNode() override = default;
  static void* operator new(std::size_t bytes) { return allocate_node(bytes); }
  static void operator delete(void* memory, std::size_t bytes) noexcept {
    free_node(memory, bytes);
  }

  /// All operands, also those that are empty, in order. What the visitor puts in their place, the
  /// node has from then on, once update_type() is called.
  virtual void each_child(ChildVisitor visit) = 0;
  /// The sources that the node itself names, not its operands.
  virtual void each_source(SourceVisitor) const {}
  /// A copy whose operands may be changed.
  virtual NodeRef copy() const = 0;
  /// Brings up to date what the node knows of operands that were changed.
  virtual void update_type() {}
  /// The elements of the rows that a statement returns; of anything else none.
  virtual const std::vector<Element>& result_elements() const;

  mutable const LinkedNode* next_to_free = nullptr;  // once nobody holds it, see destroy()
};

/// A node without operands: nobody changes a copy of it.
template <class Base>
struct Leaf : Base {
  using Base::Base;
  void each_child(ChildVisitor) final {}
  NodeRef copy() const final { return NodeRef::share(this); }
};

/// Requires: the node is a `T`.
template <class T>
const T& as(const Node& node) {
  return static_cast<const T&>(node);
}
template <class T>
const T& as(const NodeRef& node) {
  return static_cast<const T&>(*node);
}
/// nullptr when the node is of another kind.
template <class T>
const T* as_if(const Node& node) {
  return node.kind == T::own_kind ? &as<T>(node) : nullptr;
}
template <class T>
const T* as_if(const NodeRef& node) {
  return as_if<T>(*node);
}

/// Makes a node and the first reference to it.
template <class T, class... Arguments>
NodeRef make(Arguments&&... arguments) {
  return NodeRef::adopt(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace orp::sql
