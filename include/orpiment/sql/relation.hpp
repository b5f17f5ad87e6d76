// SPDX-License-Identifier: MIT
// Relationships in conditions: any(), has(), contains(), and == with an object.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/operators.hpp"

namespace orp {

struct EntityAccess;

namespace detail {

template <class X>
concept Relationship = requires(const X& relation) {
  typename X::target_type;
  { relation.entity } -> std::convertible_to<const EntityInfo*>;
};

template <class X>
sql::NodeRef alias_of(const X&) {
  return {};
}
template <class E, class Target, bool IsCollection>
sql::NodeRef alias_of(const AliasedRelation<E, Target, IsCollection>& relation) {
  return relation.alias;
}

template <class Relation>
Predicate related(const Relation& relation, sql::NodeRef criterion) {
  return Predicate(sql::make_related(*relation.entity, {}, relation.index, std::move(criterion)));
}
template <class Criterion>
sql::NodeRef criterion_node(const Criterion& criterion) {
  static_assert(std::is_convertible_v<const Criterion&, Predicate>,
                "any() and has() take an SQL condition on the relationship's target");
  if constexpr (std::is_convertible_v<const Criterion&, Predicate>) {
    return Predicate(criterion).node();
  } else {
    return {};  // said above
  }
}

/// Reads columns of an object of `E`; nullptr: it is new, and has no value there.
template <class E, class Access = EntityAccess>
constexpr sql::ReadColumn column_reader() {
  return [](const void* object, std::uint16_t column) -> const void* {
    const E& entity = *static_cast<const E*>(object);
    if (Access::has_no_value(entity, column)) return nullptr;
    Access::ensure(entity, column);
    return reinterpret_cast<const std::byte*>(&entity) + E::info.columns[column].offset;
  };
}

/// `relation` of its owner leads to `target`: the key values that connect them, compared.
template <class Relation, class Target>
Predicate leads_to(const Relation& relation, const Target& target, bool negated = false) {
  const auto make = negated ? sql::make_leads_elsewhere : sql::make_leads_to;
  return Predicate(
      make(*relation.entity, alias_of(relation), relation.index, &target, column_reader<Target>()));
}
template <class Relation>
Predicate leads_nowhere(const Relation& relation) {
  return Predicate(
      sql::make_leads_to(*relation.entity, alias_of(relation), relation.index, nullptr, nullptr));
}

}  // namespace detail

template <class E, class Target>
Predicate ToOne<E, Target>::has() const {
  return detail::related(*this, {});
}
template <class E, class Target>
template <class Criterion>
Predicate ToOne<E, Target>::has(const Criterion& criterion) const {
  return detail::related(*this, detail::criterion_node(criterion));
}
template <class E, class Target>
Predicate ToMany<E, Target>::any() const {
  return detail::related(*this, {});
}
template <class E, class Target>
template <class Criterion>
Predicate ToMany<E, Target>::any(const Criterion& criterion) const {
  return detail::related(*this, detail::criterion_node(criterion));
}
template <class E, class Target>
Predicate ToMany<E, Target>::contains(const Target& member) const {
  return detail::leads_to(*this, member);
}

/// The target is that object, by its key.
template <class E, class Target>
Predicate operator==(const ToOne<E, Target>& relation, const Target& target) {
  return detail::leads_to(relation, target);
}
/// The target is another object, or there is none.
template <class E, class Target>
Predicate operator!=(const ToOne<E, Target>& relation, const Target& target) {
  return detail::leads_to(relation, target, true);
}
/// Anything else is told in one sentence.
template <detail::Relationship Relation, class X>
Predicate operator==(const Relation&, const X&) {
  static_assert(detail::never<X>,
                "a relationship is compared with an object of its target or with nullptr, and only "
                "a to-one; otherwise say any(), has() or contains()");
  return true_();
}
template <detail::Relationship Relation, class X>
Predicate operator!=(const Relation& relation, const X& other) {
  return relation == other;
}

/// There is no target.
template <class E, class Target>
Predicate operator==(const ToOne<E, Target>& relation, std::nullptr_t) {
  return detail::leads_nowhere(relation);
}
template <class E, class Target>
Predicate operator!=(const ToOne<E, Target>& relation, std::nullptr_t) {
  return !(relation == nullptr);
}

// The same of an alias of the owner.
template <class E, class Target>
Predicate operator==(const AliasedRelation<E, Target, false>& relation, const Target& target) {
  return detail::leads_to(relation, target);
}
template <class E, class Target>
Predicate operator!=(const AliasedRelation<E, Target, false>& relation, const Target& target) {
  return detail::leads_to(relation, target, true);
}
template <class E, class Target>
Predicate operator==(const AliasedRelation<E, Target, false>& relation, std::nullptr_t) {
  return detail::leads_nowhere(relation);
}
template <class E, class Target>
Predicate operator!=(const AliasedRelation<E, Target, false>& relation, std::nullptr_t) {
  return !(relation == nullptr);
}
template <class E, class Target, bool IsCollection>
Predicate AliasedRelation<E, Target, IsCollection>::contains(const Target& member) const requires
    IsCollection {
  return detail::leads_to(*this, member);
}

/// A relationship as join() follows it, with more to say of the way:
///
///     orp::select(User::c.name, Order::c.total)
///         .outerjoin(User::c.orders.and_(Order::c.status == Status::open))
///
/// A row without such a target is without one to outerjoin(). Of an alias conditions may name the
/// class, and mean the alias.
template <class E, class Target>
struct RelationStep {
  /// What it belongs to.
  const EntityInfo* entity;
  /// Its number among the relationships of `entity`.
  std::uint16_t index;
  /// The alias of its owner, or empty.
  sql::NodeRef alias;
  /// The alias of its target, or empty.
  sql::NodeRef target{};
  /// What targets meet, or empty.
  sql::NodeRef criterion{};

