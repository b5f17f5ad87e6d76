// SPDX-License-Identifier: MIT
// Values in files for other programs: each has one spelling, as its to_string() has it.
#pragma once
#include <cstddef>
#include <string>

#include "meta/stored_value.hpp"
#include "orpiment/backend/stored_rows.hpp"

namespace orp {

/// One value of a row, read as what it is.
class ExportedValue {
 public:
  /// `type`: what `rows` says of it, as known_type() has it.
  ExportedValue(const backend::StoredRows& rows, std::size_t row, std::size_t column,
                const ColumnType& type);

  /// "12.50", "2024-02-29 12:30:00"; of bytes hexadecimal, of an array JSON, of NULL "".
  void append_text(std::string& out) const;
  /// The same as JSON: null, a number with all its digits, json as it is, or a text.
  void append_json(std::string& out) const;

 private:
  const ColumnType& type_;
  StoredValue value_;
};

/// What a value is that is not NULL. Throws UsageError when the database does not say.
const ColumnType& known_type(const backend::StoredRows& rows, std::size_t row, std::size_t column);

}  // namespace orp
