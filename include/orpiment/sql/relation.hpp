// SPDX-License-Identifier: MIT
// Relationships in conditions: any(), has(), contains(), and == with an object.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
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
template <class E, class Target>
sql::NodeRef alias_of(const AliasedRelation<E, Target>& relation) {
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

/// `relation` of its owner leads to `target`: the key values that connect them, compared.
template <class Relation, class Target, class Access = EntityAccess>
Predicate leads_to(const Relation& relation, const Target& target, bool negated = false) {
  const auto field = [](const void* object, std::uint16_t column) -> const void* {
    const Target& entity = *static_cast<const Target*>(object);
    Access::ensure(entity, column);
    return reinterpret_cast<const std::byte*>(&entity) + Target::info.columns[column].offset;
  };
  const auto make = negated ? sql::make_leads_elsewhere : sql::make_leads_to;
  return Predicate(make(*relation.entity, alias_of(relation), relation.index, &target, field));
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
  return Predicate(sql::make_leads_to(*relation.entity, {}, relation.index, nullptr, nullptr));
}
template <class E, class Target>
Predicate operator!=(const ToOne<E, Target>& relation, std::nullptr_t) {
  return !(relation == nullptr);
}

}  // namespace orp
