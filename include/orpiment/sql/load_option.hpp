// SPDX-License-Identifier: MIT
// How relationships come into memory in one query: plain data here, interpreted by the session.
//
//     orp::select<User>().options(orp::selectinload(User::c.orders).joinedload(Order::c.items),
//                                 orp::raiseload("*"))
#pragma once
#include <cstdint>
#include <type_traits>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/sql/column.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp {

/// One relationship on the way from a selected entity, and how to load it.
struct LoadStep {
  /// Stands for every relationship, in `relation`.
  static constexpr std::uint16_t every_relation = 0xffff;

  const EntityInfo* owner = nullptr;        ///< nullptr: every entity reached from here
  std::uint16_t relation = every_relation;  ///< in owner->relations
  /// How it is loaded.
  LoadStrategy strategy = LoadStrategy::peers;
  bool keeps_default = false;  ///< defaultload: only the way to a further step

  friend bool operator==(const LoadStep&, const LoadStep&) = default;
};

/// A path of steps; each leads from the target of the one before. Only the last one may be a
/// wildcard.
struct LoadOption {
  /// From the selected entity on.
  std::vector<LoadStep> steps;
  sql::NodeRef alias{};  ///< of the entity that the path begins at; empty: the entity itself

  friend bool operator==(const LoadOption&, const LoadOption&) = default;
};

/// "*": every relationship not named by another option.
struct EveryRelationship {
  /// Does not compile for another text than "*".
  consteval EveryRelationship(const char* star) {  // NOLINT: raiseload("*")
    if (star[0] != '*' || star[1] != '\0') throw "a relationship, or \"*\" for all of them";
  }
};

namespace detail {
/// `User::c.orders`, not "*".
template <class X>
concept ClassAttribute = std::is_class_v<X>;

template <class X>
inline constexpr bool is_relationship = requires {
  typename X::entity_type;
  typename X::target_type;
};

/// The path with a last step for all relationships that are not named.
LoadOption with_every_relationship(LoadOption path, LoadStrategy strategy);
}  // namespace detail

/// A LoadOption whose last step leads to entity `Target`; further steps start there.
template <class Target>
class LoadPath : public LoadOption {
 public:
  /// A further step; see orp::selectinload.
  template <detail::ClassAttribute Relation>
  auto selectinload(const Relation& relation) const {
    return step(relation, LoadStrategy::selectin);
  }
  /// A further step; see orp::joinedload.
  template <detail::ClassAttribute Relation>
  auto joinedload(const Relation& relation) const {
    return step(relation, LoadStrategy::joined);
  }
  /// A further step; see orp::lazyload.
  template <detail::ClassAttribute Relation>
  auto lazyload(const Relation& relation) const {
    return step(relation, LoadStrategy::select);
  }
  /// A further step; see orp::peersload.
  template <detail::ClassAttribute Relation>
  auto peersload(const Relation& relation) const {
    return step(relation, LoadStrategy::peers);
  }
  /// A further step; see orp::raiseload.
  template <detail::ClassAttribute Relation>
  auto raiseload(const Relation& relation) const {
    return step(relation, LoadStrategy::raise);
  }
  /// A further step; see orp::defaultload.
  template <detail::ClassAttribute Relation>
  auto defaultload(const Relation& relation) const {
    return step(relation, LoadStrategy::peers, true);
  }
  /// A last step for all relationships of the target; see orp::selectinload.
  LoadOption selectinload(EveryRelationship) const { return wildcard(LoadStrategy::selectin); }
  /// A last step for all relationships of the target; see orp::lazyload.
  LoadOption lazyload(EveryRelationship) const { return wildcard(LoadStrategy::select); }
  /// A last step for all relationships of the target; see orp::peersload.
  LoadOption peersload(EveryRelationship) const { return wildcard(LoadStrategy::peers); }
  /// A last step for all relationships of the target; see orp::raiseload.
  LoadOption raiseload(EveryRelationship) const { return wildcard(LoadStrategy::raise); }

  /// A further step, by its strategy.
  template <detail::ClassAttribute Relation>
  auto step(const Relation& relation, LoadStrategy strategy, bool keeps_default = false) const {
    static_assert(detail::is_relationship<Relation>,
                  "a loading option takes a relationship, such as User::c.orders");
    if constexpr (detail::is_relationship<Relation>) {
      using Owner = typename Relation::entity_type;
      static_assert(std::is_void_v<Target> || std::is_same_v<Target, Owner>,
                    "this relationship does not belong to the entity that the path has reached");
      LoadPath<typename Relation::target_type> path;
      path.steps = steps;
      path.alias = alias;
      if constexpr (requires { relation.alias; }) {
        static_assert(std::is_void_v<Target>, "only the beginning of a path may be an alias");
        path.alias = relation.alias;
      }
      path.steps.push_back({relation.entity, relation.index, strategy, keeps_default});
      return path;
    } else {
      return *this;  // said above
    }
  }

 private:
  LoadOption wildcard(LoadStrategy strategy) const {
    return detail::with_every_relationship(*this, strategy);
  }
};

/// One more query for all objects together, by their keys.
template <detail::ClassAttribute Relation>
auto selectinload(const Relation& relation) {
  return LoadPath<void>().selectinload(relation);
}
/// In the same query, by an outer join.
template <detail::ClassAttribute Relation>
auto joinedload(const Relation& relation) {
  return LoadPath<void>().joinedload(relation);
}
/// When it is looked at, for that object alone (`select` in the schema).
template <detail::ClassAttribute Relation>
auto lazyload(const Relation& relation) {
  return LoadPath<void>().lazyload(relation);
}
/// When it is looked at, for the whole batch (`peers` in the schema).
template <detail::ClassAttribute Relation>
auto peersload(const Relation& relation) {
  return LoadPath<void>().peersload(relation);
}
/// Not at all: looking at it throws UsageError.
template <detail::ClassAttribute Relation>
auto raiseload(const Relation& relation) {
  return LoadPath<void>().raiseload(relation);
}
/// As the schema says; leads to further steps.
template <detail::ClassAttribute Relation>
auto defaultload(const Relation& relation) {
  return LoadPath<void>().defaultload(relation);
}
/// Of all relationships of what is selected.
inline LoadOption selectinload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::selectin);
}
/// @overload
inline LoadOption lazyload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::select);
}
/// @overload
inline LoadOption peersload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::peers);
}
/// @overload
inline LoadOption raiseload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::raise);
}

}  // namespace orp
