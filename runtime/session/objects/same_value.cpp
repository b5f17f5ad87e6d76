// SPDX-License-Identifier: MIT
#include "session/objects/same_value.hpp"

#include <cstddef>

#include "base/json_value.hpp"
#include "meta/stored_value.hpp"

namespace orp {

namespace {

bool is_same_json(const void* left, const void* right) {
  return are_same_value(*static_cast<const Json*>(left), *static_cast<const Json*>(right));
}

bool is_same_array(const ArrayInfo& array, const void* left, const void* right) {
  const std::size_t size = array.size(left);
  if (size != array.size(right)) return false;
  StoredValue of_left(*array.element);
  StoredValue of_right(*array.element);
  for (std::size_t i = 0; i < size; ++i) {
    array.get(left, i, of_left.field());
    array.get(right, i, of_right.field());
    if (!is_same_json(of_left.field(), of_right.field())) return false;
  }
  return true;
}

}  // namespace

bool is_same_value(const ColumnType& type, const void* left, const void* right) {
  if (type.ops->equal(left, right)) return true;
  const bool is_array = type.tag == TypeTag::array && type.array->element->tag == TypeTag::json;
  if (type.tag != TypeTag::json && !is_array) return false;
  const void* const left_value = type.ops->value(left);
  const void* const right_value = type.ops->value(right);
  if (left_value == nullptr || right_value == nullptr) return false;
  return is_array ? is_same_array(*type.array, left_value, right_value)
                  : is_same_json(left_value, right_value);
}

}  // namespace orp
