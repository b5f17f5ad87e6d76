// SPDX-License-Identifier: MIT
#include "cpp/type.hpp"

#include "model/type_table.hpp"

namespace orp::codegen::cpp {
namespace {

std::string in_array(const Type& type, const std::string& element) {
  return type.is_array ? "std::vector<" + element + '>' : element;
}

}  // namespace

std::string visible_name(const std::string& name, const std::string& name_space) {
  const bool may_be_hidden =
      (name.front() >= 'a' && name.front() <= 'z') || name == "ClientDefault" || name == "Stream";
  return may_be_hidden ? "::" + name_space + "::" + name : name;
}

std::string element_type(const Type& type, const std::vector<Enum>& enums) {
  if (type.tag == TypeTag::enumeration) return enums[type.enumeration].name;
  return std::string(type_row(*type.tag).cpp_type);
}

std::string stored_type(const Type& type, const std::vector<Enum>& enums) {
  return in_array(type, element_type(type, enums));
}

std::string visible_element_type(const Type& type, const Model& model) {
  const std::string element = element_type(type, model.enums);
  return type.tag == TypeTag::enumeration ? visible_name(element, model.name_space) : element;
}

std::string visible_stored_type(const Type& type, const Model& model) {
  return in_array(type, visible_element_type(type, model));
}

std::string value_type(const Type& type, const std::vector<Enum>& enums) {
  return type.custom.is_set() ? type.custom.type : stored_type(type, enums);
}

bool is_by_value(const Type& type) {
  return !type.is_array && !type.custom.is_set() && type_row(*type.tag).by_value;
}

bool is_trivial(const Type& type) {
  if (type.is_array || type.custom.is_set()) return false;
  switch (*type.tag) {
    case TypeTag::string:
    case TypeTag::text:
    case TypeTag::bytes:
    case TypeTag::json:
      return false;
    default:
      return true;
  }
}

}  // namespace orp::codegen::cpp
