// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "orpiment/engine/detail/row_counts.hpp"

namespace orp {

/// Some rows of a result that follow each other; looks at the result, which outlives it.
template <class Result>
class Partition {
 public:
  /// Over the rows; valid as long as the result.
  class iterator {
   public:
    using reference = decltype(std::declval<Result&>()[0]);
    using value_type = std::remove_cvref_t<reference>;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using iterator_category = std::input_iterator_tag;

    iterator() = default;
    /// At row `number` of `result`.
    iterator(Result& result, std::size_t number) : result_(&result), number_(number) {}
    reference operator*() const { return (*result_)[number_]; }
    iterator& operator++() { return ++number_, *this; }
    iterator operator++(int) { return iterator(*result_, number_++); }
    friend bool operator==(const iterator& a, const iterator& b) { return a.number_ == b.number_; }

   private:
    Result* result_ = nullptr;
    std::size_t number_ = 0;
  };

  /// The rows of `result` from `first` on, up to `size` of them.
  Partition(Result& result, std::size_t first, std::size_t size)
      : result_(&result), first_(first), size_(size) {
    const std::size_t left = result.size() - first;
    if (left < size_) size_ = left;
  }

  /// The first row.
  iterator begin() const { return {*result_, first_}; }
  /// Behind the last row.
  iterator end() const { return {*result_, first_ + size_}; }
  /// How many rows there are: at least one.
  std::size_t size() const { return size_; }
  typename iterator::reference operator[](std::size_t i) const { return (*result_)[first_ + i]; }

 private:
  Result* result_;
  std::size_t first_;
  std::size_t size_;
};

/// A result in parts, each of as many rows but for the last one:
///
///     for (auto& partition : session.execute(stmt).partitions(5'000)) ...
///
/// `Held` is the result itself when it was a temporary, and a reference to it otherwise.
template <class Held>
class Partitions {
  using Result = std::remove_reference_t<Held>;

 public:
  /// Over the partitions; each is valid until the iterator moves on.
  class iterator {
   public:
    using value_type = Partition<Result>;
    using reference = const value_type&;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using iterator_category = std::input_iterator_tag;

    /// At the partition that begins with row `first` of `result`.
    iterator(Result& result, std::size_t first, std::size_t size)
        : result_(&result), first_(first), size_(size), here_(result, first, size) {}
    reference operator*() const { return here_; }
    pointer operator->() const { return &here_; }
    iterator& operator++() { return *this = iterator(*result_, first_ + here_.size(), size_); }
    iterator operator++(int) { return std::exchange(*this, std::next(*this)); }
    friend bool operator==(const iterator& a, const iterator& b) { return a.first_ == b.first_; }

   private:
    Result* result_;
    std::size_t first_;
    std::size_t size_;
    value_type here_;
  };

  /// Parts of `size` rows. Throws UsageError when that is 0.
  Partitions(Held&& result, std::size_t size) : result_(std::forward<Held>(result)), size_(size) {
    detail::check_partition_size(size);
  }

  /// The first partition.
  iterator begin() { return {result_, 0, size_}; }
  /// Behind the last one.
  iterator end() { return {result_, result_.size(), size_}; }
  /// How many there are.
  std::size_t size() const {
    return result_.size() / size_ + (result_.size() % size_ == 0 ? 0 : 1);
  }

 private:
  Held result_;
  std::size_t size_;
};

}  // namespace orp
