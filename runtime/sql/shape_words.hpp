// SPDX-License-Identifier: MIT
// How nodes become the words of a shape: what each word has.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "sql/node.hpp"
#include "sql/parameter_numbers.hpp"
#include "sql/shape.hpp"

namespace orp::sql {

inline std::uint64_t hash_words(View<std::uint64_t> words) {
  std::uint64_t hash = 0x9e3779b97f4a7c15u * words.size();
  for (const std::uint64_t word : words) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return hash;
}

/// Adds words and parameters to a shape.
class ShapeWords {
 protected:
  explicit ShapeWords(Shape& shape) : shape_(shape), parameters_(shape.parameters_) {}

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

  static unsigned number_of(const SqlType& type) {
    static_assert(type_tag_count <= 1u << 7, "in 7 bits");
    return static_cast<unsigned>(type.tag) | (type.variants.empty() ? 0U : 1U << 7);
  }
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
    if (!type.variants.empty()) add(static_cast<const void*>(type.variants.data()));
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

  static unsigned frame_bits(const Frame& of) {
    return static_cast<unsigned>(of.start.edge) | static_cast<unsigned>(of.end.edge) << 3 |
           static_cast<unsigned>(of.excluded) << 6;
  }
  static unsigned function_parts(const FunctionNode& of) {
    return (of.distinct ? 1U : 0U) | (of.order_by.empty() ? 0U : 2U) | (of.filter ? 4U : 0U) |
           (of.window ? 8U : 0U);
  }
  void constant(const ConstantNode& of) {
    begin(of.kind, static_cast<unsigned>(of.value));
    if (!of.spelling.empty()) add(of.spelling);
  }

  /// One that has a value to be bound. Which field it comes from is no part of the statement.
  void parameter(const Expression& node, unsigned flags = 0) {
    const std::size_t ordinal = is_shared_ ? parameters_.find_or_add(node) : parameters_.add(node);
    begin(node.kind, number_of(*node.type), digits_of(*node.type), ordinal << 4 | flags);
    descriptors(*node.type);
  }

  void values_given_by(const StatementNode& statement) { shape_.givers_.push_back(&statement); }

  bool is_shared_ = false;  // the current node may stand more than once in the tree

 private:
  Shape& shape_;
  ParameterNumbers parameters_;
};

}  // namespace orp::sql
