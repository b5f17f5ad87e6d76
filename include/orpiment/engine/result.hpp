// SPDX-License-Identifier: MIT
// What a statement of known types gives back. Results are buffered: they hold all rows and need no
// connection.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/engine/detail/into.hpp"
#include "orpiment/engine/detail/named_rows.hpp"
#include "orpiment/engine/detail/row_buffer.hpp"
#include "orpiment/engine/detail/row_counts.hpp"
#include "orpiment/engine/dynamic_result.hpp"
#include "orpiment/engine/partitions.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp {

class Connection;
class Session;

namespace detail {

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
  template <std::size_t I>
  using Column = std::tuple_element_t<(I < sizeof...(Ts) ? I : 0), std::tuple<Ts...>>;
  template <std::size_t... I>
  using Picked = Rows<Column<I>...>;

 public:
  /// A row.
  using value_type = std::tuple<Ts...>;
  /// The first column.
  using first_type = std::tuple_element_t<0, value_type>;
  using const_iterator = detail::RowIterator<value_type>;

  /// Copies the rows.
  Rows(const Rows& other) : rows_(other.rows_.type()) {
    rows_.describe_as(other.rows_);
    for (const value_type& row : other) add(row);
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
  /// The first column of the first row; empty, or of objects nullptr, without a row or when it is
  /// NULL.
  auto scalar() const {
    using Scalar = detail::Kept<first_type>;
    if constexpr (detail::is_object<first_type>)
      return empty() ? Scalar() : kept<0>(row(0));
    else
      return empty() ? std::optional<detail::value_t<Scalar>>() : maybe(kept<0>(row(0)));
  }
  /// The first column of the only row. Throws NoResultFound, MultipleResultsFound.
  first_type scalar_one() const { return std::get<0>(one()); }
  /// The same, as scalar() when there is no row. Throws MultipleResultsFound.
  auto scalar_one_or_none() const {
    detail::check_at_most_one(size());
    return scalar();
  }
  /// Column `I` of every row, counted from 0; objects by their addresses.
  template <std::size_t I = 0>
  std::vector<detail::Kept<Column<I>>> scalars() const {
    static_assert(I < sizeof...(Ts),
                  "scalars<I>() takes a number of the row's columns, counted from 0");
    std::vector<detail::Kept<Column<I>>> values;
    if constexpr (I < sizeof...(Ts)) {
      values.reserve(size());
      for (const value_type& row : *this) values.push_back(kept<I>(row));
    }
    return values;
  }

  /// Rows of these columns alone, counted from 0, in this order: `columns<2, 0>()`. A copy.
  template <std::size_t... I>
  Picked<I...> columns() const {
    constexpr bool are_there = sizeof...(I) > 0 && ((I < sizeof...(Ts)) && ...);
    static_assert(are_there, "columns<I...>() takes numbers of the row's columns, counted from 0");
    Picked<I...> picked(detail::tuple_row<std::remove_reference_t<Column<I>>...>);
    if constexpr (are_there) {
      picked.rows_.describe_as(rows_, {I...});
      for (const value_type& row : *this)
        picked.add(typename Picked<I...>::value_type(std::get<I>(row)...));
    }
    return picked;
  }
  /// Each row once, where it comes first: equal are the same objects and equal values. A copy.
  Rows unique() const {
    Rows once(rows_.type());
    once.rows_.describe_as(rows_);
    for (const std::size_t i : detail::distinct_rows(rows_, sizeof...(Ts), &look)) once.add(row(i));
    return once;
  }

  /// The same of rows that differ in these columns, counted from 0: `unique<0>()`.
  template <std::size_t... I>
  requires(sizeof...(I) > 0) Rows unique()
  const {
    Rows once(rows_.type());
    once.rows_.describe_as(rows_);
    const Picked<I...> picked = columns<I...>();
    for (const std::size_t i :
         detail::distinct_rows(picked.rows_, sizeof...(I), &Picked<I...>::look))
      once.add(row(i));
    return once;
  }

  /// Rows as structs of the program's own, their fields filled in order: a field for each column,
  /// of a type that holds all its values; a std::optional where it may be NULL, an `E*` for an
  /// object. Copies, or of a temporary result the values themselves.
  template <class Struct>
  std::vector<Struct> into() const& {
    using Fields = detail::IntoFields<Struct, Ts...>;
    constexpr auto verdict = Fields::verdict();
    if constexpr (verdict.check())
      return each_as<Struct>([](const value_type& row) { return Fields::of(row); });
    else
      return {};
  }
  /// @overload
  template <class Struct>
  std::vector<Struct> into() && {
    using Fields = detail::IntoFields<Struct, Ts...>;
    constexpr auto verdict = Fields::verdict();
    if constexpr (verdict.check())
      return each_as<Struct>([](value_type& row) { return Fields::of(std::move(row)); });
    else
      return {};
  }
  /// The same by members, one for each column: `into(&UserCard::name, &UserCard::orders)`. Others
  /// are as `Struct()` has them. Throws UsageError when a member is named twice.
  template <class Struct, class... Each>
  requires(sizeof...(Each) > 0) std::vector<Struct> into(Each Struct::*... members)
  const& {
    using Members = detail::IntoMembers<Struct, Ts...>;
    constexpr auto verdict = Members::template verdict<Each...>();
    if constexpr (verdict.check()) {
      Members::check_names(members...);
      return each_as<Struct>([&](const value_type& row) { return Members::of(row, members...); });
    } else {
      return {};
    }
  }
  /// @overload
  template <class Struct, class... Each>
  requires(sizeof...(Each) > 0) std::vector<Struct> into(Each Struct::*... members) && {
    using Members = detail::IntoMembers<Struct, Ts...>;
    constexpr auto verdict = Members::template verdict<Each...>();
    if constexpr (verdict.check()) {
      Members::check_names(members...);
      return each_as<Struct>(
          [&](value_type& row) { return Members::of(std::move(row), members...); });
    } else {
      return {};
    }
  }

  /// The rows by the names of their columns, for a program that learns these when it runs; looks at
  /// this result, or holds what a temporary one has.
  DynamicResult mappings() const&;
  /// @overload
  DynamicResult mappings() &&;
  /// Parts of `size` rows; looks at this result, or holds a temporary one. Throws UsageError for 0.
  Partitions<const Rows&> partitions(std::size_t size) const& { return {*this, size}; }
  /// @overload
  Partitions<Rows> partitions(std::size_t size) && { return {std::move(*this), size}; }
  /// Writes the rows as DynamicResult::to_csv() does.
  void to_csv(std::ostream& out) const;
  /// Writes the rows as DynamicResult::to_json() does.
  void to_json(std::ostream& out) const;

 private:
  friend class Connection;
  friend class Session;
  template <class... Others>
  friend class Rows;
  explicit Rows(const detail::RowType& type) : rows_(type) {}

  value_type& row(std::size_t i) const { return *static_cast<value_type*>(rows_[i]); }
  template <class Row>
  void add(Row&& row) {
    ::new (rows_.next()) value_type(std::forward<Row>(row));
    rows_.add();
  }

  template <std::size_t I>
  static detail::Kept<Column<I>> kept(const value_type& row) {
    return detail::as_field<detail::Kept<Column<I>>>(std::get<I>(row));
  }
  template <class T>
  static std::optional<detail::value_t<T>> maybe(T value) {
    return value;
  }
  template <class Struct, class Make>
  std::vector<Struct> each_as(Make make) const {
    std::vector<Struct> structs;
    structs.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) structs.push_back(make(row(i)));
    return structs;
  }

