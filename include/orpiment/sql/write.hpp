// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE of rows, without objects:
//
//     orp::insert<User>().values(User::c.name = "Ann", User::c.email = "ann@example.com")
//     orp::update<User>().where(User::c.age < 18).set(User::c.active = false)
//     orp::delete_<Order>().where(Order::c.status == OrderStatus::shipped).returning(Order::c.id)
//
// An UPDATE or a DELETE says which rows it means, where() or all_rows(); before that it cannot be
// run.
//
// Columns that are left out of an INSERT take their defaults, those of the schema's `default` and
// `on_update` included.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/assigned.hpp"
#include "orpiment/sql/detail/literal_text.hpp"
#include "orpiment/sql/select.hpp"

namespace orp {

template <class E>
class Insert;
template <class E>
class Update;
template <class E>
class UpdateDraft;
template <class E, bool HasKey>
class OnConflict;
template <class E, bool HasKey>
class ConflictKey;

/// `User::c.name = "Alice"`, or an expression in place of the value.
template <class E>
class Assignment {
 public:
  Assignment(std::uint16_t column, sql::NodeRef value) : parts_{column, std::move(value)} {}

 private:
  friend class Insert<E>;
  friend class Update<E>;
  friend class UpdateDraft<E>;
  friend class OnConflict<E, true>;
  friend class OnConflict<E, false>;
  friend class ConflictKey<E, true>;
  friend class ConflictKey<E, false>;

  sql::ColumnValue parts_;
};

namespace detail {
template <class E>
constexpr void refuse_read_only() {
  static_assert(!is_read_only<E>, "the rows of a view are only read");
}

/// What values() takes a row of each element of; a text is none.
template <class Rows>
concept RangeOfRows = Range<Rows> && !std::is_convertible_v<const Rows&, std::string_view>;

/// How many elements a tuple, or what is like one, has; 0: it is none.
template <class Row>
constexpr std::size_t tuple_width() {
  if constexpr (requires { std::tuple_size<Row>::value; })
    return std::tuple_size<Row>::value;
  else
    return 0;
}
}  // namespace detail

/// What an INSERT, UPDATE or DELETE returns: rows of `Ts...`.
template <class... Ts>
class Returning : public Query<Ts...> {
 public:
  explicit Returning(sql::NodeRef node) : Query<Ts...>(std::move(node)) {}

  /// It stands before another statement, WITH name AS (...), which sees the rows that it returns
  /// and the tables as they were before. UsageError where the database has no such CTEs.
  [[nodiscard]] Derived<Ts...> cte(detail::GivenText name = "") const {
    return Derived<Ts...>(sql::make_cte(this->node_, name, Materialized::by_default));
  }
  /// As those of the statement, which these replace.
  [[nodiscard]] Returning execution_options(const ExecutionOptions& options) const {
    Returning changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }
  /// What Select::from_statement() reads objects from.
  friend sql::NodeRef statement_rows(const Returning& returning, const EntityInfo&) {
    return returning.node_;
  }
};

namespace detail {

template <class E>
Returning<E> returning_entity(sql::NodeRef node) {
  sql::add_returning_entity(node);
  return Returning<E>(std::move(node));
}
template <class... Items>
auto returning_items(sql::NodeRef node, const Items&... items) {
  static_assert((Expression<Items> && ...), "returning() takes columns and expressions");
  (sql::add_returning(node, expression_node(items),
                      result_field<typename SelectItem<Items>::type>()),
   ...);
  return Returning<typename SelectItem<Items>::type...>(std::move(node));
}

}  // namespace detail

template <class E, class T>
template <class V>
Assignment<E> Column<E, T>::operator=(const V& value) const {
  static_assert(detail::null_is_meant<T, V>, "a column that cannot be NULL is assigned NULL");
  static_assert(detail::may_assign<T, V>() || !detail::null_is_meant<T, V>,
                "a column is assigned a value of another type; the two types stand in `T` and `V`");
  detail::check_writable(*entity, index);
  if constexpr (!detail::may_assign<T, V>()) {
    return {index, {}};  // said above
  } else if constexpr (detail::Expression<V>) {
    return {index, detail::node_of(value)};
  } else {
    return {index, detail::assigned_node<detail::value_t<T>>(*entity, index, value)};
  }
}

/// INSERT into the table of entity `E`; values() without arguments is a row of defaults.
template <class E>
class Insert : public Executable {
 public:
  Insert() : Executable(sql::make_insert(E::info)) {}

