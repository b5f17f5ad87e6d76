// SPDX-License-Identifier: MIT
// What an engine or a session can run, and what comes back.
#pragma once
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/field_ops.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp::backend {
class Dialect;
}

namespace orp {

namespace detail {

/// A generated entity class.
template <class T>
concept MappedEntity = requires {
  typename T::Row;
  typename T::Attributes;
  { T::info } -> std::same_as<const EntityInfo&>;
};

/// One element of Select<Ts...>. `E` is an object: stored as a pointer, seen as `E&`; `E*` is an
/// object or none; everything else is a value, stored as it is seen. A std::optional may be NULL.
template <class T>
struct RowElement {
  static constexpr bool is_entity = false;
  using stored_type = T;
  using type = T;
  static T& get(T& stored) { return stored; }
};
template <class E>
requires MappedEntity<E>
struct RowElement<E> {
  static constexpr bool is_entity = true;
  using stored_type = E*;
  using type = E&;
  static E& get(E* stored) { return *stored; }
};
template <class E>
requires MappedEntity<E>
struct RowElement<E*> {
  static constexpr bool is_entity = true;
  using stored_type = E*;
  using type = E*;
  static E* get(E* stored) { return stored; }
};

}  // namespace detail

/// Any statement. A value: copies share an immutable tree.
class Executable {
 public:
  /// The statement as SQL; values stand as parameters. Throws UsageError when the statement makes
  /// no sense. Without a dialect: as backend::default_dialect() spells it.
  std::string to_sql() const;
  /// @overload
  std::string to_sql(const backend::Dialect& dialect) const;

 protected:
  friend struct StatementAccess;

  explicit Executable(sql::NodeRef node) : node_(std::move(node)) {}
  ~Executable() = default;
  /// Shares the tree.
  Executable(const Executable&) = default;
  /// Takes the tree over.
  Executable(Executable&&) = default;
  Executable& operator=(const Executable&) = default;
  Executable& operator=(Executable&&) = default;

  /// The tree.
  sql::NodeRef node_;
};

/// The way of the layers above into a statement; programs have no use for it.
struct StatementAccess {
  /// A statement of runtime/sql/statement.hpp.
  static const sql::NodeRef& node(const Executable& statement) { return statement.node_; }
  /// The same, taken out of it.
  static sql::NodeRef node(Executable&& statement) { return std::move(statement.node_); }
};

inline std::string to_string(const Executable& statement) { return statement.to_sql(); }

/// A statement that returns rows of `Ts...`. The columns that each element comes from are in
/// CompiledStatement::elements, in the same order as `Ts`.
template <class... Ts>
class Query : public Executable {
 public:
  explicit Query(sql::NodeRef node) : Executable(std::move(node)) {}

  /// What the program sees: `for (auto [user, count] : ...)`.
  using row_type = std::tuple<typename detail::RowElement<Ts>::type...>;
  /// What is kept for a row: pointers to objects, values as they are.
  using stored_type = std::tuple<typename detail::RowElement<Ts>::stored_type...>;
  /// How element `I` of a row is kept and seen.
  template <std::size_t I>
  using Element = detail::RowElement<std::tuple_element_t<I, std::tuple<Ts...>>>;
  /// How many elements a row has.
  static constexpr std::size_t width = sizeof...(Ts);
};

}  // namespace orp
