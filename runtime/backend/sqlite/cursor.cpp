// SPDX-License-Identifier: MIT
#include "backend/sqlite/cursor.hpp"

#include <string>
#include <utility>
#include <vector>

#include "backend/sqlite/decode.hpp"
#include "backend/sqlite/link.hpp"
#include "backend/sqlite/stored_rows.hpp"
#include "backend/value_fault.hpp"
#include "meta/key_value.hpp"

namespace orp::backend::sqlite {

void SqliteCursor::open(sqlite3_stmt* statement, int result) {
  statement_ = statement;
  affected_rows_ = 0;
  state_ = State::before_first_row;
  if (result == SQLITE_DONE) {
    affected_rows_ = link_.affected_rows();
    sqlite3_reset(statement_);
    state_ = State::done;
  }
}

void SqliteCursor::close() noexcept {
  if (state_ != State::done) sqlite3_reset(statement_);
  state_ = State::done;
  statement_ = nullptr;
}

bool SqliteCursor::next() {
  if (state_ == State::before_first_row) {
    state_ = State::on_row;
    return true;
  }
  if (state_ == State::done) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  state_ = State::done;
  if (result != SQLITE_DONE) link_.fail(statement_, result);
  affected_rows_ = link_.affected_rows();
  sqlite3_reset(statement_);
  return false;
}

std::size_t SqliteCursor::column_count() const {
  return static_cast<std::size_t>(sqlite3_column_count(statement_));
}

std::string_view SqliteCursor::column_name(std::size_t column) const {
  const char* const name = sqlite3_column_name(statement_, static_cast<int>(column));
  return name == nullptr ? std::string_view() : name;
}

bool SqliteCursor::is_null(std::size_t column) {
  return sqlite3_column_type(statement_, static_cast<int>(column)) == SQLITE_NULL;
}

void SqliteCursor::read(std::size_t column, const ColumnType& type, void* field) {
  try {
    decode(ColumnSource(sqlite3_column_value(statement_, static_cast<int>(column))), type, field);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), link_.hides_parameters());
  }
}

bool SqliteCursor::read_integer(std::size_t column, std::int64_t& value) {
  const ColumnSource source(sqlite3_column_value(statement_, static_cast<int>(column)));
  const Cell::Kind kind = source.kind();
  if (kind == Cell::Kind::integer) [[likely]] {
    value = source.integer();
    return true;
  }
  if (kind != Cell::Kind::null) read(column, int64_type, &value);  // says what is wrong
  return false;
}

void SqliteCursor::read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) {
  std::size_t column = first;
  try {
    for (const FieldTarget& target : targets) {
      decode(ColumnSource(sqlite3_column_value(statement_, static_cast<int>(column))), *target.type,
             base + target.offset);
      ++column;
    }
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), link_.hides_parameters());
  }
}

std::unique_ptr<StoredRows> SqliteCursor::store() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < column_count(); ++i) names.emplace_back(column_name(i));
  auto rows = std::make_unique<SqliteStoredRows>(std::move(names), link_.hides_parameters());
  while (next()) rows->append_row(statement_);
  rows->finish();
  return rows;
}

}  // namespace orp::backend::sqlite
