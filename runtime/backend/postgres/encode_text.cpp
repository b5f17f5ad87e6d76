// SPDX-License-Identifier: MIT
#include "backend/postgres/encode_text.hpp"

#include <cstddef>

#include "backend/scalar_text.hpp"
#include "meta/stored_value.hpp"

namespace orp::backend::postgres {

namespace {

void append_array(std::string& out, const SqlType& type, const void* array) {
  const ColumnType& element = *type.array->element;
  StoredValue value(element);
  out += '{';
  for (std::size_t i = 0; i < type.array->size(array); ++i) {
    if (i > 0) out += ',';
    type.array->get(array, i, value.field());
    if (value.value() == nullptr)
      out += "NULL";  // in quotes it would be a text
    else
      encode_element(out, element, value.value());
  }
  out += '}';
}

}  // namespace

void encode_text(std::string& out, const SqlType& type, const void* value) {
  if (type.tag == TypeTag::converted) {
    StoredValue stored(*type.conversion->stored);
    type.conversion->to_stored(value, stored.field());
    return encode_text(out, *type.conversion->stored, stored.field());
  }
  if (type.tag == TypeTag::array) return append_array(out, type, value);
  if (type.tag == TypeTag::bytes) out += "\\x";
  append_scalar(out, type, value);
  if (type.tag == TypeTag::timestamptz) out += "+00";
}

void encode_element(std::string& out, const SqlType& type, const void* value) {
  std::string text;
  encode_text(text, type, value);
  out += '"';  // always, so that nothing but quotes and backslashes has a meaning
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace orp::backend::postgres
