// SPDX-License-Identifier: MIT
// How nodes become the words of a shape: what each word has.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "sql/node.hpp"
#include "sql/shape.hpp"

namespace orp::sql {

/// Adds words and parameters to a shape.
class ShapeWords {
 protected:
  explicit ShapeWords(Shape& shape) : shape_(shape) {}

  void add(std::uint64_t word) { shape_.words_.push_back(word); }
  void add(const void* address) { add(reinterpret_cast<std::uintptr_t>(address)); }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    for (std::size_t at = 0; at < text.size(); at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, std::min(sizeof word, text.size() - at));
      add(word);
    }
  }
  /// The first word of a node. `flags` has 16 bits, `number` 32.
  void begin(NodeKind kind, unsigned operation = 0, unsigned flags = 0, std::uint64_t number = 0) {
    add(static_cast<std::uint64_t>(kind) | std::uint64_t{operation} << 8 |
        std::uint64_t{flags} << 16 | number << 32);
  }

  static unsigned number_of(const SqlType& type) { return static_cast<unsigned>(type.tag); }
  static unsigned digits_of(const SqlType& type) {
    static_assert(static_cast<unsigned>(StoredAs::unknown) < 1u << 4, "in all 16 bits");
    return type.precision | static_cast<unsigned>(type.scale) << 6 |
           static_cast<unsigned>(type.stored_as) << 12;
  }
  /// What tells types of one tag apart.
  void descriptors(const SqlType& type) {
    if (type.enumeration != nullptr) add(type.enumeration);
    if (type.array != nullptr) add(type.array);
    if (type.conversion != nullptr) add(type.conversion);
  }
  void type(const SqlType& of) {
    add(std::uint64_t{number_of(of)} | std::uint64_t{digits_of(of)} << 8 |
        std::uint64_t{of.length} << 32);
    descriptors(of);
  }
  /// Of a value that a program reads, too: which field it gets is known by its operations.
  void result(const ColumnType& of) {
    add(of.ops);
    type(of);
  }

  /// One that has a value to be bound. Which field it comes from is no part of the statement.
  void parameter(const Expression& node, unsigned flags = 0) {
    const std::size_t ordinal = is_shared_ ? find_or_add(node) : append(node);
    begin(node.kind, number_of(*node.type), digits_of(*node.type), ordinal << 4 | flags);
    descriptors(*node.type);
  }
  std::size_t append(const Expression& node) {
    shape_.parameters_.push_back(&node);
    return shape_.parameters_.size() - 1;
  }
  std::size_t find_or_add(const Expression& node) {
    const auto& known = shape_.parameters_;
    if (known.size() > few) [[unlikely]]
      return find_or_add_to_many(node);
    const auto found = std::find(known.begin(), known.end(), &node);
    return found != known.end() ? static_cast<std::size_t>(found - known.begin()) : append(node);
  }
  /// A few are looked through; of many there is an index, which catches up here.
  std::size_t find_or_add_to_many(const Expression& node) {
    const auto& known = shape_.parameters_;
    if (!index_) index_ = std::make_unique<Index>();
    for (; indexed_ < known.size(); ++indexed_) index_->emplace(known[indexed_], indexed_);
    const auto found = index_->find(&node);
    return found != index_->end() ? found->second : append(node);
  }

  bool is_shared_ = false;  // the current node may stand more than once in the tree

 private:
  static constexpr std::size_t few = 16;
  using Index = std::unordered_map<const Expression*, std::size_t>;

  Shape& shape_;
  std::unique_ptr<Index> index_;
  std::size_t indexed_ = 0;  // of the parameters
};

}  // namespace orp::sql
