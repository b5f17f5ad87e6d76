// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <unordered_map>

#include "meta/inline_vector.hpp"
#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// Where something stands for each entity class met: the class asked for last is found at once, one
/// of a few by a look at each, one of many by hash.
class ClassIndex {
 public:
  /// nullptr: the class was not met.
  void* find(const EntityInfo& info) {
    if (last_ < classes_.size() && classes_[last_].info == &info) [[likely]]
      return classes_[last_].place;
    return classes_.empty() ? nullptr : search(info);
  }
  /// Requires: find(info) found nothing.
  void add(const EntityInfo& info, void* place);

  std::size_t size() const { return classes_.size(); }
  const EntityInfo& class_of(std::size_t number) const { return *classes_[number].info; }
  void* operator[](std::size_t number) const { return classes_[number].place; }
  void clear();

 private:
  struct Class {
    const EntityInfo* info;
    void* place;
  };
  using Numbers = std::unordered_map<const EntityInfo*, std::size_t>;

  void* search(const EntityInfo& info);
  std::size_t number_of(const EntityInfo& info);

  InlineVector<Class, 2> classes_;  // in the order of meeting
  std::size_t last_ = 0;
  std::unique_ptr<Numbers> numbers_;  // made once there are many
};

}  // namespace orp
