// SPDX-License-Identifier: MIT
// Class-level attributes of generated entities: `User::c.name`, `User::c.orders`. Only declarations
// here, so that generated headers stay cheap; <orpiment/sql/expr.hpp> defines the members and gives
// expressions their operators.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/field_ops.hpp"

namespace orp {

template <class T>
class Expr;
template <class E>
class Aliased;
template <class E>
class Assignment;
class Ordering;
template <class E, class Target>
struct RelationStep;

/// A condition, as where() takes it. NULL counts as false there.
using Predicate = Expr<bool>;

namespace detail {

struct ExpressionTag {};
class GivenText;

/// What a condition on an expression of `T` gives: NULL when the expression is NULL.
template <class T>
using condition_t = Expr<std::conditional_t<is_optional<T>, std::optional<bool>, bool>>;

/// What every typed SQL expression can be asked; `Self` has a node, `T` is a std::optional when the
/// expression may be NULL.
template <class Self, class T>
struct ExpressionMembers : ExpressionTag {
  /// From the least to the greatest: a term of order_by(), as the expression itself is.
  Ordering asc() const;
  /// From the least to the greatest, NULL before all values.
  Ordering nulls_first() const;
  /// The same, NULL behind all values.
  Ordering nulls_last() const;
  /// From the greatest to the least.
  Ordering desc() const;
  /// Names the result column.
  Expr<T> label(GivenText name) const;

  /// There is no value; never NULL itself.
  Predicate is_null() const;
  /// There is a value; never NULL itself.
  Predicate is_not_null() const;
  /// Like != and ==, but NULL is a value like any other.
  template <class V>
  Predicate is_distinct_from(const V& value) const;
  template <class V>
  Predicate is_not_distinct_from(const V& value) const;

  /// Among the values of a range, or the rows of a select of one column. Among none: false.
  template <class... Values>
  condition_t<T> in_(const Values&... values) const;
  template <class V>
  condition_t<T> in_(std::initializer_list<V> values) const;
  /// Not among them. Among none: true.
  template <class... Values>
  condition_t<T> not_in(const Values&... values) const;
  template <class V>
  condition_t<T> not_in(std::initializer_list<V> values) const;

  /// Both ends included.
  template <class Low, class High>
  auto between(const Low& low, const High& high) const;

  /// The same, whichever of the two ends is the greater one.
  template <class Low, class High>
  auto between_symmetric(const Low& low, const High& high) const;

  // Integers, bit by bit. Shifts are of 64 bits and go by 0 to 63 places; to the right the sign
  // comes in.
  template <class V>
  auto bitwise_and(const V& other) const;
  template <class V>
  auto bitwise_or(const V& other) const;
  template <class V>
  auto bitwise_xor(const V& other) const;
  auto bitwise_not() const;
  template <class V>
  auto bitwise_lshift(const V& places) const;
  template <class V>
  auto bitwise_rshift(const V& places) const;

  /// Of json the member of that name, or the element of that number, from 0 on, and from -1 on
  /// beginning with the last one: `details["tags"][0]`. Of an array the element likewise.
  template <class Key>
  auto operator[](const Key& key) const;

  /// A text in the order of a collation, which the database must know by that name: to compare it,
  /// and to order by.
  Expr<T> collate(GivenText name) const;

  /// Any operator of the database, by its symbol or words, which gives an `R`:
  /// `x.op<bool>("@@")(y)`. It stands in parentheses beside others. UsageError for what can be no
  /// operator; nothing else is checked.
  template <class R>
  auto op(GivenText symbol) const;

