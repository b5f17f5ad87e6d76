// SPDX-License-Identifier: MIT
// A table used twice in one statement:
//
//     auto boss = orp::aliased<Employee>();
//     orp::select(Employee::c.name, boss[Employee::c.name].label("boss"))
//         .join(Employee::c.manager, boss)
#pragma once
#include <optional>
#include <type_traits>
#include <utility>

#include "orpiment/sql/derived.hpp"

namespace orp {

/// A relationship seen from an alias of its owner.
template <class E, class Target, bool IsCollection>
struct AliasedRelation {
  /// The class that it belongs to.
  using entity_type = E;
  /// The class of the objects at its other end.
  using target_type = Target;

  /// What it belongs to.
  const EntityInfo* entity;
  /// Its number among the relationships of `entity`.
  std::uint16_t index;
  /// The alias of its owner.
  sql::NodeRef alias;

  /// There is a member.
  Predicate any() const { return related({}); }
  /// There is a member that meets `criterion`.
  Predicate any(const Predicate& criterion) const { return related(criterion.node()); }
  /// There is a target.
  Predicate has() const { return related({}); }
  /// There is a target that meets `criterion`.
  Predicate has(const Predicate& criterion) const { return related(criterion.node()); }
  /// `member` is in. Requires: <orpiment/entity/entity.hpp>, as every generated header does.
  Predicate contains(const Target& member) const requires IsCollection;

  /// As join() follows it: to targets that meet `criterion`, too, which joins the ON.
  template <class Criterion>
  RelationStep<E, Target> and_(const Criterion& criterion) const;
  /// The same, to an alias of the target.
  RelationStep<E, Target> of_type(const Aliased<Target>& target) const;

 private:
  Predicate related(sql::NodeRef criterion) const {
    return Predicate(sql::make_related(*entity, alias, index, std::move(criterion)));
  }
};

/// In a select: an object that an outer join may leave out.
template <class E>
struct OptionalAlias {
  /// The alias that it is of.
  sql::NodeRef alias;
};

/// A second name for the table of entity `E`. Copies are the same alias; without a name of its own
/// it gets one from the compiler ("users_1").
template <class E>
class Aliased {
 public:
  /// A new alias, of that name if one is given.
  explicit Aliased(detail::GivenText name = "") : node_(sql::make_alias(E::info.table(), name)) {}
  explicit Aliased(sql::NodeRef node) : node_(std::move(node)) {}
  /// The objects in the rows of a query.
  template <class... Ts>
  explicit Aliased(const Derived<Ts...>& rows) : node_(rows.node()) {
    constexpr int times = ((std::is_same_v<Ts, E> || std::is_same_v<Ts, E*> ? 1 : 0) + ... + 0);
    static_assert(times != 0, "the subquery or CTE selects no object of this class");
    static_assert(times < 2, "the subquery or CTE selects several objects of this class");
  }

  template <class T>
  Expr<T> operator[](const Column<E, T>& column) const {
    return Expr<T>(sql::make_column(E::info, column.index, node_));
  }
  template <class Target>
  AliasedRelation<E, Target, false> operator[](const ToOne<E, Target>& relation) const {
    return {relation.entity, relation.index, node_};
  }
  template <class Target>
  AliasedRelation<E, Target, true> operator[](const ToMany<E, Target>& relation) const {
    return {relation.entity, relation.index, node_};
  }

  /// Selected as `E*` instead of `E&`: for the far side of an outer join.
  OptionalAlias<E> or_null() const { return {node_}; }

  const sql::NodeRef& node() const { return node_; }

 private:
  sql::NodeRef node_;
};

/// The objects in the rows of a subquery or CTE that selects them, to be selected, joined and asked
/// as those of a table:
///
///     auto oldest = orp::select<User>().order_by(User::c.age.desc()).limit(10).subquery();
///     auto user = orp::aliased<User>(oldest);
///     orp::select(user).where(user[User::c.active] == true)
template <class E, class... Ts>
Aliased<E> aliased(const Derived<Ts...>& rows) {
  return Aliased<E>(rows);
}
/// Does not compile: rows of a query have a name in a FROM.
template <class E, class... Ts>
Aliased<E> aliased(const Query<Ts...>&) {
  static_assert(detail::never<E>, "aliased() takes the subquery() or cte() of a query");
  return Aliased<E>();
}
/// A new alias of the table of entity `E`.
template <class E>
Aliased<E> aliased(detail::GivenText name = "") {
  return Aliased<E>(name);
}

/// A sample of the table of entity `E`, about so many rows of a hundred, as an alias of it:
///
///     auto some = orp::tablesample<Reading>(orp::Sampling::system, 1);
///     orp::select(orp::func::avg(some[Reading::c.value]))
///
/// With a `seed` the same rows as with that before, while the table does not change. UsageError
/// (ORP-1266) for no percentage, and (ORP-1235) where the database takes no samples.
template <class E>
Aliased<E> tablesample(Sampling sampling, Given<double> percent,
                       Given<std::optional<double>> seed = std::nullopt,
                       detail::GivenText name = "") {
  return Aliased<E>(sql::make_sample(E::info.table(), name, sampling, percent.take(), seed.take()));
}

}  // namespace orp
