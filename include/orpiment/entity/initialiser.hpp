// SPDX-License-Identifier: MIT
// What the members of the generated aggregates are: of `New` their types, of a composite `Key` the
// initialisers.
#pragma once
#include "orpiment/meta/given.hpp"

namespace orp {

namespace detail {
template <class>
inline constexpr bool column_was_given = false;
template <auto>
inline constexpr bool part_was_given = false;

template <class>
struct member_value;
template <class T, class Owner>
struct member_value<T Owner::*> {
  using type = T;
};
}  // namespace detail

/// A member of `New` that must be given: NOT NULL, no default. `Tag` is an undefined struct whose
/// name says which column was forgotten when the program does not compile.
template <class T, class Tag>
class Required : public Given<T> {
 public:
  template <class Missing = Tag>
  Required() : Given<T>(typename Given<T>::Nothing()) {
    static_assert(detail::column_was_given<Missing>,
                  "a required column is missing from this New{...}; its name stands in `Tag`");
  }
  using Given<T>::Given;
};

/// A member of `New` that may be left out: unset takes the column's default. For a nullable column
/// `T` is a std::optional, and an empty one means NULL, which is not the same as unset.
// Not a std::optional: making one for each type took a third of the time of a generated header.
template <class T>
class Maybe : public Given<T> {
 public:
  // Constrained as the base's, which clang 14 would inherit and prefer.
  Maybe() requires(detail::is_optional<T>)
      : Given<T>(typename Given<T>::Nothing()), is_set_(false) {}
  Maybe() requires(!detail::is_optional<T>)
      : Given<T>(typename Given<T>::Nothing()), is_set_(false) {}
  using Given<T>::Given;

  /// A value was given, NULL included.
  bool is_set() const { return is_set_; }

 private:
  bool is_set_ = true;
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
