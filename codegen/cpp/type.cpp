// SPDX-License-Identifier: MIT
#include "cpp/type.hpp"

#include "schema/model/type_table.hpp"

namespace orp::codegen::cpp {
namespace {

std::string in_array(const schema::Type& type, const std::string& element) {
  if (!type.is_array) return element;
  return type.has_null_elements ? "std::vector<std::optional<" + element + ">>"
                                : "std::vector<" + element + '>';
}

}  // namespace

std::string visible_name(const std::string& name, const std::string& name_space) {
  const bool may_be_hidden =
      (name.front() >= 'a' && name.front() <= 'z') || name == "ClientDefault" || name == "Stream";
  return may_be_hidden ? "::" + name_space + "::" + name : name;
}

std::string element_type(const schema::Type& type, const std::vector<Enum>& enums) {
  if (type.tag == TypeTag::enumeration) return enum_of(type, enums).name;
  return std::string(type_row(*type.tag).cpp_type);
}

std::string stored_type(const schema::Type& type, const std::vector<Enum>& enums) {
  return in_array(type, element_type(type, enums));
}

std::string visible_element_type(const schema::Type& type, const Model& model) {
  const std::string element = element_type(type, model.enums);
  return type.tag == TypeTag::enumeration ? visible_name(element, model.name_space) : element;
}

std::string visible_stored_type(const schema::Type& type, const Model& model) {
  return in_array(type, visible_element_type(type, model));
}

std::string value_type(const Column& column, const std::vector<Enum>& enums) {
  return column.custom.is_set() ? column.custom.type : stored_type(column.type, enums);
}

bool is_by_value(const Column& column) {
  return !column.type.is_array && !column.custom.is_set() && type_row(*column.type.tag).by_value;
}

bool is_given(const Column& column) {
  if (column.nullable || column.custom.is_set()) return true;
  if (column.type.is_array) return false;
  const TypeTag tag = *column.type.tag;
  return is_arithmetic(tag) || tag == TypeTag::string || tag == TypeTag::text;
}

bool is_settable(const Column& column) {
  return column.computed.kind == ComputedKind::none &&
         (!column.identity || !column.identity->always);
}

bool is_trivial(const Column& column) {
  if (column.type.is_array || column.custom.is_set()) return false;
  switch (*column.type.tag) {
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