  /// One more row; every row must assign the same columns. UsageError otherwise.
  template <class... Assignments>
  requires(!(detail::RangeOfRows<Assignments> || ...)) [[nodiscard]] Insert
      values(const Assignments&... assignments) const& {
    return Insert(*this).values(assignments...);
  }
  /// @overload
  template <class... Assignments>
  requires(!(detail::RangeOfRows<Assignments> || ...)) [[nodiscard]] Insert
      values(const Assignments&... assignments) && {
    constexpr bool fits = (std::is_same_v<Assignments, Assignment<E>> && ...);
    static_assert(fits,
                  "values() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    if constexpr (fits) {
      const typename E::Row defaults{};
      sql::add_row(node_, {assignments.parts_...}, &defaults);
    }
    return std::move(*this);
  }
  /// A row for each tuple of a range, whose elements are assigned to the columns listed. Throws
  /// DataError for a value that does not fit its column.
  template <detail::RangeOfRows Rows, class... Columns>
  requires(sizeof...(Columns) > 0) [[nodiscard]] Insert
      values(const Rows& rows, const Columns&... columns) const {
    using Row = std::remove_cvref_t<decltype(*std::begin(rows))>;
    constexpr bool is_alike = detail::tuple_width<Row>() == sizeof...(Columns);
    static_assert(is_alike, "values() takes a column for each element of the tuples");
    Insert changed(*this);
    if constexpr (is_alike)
      for (const Row& row : rows) changed.add_tuple(row, columns...);
    return changed;
  }
  /// A row for each `E::Row` of a range, with every column that a program may write.
  template <detail::RangeOfRows Rows>
  [[nodiscard]] Insert values(const Rows& rows) const {
    constexpr bool are_rows =
        std::is_same_v<std::remove_cvref_t<decltype(*std::begin(rows))>, typename E::Row>;
    static_assert(are_rows,
                  "values() takes a range of this entity's Row, or of tuples and the columns that "
                  "their elements are assigned to");
    Insert changed(*this);
    if constexpr (are_rows)
      for (const typename E::Row& row : rows) sql::add_whole_row(changed.node_, &row);
    return changed;
  }
  /// The rows of a select, whose columns are those listed.
  template <class... Ts, class... Columns>
  [[nodiscard]] Insert from_select(const QueryMembers<Ts...>& select,
                                   const Columns&... columns) const {
    static_assert(sizeof...(Ts) == sizeof...(Columns) &&
                      (std::is_same_v<typename Columns::entity_type, E> && ...),
                  "from_select() takes a column of this entity for each column of the select");
    static_assert((detail::literal_fits<detail::value_t<typename Columns::value_type>,
                                        detail::value_t<Ts>>() &&
                   ...),
                  "a column of the select has another type than the column it is inserted into");
    (detail::check_writable(E::info, columns.index), ...);
    const typename E::Row defaults{};
    Insert changed(*this);
    sql::set_insert_select(changed.node_, {columns.index...}, StatementAccess::node(select),
                           &defaults);
    return changed;
  }

  /// A row that has the values of another one in these columns, a key, does not fail; the columns
  /// of none: in those of any key. Include: <orpiment/sql/upsert.hpp>.
  template <class... Columns>
  [[nodiscard]] OnConflict<E, sizeof...(Columns) != 0> on_conflict(const Columns&... columns) const;
  /// The key of a constraint or a unique index of the schema, which may be a partial one. Throws
  /// UsageError when the schema has none of that name. Include: <orpiment/sql/upsert.hpp>.
  [[nodiscard]] OnConflict<E, true> on_conflict_on_constraint(detail::GivenText name) const;

  /// SQL of the program's own behind the word INSERT, on the database of that name or on any:
  /// `prefix_with("OR REPLACE", name)`.
  [[nodiscard]] Insert prefix_with(detail::LiteralText sql, detail::GivenText database = "") const {
    Insert changed(*this);
    sql::add_affix(changed.node_, sql, database, false);
    return changed;
  }
  /// Puts a CTE before the statement though nothing in it names it: one that changes rows.
  template <class... Ts>
  [[nodiscard]] Insert add_cte(const Derived<Ts...>& cte) const {
    Insert changed(*this);
    sql::add_cte(changed.node_, cte.node());
    return changed;
  }
  /// How a session runs the statement, of which `populate_existing` is for the objects that it
  /// returns; replaces what was said before.
  [[nodiscard]] Insert execution_options(const ExecutionOptions& options) const {
    Insert changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }
  /// The rows as inserted: objects, or some of their values.
  [[nodiscard]] Returning<E> returning() const { return detail::returning_entity<E>(node_); }
  /// Columns and expressions of each inserted row.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class OnConflict<E, true>;
  friend class OnConflict<E, false>;
  explicit Insert(sql::NodeRef node) : Executable(std::move(node)) {}

