// SPDX-License-Identifier: MIT
#include "meta/assign_from.hpp"

#include <cstddef>

#include "meta/stored_value.hpp"

namespace orp {

namespace {

double real_of(const ColumnType& type, const void* value) {
  return type.tag == TypeTag::float32 ? static_cast<double>(*static_cast<const float*>(value))
                                      : *static_cast<const double*>(value);
}

void put_real(const ColumnType& type, void* field, double value) {
  void* const place = type.ops->emplace(field);
  if (type.tag == TypeTag::float32)
    *static_cast<float*>(place) = static_cast<float>(value);
  else
    *static_cast<double*>(place) = value;
}

/// An array whose elements are in other fields.
void put_elements(const ColumnType& type, void* field, const ColumnType& given, const void* array) {
  void* const place = type.ops->emplace(field);
  const ColumnType& element = *type.array->element;
  const ColumnType& given_element = *given.array->element;
  for (std::size_t i = 0; i < given.array->size(array); ++i) {
    StoredValue from(given_element);
    given.array->get(array, i, from.field());
    StoredValue to(element);
    assign_from(element, to.field(), given_element, from.field());
    type.array->push(place, to.field());
  }
}

}  // namespace

void assign_from(const ColumnType& type, void* field, const ColumnType& given, const void* from) {
  if (type.ops == given.ops) return type.ops->assign(field, from);
  const void* const value = given.ops->value(from);
  if (value == nullptr) return type.ops->set_null(field);
  if (type.tag == TypeTag::float32 || type.tag == TypeTag::float64)
    return put_real(type, field, real_of(given, value));
  if (type.tag == TypeTag::array && type.array->push != given.array->push)
    return put_elements(type, field, given, value);
  if (!type.nullable) return type.ops->assign(field, value);
  given.ops->assign(type.ops->emplace(field), value);
}

}  // namespace orp