  /// Meets `further`, too.
  template <class Criterion>
  RelationStep and_(const Criterion& further) const {
    RelationStep changed(*this);
    sql::NodeRef added = detail::criterion_node(further);
    changed.criterion = criterion ? sql::make_and(criterion, std::move(added)) : std::move(added);
    return changed;
  }
  /// Leads to that alias.
  RelationStep of_type(const Aliased<Target>& of) const {
    RelationStep changed(*this);
    changed.target = of.node();
    return changed;
  }
};

template <class E, class Target>
template <class Criterion>
RelationStep<E, Target> ToOne<E, Target>::and_(const Criterion& criterion) const {
  return RelationStep<E, Target>{entity, index, {}}.and_(criterion);
}
template <class E, class Target>
RelationStep<E, Target> ToOne<E, Target>::of_type(const Aliased<Target>& target) const {
  return RelationStep<E, Target>{entity, index, {}}.of_type(target);
}
template <class E, class Target>
template <class Criterion>
RelationStep<E, Target> ToMany<E, Target>::and_(const Criterion& criterion) const {
  return RelationStep<E, Target>{entity, index, {}}.and_(criterion);
}
template <class E, class Target>
RelationStep<E, Target> ToMany<E, Target>::of_type(const Aliased<Target>& target) const {
  return RelationStep<E, Target>{entity, index, {}}.of_type(target);
}
template <class E, class Target, bool IsCollection>
template <class Criterion>
RelationStep<E, Target> AliasedRelation<E, Target, IsCollection>::and_(
    const Criterion& criterion) const {
  return RelationStep<E, Target>{entity, index, alias}.and_(criterion);
}
template <class E, class Target, bool IsCollection>
RelationStep<E, Target> AliasedRelation<E, Target, IsCollection>::of_type(
    const Aliased<Target>& target) const {
  return RelationStep<E, Target>{entity, index, alias}.of_type(target);
}

/// The rows that `parent` has by a relationship, in whatever direction that goes:
///
///     orp::select<Order>().where(orp::with_parent(ann, User::c.orders))
template <class E, class Relation>
requires std::is_same_v<typename Relation::entity_type, E> Predicate
with_parent(const E& parent, const Relation& relation) {
  return Predicate(sql::make_belongs_to(*relation.entity, relation.index, &parent,
                                        detail::column_reader<E>(), {}));
}
/// The same of an alias of the relationship's target.
template <class E, class Relation>
requires std::is_same_v<typename Relation::entity_type, E> Predicate
with_parent(const E& parent, const Relation& relation,
            const Aliased<typename Relation::target_type>& target) {
  return Predicate(sql::make_belongs_to(*relation.entity, relation.index, &parent,
                                        detail::column_reader<E>(), target.node()));
}

}  // namespace orp
