// SPDX-License-Identifier: MIT
#include "backend/postgres/batch_cells.hpp"

#include <algorithm>
#include <string>

#include "backend/postgres/encode_text.hpp"
#include "backend/postgres/types.hpp"

namespace orp::backend::postgres {

namespace {

constexpr std::int32_t null_length = -1;
constexpr std::uint8_t jsonb_version = 1;

void encode_jsonb(ByteWriter& out, const SqlType& type, const void* value) {
  out.put8(jsonb_version);
  encode(out, type, value);
}

void put_as_text(ByteWriter& out, const SqlType& type, const void* value, std::string& buffer) {
  if (value == nullptr) return out.put32(null_length);
  buffer.clear();
  encode_text(buffer, type, value);
  out.put32(static_cast<std::int32_t>(buffer.size()));
  out.put_bytes(buffer);
}

}  // namespace

void BatchCells::add_column(std::uint16_t column) {
  const ColumnType& type = table().columns[column].type;
  columns_.push_back(column);
  encodings_.push_back({.type = &type, .encode = row_of(type).encode});
}

void BatchCells::send_as_jsonb(std::size_t i) { encodings_[i].encode = encode_jsonb; }

/// Appends the value of a field behind its length.
inline void BatchCells::put(ByteWriter& out, const Encoding& encoding, const void* field) {
  const void* const value = value_in(*encoding.type, field);
  if (value == nullptr) return out.put32(null_length);
  const std::size_t begun = out.begin_length();
  encoding.encode(out, *encoding.type, value);
  out.end_length(begun);
}

BatchCells::Range BatchCells::add_arrays(Parameters& parameters, std::size_t first,
                                         const PieceLimits& limits) const {
  Range range{first, std::min(first + limits.rows, rows_.row_count)};
  parameters.clear();
  for (std::size_t i = 0; i < columns_.size();) {
    const std::size_t last = add_array(parameters, i, range, limits);
    if (last == range.last) {
      ++i;
    } else {  // anew with fewer rows: how many bytes a row takes shows when it is encoded
      range.last = std::max(last, first + 1);
      parameters.clear();
      i = 0;
    }
  }
  return range;
}

/// Adds column `i` of some rows. Returns the first row that is too much beside the others.
std::size_t BatchCells::add_array(Parameters& parameters, std::size_t i, Range range,
                                  const PieceLimits& limits) const {
  const SqlType& type = this->type(i);
  const bool is_text = stored_row_of(type).travels_as_text;
  std::string buffer;
  ByteWriter& out = is_text ? parameters.begin_array(oid::text_array, oid::text, range.size())
                            : parameters.begin_array(stored_row_of(type).array_oid,
                                                     stored_row_of(type).oid, range.size());
  std::size_t row = range.first;
  try {
    for (; row < range.last; ++row) {
      if (is_text) {
        put_as_text(out, type, value(row, i), buffer);
      } else {
        put(out, encodings_[i], field(row, i));
      }
      if (out.size() > limits.bytes && range.size() > 1) return row;
      if (out.size() > limits.row_bytes) fault_too_large(out.size(), limits.row_bytes);
    }
    parameters.end_array();
  } catch (const ValueFault& fault) {
    throw_at(fault, std::min(row, range.last - 1), i);
  }
  return row;
}

std::size_t BatchCells::append_copy_rows(ByteWriter& out, std::size_t first,
                                         const PieceLimits& limits) const {
  const std::size_t width = columns_.size();
  const std::size_t given = rows_.columns.size();
  std::size_t row = first;
  std::size_t i = 0;
  try {
    for (; row < rows_.row_count && out.size() < limits.bytes; ++row) {
      const std::size_t begun = out.size();
      const void* const* const cells = rows_.cells + row * given;
      out.put16(static_cast<std::int16_t>(width));
      for (i = 0; i < width; ++i) {
        put(out, encodings_[i], i < given ? cells[i] : field(row, i));
        const std::size_t size = out.size() - begun;
        if (size > limits.row_bytes) fault_too_large(size, limits.row_bytes);
      }
    }
  } catch (const ValueFault& fault) {
    throw_at(fault, row, i);
  }
  return row;
}

/// A reserved key, which is not the caller's, is never what is wrong: the column before it is.
void BatchCells::throw_at(const ValueFault& fault, std::size_t row, std::size_t i) const {
  throw_in_batch(fault, rows_, row, std::min(i, rows_.columns.size() - 1));
}

}  // namespace orp::backend::postgres
