// SPDX-License-Identifier: MIT
// Which C++ types go together in SQL, decided while the program compiles.
#pragma once
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "orpiment/base/decimal.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/given.hpp"
#include "orpiment/sql/column.hpp"

namespace orp {

class Executable;

namespace detail {

template <class...>
inline constexpr bool never = false;

template <class T>
struct ValueOf {
  using type = T;
};
template <class T>
struct ValueOf<std::optional<T>> {
  using type = T;
};
/// `T` without std::optional.
template <class T>
using value_t = typename ValueOf<T>::type;

/// Column, Expr, and what is made from them.
template <class X>
concept Expression = std::is_base_of_v<ExpressionTag, X>;

template <class X>
inline constexpr bool is_decimal = std::is_same_v<X, Decimal>;
template <class X>
inline constexpr bool is_number = is_integer<X> || is_floating<X> || is_decimal<X>;
template <class X>
inline constexpr bool is_text = std::is_same_v<X, std::string>;
template <class X>
inline constexpr bool is_text_literal =
    std::is_convertible_v<const X&, std::string_view> && !is_null_literal<X>;

/// Two numbers that meet without losing anything but the width of an integer.
template <class A, class B>
inline constexpr bool numbers_mix =
    is_number<A>&& is_number<B> &&
    !((is_floating<A> && is_decimal<B>) || (is_decimal<A> && is_floating<B>));

/// Values of `A` and `B` (no optionals) may stand on the two sides of a comparison.
template <class A, class B>
inline constexpr bool comparable = std::is_same_v<A, B> || numbers_mix<A, B>;

/// A C++ value of type `X` may stand where SQL expects a `V` (neither is an optional).
template <class V, class X>
constexpr bool literal_fits() {
  if constexpr (is_integer<V>)
    return is_integer<X>;
  else if constexpr (is_floating<V>)
    return is_integer<X> || is_floating<X>;
  else if constexpr (is_decimal<V>)
    return is_integer<X> || is_decimal<X>;
  else if constexpr (is_text<V>)
    return is_text_literal<X>;
  else
    return std::is_same_v<V, X>;
}

/// The SQL value type of an expression, or the C++ type of a value; no optional either way.
template <class X>
struct OperandValue {
  using type = value_t<X>;
};
template <Expression X>
struct OperandValue<X> {
  using type = value_t<typename X::value_type>;
};
template <class X>
using operand_value_t = typename OperandValue<X>::type;

/// `X`, an expression or a C++ value, can be NULL.
template <class X>
struct MayBeNull : std::bool_constant<is_optional<X> || is_null_literal<X>> {};
template <Expression X>
struct MayBeNull<X> : std::bool_constant<is_optional<typename X::value_type>> {};
template <class X>
inline constexpr bool may_be_null = MayBeNull<X>::value;

/// `X`, an expression or a C++ value or a std::optional of one, goes with SQL values of `V`.
template <class V, class X>
constexpr bool goes_with() {
  if constexpr (Expression<X>)
    return comparable<V, operand_value_t<X>>;
  else
    return literal_fits<V, value_t<X>>();
}

/// Each value of `X` is one of `V`.
template <class V, class X>
constexpr bool holds_all() {
  if constexpr ((is_integer<V> && is_integer<X>) || (is_floating<V> && is_floating<X>))
    return sizeof(V) >= sizeof(X);
  else if constexpr (is_floating<V> && is_integer<X>)
    return sizeof(V) > sizeof(X);
  else if constexpr (is_decimal<V>)
    return is_decimal<X> || is_integer<X>;
  else
    return std::is_same_v<V, X>;
}

/// `X`, an expression or a C++ value, may be given in place of a `V`.
template <class V, class X>
constexpr bool stands_for() {
  if constexpr (Expression<X>)
    return holds_all<V, operand_value_t<X>>();
  else
    return literal_fits<V, value_t<X>>();
}

template <class V>
inline constexpr bool is_array = false;
template <class Element>
inline constexpr bool is_array<std::vector<Element>> = true;

/// Values of `V` have an order that both databases agree on.
template <class V>
inline constexpr bool is_ordered = !std::is_same_v<V, Json> && !is_array<V>;

/// An Expr<From> is as good as an Expr<To>: where NULL is allowed it need not occur, and in a
/// condition NULL counts as false.
template <class From, class To>
inline constexpr bool widens_to = std::is_same_v<To, std::optional<From>> ||
                                  (std::is_same_v<From, std::optional<bool>> &&
                                   std::is_same_v<To, bool>);

/// `value`, a C++ value that goes with `V`, as one. Throws DataError when it does not fit.
template <class V, class X>
V literal_cast(const X& value) {
  if constexpr (is_decimal<V> || !is_meant<V, const X&>()) {
    return V(value);
  } else {
    Misfit misfit;
    V same = to_meant<V>(value, misfit);
    misfit.check();
    return same;
  }
}

/// What reading a `T` needs to know of it.
template <class T>
constexpr TypeTag tag_of() {
  using V = value_t<T>;
#define ORPIMENT_TAG_OF(tag, type, word) \
  if constexpr (std::is_same_v<V, type>) \
    return TypeTag::tag;                 \
  else
  ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_TAG_OF)
#undef ORPIMENT_TAG_OF
  if constexpr (is_decimal<V>)
    return TypeTag::decimal;
  else if constexpr (std::is_enum_v<V>)
    return TypeTag::enumeration;
  else if constexpr (is_array<V>)
    return TypeTag::array;
  else
    return TypeTag::converted;
}

/// The C++ type that a value of type `X` has as an SQL literal of its own.
template <class X>
struct LiteralValue {
  using type = X;
};
template <class X>
requires is_text_literal<X>
struct LiteralValue<X> {
  using type = std::string;
};
template <class X>
requires is_integer<X>
struct LiteralValue<X> {
  using type = std::conditional_t<
      (sizeof(X) < 4 || (sizeof(X) == 4 && std::is_signed_v<X>)),
      std::conditional_t<sizeof(X) <= 2 && std::is_signed_v<X>, std::int16_t, std::int32_t>,
      std::int64_t>;
};
template <class X>
using literal_value_t = typename LiteralValue<value_t<X>>::type;

/// The SQL type of `V`, for literals, casts and text(); enumerations know theirs by enum_info().
/// A decimal without parameters: any.
template <class V>
const SqlType& type_of() {
  static_assert(tag_of<V>() != TypeTag::converted,
                "this type has no SQL type of its own; use a column of it");
  if constexpr (std::is_enum_v<V>) {
    static const EnumInfo& info = enum_info(V());
    static const SqlType type{.tag = TypeTag::enumeration, .enumeration = &info};
    return info.kept_as == nullptr ? type : *info.kept_as;
  } else if constexpr (is_decimal<V>) {
    static constexpr SqlType type{.tag = TypeTag::decimal, .precision = Decimal::max_precision};
    return type;
  } else if constexpr (is_array<V>) {
    using Element = typename V::value_type;
    using Functions = ArrayFunctions<V>;
    static const ColumnType element{type_of<value_t<Element>>(), FieldType::of<Element>()};
    static constexpr ArrayInfo info{&element, &Functions::size, &Functions::get, &Functions::push};
    static constexpr SqlType type{.tag = TypeTag::array, .array = &info};
    return type;
  } else {
    static constexpr SqlType type{.tag = tag_of<V>()};
    return type;
  }
}

/// The SQL type of `V` where SQL of the program's own gives it: in which form a database without
/// the type has it is unknown.
template <class V>
const SqlType& raw_type_of() {
  if constexpr (is_decimal<V> || std::is_same_v<V, Timestamp> || std::is_same_v<V, TimestampTz> ||
                std::is_same_v<V, Time> || std::is_same_v<V, Interval>) {
    static const SqlType type = [] {
      SqlType raw = type_of<V>();
      raw.stored_as = StoredAs::unknown;
      return raw;
    }();
    return type;
  } else {
    return type_of<V>();
  }
}

/// The same as what a field of `T` reads, which may be a std::optional.
template <class T>
ColumnType raw_field_type() {
  return {raw_type_of<value_t<T>>(), FieldType::of<T>()};
}

}  // namespace detail
}  // namespace orp
