// SPDX-License-Identifier: MIT
// What the members of the generated aggregates are: of `New` their types, of a composite `Key` the
// initialisers.
#pragma once
#include <optional>
#include <type_traits>
#include <utility>

namespace orp {

namespace detail {
template <class>
inline constexpr bool column_was_given = false;
template <auto>
inline constexpr bool part_was_given = false;
template <class>
inline constexpr bool value_has_the_type_of_its_column = false;

template <class T>
struct column_value {
  using type = T;
};
template <class T>
struct column_value<std::optional<T>> {
  using type = T;
};
template <class T>
using column_value_t = typename column_value<T>::type;

template <class>
struct member_value;
template <class T, class Owner>
struct member_value<T Owner::*> {
  using type = T;
};

template <class T>
inline constexpr bool is_plain_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

/// Numbers for a number. They are taken by value, so that a constant that fits needs no cast; what
/// would lose more than range on the way to a `T` is not among them.
template <class U, class T>
concept GivesNumber = is_plain_number<column_value_t<T>> && is_plain_number<U> &&
    (std::is_floating_point_v<column_value_t<T>> || !std::is_floating_point_v<U>);

/// Everything else that becomes a `T`; but of scalars, only a bool becomes a bool.
template <class U, class T>
concept GivesOther = std::is_convertible_v<U&&, T> &&
    !(is_plain_number<column_value_t<T>> && std::is_arithmetic_v<std::remove_cvref_t<U>>)&&!(
        std::is_same_v<column_value_t<T>, bool> && std::is_scalar_v<std::decay_t<U>> &&
        !std::is_same_v<std::remove_cvref_t<U>, bool>);

/// A value, and no copy of the member itself. Asked first: what follows costs the compiler more.
template <class U, class Member>
concept IsValue = !std::is_same_v<std::remove_cvref_t<U>, Member>;

/// A value that a member of New for a `T` must refuse.
template <class U, class T>
concept GivesNothing = !GivesNumber<std::remove_cvref_t<U>, T> && !GivesOther<U, T>;
}  // namespace detail

/// A member of `New` that must be given: NOT NULL, no default. `Tag` is an undefined struct whose
/// name says which column was forgotten when the program does not compile.
template <class T, class Tag>
class Required {
 public:
  template <class Missing = Tag>
  Required() {
    static_assert(detail::column_was_given<Missing>,
                  "a required column is missing from this New{...}; its name stands in `Tag`");
  }
  /// The value of the column.
  Required(T value) requires(detail::is_plain_number<T>) : value_(value) {}  // NOLINT: `.stars = 5`
  /// @overload
  template <detail::IsValue<Required> U>
  requires detail::GivesOther<U, T> Required(U&& value)
      : value_(std::forward<U>(value)) {}  // NOLINT: `.name = "Alice"`
  /// Does not compile: says that the value is of another type than its column.
  template <detail::IsValue<Required> U>
  requires detail::GivesNothing<U, T> Required(U&&) {  // NOLINT: says why not
    static_assert(detail::value_has_the_type_of_its_column<U>,
                  "a value in this New{...} is of another type than its column");
  }

  /// What was given.
  T& value() { return value_; }

 private:
  T value_;
};

/// A member of `New` that may be left out: unset takes the column's default. For a nullable column
/// `T` is a std::optional, and an empty one means NULL, which is not the same as unset.
template <class T>
class Maybe {
 public:
  Maybe() = default;
  /// The value of the column.
  Maybe(detail::column_value_t<T> value)  // NOLINT: `.age = 42`
      requires(detail::is_plain_number<detail::column_value_t<T>>)
      : value_(value), is_set_(true) {}
  /// @overload
  template <detail::IsValue<Maybe> U>
  requires detail::GivesOther<U, T> Maybe(U&& value)  // NOLINT
      : value_(std::forward<U>(value)), is_set_(true) {}
  /// Does not compile: says that the value is of another type than its column.
  template <detail::IsValue<Maybe> U>
  requires detail::GivesNothing<U, T> Maybe(U&&) {  // NOLINT: says why not
    static_assert(detail::value_has_the_type_of_its_column<U>,
                  "a value in this New{...} is of another type than its column");
  }

  /// A value was given, NULL included.
  bool is_set() const { return is_set_; }
  /// What was given; a default one otherwise.
  T& value() { return value_; }

 private:
  // Not a std::optional<T>: making one for each type took a third of the time of a generated
  // header.
  T value_{};
  bool is_set_ = false;
};

/// The value of a part that a composite `Key` is not given: there is none.
template <auto Part>
typename detail::member_value<decltype(Part)>::type missing_part() {
  static_assert(detail::part_was_given<Part>,
                "a part of the key is missing from this Key{...}; its name stands in `Part`");
  return {};
}

/// A to-one member of `New`: an object of the session, or none.
template <class E>
class Ref {
 public:
  Ref() = default;
  /// That object.
  Ref(E& entity) : entity_(&entity) {}  // NOLINT: `.user = alice`
  /// That object, or none.
  Ref(E* entity) : entity_(entity) {}  // NOLINT: nullptr allowed

  /// nullptr: none.
  E* get() const { return entity_; }

 private:
  E* entity_ = nullptr;
};

}  // namespace orp
