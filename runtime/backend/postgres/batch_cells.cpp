// SPDX-License-Identifier: MIT
#include "backend/postgres/batch_cells.hpp"

#include <algorithm>
#include <string>

#include "backend/postgres/encode_text.hpp"
#include "backend/postgres/types.hpp"

namespace orp::backend::postgres {

namespace {

constexpr std::int32_t null_length = -1;

/// Appends a value behind its length.
void put_value(ByteWriter& out, const SqlType& type, const void* value) {
  if (value == nullptr) return out.put32(null_length);
  const std::size_t begun = out.begin_length();
  encode(out, type, value);
  out.end_length(begun);
}

void put_as_text(ByteWriter& out, const SqlType& type, const void* value, std::string& buffer) {
  if (value == nullptr) return out.put32(null_length);
  buffer.clear();
  encode_text(buffer, type, value);
  out.put32(static_cast<std::int32_t>(buffer.size()));
  out.put_bytes(buffer);
}

}  // namespace

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
        put_value(out, type, value(row, i));
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
  std::size_t row = first;
  std::size_t i = 0;
  try {
    for (; row < rows_.row_count && out.size() < limits.bytes; ++row) {
      const std::size_t begun = out.size();
      out.put16(static_cast<std::int16_t>(width));
      for (i = 0; i < width; ++i) {
        put_value(out, type(i), value(row, i));
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