  static void look(void* row, detail::RowPart* parts) {
    std::apply([&](const auto&... elements) { ((*parts++ = part(elements)), ...); },
               *static_cast<value_type*>(row));
  }
  template <class T>
  static detail::RowPart part(const T& element) {
    if constexpr (!detail::is_object<T>)
      return {&element, false};
    else
      return {detail::as_field<const std::remove_pointer_t<T>*>(element), true};
  }

  // By name there are values alone.
  static constexpr bool check_values() {
    constexpr bool are_values = !(detail::is_object<Ts> || ...);
    static_assert(are_values,
                  "mappings(), to_csv() and to_json() take rows of values: select columns in place "
                  "of objects");
    return are_values;
  }

  detail::RowBuffer rows_;
};

template <class... Ts>
DynamicResult Rows<Ts...>::mappings() const& {
  if constexpr (check_values())
    return {detail::by_name(rows_), 0};
  else
    return {nullptr, 0};
}
template <class... Ts>
DynamicResult Rows<Ts...>::mappings() && {
  if constexpr (check_values())
    return {detail::by_name(std::move(rows_)), 0};
  else
    return {nullptr, 0};
}
template <class... Ts>
void Rows<Ts...>::to_csv(std::ostream& out) const {
  if constexpr (check_values()) detail::write_csv(out, *detail::by_name(rows_));
}
template <class... Ts>
void Rows<Ts...>::to_json(std::ostream& out) const {
  if constexpr (check_values()) detail::write_json(out, *detail::by_name(rows_));
}

}  // namespace orp
