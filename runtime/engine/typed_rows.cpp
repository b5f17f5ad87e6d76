// SPDX-License-Identifier: MIT
#include "engine/typed_rows.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "backend/convert_field.hpp"
#include "meta/field_value.hpp"
#include "orpiment/engine/detail/named_rows.hpp"
#include "sql/compiler.hpp"

namespace orp {

const ColumnType& element_type(const detail::RowBuffer& rows, std::size_t i) {
  const sql::CompiledStatement& statement = *rows.statement;
  const std::size_t element = rows.elements.empty() ? i : rows.elements[i];
  return statement.columns[statement.elements[element].first].type;
}

namespace {

class TypedRows final : public backend::StoredRows {
 public:
  explicit TypedRows(const detail::RowBuffer& rows) : rows_(&rows) { look(); }
  explicit TypedRows(detail::RowBuffer&& rows) : held_(std::move(rows)), rows_(&*held_) { look(); }

  std::size_t row_count() const override { return rows_->size(); }
  std::size_t column_count() const override { return rows_->names.size(); }
  std::string_view column_name(std::size_t column) const override { return rows_->names[column]; }
  bool is_null(std::size_t row, std::size_t column) const override {
    return value_in(*types_[column], field(row, column)) == nullptr;
  }
  const ColumnType* type(std::size_t /*row*/, std::size_t column) const override {
    return types_[column];
  }
  void read(std::size_t row, std::size_t column, const ColumnType& type,
            void* target) const override {
    backend::convert_field(*types_[column], field(row, column), type, target, column_name(column),
                           column);
  }

 private:
  // Rows are alike: what one says of its fields holds for all.
  void look() {
    for (std::size_t i = 0; i < column_count(); ++i) types_.push_back(&element_type(*rows_, i));
    if (rows_->empty()) return;
    std::byte* const row = static_cast<std::byte*>((*rows_)[0]);
    std::vector<void*> places(column_count(), row);
    if (rows_->type().locate != nullptr) rows_->type().locate(row, places.data());
    for (void* const place : places)
      offsets_.push_back(static_cast<std::size_t>(static_cast<std::byte*>(place) - row));
  }

  const void* field(std::size_t row, std::size_t column) const {
    return static_cast<const std::byte*>((*rows_)[row]) + offsets_[column];
  }

  std::optional<detail::RowBuffer> held_;
  const detail::RowBuffer* rows_;
  std::vector<const ColumnType*> types_;
  std::vector<std::size_t> offsets_;
};

}  // namespace

namespace detail {

std::shared_ptr<const backend::StoredRows> by_name(const RowBuffer& rows) {
  return std::make_shared<TypedRows>(rows);
}

std::shared_ptr<const backend::StoredRows> by_name(RowBuffer&& rows) {
  return std::make_shared<TypedRows>(std::move(rows));
}

}  // namespace detail
}  // namespace orp
