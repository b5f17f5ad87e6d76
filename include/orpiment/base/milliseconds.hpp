// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstdint>

namespace orp {

namespace detail {

/// A std::chrono::duration of whole milliseconds.
template <class D>
concept WholeMilliseconds = std::integral<typename D::rep> &&
    (D::period::num * 1000 % D::period::den == 0);

}  // namespace detail

/// A length of time, from any std::chrono::duration that becomes milliseconds without loss, as in
/// `.pool_timeout = 30s`. (Not one of these itself: `<chrono>` takes a compiler half as long as
/// all of Orpiment, and a program that names no time does not need it.)
class Milliseconds {
 public:
  /// So many of them.
  constexpr explicit Milliseconds(std::int64_t count) : count_(count) {}
  /// As long as `duration`.
  template <detail::WholeMilliseconds D>
  constexpr Milliseconds(const D& duration)  // NOLINT: `.pool_timeout = 30s`
      : count_(duration.count() * (D::period::num * 1000 / D::period::den)) {}

  /// How many they are.
  constexpr std::int64_t count() const { return count_; }

  friend constexpr auto operator<=>(Milliseconds, Milliseconds) = default;

 private:
  std::int64_t count_;
};

}  // namespace orp
