// SPDX-License-Identifier: MIT
#include "backend/postgres/cursor.hpp"

#include <charconv>
#include <cstring>
#include <utility>

#include "backend/postgres/decode_live.hpp"
#include "backend/postgres/link.hpp"
#include "backend/postgres/natural_type.hpp"
#include "backend/postgres/types.hpp"
#include "backend/transaction_guard.hpp"
#include "backend/value_fault.hpp"
#include "meta/key_value.hpp"

namespace orp::backend::postgres {

namespace {

/// A result of more rows does not wait for the next statement to be freed.
constexpr int few_rows = 100;

std::string_view name_of(const PGresult* result, std::size_t column) {
  const char* const name = PQfname(result, static_cast<int>(column));
  return name == nullptr ? std::string_view() : name;
}

ResultColumn result_column(const PGresult* result, int column) {
  return {PQftype(result, column), PQftable(result, column) != InvalidOid};
}

WireValue wire_value(const PGresult* result, int row, int column, const ResultColumn& type) {
  const int size = PQgetlength(result, row, column);
  const char* data = PQgetvalue(result, row, column);
  // Only a value without bytes can be NULL.
  if (size == 0 && PQgetisnull(result, row, column) != 0) [[unlikely]]
    data = nullptr;
  return {data, static_cast<std::size_t>(size), type.oid, type.is_of_table};
}

void read_cell(const PGresult* result, int row, std::size_t column, const ColumnType& type,
               void* field, bool hide_parameters) {
  try {
    decode(cell(result, row, static_cast<int>(column)), type, field);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, name_of(result, column), column, hide_parameters);
  }
}

/// Rows of a result from one of them on.
class PostgresStoredRows final : public StoredRows {
 public:
  PostgresStoredRows(ResultHandle result, int first_row, bool hide_parameters)
      : result_(std::move(result)), first_row_(first_row), hide_parameters_(hide_parameters) {}

  std::size_t row_count() const override {
    return static_cast<std::size_t>(PQntuples(result_.get()) - first_row_);
  }
  std::size_t column_count() const override {
    return static_cast<std::size_t>(PQnfields(result_.get()));
  }
  std::string_view column_name(std::size_t column) const override {
    return name_of(result_.get(), column);
  }
  bool is_null(std::size_t row, std::size_t column) const override {
    return PQgetisnull(result_.get(), row_number(row), static_cast<int>(column)) != 0;
  }
  const ColumnType* type(std::size_t row, std::size_t column) const override {
    return natural_type(cell(result_.get(), row_number(row), static_cast<int>(column)));
  }
  void read(std::size_t row, std::size_t column, const ColumnType& type,
            void* field) const override {
    read_cell(result_.get(), row_number(row), column, type, field, hide_parameters_);
  }

 private:
  int row_number(std::size_t row) const { return first_row_ + static_cast<int>(row); }

  ResultHandle result_;
  int first_row_;
  bool hide_parameters_;
};

}  // namespace

WireValue cell(const PGresult* result, int row, int column) {
  return wire_value(result, row, column, result_column(result, column));
}

std::int64_t affected_rows(PGresult* result) {
  const char* const text = PQcmdTuples(result);
  std::int64_t count = 0;
  std::from_chars(text, text + std::strlen(text), count);
  return count;
}

void PostgresCursor::show(ResultHandle result) {
  result_ = std::move(result);
  row_ = -1;
  row_count_ = PQntuples(result_.get());
}

void PostgresCursor::open(ResultHandle result) {
  show(std::move(result));
  columns_.clear();
  for (int i = 0; i < PQnfields(result_.get()); ++i)
    columns_.push_back(result_column(result_.get(), i));
  affected_rows_ = PQnfields(result_.get()) > 0 ? 0 : postgres::affected_rows(result_.get());
  is_open_ = true;
}

void PostgresCursor::open(ResultHandle result, std::string name, std::size_t rows_at_once) {
  open(std::move(result));
  name_ = std::move(name);
  rows_at_once_ = rows_at_once;
}

void PostgresCursor::outlive() noexcept {
  name_.clear();  // the server closes its cursor by itself
  row_count_ = 0;
  is_outlived_ = true;
}

void PostgresCursor::close() noexcept {
  if (!name_.empty()) link_->close_cursor(name_);
  name_.clear();
  result_.reset();
  is_open_ = is_outlived_ = false;
  if (link_ == nullptr) delete this;
}

bool PostgresCursor::next() {
  if (row_ + 1 < row_count_) {
    ++row_;
    return true;
  }
  if (is_outlived_) throw_outlived();
  if (!name_.empty() && fetch()) {
    row_ = 0;
    return true;
  }
  if (row_count_ > few_rows) let_go_of_rows();
  return false;
}

bool PostgresCursor::fetch() {
  const bool was_last = static_cast<std::size_t>(row_count_) < rows_at_once_;
  if (!was_last) show(link_->fetch(name_, rows_at_once_));
  if (!was_last && row_count_ > 0) return true;
  link_->close_cursor(std::exchange(name_, {}));
  return false;
}

void PostgresCursor::let_go_of_rows() {
  result_.reset(PQcopyResult(result_.get(), PG_COPYRES_ATTRS));
  row_ = -1;
  row_count_ = 0;
}

std::size_t PostgresCursor::column_count() const {
  return static_cast<std::size_t>(PQnfields(result_.get()));
}

std::string_view PostgresCursor::column_name(std::size_t column) const {
  return name_of(result_.get(), column);
}

bool PostgresCursor::is_null(std::size_t column) {
  return PQgetisnull(result_.get(), row_, static_cast<int>(column)) != 0;
}

WireValue PostgresCursor::current(std::size_t column) const {
  return wire_value(result_.get(), row_, static_cast<int>(column), columns_[column]);
}

void PostgresCursor::read(std::size_t column, const ColumnType& type, void* field) {
  try {
    decode(current(column), type, field);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), column, hide_parameters_);
  }
}

bool PostgresCursor::read_integer(std::size_t column, std::int64_t& value) {
  const WireValue found = current(column);
  if (found.data == nullptr) return false;
  if (found.oid == oid::int8 && found.size == 8) [[likely]] {
    value = wire::load_int64(found.data);
  } else {
    read(column, int64_type, &value);
  }
  return true;
}

void PostgresCursor::read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) {
  const PGresult* const result = result_.get();
  const ResultColumn* const columns = columns_.data();
  std::size_t column = first;
  try {
    for (const FieldTarget& target : targets) {
      decode_live(wire_value(result, row_, static_cast<int>(column), columns[column]), *target.type,
                  base + target.offset);
      ++column;
    }
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), column, hide_parameters_);
  }
}

std::unique_ptr<StoredRows> PostgresCursor::store() {
  const int first = row_ + 1;
  row_count_ = 0;
  return std::make_unique<PostgresStoredRows>(std::move(result_), first, hide_parameters_);
}

}  // namespace orp::backend::postgres
