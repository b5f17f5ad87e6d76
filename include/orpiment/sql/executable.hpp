// SPDX-License-Identifier: MIT
// What an engine or a session can run, and what comes back.
#pragma once
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
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
  /// The same statement with another tree.
  template <class Statement>
  static Statement with_node(Statement statement, sql::NodeRef node) {
    static_cast<Executable&>(statement).node_ = std::move(node);
    return statement;
  }
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

namespace detail {

/// An UPDATE or a DELETE that does not say yet which rows it means.
struct Draft {};

template <class...>
inline constexpr bool where_or_all_rows = false;
/// Does not compile.
template <class... Ts>
Query<int> refuse_draft() {
  static_assert(where_or_all_rows<Ts...>,
                "this UPDATE or DELETE does not say which rows it means: where(), or all_rows()");
  return Query<int>(sql::NodeRef());
}

/// What execute() takes.
template <class X>
concept Statement = std::is_convertible_v<const X&, const Executable&>;

template <class... Ts>
void one_element_of(const Query<Ts...>&) requires(sizeof...(Ts) == 1);
/// What scalars() takes.
template <class X>
concept QueryOfOne = requires(const X& statement) {
  one_element_of(statement);
};

// Of a query whose types only the database knows there is none.
template <class... Ts>
requires(sizeof...(Ts) >
         0) std::bool_constant<!(RowElement<Ts>::is_entity || ...)> has_values(const Query<Ts...>&);
template <class X>
struct HasValues : std::false_type {};
template <class X>
requires requires(const X& statement) { detail::has_values(statement); }
struct HasValues<X> : decltype(detail::has_values(std::declval<const X&>())) {};
/// A query of values alone, which needs no session.
template <class X>
concept QueryOfValues = HasValues<X>::value;

/// A query whose rows have types.
template <class X>
concept TypedQuery = requires(const X& statement) {
  detail::has_values(statement);
};

/// Does not compile: says why `X` cannot be run.
template <class X>
void refuse_statement() {
  constexpr bool is_text = std::is_convertible_v<const X&, std::string_view>;
  constexpr bool is_draft = std::is_base_of_v<Draft, X>;
  static_assert(!is_text, "raw SQL needs orp::text()");
  static_assert(!is_draft,
                "this UPDATE or DELETE does not say which rows it means: where(), or all_rows()");
  static_assert(is_text || is_draft || Statement<X>,
                "a statement is needed here: select(), insert(), text() ...; `X` is none");
}

/// What would be there if it compiled: elements that are whatever a program takes them for.
struct Refused {
  struct Element {
    template <class T>
    operator T&() const;  // NOLINT: it stands for whatever a program takes it for
  };
  const Element* begin() const { return nullptr; }
  const Element* end() const { return nullptr; }
};

/// Does not compile: says why `X` has no scalars.
template <class X>
void refuse_scalars() {
  refuse_statement<X>();
  static_assert(!Statement<X> || QueryOfOne<X>,
                "a query of one element a row is needed here; of text(), text(...).columns<T>()");
}

/// Does not compile: says why `X` is no query whose rows have types.
template <class X>
void refuse_untyped() {
  refuse_statement<X>();
  static_assert(!Statement<X> || TypedQuery<X>,
                "a query is needed here; of text(), .columns<...>()");
}

/// Does not compile: says why a connection alone cannot read `X`.
template <class X>
void refuse_query() {
  refuse_untyped<X>();
  static_assert(!TypedQuery<X>, "objects belong to a session: use session.execute() or scalars()");
}

}  // namespace detail

}  // namespace orp
