// SPDX-License-Identifier: MIT
// What a statement gives back of which the compiler knows no types. Buffered, as Rows.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/backend/stored_rows.hpp"
#include "orpiment/engine/detail/row_counts.hpp"
#include "orpiment/engine/partitions.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp {

class DynamicRow;
class DynamicValue;

namespace meta {
class NamedValue;
std::vector<NamedValue> named_values(const DynamicRow& row);
}  // namespace meta

/// One row of a DynamicResult. Keeps the rows alive; copies are cheap.
class DynamicRow {
 public:
  /// Row `number` of `rows`, which it keeps alive.
  DynamicRow(std::shared_ptr<const backend::StoredRows> rows, std::size_t number)
      : rows_(std::move(rows)), number_(number) {}

  /// How many columns it has.
  std::size_t size() const { return rows_->column_count(); }
  /// A column's name; valid as long as the row. Throws UsageError when there is no such column.
  std::string_view name(std::size_t column) const;
  /// The value by itself. Throws UsageError when there is no such column or several of that name.
  DynamicValue operator[](std::size_t column) const;
  /// @overload
  DynamicValue operator[](std::string_view name) const;
  /// The value is NULL. Throws as the operator.
  bool is_null(std::size_t column) const;
  /// @overload
  bool is_null(std::string_view name) const { return is_null(find(name)); }

  /// The value as a `T`, or std::optional<T> where NULL may be. Throws DataError when it is not
  /// one, UsageError when there is no such column or several of that name.
  template <class T>
  T get(std::size_t column) const {
    static const ColumnType type = detail::raw_field_type<T>();
    T value{};
    read(column, type, &value);
    return value;
  }
  /// @overload
  template <class T>
  T get(std::string_view name) const {
    return get<T>(find(name));
  }

 private:
  friend class DynamicValue;
  friend std::vector<meta::NamedValue> meta::named_values(const DynamicRow& row);

  std::size_t find(std::string_view name) const;
  void check_column(std::size_t column) const;
  void read(std::size_t column, const ColumnType& type, void* field) const;

  std::shared_ptr<const backend::StoredRows> rows_;
  std::size_t number_;
};

/// One value of a DynamicRow. Keeps the rows alive; copies are cheap.
class DynamicValue {
 public:
  /// As DynamicRow::get.
  template <class T>
  T get() const {
    return row_.get<T>(column_);
  }
  /// It is NULL.
  bool is_null() const { return row_.is_null(column_); }
  /// Its column's name; valid as long as this object.
  std::string_view name() const { return row_.name(column_); }
  /// What it is: of a typed query what the column is, of a type of the program's own what keeps it;
  /// of SQL of the program's own what the database says, empty where it says nothing: of a type
  /// that is not ours, and mostly of NULL.
  std::optional<TypeTag> type() const;

 private:
  friend class DynamicRow;
  DynamicValue(DynamicRow row, std::size_t column) : row_(std::move(row)), column_(column) {}

  DynamicRow row_;
  std::size_t column_;
};

inline DynamicValue DynamicRow::operator[](std::string_view name) const {
  return {*this, find(name)};
}

/// The rows of a statement whose types only the program's reader knows:
///
///     for (orp::DynamicRow row : connection.execute(orp::text("SELECT id, name FROM users")))
///       use(row.get<std::int64_t>(0), row.get<std::string>("name"));
class DynamicResult {
 public:
  /// All of `rows`, which it keeps alive.
  DynamicResult(std::shared_ptr<const backend::StoredRows> rows, std::int64_t affected_rows)
      : rows_(std::move(rows)), affected_rows_(affected_rows) {}

  /// Over the rows; valid as long as the result it came from.
  class Iterator {
   public:
    using value_type = DynamicRow;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = DynamicRow;
    using pointer = void;

    /// At row `number` of `result`.
    Iterator(const DynamicResult& result, std::size_t number) : result_(&result), number_(number) {}
    DynamicRow operator*() const { return (*result_)[number_]; }
    Iterator& operator++() {
      ++number_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++number_;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.number_ == b.number_; }

   private:
    const DynamicResult* result_;
    std::size_t number_;
  };

  /// The first row.
  Iterator begin() const { return {*this, 0}; }
  /// Behind the last row.
  Iterator end() const { return {*this, size()}; }
  /// How many rows there are.
  std::size_t size() const { return rows_->row_count(); }
  /// There is no row.
  bool empty() const { return size() == 0; }
  DynamicRow operator[](std::size_t i) const { return {rows_, i}; }
  /// The columns' names, in order.
  std::vector<std::string> names() const;

  /// Rows that an INSERT, UPDATE or DELETE matched.
  std::int64_t affected_rows() const { return affected_rows_; }

  /// All rows, in order.
  std::vector<DynamicRow> all() const;
  /// As in Rows.
  std::optional<DynamicRow> first() const;
  /// The only row. Throws NoResultFound, MultipleResultsFound.
  DynamicRow one() const;
  /// The only row, if any. Throws MultipleResultsFound.
  std::optional<DynamicRow> one_or_none() const;
  /// The first column of the first row; empty without a row or when it is NULL. Throws as
  /// DynamicRow::get.
  template <class T>
  std::optional<detail::value_t<T>> scalar() const {
    if (empty()) return std::nullopt;
    return (*this)[0].template get<std::optional<detail::value_t<T>>>(0);
  }
  /// The first column of the only row. Throws NoResultFound, MultipleResultsFound, and as
  /// DynamicRow::get.
  template <class T>
  T scalar_one() const {
    return one().template get<T>(0);
  }
  /// The same, as scalar() when there is no row. Throws MultipleResultsFound, and as
  /// DynamicRow::get.
  template <class T>
  std::optional<detail::value_t<T>> scalar_one_or_none() const {
    detail::check_at_most_one(size());
    return scalar<T>();
  }
  /// A column of every row, counted from 0. Throws as DynamicRow::get.
  template <class T>
  std::vector<T> scalars(std::size_t column = 0) const {
    std::vector<T> values;
    values.reserve(size());
    for (DynamicRow row : *this) values.push_back(row.template get<T>(column));
    return values;
  }

  /// These rows, which have names already.
  DynamicResult mappings() const { return *this; }
  /// As in Rows.
  Partitions<const DynamicResult&> partitions(std::size_t size) const& { return {*this, size}; }
  /// @overload
  Partitions<DynamicResult> partitions(std::size_t size) && { return {std::move(*this), size}; }

  /// Writes the rows as RFC 4180 has it: lines end in CR LF, the first one has the columns' names;
  /// what has a comma, a quote or a line end stands in quotes. NULL is nothing, an empty text `""`.
  /// Values are as their to_string() has them: bytes in hexadecimal; arrays are JSON. Throws
  /// UsageError for a value of which the database does not say what it is.
  void to_csv(std::ostream& out) const;
  /// Writes the rows as a JSON array of objects, a row a line. Numbers are numbers with all their
  /// digits, decimals and large integers too; NaN and infinity are texts;
  /// json stands as it is; all else is text as in to_csv(). Throws UsageError as to_csv(), and when
  /// two columns have one name.
  void to_json(std::ostream& out) const;

 private:
  std::shared_ptr<const backend::StoredRows> rows_;
  std::int64_t affected_rows_;
};

}  // namespace orp
