// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <deque>
#include <utility>

#include "session/objects/class_index.hpp"

namespace orp {

/// Something for each entity class met, in the order of meeting; addresses stay.
template <class T>
class ClassMap {
 public:
  ClassMap() = default;
  ClassMap(ClassMap&&) noexcept = default;
  ClassMap& operator=(ClassMap&&) noexcept = default;

  /// What `info` has; made from `arguments` the first time.
  template <class... Arguments>
  T& get(const EntityInfo& info, Arguments&&... arguments) {
    if (T* known = find(info)) [[likely]]
      return *known;
    T& made = values_.emplace_back(std::forward<Arguments>(arguments)...);
    try {
      index_.add(info, &made);
    } catch (...) {
      values_.pop_back();
      throw;
    }
    return made;
  }
  /// nullptr: the class was not met.
  T* find(const EntityInfo& info) { return static_cast<T*>(index_.find(info)); }

  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::size_t size() const { return values_.size(); }
  const EntityInfo& class_of(std::size_t number) const { return index_.class_of(number); }
  T& operator[](std::size_t number) { return *static_cast<T*>(index_[number]); }
  /// Addresses stay, as ever.
  void swap(ClassMap& other) noexcept {
    values_.swap(other.values_);
    std::swap(index_, other.index_);
  }

  void clear() {
    values_.clear();
    index_.clear();
  }

 private:
  std::deque<T> values_;
  ClassIndex index_;
};

}  // namespace orp
