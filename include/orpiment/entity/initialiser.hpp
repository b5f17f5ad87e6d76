// SPDX-License-Identifier: MIT
// The member types of the generated `New` aggregates.
#pragma once
#include <optional>
#include <type_traits>
#include <utility>

namespace orp {

namespace detail {
template <class>
inline constexpr bool column_was_given = false;
}

/// A member of `New` that must be given: NOT NULL, no default. `Tag` is an undefined struct whose
/// name says which column was forgotten when the program does not compile.
template <class T, class Tag>
class required {
 public:
  template <class Missing = Tag>
  required() {
    static_assert(detail::column_was_given<Missing>,
                  "a required column is missing from this New{...}; its name stands in `Tag`");
  }
  template <class U>
  requires std::is_convertible_v<U&&, T> required(U&& value)
      : value_(std::forward<U>(value)) {}  // NOLINT: `.name = "Alice"`

  T& value() { return value_; }

 private:
  T value_;
};

/// A member of `New` that may be left out: unset takes the column's default. For a nullable column
/// `T` is a std::optional, and an empty one means NULL, which is not the same as unset.
template <class T>
class maybe {
 public:
  maybe() = default;
  template <class U>
  requires(std::is_convertible_v<U&&, T> && !std::is_same_v<std::remove_cvref_t<U>, maybe>)
      maybe(U&& value)
      : value_(std::in_place, std::forward<U>(value)) {}  // NOLINT

  bool is_set() const { return value_.has_value(); }
  T& value() { return *value_; }

 private:
  std::optional<T> value_;
};

/// A to-one member of `New`: an object of the session, or none.
template <class E>
class ref {
 public:
  ref() = default;
  ref(E& entity) : entity_(&entity) {}  // NOLINT: `.user = alice`
  ref(E* entity) : entity_(entity) {}   // NOLINT: nullptr allowed

  E* get() const { return entity_; }

 private:
  E* entity_ = nullptr;
};

}  // namespace orp
