// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "orpiment/meta/view.hpp"

namespace orp {

/// A growing array of plain values whose first `N` need no allocation.
template <class T, std::size_t N>
class InlineVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  InlineVector() = default;
  InlineVector(const InlineVector& other) { append(other.view()); }
  InlineVector(InlineVector&& other) noexcept { take(other); }
  InlineVector& operator=(const InlineVector& other) {
    if (this == &other) return *this;
    clear();
    append(other.view());
    return *this;
  }
  InlineVector& operator=(InlineVector&& other) noexcept {
    if (this != &other) take(other);
    return *this;
  }
  ~InlineVector() = default;

  void push_back(T value) {
    if (size_ == capacity_) [[unlikely]]
      grow(2 * capacity_);
    data()[size_++] = value;
  }
  void append(View<T> values) {
    reserve(size_ + values.size());
    std::copy(values.begin(), values.end(), data() + size_);
    size_ += values.size();
  }
  /// `count` times `value`, and nothing else.
  void assign(std::size_t count, T value) {
    clear();
    reserve(count);
    std::fill_n(data(), count, value);
    size_ = count;
  }
  void reserve(std::size_t count) {
    if (count > capacity_) [[unlikely]]
      grow(std::max(count, 2 * capacity_));
  }
  T take_last() { return data()[--size_]; }
  void clear() { size_ = 0; }

  T* data() { return heap_ ? heap_.get() : reinterpret_cast<T*>(inline_); }
  const T* data() const { return heap_ ? heap_.get() : reinterpret_cast<const T*>(inline_); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  View<T> view() const { return {data(), size_}; }

  friend bool operator==(const InlineVector& left, const InlineVector& right) {
    if (left.size_ != right.size_) return false;
    const T* const lefts = left.data();
    const T* const rights = right.data();
    for (std::size_t i = 0; i < left.size_; ++i)  // too few for a call of memcmp
      if (!(lefts[i] == rights[i])) return false;
    return true;
  }

 private:
  void grow(std::size_t capacity) {
    std::unique_ptr<T[]> larger(new T[capacity]);
    std::copy_n(data(), size_, larger.get());
    heap_ = std::move(larger);
    capacity_ = capacity;
  }

  // What this one had goes.
  void take(InlineVector& other) noexcept {
    heap_ = std::move(other.heap_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, N);
    if (heap_ == nullptr && size_ != 0) std::memcpy(inline_, other.inline_, size_ * sizeof(T));
  }

  std::unique_ptr<T[]> heap_;
  std::size_t size_ = 0;
  std::size_t capacity_ = N;
  alignas(T) std::byte inline_[N * sizeof(T)];  // not initialised: most of it is never used
};

}  // namespace orp
