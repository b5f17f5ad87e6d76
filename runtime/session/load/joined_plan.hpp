// SPDX-License-Identifier: MIT
// The joined strategy: relationships that come in the same query, by outer joins under names of
// their own, so that the program's conditions never see them.
#pragma once
#include <cstdint>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "session/hydrate.hpp"
#include "session/load/load_tree.hpp"
#include "session/load/member_attacher.hpp"
#include "sql/builder.hpp"

namespace orp {

/// A relationship to be joined.
struct JoinedRelation {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  const EntityInfo* owner;
  unsigned relation;
  std::size_t parent_element;  ///< of the program's select, if it hangs on one
  std::size_t parent_join;     ///< else on another joined relationship
  LoadTreeRef below;
  std::size_t element = none;  ///< of the rewritten select

  const RelationInfo& info() const { return owner->relations[relation]; }
};

class JoinedPlan {
 public:
  /// `trees`: the options of each element of `select` (nullptr for a value, or for none).
  JoinedPlan(const sql::NodeRef& select, const std::vector<LoadTreeRef>& trees);

  const std::vector<JoinedRelation>& joins() const { return joins_; }
  /// The program's select when nothing is joined.
  const sql::NodeRef& statement() const { return statement_; }
  /// An object may come in several rows.
  bool has_collection() const { return has_collection_; }

 private:
  using Path = std::vector<const RelationInfo*>;
  void collect(const EntityInfo& info, const LoadTreeRef& tree, std::size_t element,
               std::size_t join, const Path& path);
  void rewrite();

  sql::NodeRef statement_;
  std::vector<JoinedRelation> joins_;
  bool has_collection_ = false;
};

/// Fills one joined relationship while the rows pass by.
class JoinedAttacher {
 public:
  JoinedAttacher(const JoinedRelation& join)  // NOLINT: made in place
      : join_(&join), attacher_(*join.owner, join.relation) {}

  /// `member` of `owner` in this row; either may be nullptr. What is loaded already stays.
  void see(Entity* owner, Entity* member);
  void finish() { attacher_.finish(owners_); }

 private:
  const JoinedRelation* join_;
  MemberAttacher attacher_;
  std::uint32_t number_of(Entity& owner);

  static constexpr std::uint32_t loaded_before = UINT32_MAX;

  std::vector<Entity*> owners_;                               // to be loaded
  std::unordered_map<const Entity*, std::uint32_t> numbers_;  // among owners_, of owners met
  std::set<std::pair<std::uint32_t, const Entity*>> pairs_;
};

}  // namespace orp
