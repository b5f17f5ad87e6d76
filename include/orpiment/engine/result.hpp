// SPDX-License-Identifier: MIT
// What a statement gives back. Results are buffered: they hold all rows and need no connection.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/backend/stored_rows.hpp"
#include "orpiment/engine/detail/row_buffer.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp {

class Connection;
class Session;

namespace detail {

/// Throws MultipleResultsFound for more rows than one.
void check_at_most_one(std::size_t row_count);
/// The same, and NoResultFound for none.
void check_one(std::size_t row_count);

/// Over the rows of a RowBuffer.
template <class Row>
class RowIterator {
 public:
  using value_type = Row;
  using difference_type = std::ptrdiff_t;
  using reference = const Row&;
  using pointer = const Row*;
  using iterator_category = std::random_access_iterator_tag;

  RowIterator() = default;
  /// At row `number`.
  RowIterator(const RowBuffer& rows, std::size_t number)
      : rows_(&rows), number_(static_cast<difference_type>(number)) {}

  reference operator*() const { return *operator->(); }
  pointer operator->() const {
    return static_cast<pointer>((*rows_)[static_cast<std::size_t>(number_)]);
  }
  reference operator[](difference_type steps) const { return *(*this + steps); }
  RowIterator& operator++() { return *this += 1; }
  RowIterator operator++(int) { return std::exchange(*this, *this + 1); }
  RowIterator& operator--() { return *this += -1; }
  RowIterator operator--(int) { return std::exchange(*this, *this + -1); }
  RowIterator& operator+=(difference_type steps) {
    number_ += steps;
    return *this;
  }
  RowIterator& operator-=(difference_type steps) { return *this += -steps; }
  friend RowIterator operator+(RowIterator at, difference_type steps) { return at += steps; }
  friend RowIterator operator+(difference_type steps, RowIterator at) { return at += steps; }
  friend RowIterator operator-(RowIterator at, difference_type steps) { return at += -steps; }
  friend difference_type operator-(const RowIterator& a, const RowIterator& b) {
    return a.number_ - b.number_;
  }
  friend bool operator==(const RowIterator& a, const RowIterator& b) {
    return a.number_ == b.number_;
  }
  friend auto operator<=>(const RowIterator& a, const RowIterator& b) {
    return a.number_ <=> b.number_;
  }

 private:
  const RowBuffer* rows_ = nullptr;
  difference_type number_ = 0;
};

}  // namespace detail

/// The rows of a statement whose types are known to the compiler:
///
///     for (const auto& [name, count] : connection.execute(stmt)) ...
///
/// References to rows stay valid until this object is destroyed or assigned to, and go along when
/// it is moved.
template <class... Ts>
class Rows {
 public:
  /// A row.
  using value_type = std::tuple<Ts...>;
  /// The first column.
  using first_type = std::tuple_element_t<0, value_type>;
  using const_iterator = detail::RowIterator<value_type>;

  /// Copies the rows.
  Rows(const Rows& other) : rows_(other.rows_.type()) {
    rows_.names = other.rows_.names;
    for (const value_type& row : other) {
      ::new (rows_.next()) value_type(row);
      rows_.add();
    }
  }
  Rows(Rows&&) noexcept = default;  ///< references to rows go along
  Rows& operator=(Rows other) noexcept {
    rows_ = std::move(other.rows_);
    return *this;
  }
  ~Rows() = default;

  /// The first row; valid until this object is changed or destroyed.
  const_iterator begin() const { return {rows_, 0}; }
  /// Behind the last row.
  const_iterator end() const { return {rows_, size()}; }
  /// How many rows there are.
  std::size_t size() const { return rows_.size(); }
  /// There is no row.
  bool empty() const { return rows_.empty(); }
  const value_type& operator[](std::size_t i) const { return row(i); }
  /// The columns' names, in order.
  const std::vector<std::string>& names() const { return rows_.names; }

  /// All rows, in order, as a vector: copies, or of a temporary result the rows themselves.
  std::vector<value_type> all() const& { return {begin(), end()}; }
  /// @overload
  std::vector<value_type> all() && {
    std::vector<value_type> rows;
    rows.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) rows.push_back(std::move(row(i)));
    return rows;
  }
  /// The first row, if any.
  std::optional<value_type> first() const {
    return empty() ? std::nullopt : std::optional<value_type>(row(0));
  }
  /// The only row. Throws NoResultFound, MultipleResultsFound.
  const value_type& one() const& {
    detail::check_one(size());
    return row(0);
  }
  /// The same of a temporary result: the row itself.
  value_type one() && {
    detail::check_one(size());
    return std::move(row(0));
  }
  /// The only row, if any. Throws MultipleResultsFound.
  std::optional<value_type> one_or_none() const {
    detail::check_at_most_one(size());
    return first();
  }
  /// The first column of the first row; empty without a row or when it is NULL.
  std::optional<detail::value_t<first_type>> scalar() const {
    if (empty()) return std::nullopt;
    return std::get<0>(row(0));
  }
  /// The first column of the only row. Throws NoResultFound, MultipleResultsFound.
  first_type scalar_one() const { return std::get<0>(one()); }
  /// The first column of every row.
  std::vector<first_type> scalars() const {
    std::vector<first_type> values;
    values.reserve(size());
    for (const value_type& row : *this) values.push_back(std::get<0>(row));
    return values;
  }

 private:
  friend class Connection;
  friend class Session;
  explicit Rows(const detail::RowType& type) : rows_(type) {}

  value_type& row(std::size_t i) const { return *static_cast<value_type*>(rows_[i]); }

  detail::RowBuffer rows_;
};

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
  /// The value is NULL. Throws UsageError when there is no such column or several of that name.
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
  std::size_t find(std::string_view name) const;
  void check_column(std::size_t column) const;
  void read(std::size_t column, const ColumnType& type, void* field) const;

  std::shared_ptr<const backend::StoredRows> rows_;
  std::size_t number_;
};

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
  std::vector<DynamicRow> all() const { return {begin(), end()}; }
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
  /// The first column of every row. Throws as DynamicRow::get.
  template <class T>
  std::vector<T> scalars() const {
    std::vector<T> values;
    values.reserve(size());
    for (DynamicRow row : *this) values.push_back(row.template get<T>(0));
    return values;
  }

 private:
  std::shared_ptr<const backend::StoredRows> rows_;
  std::int64_t affected_rows_;
};

}  // namespace orp
