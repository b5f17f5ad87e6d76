// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <type_traits>

namespace orp {

/// A read-only view of consecutive objects owned elsewhere; for descriptors, static data.
/// Our own because the header of std::span costs every generated header more than all descriptors
/// together.
template <class T>
class View {
 public:
  constexpr View() = default;
  /// `size` objects from `data` on.
  constexpr View(const T* data, std::size_t size) : data_(data), size_(size) {}
  /// All of an array.
  template <std::size_t N>
  constexpr View(const T (&array)[N]) : data_(array), size_(N) {}  // NOLINT: a view is its array

  /// The first object.
  constexpr const T* begin() const { return data_; }
  /// Behind the last object.
  constexpr const T* end() const { return data_ + size_; }
  /// The first object.
  constexpr const T* data() const { return data_; }
  /// How many objects there are.
  constexpr std::size_t size() const { return size_; }
  /// There are none.
  constexpr bool empty() const { return size_ == 0; }
  constexpr const T& operator[](std::size_t i) const { return data_[i]; }
  /// The first object; there must be one.
  constexpr const T& front() const { return data_[0]; }
  /// The last object; there must be one.
  constexpr const T& back() const { return data_[size_ - 1]; }

 private:
  const T* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Anything with data() and size(), such as std::vector, seen as a View.
template <class Container>
constexpr auto view_of(const Container& container) {
  return View<std::remove_cv_t<std::remove_pointer_t<decltype(container.data())>>>(
      container.data(), container.size());
}

}  // namespace orp
