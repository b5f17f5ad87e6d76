// SPDX-License-Identifier: MIT
// The joined strategy: relationships that come in the same query, by outer joins under names of
// their own, so that the program's conditions never see them.
#pragma once
#include <cstddef>
#include <vector>

#include "session/load/load_tree.hpp"
#include "sql/builder.hpp"

namespace orp {

/// A relationship to be joined.
struct JoinedRelation {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  const EntityInfo* owner;
  unsigned relation;
  std::size_t parent_element;  ///< of the select, if it hangs on one
  std::size_t parent_join;     ///< else on another joined relationship
  LoadTreeRef below;
  std::size_t element = none;  ///< of the rewritten select

  const RelationInfo& info() const { return owner->relations[relation]; }
};

class JoinedPlan {
 public:
  /// The relationships that lead from a query's first objects to others, in order.
  using Path = std::vector<const RelationInfo*>;

  /// `trees`: the options of each element of `select` (nullptr for a value, or for none); `path`
  /// has led to its objects.
  JoinedPlan(const sql::NodeRef& select, const std::vector<LoadTreeRef>& trees,
             const Path& path = {});

  const std::vector<JoinedRelation>& joins() const { return joins_; }
  /// `select` itself when nothing is joined. Its elements come first here, too.
  const sql::NodeRef& statement() const { return statement_; }
  /// An object may come in several rows.
  bool has_collection() const { return has_collection_; }

 private:
  void collect(const EntityInfo& info, const LoadTreeRef& tree, std::size_t element,
               std::size_t join, const Path& path);
  void rewrite();

  sql::NodeRef statement_;
  std::vector<JoinedRelation> joins_;
  bool has_collection_ = false;
};

}  // namespace orp
