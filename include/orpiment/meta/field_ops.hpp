// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/meta/type_tag.hpp"

namespace orp {

/// How the runtime handles a field of one C++ type without knowing the type.
///
/// (1) A field is a `T` for a column that is NOT NULL and a `std::optional<T>` for a nullable one;
///     a "value" is the `T` inside. Only these functions lead from the one to the other.
struct FieldOps {
  /// Bytes of a field.
  std::size_t size;
  /// Of a field.
  std::size_t alignment;
  void (*construct)(void* memory);                         ///< value-initialised
  void (*copy_construct)(void* memory, const void* from);  ///< `from` is a field
  /// Ends the field's life.
  void (*destroy)(void* field);
  /// Both are fields.
  void (*assign)(void* to, const void* from);
  /// Both are fields; NULL equals NULL.
  bool (*equal)(const void* left, const void* right);
  const void* (*value)(const void* field);  ///< the value; nullptr when the field is NULL
  void* (*emplace)(void* field);            ///< makes the field hold a value and returns it
  void (*set_null)(void* field);            ///< Requires: a nullable field
};

namespace detail {
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class F>
struct FieldFunctions {
  static void construct(void* memory) { ::new (memory) F(); }
  static void copy_construct(void* memory, const void* from) {
    ::new (memory) F(*static_cast<const F*>(from));
  }
  static void destroy(void* field) { static_cast<F*>(field)->~F(); }
  static void assign(void* to, const void* from) {
    *static_cast<F*>(to) = *static_cast<const F*>(from);
  }
  static bool equal(const void* left, const void* right) {
    return *static_cast<const F*>(left) == *static_cast<const F*>(right);
  }
  static const void* value(const void* field) {
    if constexpr (is_optional<F>) {
      const F& optional = *static_cast<const F*>(field);
      return optional ? &*optional : nullptr;
    } else {
      return field;
    }
  }
  static void* emplace(void* field) {
    if constexpr (is_optional<F>) {
      return &static_cast<F*>(field)->emplace();
    } else {
      return field;
    }
  }
  static void set_null(void* field) {
    if constexpr (is_optional<F>) static_cast<F*>(field)->reset();
  }
};
}  // namespace detail

/// The FieldOps of field type `F`. The built-in types are instantiated once, in the library.
template <class F>
struct FieldOpsOf {
  /// How a field of type `F` is handled.
  static const FieldOps value;
};
template <class F>
constinit const FieldOps FieldOpsOf<F>::value{
    sizeof(F),
    alignof(F),
    &detail::FieldFunctions<F>::construct,
    &detail::FieldFunctions<F>::copy_construct,
    &detail::FieldFunctions<F>::destroy,
    &detail::FieldFunctions<F>::assign,
    &detail::FieldFunctions<F>::equal,
    &detail::FieldFunctions<F>::value,
    &detail::FieldFunctions<F>::emplace,
    &detail::FieldFunctions<F>::set_null,
};

#define ORPIMENT_EXTERN_FIELD_OPS(tag, T, word) \
  extern template struct FieldOpsOf<T>;         \
  extern template struct FieldOpsOf<std::optional<T>>;
ORPIMENT_FOR_EACH_SIMPLE_TYPE(ORPIMENT_EXTERN_FIELD_OPS)
ORPIMENT_EXTERN_FIELD_OPS(decimal, Decimal, "decimal")
#undef ORPIMENT_EXTERN_FIELD_OPS

}  // namespace orp
