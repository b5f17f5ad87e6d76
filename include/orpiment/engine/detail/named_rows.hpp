// SPDX-License-Identifier: MIT
// What is asked of rows by the names of their columns, whatever their type: compiled once.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <memory>
#include <vector>

#include "orpiment/backend/stored_rows.hpp"
#include "orpiment/engine/detail/row_buffer.hpp"

namespace orp::detail {

class StreamRows;

/// `rows`, whose elements are values, by name; looks at them, which stay where they are meanwhile.
std::shared_ptr<const backend::StoredRows> by_name(const RowBuffer& rows);
/// The same, holding them.
std::shared_ptr<const backend::StoredRows> by_name(RowBuffer&& rows);

/// DynamicResult::to_csv().
void write_csv(std::ostream& out, const backend::StoredRows& rows);
/// DynamicResult::to_json().
void write_json(std::ostream& out, const backend::StoredRows& rows);

// Of a stream, the rows to come.
void write_csv(std::ostream& out, StreamRows& stream);
void write_json(std::ostream& out, StreamRows& stream);

/// One element of a row, for distinct_rows().
struct RowPart {
  const void* place;  ///< of an object: its own address
  bool is_object;
};

/// The numbers of those rows that are equal to none before them: in objects by identity, in values
/// by value, NULL being equal to NULL. `look` says of a row the parts that there are `width` of.
std::vector<std::size_t> distinct_rows(const RowBuffer& rows, std::size_t width,
                                       void (*look)(void* row, RowPart* parts));

}  // namespace orp::detail
