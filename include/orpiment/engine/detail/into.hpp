// SPDX-License-Identifier: MIT
// Rows as structs of the program's own, checked while it compiles.
#pragma once
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "orpiment/meta/given.hpp"
#include "orpiment/sql/detail/fields.hpp"
#include "orpiment/sql/detail/value_rules.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp::detail {

/// `Element`, as a row of the program has it, is an object: `E&` or `E*`.
template <class Element>
inline constexpr bool is_object =
    MappedEntity<std::remove_cv_t<std::remove_pointer_t<std::remove_reference_t<Element>>>>;

/// How an element of a row is kept by itself: an object by its address.
template <class Element>
using Kept = std::conditional_t<std::is_reference_v<Element>,
                                std::add_pointer_t<std::remove_reference_t<Element>>, Element>;

/// A field of type `Field` holds each value that a column of `Element` has, NULL apart.
template <class Field, class Element>
constexpr bool field_holds() {
  if constexpr (is_object<Element>) {
    return std::is_pointer_v<Field> && std::is_convertible_v<Kept<Element>, Field>;
  } else {
    using Value = value_t<Field>;
    if constexpr (is_integer<Value> && std::is_unsigned_v<Value>)
      return std::is_same_v<Value, value_t<Element>>;
    else
      return holds_all<Value, value_t<Element>>();
  }
}

/// Why rows do not go into a struct.
enum class IntoFault {
  none,
  no_plain_struct,
  too_wide,
  too_few_fields,
  too_many_fields,
  other_count_of_members,
  no_default,
  wrong_type,
  null_in_plain_field
};
/// Whether rows go into a struct. Where it is a fault of one field: its number, from 1, its type,
/// and what its column has.
template <IntoFault Fault, std::size_t Number = 0, class Field = void, class Element = void>
struct IntoVerdict {
  /// Does not compile when there is a fault; whether there is none. All in one place, so that a
  /// compiler says it in few lines, with the template arguments from above.
  static constexpr bool check() {
    static_assert(Fault != IntoFault::no_plain_struct,
                  "into<Struct>() takes a struct of fields alone: no constructors, private "
                  "members, bases or references");
    static_assert(Fault != IntoFault::too_wide,
                  "into<Struct>() fills at most 24 fields; name them: into(&Struct::a, ...)");
    static_assert(Fault != IntoFault::too_few_fields,
                  "into<Struct>(): the struct has fewer fields than the row has columns");
    static_assert(Fault != IntoFault::too_many_fields,
                  "into<Struct>(): the struct has more fields than the row has columns");
    static_assert(Fault != IntoFault::other_count_of_members,
                  "into(&Struct::a, ...) takes a member for each column of the row");
    static_assert(Fault != IntoFault::no_default,
                  "into(&Struct::a, ...) takes members of a struct that `Struct()` makes");
    static_assert(Fault != IntoFault::wrong_type,
                  "into(): a field of the struct does not hold every value of its column; "
                  "`IntoVerdict` says the field's number from 1, its type, and the column's");
    static_assert(Fault != IntoFault::null_in_plain_field,
                  "into(): a column that may be NULL needs a std::optional in the struct; "
                  "`IntoVerdict` says the field's number from 1, its type, and the column's");
    return Fault == IntoFault::none;
  }
};

/// Of a field that holds what its column has, or does not.
template <class Field, class Element>
constexpr IntoFault fault_of_field() {
  if (!field_holds<Field, Element>()) return IntoFault::wrong_type;
  return is_optional<Field> || !is_optional<Element> ? IntoFault::none
                                                     : IntoFault::null_in_plain_field;
}

/// Of the first field, from number `Number` on, that does not hold what its column has.
template <std::size_t Number, class Field, class... Fields, class Element, class... Elements>
constexpr auto verdict_of_fields(FieldTypes<Field, Fields...>, FieldTypes<Element, Elements...>) {
  constexpr IntoFault fault = fault_of_field<Field, Element>();
  if constexpr (fault != IntoFault::none)
    return IntoVerdict<fault, Number, Field, Element>();
  else if constexpr (sizeof...(Fields) > 0)
    return verdict_of_fields<Number + 1>(FieldTypes<Fields...>(), FieldTypes<Elements...>());
  else
    return IntoVerdict<IntoFault::none>();
}

