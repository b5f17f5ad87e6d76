// SPDX-License-Identifier: MIT
// Statements and expressions are trees of immutable, counted nodes; the typed classes of this layer
// are handles on them. What the nodes hold is in runtime/sql/node.hpp and statement.hpp.
#pragma once
#include <cstdint>
#include <utility>

#include "orpiment/sql/detail/use_count.hpp"

namespace orp::sql {

enum class NodeKind : std::uint8_t;

/// What every node begins with. A node does not change once it is shared, so trees may be used and
/// copied by several threads at once. What a kind holds, it says itself:
/// runtime/sql/linked_node.hpp.
struct Node {
  explicit Node(NodeKind node_kind) : kind(node_kind) {}
  Node(const Node& other) : kind(other.kind) {}
  Node& operator=(const Node&) = delete;

  mutable UseCount uses;
  const NodeKind kind;

 protected:
  virtual ~Node() = default;
};

/// One owner less; the last one destroys it. A function, because programs do this wherever they
/// build a statement, and pay for each copy of it when they are compiled.
void release(const Node* node) noexcept;

/// A counted reference to a node, or none.
class NodeRef {
 public:
  NodeRef() = default;
  /// Takes over the count that a new node is born with.
  static NodeRef adopt(const Node* node) { return NodeRef(node); }
  /// One more reference to a node that others hold.
  static NodeRef share(const Node* node) {
    if (node != nullptr) node->uses.add();
    return NodeRef(node);
  }

  NodeRef(const NodeRef& other) : NodeRef(share(other.node_)) {}
  NodeRef(NodeRef&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  NodeRef& operator=(NodeRef other) noexcept {
    std::swap(node_, other.node_);
    return *this;
  }
  ~NodeRef() {
    if (node_ != nullptr) release(node_);
  }

  explicit operator bool() const { return node_ != nullptr; }
  const Node* get() const { return node_; }
  const Node& operator*() const { return *node_; }
  const Node* operator->() const { return node_; }
  bool is_unique() const { return node_->uses.is_one(); }

  friend bool operator==(const NodeRef& a, const NodeRef& b) { return a.node_ == b.node_; }

 private:
  explicit NodeRef(const Node* node) : node_(node) {}

  const Node* node_ = nullptr;
};

}  // namespace orp::sql