  // Texts. In a pattern % stands for any characters and _ for one. like() tells capital from small
  // letters, ilike() does not. With an `escape`, the character behind it stands for itself:
  // like("100/%", '/'). It is an ASCII character and no letter; without one nothing is, also not a
  // backslash.
  template <class V>
  auto like(const V& pattern) const;
  template <class V>
  auto like(const V& pattern, char escape) const;
  template <class V>
  auto not_like(const V& pattern) const;
  template <class V>
  auto not_like(const V& pattern, char escape) const;
  template <class V>
  auto ilike(const V& pattern) const;
  template <class V>
  auto ilike(const V& pattern, char escape) const;
  template <class V>
  auto not_ilike(const V& pattern) const;
  template <class V>
  auto not_ilike(const V& pattern, char escape) const;
  // The text as it stands, also of an expression: % and _ have no meaning.
  auto startswith(const auto& text) const;
  auto endswith(const auto& text) const;
  auto contains(const auto& text) const;
  // The same, capital and small letters alike.
  auto istartswith(const auto& text) const;
  auto iendswith(const auto& text) const;
  auto icontains(const auto& text) const;
  // A regular expression as the database has it matches some part of the text. regexp_imatch()
  // takes capital and small letters as one. UsageError (ORP-1240) when the statement is made for a
  // database that has none.
  template <class V>
  auto regexp_match(const V& pattern) const;
  template <class V>
  auto regexp_imatch(const V& pattern) const;
  /// The text with each part that matches replaced; `\1` is what the first parentheses matched.
  template <class V, class W>
  auto regexp_replace(const V& pattern, const W& replacement) const;
  template <class V, class W>
  auto regexp_ireplace(const V& pattern, const W& replacement) const;

  /// The same expression, NULL allowed: for a column on the far side of an outer join.
  template <class U = T>
  Expr<std::optional<U>> or_null() const;
};

}  // namespace detail

/// Column number `index` of entity `E`, of C++ type `T` (a std::optional when nullable).
template <class E, class T>
struct Column : detail::ExpressionMembers<Column<E, T>, T> {
  /// The class that it belongs to.
  using entity_type = E;
  using value_type = T;

  /// As generated code makes it.
  constexpr Column(const EntityInfo* owner, std::uint16_t number) : entity(owner), index(number) {}

  /// `User::c.name = "Alice"`: for values() and set(). Assigns nothing by itself.
  template <class V>
  Assignment<E> operator=(const V& value) const;  // NOLINT: a column is never assigned to

  /// What it belongs to.
  const EntityInfo* entity;
  /// Its number among the columns of `entity`.
  std::uint16_t index;
};

/// To-one relationship number `index` of entity `E`.
template <class E, class Target>
struct ToOne {
  /// The class that it belongs to.
  using entity_type = E;
  /// The class of the objects at its other end.
  using target_type = Target;

  /// What it belongs to.
  const EntityInfo* entity;
  /// Its number among the relationships of `entity`.
  std::uint16_t index;

  /// There is a target (that meets `criterion`).
  Predicate has() const;
  /// @overload
  template <class Criterion>
  Predicate has(const Criterion& criterion) const;

  /// As join() follows it: to targets that meet `criterion`, too, which joins the ON.
  template <class Criterion>
  RelationStep<E, Target> and_(const Criterion& criterion) const;
  /// The same, to an alias of the target.
  RelationStep<E, Target> of_type(const Aliased<Target>& target) const;
};

/// To-many relationship number `index` of entity `E`.
template <class E, class Target>
struct ToMany {
  /// The class that it belongs to.
  using entity_type = E;
  /// The class of the objects at its other end.
  using target_type = Target;

  /// What it belongs to.
  const EntityInfo* entity;
  /// Its number among the relationships of `entity`.
  std::uint16_t index;

  /// There is a member (that meets `criterion`).
  Predicate any() const;
  /// @overload
  template <class Criterion>
  Predicate any(const Criterion& criterion) const;
  /// `member` is in. Requires: <orpiment/entity/entity.hpp>, as every generated header does.
  Predicate contains(const Target& member) const;

  /// As join() follows it: to targets that meet `criterion`, too, which joins the ON.
  template <class Criterion>
  RelationStep<E, Target> and_(const Criterion& criterion) const;
  /// The same, to an alias of the target.
  RelationStep<E, Target> of_type(const Aliased<Target>& target) const;
};

}  // namespace orp
