// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "backend/sqlite/handles.hpp"
#include "backend/sqlite/rows_aside.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::sqlite {

class SqliteLink;

/// A statement that is stepped as rows are asked for. The link keeps its cursors and opens them
/// again; one that is open when the link ends is left to who holds it.
class SqliteCursor final : public Cursor {
 public:
  explicit SqliteCursor(SqliteLink& link) : link_(&link) {}
  ~SqliteCursor() override = default;

  bool is_open() const { return state_ != State::closed; }
  /// Requires: !is_open(). Takes on a statement whose first step gave `result`, SQLITE_ROW or
  /// SQLITE_DONE.
  void open(PreparedStatement prepared, int result, bool is_streamed);
  /// Something is about to be written, which a stream does not show. Throws what next() throws.
  void be_written_beside();
  /// The transaction has ended: no row is left, and next() says so.
  void outlive() noexcept;
  /// The link ends; outlive() came before.
  void leave_link() noexcept { link_ = nullptr; }

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
  void close() noexcept override;

 private:
  enum class State : std::uint8_t { closed, before_first_row, on_row, done, outlived };

  sqlite3_stmt* statement() const {
    return aside_ == nullptr ? prepared_->statement.get() : aside_->rows();
  }
  /// Resets the statement, which may then run again.
  void stop() noexcept;

  SqliteLink* link_;
  PreparedStatement prepared_;
  std::unique_ptr<RowsAside> aside_;  // once somebody has written
  bool is_streamed_ = false;
  State state_ = State::closed;
  std::int64_t affected_rows_ = 0;
};

}  // namespace orp::backend::sqlite
