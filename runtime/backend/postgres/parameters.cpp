// SPDX-License-Identifier: MIT
#include "backend/postgres/parameters.hpp"

#include "backend/postgres/encode_text.hpp"
#include "backend/postgres/types.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/field_value.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/bytes.hpp"

namespace orp::backend::postgres {

namespace {

constexpr int binary = 1;

/// As what the server is told that a value comes.
Oid parameter_type(const SqlType& type) {
  const SqlType& stored = stored_type(type);
  return is_text_label(stored) ? oid::text : row_of(stored).oid;
}

Oid parameter_array_type(const SqlType& type) {
  const SqlType& stored = stored_type(type);
  return is_text_label(stored) ? oid::text_array : row_of(stored).array_oid;
}

}  // namespace

void Parameters::clear() {
  size_ = 0;
  buffer_.clear();
  types_.clear();
  values_.clear();
  offsets_.clear();
  lengths_.clear();
  formats_.clear();
}

void Parameters::add(const BoundValue& parameter) {
  if (parameter.keys != nullptr) return add_keys(*parameter.keys);
  const ColumnType& type = *parameter.type;
  const void* const value = value_in(type, parameter.field);
  if (value == nullptr) return add_null(parameter_type(type));
  if (type.tag == TypeTag::string || type.tag == TypeTag::text) {
    const auto& text = *static_cast<const std::string*>(value);
    check_text(text, type);
    return add_external(text, oid::text, true);
  }
  if (type.tag == TypeTag::bytes) {
    return add_external(static_cast<const Bytes*>(value)->view(), oid::bytea, true);
  }
  const std::size_t from = buffer_.size();
  encode(buffer_, type, value);
  add_written(from, parameter_type(type));
  // An array is its text here, of whatever element type the server finds in the context, and so is
  // a json value. So is an enumeration, but its binary form is the same.
  const TypeTag stored = stored_type(type).tag;
  if (stored == TypeTag::array || stored == TypeTag::json) formats_.back() = 0;
}

void Parameters::add_null(Oid type) {
  types_.push_back(type);
  values_.push_back(nullptr);
  offsets_.push_back(not_in_buffer);
  lengths_.push_back(0);
  formats_.push_back(binary);
}

void Parameters::add_external(std::string_view content, Oid type, bool is_binary) {
  types_.push_back(type);
  values_.push_back(content.data());
  offsets_.push_back(not_in_buffer);
  lengths_.push_back(counted(content.size()));
  formats_.push_back(is_binary ? binary : 0);
}

/// The length of a value that joins the others.
int Parameters::counted(std::size_t size) {
  if (size > limit_ - size_) fault_too_large(size_ + size, limit_);
  size_ += size;
  return static_cast<int>(size);
}

void Parameters::add_text(std::string_view content, Oid type) { add_external(content, type, true); }

void Parameters::add_int64(std::int64_t value) {
  const std::size_t from = buffer_.size();
  buffer_.put64(value);
  add_written(from, oid::int8);
}

void Parameters::add_written(std::size_t from, Oid type) {
  types_.push_back(type);
  values_.push_back(nullptr);
  offsets_.push_back(from);
  lengths_.push_back(counted(buffer_.size() - from));
  formats_.push_back(binary);
  buffer_.put8(0);  // libpq takes values in text form up to a zero byte
}

void Parameters::add_keys(const KeyList& keys) {
  const Oid array_type = parameter_array_type(*keys.element);
  if (array_type == oid::none) {  // enumerations, json
    text_ = "{";
    for (std::size_t i = 0; i < keys.size; ++i) {
      if (i > 0) text_ += ',';
      encode_element(text_, *keys.element, keys.values[i]);
    }
    text_ += '}';
    const std::size_t from = buffer_.size();
    buffer_.put_bytes(text_);
    add_written(from, oid::none);
    formats_.back() = 0;
    return;
  }
  ByteWriter& out = begin_array(array_type, parameter_type(*keys.element), keys.size);
  for (std::size_t i = 0; i < keys.size; ++i) {
    const std::size_t begun = out.begin_length();
    encode(out, *keys.element, keys.values[i]);
    out.end_length(begun);
  }
  end_array();
}

ByteWriter& Parameters::begin_array(Oid array_type, Oid element_type, std::size_t size) {
  array_begin_ = buffer_.size();
  array_type_ = array_type;
  buffer_.put32(1);  // dimension
  buffer_.put32(1);  // may hold NULL
  buffer_.put32(static_cast<std::int32_t>(element_type));
  buffer_.put32(static_cast<std::int32_t>(size));
  buffer_.put32(1);  // index of the first element
  return buffer_;
}

void Parameters::end_array() { add_written(array_begin_, array_type_); }

const char* const* Parameters::values() {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    if (offsets_[i] != not_in_buffer) values_[i] = buffer_.data() + offsets_[i];
  }
  return values_.data();
}

}  // namespace orp::backend::postgres
