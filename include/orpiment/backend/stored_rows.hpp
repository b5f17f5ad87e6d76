// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// All rows of a statement, kept in memory as the database delivered them and decoded when asked.
/// Independent of the link; safe to read from several threads.
class StoredRows {
 public:
  virtual ~StoredRows() = default;
  StoredRows(const StoredRows&) = delete;
  StoredRows& operator=(const StoredRows&) = delete;

  /// How many rows there are.
  virtual std::size_t row_count() const = 0;
  /// How many columns each has.
  virtual std::size_t column_count() const = 0;
  /// As the statement names it; valid as long as this object.
  virtual std::string_view column_name(std::size_t column) const = 0;
  /// Requires: there are such a row and such a column, counted from 0.
  virtual bool is_null(std::size_t row, std::size_t column) const = 0;
  /// What the value is, as far as the database tells; nullptr: it does not, or it is NULL. Stays
  /// as long as this object. By default nothing is known.
  virtual const ColumnType* type(std::size_t row, std::size_t column) const;
  /// As Cursor::read.
  virtual void read(std::size_t row, std::size_t column, const ColumnType& type,
                    void* field) const = 0;

 protected:
  StoredRows() = default;
};

}  // namespace orp::backend
