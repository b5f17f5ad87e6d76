// SPDX-License-Identifier: MIT
#include "backend/convert_field.hpp"

#include <limits>
#include <type_traits>

#include "backend/exact_real.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/assign_from.hpp"
#include "meta/field_slot.hpp"
#include "meta/field_value.hpp"
#include "meta/stored_value.hpp"
#include "meta/visit.hpp"

namespace orp::backend {

namespace {

template <class X>
constexpr bool is_whole = std::is_integral_v<X> && !std::is_same_v<X, bool>;

/// `value` as a `T`, which some of its values may be.
template <class T, class X>
T converted(const X& value, const ColumnType& wanted) {
  if constexpr (is_whole<T>) {
    if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max())
      fault_out_of_range(wanted, static_cast<std::int64_t>(value));
    return static_cast<T>(value);
  } else if constexpr (std::is_same_v<T, Decimal>) {
    return Decimal(value);
  } else if constexpr (is_whole<X>) {
    return exact_real<T>(wanted, static_cast<std::int64_t>(value));
  } else {
    return exact_real<T>(wanted, static_cast<double>(value));
  }
}

/// Values of `X` go on to be values of `T`, unless a single one does not.
template <class T, class X>
constexpr bool converts() {
  if constexpr (std::is_same_v<T, Decimal> || is_whole<T>)
    return is_whole<X>;
  else
    return std::is_floating_point_v<T> && (is_whole<X> || std::is_floating_point_v<X>);
}

template <class X>
void assign(const X& value, const SqlType& given, const ColumnType& wanted, void* to) {
  visit_type(
      wanted.tag,
      [&]<class T>(std::type_identity<T>) {
        if constexpr (std::is_same_v<T, X>)
          slot<T>(wanted, to) = value;
        else if constexpr (converts<T, X>())
          slot<T>(wanted, to) = converted<T>(value, wanted);
        else
          fault_wrong_type(wanted, "a value of the type " + type_name(given));
      },
      [&] { fault_wrong_type(wanted, "a value of the type " + type_name(given)); });
}

bool is_text(TypeTag tag) { return tag == TypeTag::text || tag == TypeTag::string; }

/// As another field of the same enumeration, or as its label. False: it is a number, and wanted as
/// something else.
bool assign_enumerator(const SqlType& given, const void* value, const ColumnType& wanted,
                       void* to) {
  const EnumInfo& enumeration = *given.enumeration;
  if (wanted.enumeration == &enumeration)
    enumeration.set_index(value_place(wanted, to), enumeration.index(value));
  else if (given.tag == TypeTag::enumeration || is_text(wanted.tag))
    assign(std::string(label_of(enumeration, value)), given, wanted, to);
  else
    return false;
  return true;
}

void convert(const ColumnType& given, const void* from, const ColumnType& wanted, void* to);

/// Of types without a C++ type of the language's own. `value`: that in the field `from`.
void convert_other(const ColumnType& given, const void* from, const void* value,
                   const ColumnType& wanted, void* to) {
  if (given.enumeration != nullptr && assign_enumerator(given, value, wanted, to)) return;
  if (given.tag == TypeTag::converted) {
    const ColumnType& kept = *given.conversion->stored;
    StoredValue stored(kept);
    given.conversion->to_stored(value, stored.field());
    convert(kept, stored.field(), wanted, to);
  } else if (given.tag == TypeTag::array && wanted.tag == TypeTag::array &&
             given.array->push == wanted.array->push) {
    assign_from(wanted, to, given, from);
  } else {
    fault_wrong_type(wanted, "a value of the type " + type_name(given));
  }
}

void convert(const ColumnType& given, const void* from, const ColumnType& wanted, void* to) {
  if (given.ops == wanted.ops) return wanted.ops->assign(to, from);
  const void* const value = value_in(given, from);
  if (value == nullptr) {
    if (!wanted.nullable) fault_null();
    return wanted.ops->set_null(to);
  }
  visit_value(
      given, value, [&](const auto& typed) { assign(typed, given, wanted, to); },
      [&] { convert_other(given, from, value, wanted, to); });
}

}  // namespace

void convert_field(const ColumnType& given, const void* from, const ColumnType& wanted, void* to,
                   std::string_view column, std::size_t position) {
  try {
    convert(given, from, wanted, to);
  } catch (const ValueFault& fault) {
    // The program has the value; whether others may read it is not known here.
    throw_in_result(fault, column, position, true);
  }
}

}  // namespace orp::backend