/// `element` of a row as what a field holds.
template <class Field, class Element>
Field as_field(Element&& element) {
  using Given = std::remove_cvref_t<Element>;
  if constexpr (is_object<Given>) {
    if constexpr (std::is_pointer_v<Given>)
      return element;
    else
      return &element;
  } else if constexpr (std::is_same_v<Field, Given>) {
    return std::forward<Element>(element);
  } else if constexpr (is_optional<Given>) {
    if (!element) return std::nullopt;
    return as_field<value_t<Field>>(*std::forward<Element>(element));
  } else {
    return static_cast<Field>(value_t<Field>(std::forward<Element>(element)));
  }
}

/// Throws UsageError when two of `count` members of a struct are one.
void check_members_differ(const void* const* members, std::size_t count);

/// What makes a `Struct` of a row, which is an std::tuple of `Elements`.
template <class Struct, class... Elements>
class IntoFields {
  static constexpr std::size_t width = sizeof...(Elements);
  template <std::size_t Count>
  using Fields = FieldsOf<Struct, Count>;

 public:
  /// Whether `Struct` has a field for each column that holds what it has.
  static constexpr auto verdict() {
    if constexpr (!is_plain_struct())
      return IntoVerdict<IntoFault::no_plain_struct>();
    else if constexpr (width > most_fields)
      return IntoVerdict<IntoFault::too_wide>();
    else if constexpr (!Fields<width>::fit)
      return IntoVerdict<IntoFault::too_few_fields>();
    else if constexpr (Fields<width + 1>::fit)
      return IntoVerdict<IntoFault::too_many_fields>();
    else
      return verdict_of_fields<1>(decltype(types())(), FieldTypes<Elements...>());
  }

  /// Requires: there is no fault.
  template <class Row>
  static Struct of(Row&& row) {
    return make(std::forward<Row>(row), decltype(types())(),
                std::index_sequence_for<Elements...>());
  }

 private:
  // A field that `{}` does not make, a reference say, keeps the whole from being made so.
  static constexpr bool is_plain_struct() {
    if constexpr (std::is_class_v<Struct> && std::is_aggregate_v<Struct>)
      return !has_base<Struct> && (Fields<1>::fit || std::is_empty_v<Struct>);
    else
      return false;
  }

  template <class S = Struct>
  static auto types() -> decltype(FieldsOf<S, width>::types(std::declval<S&>()));

  template <class Row, class... Each, std::size_t... I>
  static Struct make(Row&& row, FieldTypes<Each...>, std::index_sequence<I...>) {
    return {as_field<Each>(std::get<I>(std::forward<Row>(row)))...};
  }
};

/// The same by members that the program names, one a column; what it does not name is as `Struct()`
/// has it.
template <class Struct, class... Elements>
class IntoMembers {
 public:
  /// Whether there is a member for each column that holds what it has.
  template <class... Each>
  static constexpr auto verdict() {
    if constexpr (sizeof...(Each) != sizeof...(Elements))
      return IntoVerdict<IntoFault::other_count_of_members>();
    else if constexpr (!std::is_default_constructible_v<Struct>)
      return IntoVerdict<IntoFault::no_default>();
    else
      return verdict_of_fields<1>(FieldTypes<Each...>(), FieldTypes<Elements...>());
  }

  /// Requires: there is no fault. Throws UsageError when two members are one.
  template <class... Each>
  static void check_names(Each Struct::*... members) {
    const Struct sample{};
    const void* const places[] = {&(sample.*members)...};
    check_members_differ(places, sizeof...(Each));
  }

  /// Requires: there is no fault.
  template <class Row, class... Each>
  static Struct of(Row&& row, Each Struct::*... members) {
    return make(std::forward<Row>(row), std::index_sequence_for<Each...>(), members...);
  }

 private:
  template <class Row, std::size_t... I, class... Each>
  static Struct make(Row&& row, std::index_sequence<I...>, Each Struct::*... members) {
    Struct made{};
    ((made.*members = as_field<Each>(std::get<I>(std::forward<Row>(row)))), ...);
    return made;
  }
};

}  // namespace orp::detail
