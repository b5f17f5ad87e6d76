// SPDX-License-Identifier: MIT
#include "orpiment/engine/dynamic_result.hpp"

#include <algorithm>

#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/detail/into.hpp"
#include "orpiment/engine/detail/named_rows.hpp"

namespace orp {

namespace detail {

void check_one(std::size_t row_count) {
  check_at_most_one(row_count);
  if (row_count == 1) return;
  throw NoResultFound({.code = "ORP-5001",
                       .message = "a row was required and there is none",
                       .hint = "use one_or_none() or first() where there may be none"});
}

void check_at_most_one(std::size_t row_count) {
  if (row_count <= 1) return;
  throw MultipleResultsFound({.code = "ORP-5002",
                              .message = "one row was required and there are several",
                              .hint = "use first() where any of them will do, or all()"});
}

void check_partition_size(std::size_t size) {
  if (size > 0) return;
  throw UsageError({.code = "ORP-1230",
                    .message = "a result is taken in partitions of no rows",
                    .hint = "pass how many rows a partition has, at least 1"});
}

void check_members_differ(const void* const* members, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (std::find(members, members + i, members[i]) == members + i) continue;
    throw UsageError({.code = "ORP-1230",
                      .message = "into() is given one member of the struct for two columns, the "
                                 "last of them column " +
                                 std::to_string(i),
                      .hint = "name a member of its own for each column, counted from 0"});
  }
}

}  // namespace detail

namespace {

std::string names_in_words(const backend::StoredRows& rows) {
  std::string words = "its columns are ";
  for (std::size_t i = 0; i < rows.column_count(); ++i) {
    if (i > 0) words += ", ";
    words += '"';
    words += rows.column_name(i);
    words += '"';
  }
  return words;
}

}  // namespace

std::string_view DynamicRow::name(std::size_t column) const {
  check_column(column);
  return rows_->column_name(column);
}

bool DynamicRow::is_null(std::size_t column) const {
  check_column(column);
  return rows_->is_null(number_, column);
}

DynamicValue DynamicRow::operator[](std::size_t column) const {
  check_column(column);
  return {*this, column};
}

std::size_t DynamicRow::find(std::string_view name) const {
  const std::size_t none = size();
  std::size_t found = none;
  detail::NearestName nearest(name);
  for (std::size_t i = 0; i < size(); ++i) {
    const std::string_view candidate = this->name(i);
    nearest.offer(candidate);
    if (candidate != name) continue;
    if (found != none) {
      throw UsageError(
          {.code = "ORP-1409",
           .message = "several columns of the result are named \"" + std::string(name) + "\"",
           .hint = "read them by position, or give them labels; " + names_in_words(*rows_)});
    }
    found = i;
  }
  if (found == none) {
    throw UsageError(
        {.code = "ORP-1409",
         .message = "the result has no column \"" + std::string(name) + "\"." + nearest.question(),
         .hint = names_in_words(*rows_)});
  }
  return found;
}

void DynamicRow::check_column(std::size_t column) const {
  if (column >= size()) {
    throw UsageError({.code = "ORP-1409",
                      .message = "column " + std::to_string(column) +
                                 " was read of a result with " + std::to_string(size()) +
                                 " columns"});
  }
}

void DynamicRow::read(std::size_t column, const ColumnType& type, void* field) const {
  check_column(column);
  rows_->read(number_, column, type, field);
}

std::optional<TypeTag> DynamicValue::type() const {
  const ColumnType* const type = row_.rows_->type(row_.number_, column_);
  if (type == nullptr) return std::nullopt;
  if (type->tag != TypeTag::converted) return type->tag;
  return type->enumeration != nullptr ? TypeTag::enumeration : type->conversion->stored->tag;
}

void DynamicResult::to_csv(std::ostream& out) const { detail::write_csv(out, *rows_); }
void DynamicResult::to_json(std::ostream& out) const { detail::write_json(out, *rows_); }

std::vector<std::string> DynamicResult::names() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows_->column_count(); ++i) {
    names.emplace_back(rows_->column_name(i));
  }
  return names;
}

std::vector<DynamicRow> DynamicResult::all() const { return {begin(), end()}; }

std::optional<DynamicRow> DynamicResult::first() const {
  if (empty()) return std::nullopt;
  return (*this)[0];
}

DynamicRow DynamicResult::one() const {
  detail::check_one(size());
  return (*this)[0];
}

std::optional<DynamicRow> DynamicResult::one_or_none() const {
  detail::check_at_most_one(size());
  return first();
}

}  // namespace orp
