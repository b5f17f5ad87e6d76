// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "orpiment/backend/link.hpp"

namespace orp::backend::sqlite {

class SqliteLink;

/// The open statement of a link, stepped as rows are asked for.
class SqliteCursor final : public Cursor {
 public:
  explicit SqliteCursor(SqliteLink& link) : link_(link) {}

  /// Takes on a statement whose first step gave `result`, SQLITE_ROW or SQLITE_DONE.
  void open(sqlite3_stmt* statement, int result);
  /// Resets the statement; no row is left.
  void close() noexcept;

  bool next() override;
  std::size_t rows_left() const override { return 0; }
  std::size_t column_count() const override;
  std::string_view column_name(std::size_t column) const override;
  bool is_null(std::size_t column) override;
  void read(std::size_t column, const ColumnType& type, void* field) override;
  bool read_integer(std::size_t column, std::int64_t& value) override;
  void read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) override;
  std::int64_t affected_rows() const override { return affected_rows_; }
  std::unique_ptr<StoredRows> store() override;

 private:
  enum class State : std::uint8_t { done, before_first_row, on_row };

  SqliteLink& link_;
  sqlite3_stmt* statement_ = nullptr;
  State state_ = State::done;
  std::int64_t affected_rows_ = 0;
};

}  // namespace orp::backend::sqlite
