// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// Something for each entity class met, in the order of meeting; addresses stay. The class asked
/// for last is found at once, one of a few by a look at each, one of many by an index.
template <class T>
class ClassMap {
 public:
  /// What `info` has; made from `arguments` the first time.
  template <class... Arguments>
  T& get(const EntityInfo& info, Arguments&&... arguments) {
    if (T* known = find(info)) return *known;
    classes_.push_back(&info);
    try {
      values_.emplace_back(std::forward<Arguments>(arguments)...);
    } catch (...) {
      classes_.pop_back();
      throw;
    }
    last_ = classes_.size() - 1;
    return values_.back();
  }
  /// nullptr: the class was not met.
  T* find(const EntityInfo& info) {
    if (last_ < classes_.size() && classes_[last_] == &info) return &values_[last_];
    const std::size_t number = number_of(info);
    if (number == classes_.size()) return nullptr;
    last_ = number;
    return &values_[number];
  }

  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::size_t size() const { return values_.size(); }
  const EntityInfo& class_of(std::size_t number) const { return *classes_[number]; }
  T& operator[](std::size_t number) { return values_[number]; }

  void clear() {
    values_.clear();
    classes_.clear();
    index_.clear();
    last_ = 0;
  }

 private:
  static constexpr std::size_t scan_limit = 16;

  std::size_t number_of(const EntityInfo& info) {
    if (classes_.size() <= scan_limit) {
      const auto found = std::find(classes_.begin(), classes_.end(), &info);
      return static_cast<std::size_t>(found - classes_.begin());
    }
    for (std::size_t i = index_.size(); i < classes_.size(); ++i) index_.emplace(classes_[i], i);
    const auto found = index_.find(&info);
    return found == index_.end() ? classes_.size() : found->second;
  }

  std::deque<T> values_;
  std::vector<const EntityInfo*> classes_;
  std::unordered_map<const EntityInfo*, std::size_t> index_;  // made once there are many
  std::size_t last_ = 0;
};

}  // namespace orp
