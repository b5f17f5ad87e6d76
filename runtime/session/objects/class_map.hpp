// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>

#include "session/objects/class_index.hpp"

namespace orp {

/// Something for each entity class met, in the order of meeting; addresses stay. Most are never
/// filled, or with few: an empty one has no memory.
template <class T>
class ClassMap {
  template <class Value>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = Value*;
    using reference = Value&;

    Iterator() = default;
    Iterator(const ClassIndex& index, std::size_t number) : index_(&index), number_(number) {}
    Value& operator*() const { return *static_cast<Value*>((*index_)[number_]); }
    Value* operator->() const { return &**this; }
    Iterator& operator++() {
      ++number_;
      return *this;
    }
    Iterator operator++(int) { return {*index_, number_++}; }
    bool operator==(const Iterator&) const = default;

   private:
    const ClassIndex* index_ = nullptr;
    std::size_t number_ = 0;
  };

 public:
  ClassMap() = default;
  ClassMap(ClassMap&& other) noexcept { swap(other); }
  ClassMap& operator=(ClassMap&& other) noexcept {
    if (this == &other) return *this;
    clear();
    swap(other);
    return *this;
  }
  ~ClassMap() { destroy_values(); }

  /// What `info` has; made from `arguments` the first time.
  template <class... Arguments>
  T& get(const EntityInfo& info, Arguments&&... arguments) {
    if (T* known = find(info)) [[likely]]
      return *known;
    auto made = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    index_.add(info, made.get());
    return *made.release();
  }
  /// nullptr: the class was not met.
  T* find(const EntityInfo& info) { return static_cast<T*>(index_.find(info)); }

  Iterator<T> begin() { return {index_, 0}; }
  Iterator<T> end() { return {index_, size()}; }
  Iterator<const T> begin() const { return {index_, 0}; }
  Iterator<const T> end() const { return {index_, size()}; }
  std::size_t size() const { return index_.size(); }
  const EntityInfo& class_of(std::size_t number) const { return index_.class_of(number); }
  T& operator[](std::size_t number) { return *static_cast<T*>(index_[number]); }
  /// Addresses stay, as ever.
  void swap(ClassMap& other) noexcept { std::swap(index_, other.index_); }

  void clear() {
    destroy_values();
    index_.clear();
  }

 private:
  void destroy_values() {
    for (T& value : *this) delete &value;
  }

  ClassIndex index_;  // of values that are owned
};

}  // namespace orp
