// SPDX-License-Identifier: MIT
// What the members of the generated aggregates are: of `New` their types, of a composite `Key` the
// types of numbers, and the initialisers.
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

/// An integer part of a composite `Key`, of column number `Column` of the entity: given any
/// integer, read as a `T`. What is none does not compile; one that does not fit is a DataError.
template <class T, const EntityInfo& Info, unsigned Column>
class KeyNumber {
 public:
  KeyNumber() = default;
  /// That number. Throws DataError when a `T` cannot have it.
  template <detail::GivenScalar U>
  KeyNumber(U value) {  // NOLINT: `{.order_id = 1, .line = 2}`
    static_assert(detail::is_meant<T, U>(), "a part of a key is given a value of another type");
    if constexpr (detail::is_meant<T, U>()) value_ = Given<T>(value).take(Info, Column);
  }

  operator const T&() const { return value_; }  // NOLINT: a part is read as what it is
  operator T&() { return value_; }              // NOLINT

 private:
  T value_{};
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
