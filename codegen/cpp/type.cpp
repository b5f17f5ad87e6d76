// SPDX-License-Identifier: MIT
#include "cpp/type.hpp"

#include "model/type_table.hpp"

namespace orp::codegen::cpp {

std::string element_type(const Type& type, const std::vector<Enum>& enums) {
  if (type.kind == TypeKind::enumeration) return enums[type.enumeration].name;
  return std::string(type_row(type.kind).cpp_type);
}

std::string stored_type(const Type& type, const std::vector<Enum>& enums) {
  const std::string element = element_type(type, enums);
  return type.is_array ? "std::vector<" + element + '>' : element;
}

std::string value_type(const Type& type, const std::vector<Enum>& enums) {
  return type.custom.is_set() ? type.custom.type : stored_type(type, enums);
}

bool is_by_value(const Type& type) {
  return !type.is_array && !type.custom.is_set() && type_row(type.kind).by_value;
}

bool is_trivial(const Type& type) {
  if (type.is_array || type.custom.is_set()) return false;
  switch (type.kind) {
    case TypeKind::string:
    case TypeKind::text:
    case TypeKind::bytes:
    case TypeKind::json:
      return false;
    default:
      return true;
  }
}

}  // namespace orp::codegen::cpp
