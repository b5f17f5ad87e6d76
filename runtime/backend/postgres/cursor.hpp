// SPDX-License-Identifier: MIT
// Reading results: rows in memory, or streamed from a cursor on the server.
#pragma once
#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "backend/postgres/handles.hpp"
#include "backend/postgres/wire_value.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::postgres {

/// What the server says of a column of a result.
struct ResultColumn {
  Oid oid;           ///< of its type
  bool is_of_table;  ///< it is a table's or a view's, as it stands there
};

/// A cell of a result in binary form.
WireValue cell(const PGresult* result, int row, int column);

/// Rows that a statement matched, as its command tag tells.
std::int64_t affected_rows(PGresult* result);

class PostgresLink;

/// Rows of a result that is in memory: all of them, or of a cursor on the server the next few. The
/// link keeps its cursors and opens them again; one that is open when the link ends is left to who
/// holds it.
class PostgresCursor final : public Cursor {
 public:
  explicit PostgresCursor(PostgresLink& link, bool hide_parameters)
      : link_(&link), hide_parameters_(hide_parameters) {}
  ~PostgresCursor() override = default;

  bool is_open() const { return is_open_; }
  /// Requires: !is_open().
  void open(ResultHandle result);
  /// The same for the first rows of a cursor on the server; `rows_at_once` of them, if there are so
  /// many.
  void open(ResultHandle result, std::string name, std::size_t rows_at_once);
  /// The transaction has ended: no row is left, and next() says so.
  void outlive() noexcept;
  /// The link ends; outlive() came before.
  void leave_link() noexcept { link_ = nullptr; }

  bool next() override;
  std::size_t rows_left() const override {
    return name_.empty() ? static_cast<std::size_t>(row_count_ - row_ - 1) : 0;
  }
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
  void show(ResultHandle result);
  /// The next rows of the cursor on the server; false when there are none.
  bool fetch();
  /// A cell of the current row.
  WireValue current(std::size_t column) const;
  /// Frees them; names and types of the columns stay.
  void let_go_of_rows();

  PostgresLink* link_;
  std::string name_;  // of the cursor on the server; empty: there is none, or none any more
  std::size_t rows_at_once_ = 0;
  bool is_open_ = false;
  bool is_outlived_ = false;
  ResultHandle result_;
  std::vector<ResultColumn> columns_;
  int row_ = -1;
  int row_count_ = 0;
  std::int64_t affected_rows_ = 0;
  bool hide_parameters_;
};

}  // namespace orp::backend::postgres
