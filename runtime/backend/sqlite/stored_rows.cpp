// SPDX-License-Identifier: MIT
#include "backend/sqlite/stored_rows.hpp"

#include "backend/plain_type.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/value_fault.hpp"
#include "orpiment/base/bytes.hpp"

namespace orp::backend::sqlite {

namespace {

Cell copy(const ColumnSource& source, std::string& bytes) {
  const Cell::Kind kind = source.kind();
  switch (kind) {
    case Cell::Kind::null:
      return {};
    case Cell::Kind::integer:
      return Cell::of_integer(source.integer());
    case Cell::Kind::real:
      return Cell::of_real(source.real());
    case Cell::Kind::text:
    case Cell::Kind::blob:
      break;
  }
  const std::string_view content = kind == Cell::Kind::text ? source.text() : source.blob();
  bytes += content;
  return Cell::of_bytes(kind, nullptr, content.size());
}

}  // namespace

void SqliteStoredRows::append_row(sqlite3_stmt* statement) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    sqlite3_value* const value = sqlite3_column_value(statement, static_cast<int>(i));
    cells_.push_back(copy(ColumnSource(value), bytes_));
  }
  ++row_count_;
}

void SqliteStoredRows::finish() {
  // Only now, because the string moved while it grew.
  const char* at = bytes_.data();
  for (Cell& cell : cells_) {
    if (cell.kind != Cell::Kind::text && cell.kind != Cell::Kind::blob) continue;
    cell.bytes.data = at;
    at += cell.bytes.size;
  }
}

bool SqliteStoredRows::is_null(std::size_t row, std::size_t column) const {
  return cell(row, column).kind == Cell::Kind::null;
}

const ColumnType* SqliteStoredRows::type(std::size_t row, std::size_t column) const {
  switch (cell(row, column).kind) {
    case Cell::Kind::integer:
      return &plain_type<std::int64_t, TypeTag::int64>;
    case Cell::Kind::real:
      return &plain_type<double, TypeTag::float64>;
    case Cell::Kind::text:
      return &plain_type<std::string, TypeTag::text>;
    case Cell::Kind::blob:
      return &plain_type<Bytes, TypeTag::bytes>;
    case Cell::Kind::null:
      break;
  }
  return nullptr;
}

void SqliteStoredRows::read(std::size_t row, std::size_t column, const ColumnType& type,
                            void* field) const {
  try {
    decode(CellSource(cell(row, column)), type, field);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, names_[column], column, hide_parameters_);
  }
}

}  // namespace orp::backend::sqlite
