// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <unordered_map>

#include "meta/inline_vector.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// Numbers the parameters of a statement: one that stands in it twice has one number.
class ParameterNumbers {
 public:
  using Parameters = InlineVector<const Expression*, 16>;

  explicit ParameterNumbers(Parameters& parameters) : known_(parameters) {}

  /// The number of one that is known to be new.
  std::size_t add(const Expression& node) {
    known_.push_back(&node);
    return known_.size() - 1;
  }
  std::size_t find_or_add(const Expression& node) {
    if (known_.size() > few) [[unlikely]]
      return find_or_add_to_many(node);
    const auto found = std::find(known_.begin(), known_.end(), &node);
    return found != known_.end() ? static_cast<std::size_t>(found - known_.begin()) : add(node);
  }

 private:
  static constexpr std::size_t few = 16;
  using Index = std::unordered_map<const Expression*, std::size_t>;

  /// A few are looked through; of many there is an index, which catches up here.
  std::size_t find_or_add_to_many(const Expression& node) {
    if (!index_) index_ = std::make_unique<Index>();
    for (; indexed_ < known_.size(); ++indexed_) index_->emplace(known_[indexed_], indexed_);
    const auto found = index_->find(&node);
    return found != index_->end() ? found->second : add(node);
  }

  Parameters& known_;
  std::unique_ptr<Index> index_;
  std::size_t indexed_ = 0;  // of the parameters
};

}  // namespace orp::sql
