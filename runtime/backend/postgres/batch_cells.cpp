// SPDX-License-Identifier: MIT
#include "backend/postgres/batch_cells.hpp"

#include <string>

#include "backend/postgres/encode.hpp"
#include "backend/postgres/types.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::postgres {

namespace {

constexpr std::int32_t null_length = -1;

/// Appends a value behind its length.
void put_value(ByteWriter& out, const ColumnType& type, const void* value) {
  if (value == nullptr) return out.put32(null_length);
  const std::size_t begun = out.begin_length();
  encode(out, type, value);
  out.end_length(begun);
}

void put_as_text(ByteWriter& out, const ColumnType& type, const void* value, std::string& buffer) {
  if (value == nullptr) return out.put32(null_length);
  buffer.clear();
  encode_text(buffer, type, value);
  out.put32(static_cast<std::int32_t>(buffer.size()));
  out.put_bytes(buffer);
}

}  // namespace

void BatchCells::add_array(Parameters& parameters, std::size_t i, Range range) const {
  const ColumnType& type = column(i).type;
  const bool is_text = travels_as_text(type);
  std::string buffer;
  ByteWriter& out = is_text
                        ? parameters.begin_array(oid::text_array, oid::text, range.size())
                        : parameters.begin_array(array_type_of(type), type_of(type), range.size());
  std::size_t row = range.first;
  try {
    for (; row < range.last; ++row) {
      if (is_text) {
        put_as_text(out, type, value(row, i), buffer);
      } else {
        put_value(out, type, value(row, i));
      }
    }
  } catch (const ValueFault& fault) {
    throw_in_batch(fault, rows_, row, i);
  }
  parameters.end_array();
}

std::size_t BatchCells::append_copy_rows(ByteWriter& out, std::size_t first,
                                         std::size_t byte_limit) const {
  const std::size_t width = columns_.size();
  std::size_t row = first;
  std::size_t i = 0;
  try {
    for (; row < rows_.row_count && out.size() < byte_limit; ++row) {
      out.put16(static_cast<std::int16_t>(width));
      for (i = 0; i < width; ++i) put_value(out, column(i).type, value(row, i));
    }
  } catch (const ValueFault& fault) {
    throw_in_batch(fault, rows_, row, i);
  }
  return row;
}

}  // namespace orp::backend::postgres
