// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE of rows, without objects:
//
//     orp::insert<User>().values(User::c.name = "Ann", User::c.email = "ann@example.com")
//     orp::update<User>().where(User::c.age < 18).set(User::c.active = false)
//     orp::delete_<Order>().where(Order::c.status == OrderStatus::shipped).returning(Order::c.id)
//
// Columns that are left out of an INSERT take their defaults, those of the schema's `default` and
// `on_update` included.
#pragma once
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/select.hpp"

namespace orp {

template <class E>
class Insert;
template <class E>
class Update;

/// `User::c.name = "Alice"`, or an expression in place of the value.
template <class E>
class Assignment {
 public:
  Assignment(std::uint16_t column, sql::NodeRef value) : parts_{column, std::move(value)} {}

 private:
  friend class Insert<E>;
  friend class Update<E>;

  sql::ColumnValue parts_;
};

namespace detail {

/// A C++ value as the parameter of column `type`, whose values are `V`.
template <class V, class X>
sql::NodeRef assigned_node(const SqlType& type, const X& value) {
  if constexpr (is_null_literal<X>) {
    return sql::assigned_value(type, FieldType::of<V>(), nullptr);
  } else if constexpr (is_optional<X>) {
    return value ? assigned_node<V>(type, *value) : assigned_node<V>(type, std::nullopt);
  } else {
    const V same = checked_cast<V>(value);
    return sql::assigned_value(type, FieldType::of<V>(), &same);
  }
}

template <class T, class X>
constexpr bool may_assign() {
  if constexpr (is_null_literal<X>)
    return is_optional<T>;
  else if constexpr (is_optional<X> && !is_optional<T>)
    return false;
  else
    return goes_with<value_t<T>, X>();
}

template <class... Items>
auto returning_items(sql::NodeRef node, const Items&... items) {
  static_assert((Expression<Items> && ...), "returning() takes columns and expressions");
  ((node = sql::add_returning(std::move(node), expression_node(items),
                              result_field<typename SelectItem<Items>::type>())),
   ...);
  return Query<typename SelectItem<Items>::type...>(std::move(node));
}

}  // namespace detail

template <class E, class T>
template <class V>
Assignment<E> Column<E, T>::operator=(const V& value) const {
  static_assert(detail::may_assign<T, V>(),
                "a column is assigned a value of another type; the two types stand in `T` and `V`");
  if constexpr (!detail::may_assign<T, V>()) {
    return {index, {}};  // said above
  } else if constexpr (detail::Expression<V>) {
    return {index, detail::node_of(value)};
  } else {
    return {index, detail::assigned_node<detail::value_t<T>>(entity->column(index).type, value)};
  }
}

/// INSERT into the table of entity `E`; empty, it inserts one row of defaults.
template <class E>
class Insert : public Executable {
 public:
  Insert() : Executable(sql::make_insert(E::info)) {}

  /// One more row; every row must assign the same columns. UsageError otherwise.
  template <class... Assignments>
  [[nodiscard]] Insert values(const Assignments&... assignments) const& {
    return Insert(*this).values(assignments...);
  }
  /// @overload
  template <class... Assignments>
  [[nodiscard]] Insert values(const Assignments&... assignments) && {
    static_assert((std::is_same_v<Assignments, Assignment<E>> && ...),
                  "values() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    const typename E::Row defaults{};
    return Insert(sql::add_row(std::move(node_), {assignments.parts_...}, &defaults));
  }
  /// The rows of a select, whose columns are those listed.
  template <class... Ts, class... Columns>
  [[nodiscard]] Insert from_select(const Select<Ts...>& select, const Columns&... columns) const {
    static_assert(sizeof...(Ts) == sizeof...(Columns) &&
                      (std::is_same_v<typename Columns::entity_type, E> && ...),
                  "from_select() takes a column of this entity for each column of the select");
    static_assert(
        (detail::comparable<detail::value_t<Ts>, detail::value_t<typename Columns::value_type>> &&
         ...),
        "a column of the select has another type than the column it is inserted into");
    const typename E::Row defaults{};
    return Insert(sql::set_insert_select(node_, {columns.index...}, StatementAccess::node(select),
                                         &defaults));
  }

  /// The rows as inserted: objects, or some of their values.
  [[nodiscard]] Query<E> returning() const { return Query<E>(sql::add_returning_entity(node_)); }
  /// Columns and expressions of each inserted row.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  explicit Insert(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// UPDATE of the table of entity `E`; without where() of all its rows.
template <class E>
class Update : public Executable {
 public:
  Update() : Executable(sql::make_update(E::info)) {}

  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Update where(const Conditions&... conditions) const {
    sql::NodeRef node = node_;
    ((node = sql::add_where(std::move(node), detail::condition_node(conditions))), ...);
    return Update(std::move(node));
  }
  /// Adds assignments, `User::c.name = "Ann"`.
  template <class... Assignments>
  [[nodiscard]] Update set(const Assignments&... assignments) const {
    static_assert((std::is_same_v<Assignments, Assignment<E>> && ...),
                  "set() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    sql::NodeRef node = node_;
    ((node = sql::add_assignment(std::move(node), assignments.parts_)), ...);
    return Update(std::move(node));
  }
  /// The rows after the change.
  [[nodiscard]] Query<E> returning() const { return Query<E>(sql::add_returning_entity(node_)); }
  /// Columns and expressions of each row after the change.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  explicit Update(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// DELETE from the table of entity `E`; without where() of all its rows.
template <class E>
class Delete : public Executable {
 public:
  Delete() : Executable(sql::make_erase(E::info)) {}

  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Delete where(const Conditions&... conditions) const {
    sql::NodeRef node = node_;
    ((node = sql::add_where(std::move(node), detail::condition_node(conditions))), ...);
    return Delete(std::move(node));
  }
  /// The rows as they were.
  [[nodiscard]] Query<E> returning() const { return Query<E>(sql::add_returning_entity(node_)); }
  /// Columns and expressions of each row as it was.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }

 private:
  explicit Delete(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// An INSERT to be filled by values() or from_select().
template <class E>
[[nodiscard]] Insert<E> insert() {
  return Insert<E>();
}
/// An UPDATE to be filled by set() and where().
template <class E>
[[nodiscard]] Update<E> update() {
  return Update<E>();
}
/// A DELETE to be restricted by where().
template <class E>
[[nodiscard]] Delete<E> delete_() {
  return Delete<E>();
}

}  // namespace orp
