// SPDX-License-Identifier: MIT
#pragma once
#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "backend/postgres/decode.hpp"
#include "backend/postgres/handles.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::postgres {

/// A cell of a result in binary form.
WireValue cell(const PGresult* result, int row, int column);

/// Rows that a statement matched, as its command tag tells.
std::int64_t affected_rows(PGresult* result);

/// The result of a link's last query: all rows are in memory already.
class PostgresCursor final : public Cursor {
 public:
  explicit PostgresCursor(bool hide_parameters) : hide_parameters_(hide_parameters) {}

  void open(ResultHandle result);
  void close() noexcept;

  bool next() override;
  std::size_t rows_left() const override { return static_cast<std::size_t>(row_count_ - row_ - 1); }
  std::size_t column_count() const override;
  std::string_view column_name(std::size_t column) const override;
  bool is_null(std::size_t column) override;
  void read(std::size_t column, const ColumnType& type, void* field) override;
  bool read_integer(std::size_t column, std::int64_t& value) override;
  void read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) override;
  std::int64_t affected_rows() const override { return affected_rows_; }
  std::unique_ptr<StoredRows> store() override;

 private:
  /// A cell of the current row.
  WireValue current(std::size_t column) const;
  /// Frees them; names and types of the columns stay.
  void let_go_of_rows();

  ResultHandle result_;
  std::vector<Oid> types_;  // of the columns
  int row_ = -1;
  int row_count_ = 0;
  std::int64_t affected_rows_ = 0;
  bool hide_parameters_;
};

}  // namespace orp::backend::postgres
