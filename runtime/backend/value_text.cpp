// SPDX-License-Identifier: MIT
#include "orpiment/backend/value_text.hpp"

#include <algorithm>

#include "backend/scalar_text.hpp"
#include "backend/value_fault.hpp"
#include "meta/field_value.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/detail/text.hpp"

namespace orp::backend {

namespace {

constexpr std::size_t longest_text = 200;
constexpr std::size_t longest_list = 8;

bool is_printed_bare(TypeTag tag) { return is_arithmetic(tag) || tag == TypeTag::decimal; }

void append_more(std::string& out, std::size_t shown, std::size_t count) {
  if (shown < count) out += ", ... " + std::to_string(count - shown) + " more";
}

void append_quoted(std::string& out, std::string_view text) {
  out += '\'';
  const std::string_view shown = detail::utf8_prefix(text, longest_text);
  std::string doubled;
  for (const char c : shown) doubled.append(c == '\'' ? 2 : 1, c);
  detail::append_printable(out, doubled);
  out += shown.size() < text.size() ? "'..." : "'";
}

void append_plain(std::string& out, const SqlType& type, const void* value) {
  std::string text;
  try {
    append_scalar(text, type, value);
  } catch (const ValueFault& fault) {
    out += "<" + fault.words(false) + ">";
    return;
  }
  if (stored_type(type).tag == TypeTag::bytes) out += 'x';
  if (is_printed_bare(stored_type(type).tag)) {
    out += text;
  } else {
    append_quoted(out, text);
  }
}

void append_array(std::string& out, const SqlType& type, const void* array) {
  const ArrayInfo& info = *type.array;
  const std::size_t size = info.size(array);
  const std::size_t shown = std::min(size, longest_list);
  out += '[';
  StoredValue element(*info.element);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += ", ";
    info.get(array, i, element.field());
    append_value(out, *info.element, element.field());
  }
  append_more(out, shown, size);
  out += ']';
}

void append_value_itself(std::string& out, const SqlType& type, const void* value) {
  if (stored_type(type).tag != TypeTag::array) return append_plain(out, type, value);
  if (type.tag == TypeTag::array) return append_array(out, type, value);
  StoredValue stored(*type.conversion->stored);
  type.conversion->to_stored(value, stored.field());
  append_array(out, *type.conversion->stored, stored.field());
}

void append_keys(std::string& out, const KeyList& keys) {
  const std::size_t shown = std::min(keys.size, longest_list);
  out += '[';
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += ", ";
    append_value_itself(out, *keys.element, keys.values[i]);
  }
  append_more(out, shown, keys.size);
  out += ']';
}

}  // namespace

void append_value(std::string& out, const ColumnType& type, const void* field) {
  const void* const value = value_in(type, field);
  if (value == nullptr) {
    out += "NULL";
  } else {
    append_value_itself(out, type, value);
  }
}

std::string parameters_text(View<BoundValue> parameters) {
  std::string out = "(";
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) out += ", ";
    const BoundValue& parameter = parameters[i];
    if (parameter.keys != nullptr) {
      append_keys(out, *parameter.keys);
    } else {
      append_value(out, *parameter.type, parameter.field);
    }
  }
  return out + ")";
}

std::string rows_text(const RowBatch& batch, std::size_t row_limit) {
  std::string out;
  const std::size_t width = batch.columns.size();
  const std::size_t shown = std::min(batch.row_count, row_limit);
  for (std::size_t row = 0; row < shown; ++row) {
    out += row > 0 ? ", (" : "(";
    for (std::size_t i = 0; i < width; ++i) {
      if (i > 0) out += ", ";
      append_value(out, batch.table->columns[batch.columns[i]].type, batch.cells[row * width + i]);
    }
    out += ')';
  }
  append_more(out, shown, batch.row_count);
  return out;
}

}  // namespace orp::backend
