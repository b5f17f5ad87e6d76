// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <utility>

namespace orp {

/// A std::unique_ptr that is copied with what it owns.
template <class T>
class Cloned : public std::unique_ptr<T> {
 public:
  Cloned() = default;
  Cloned(std::unique_ptr<T> owned) noexcept : std::unique_ptr<T>(std::move(owned)) {}  // NOLINT
  Cloned(const Cloned& other)
      : std::unique_ptr<T>(other == nullptr ? nullptr : std::make_unique<T>(*other)) {}
  Cloned(Cloned&&) noexcept = default;
  Cloned& operator=(Cloned&&) noexcept = default;
};

}  // namespace orp