  template <class Row, class... Columns>
  void add_tuple(const Row& row, const Columns&... columns) {
    std::apply(
        [&](const auto&... values) { *this = std::move(*this).values((columns = values)...); },
        row);
  }
};

namespace detail {

template <class... Conditions>
sql::NodeRef with_conditions(sql::NodeRef node, const Conditions&... conditions) {
  static_assert(sizeof...(Conditions) > 0, "where() takes a condition; all_rows() needs none");
  (sql::add_where(node, condition_node(conditions)), ...);
  return node;
}

}  // namespace detail

/// UPDATE of some rows of the table of entity `E`, or of all.
template <class E>
class Update : public Executable {
 public:
  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Update where(const Conditions&... conditions) const {
    return Update(detail::with_conditions(node_, conditions...));
  }
  /// Adds assignments, `User::c.name = "Ann"`.
  template <class... Assignments>
  [[nodiscard]] Update set(const Assignments&... assignments) const {
    constexpr bool fits = (std::is_same_v<Assignments, Assignment<E>> && ...);
    static_assert(fits, "set() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    sql::NodeRef node = node_;
    if constexpr (fits) (sql::add_assignment(node, assignments.parts_), ...);
    return Update(std::move(node));
  }
  /// Puts a CTE before the statement though nothing in it names it: one that changes rows.
  template <class... Ts>
  [[nodiscard]] Update add_cte(const Derived<Ts...>& cte) const {
    Update changed(*this);
    sql::add_cte(changed.node_, cte.node());
    return changed;
  }
  /// How a session runs the statement, and what its objects learn of it; replaces what was said
  /// before.
  [[nodiscard]] Update execution_options(const ExecutionOptions& options) const {
    Update changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }
  /// The rows after the change.
  [[nodiscard]] Returning<E> returning() const { return detail::returning_entity<E>(node_); }
  /// Columns and expressions of each row after the change.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  friend class UpdateDraft<E>;
  explicit Update(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// An UPDATE that does not say yet of which rows: no statement before where() or all_rows().
template <class E>
class UpdateDraft : public detail::Draft {
 public:
  /// Of the rows for which every condition holds.
  template <class... Conditions>
  [[nodiscard]] Update<E> where(const Conditions&... conditions) const {
    return all_.where(conditions...);
  }
  /// Of all rows.
  [[nodiscard]] Update<E> all_rows() const { return all_; }
  /// Adds assignments, `User::c.name = "Ann"`.
  template <class... Assignments>
  [[nodiscard]] UpdateDraft set(const Assignments&... assignments) const {
    return UpdateDraft(all_.set(assignments...));
  }
  /// Does not compile: says what is missing.
  template <class... Items>
  Query<int> returning(const Items&...) const {
    return detail::refuse_draft<Items...>();
  }

 private:
  template <class T>
  friend UpdateDraft<T> update();
  explicit UpdateDraft(Update<E> all) : all_(std::move(all)) {}
  UpdateDraft() : all_(sql::make_update(E::info)) {}

  Update<E> all_;
};

/// DELETE of some rows of the table of entity `E`, or of all.
template <class E>
class Delete : public Executable {
 public:
  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Delete where(const Conditions&... conditions) const {
    return Delete(detail::with_conditions(node_, conditions...));
  }
  /// Puts a CTE before the statement though nothing in it names it: one that changes rows.
  template <class... Ts>
  [[nodiscard]] Delete add_cte(const Derived<Ts...>& cte) const {
    Delete changed(*this);
    sql::add_cte(changed.node_, cte.node());
    return changed;
  }
  /// How a session runs the statement, and what its objects learn of it; replaces what was said
  /// before.
  [[nodiscard]] Delete execution_options(const ExecutionOptions& options) const {
    Delete changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }
  /// The rows as they were.
  [[nodiscard]] Returning<E> returning() const { return detail::returning_entity<E>(node_); }
  /// Columns and expressions of each row as it was.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  template <class T>
  friend class DeleteDraft;
  explicit Delete(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// A DELETE that does not say yet of which rows: no statement before where() or all_rows().
template <class E>
class DeleteDraft : public detail::Draft {
 public:
  /// Of the rows for which every condition holds.
  template <class... Conditions>
  [[nodiscard]] Delete<E> where(const Conditions&... conditions) const {
    return all_rows().where(conditions...);
  }
  /// Of all rows.
  [[nodiscard]] Delete<E> all_rows() const { return Delete<E>(sql::make_erase(E::info)); }
  /// Does not compile: says what is missing.
  template <class... Items>
  Query<int> returning(const Items&...) const {
    return detail::refuse_draft<Items...>();
  }
};

/// An INSERT to be filled by values() or from_select().
template <class E>
[[nodiscard]] Insert<E> insert() {
  detail::refuse_read_only<E>();
  return Insert<E>();
}
/// An UPDATE to be filled by set(), and where() or all_rows().
template <class E>
[[nodiscard]] UpdateDraft<E> update() {
  detail::refuse_read_only<E>();
  return UpdateDraft<E>();
}
/// A DELETE to be completed by where() or all_rows().
template <class E>
[[nodiscard]] DeleteDraft<E> delete_() {
  detail::refuse_read_only<E>();
  return DeleteDraft<E>();
}

}  // namespace orp
