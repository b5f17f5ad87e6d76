// SPDX-License-Identifier: MIT
// The joined strategy: relationships that come in the same query, by outer joins under names of
// their own, so that the program's conditions never see them.
//
// Rules
//  (1) What is joined never changes which rows a query has, nor their order.
//  (2) A collection repeats the rows it is joined to, so it is joined only where repeated rows are
//      known by an object that is another one in every row of the query itself; elsewhere it is
//      left to the select-in strategy. A relationship to one repeats nothing, and is joined all the
//      same.
//  (3) SQL of the program's own, text(), names the tables of the query alone. So what is joined to
//      a query that has such SQL stands outside of it, and a query that is ordered by it, which
//      cannot be said outside, has nothing joined to it.
#pragma once
#include <cstddef>
#include <optional>
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

  /// Of a program's query. `trees`: the options of each element of `select`.
  JoinedPlan(const sql::NodeRef& select, const LoadTrees& trees);
  /// Of a level, that `path` has led to: its reader tells rows apart by the object at `element`,
  /// and the key of the owner.
  JoinedPlan(const sql::NodeRef& select, const LoadTrees& trees, const Path& path,
             std::size_t element);

  const std::vector<JoinedRelation>& joins() const { return joins_; }
  /// `select` itself when nothing is joined. Its elements come first here, too.
  const sql::NodeRef& statement() const { return statement_; }
  /// Rows are repeated: those in which the object at identity() comes again.
  bool has_collection() const { return has_collection_; }
  std::size_t identity() const { return *identity_; }

 private:
  void collect_all(const LoadTrees& trees, const Path& path);
  void collect(const EntityInfo& info, const LoadTreeRef& tree, std::size_t element,
               std::size_t join, const Path& path);
  bool can_repeat_rows();
  void rewrite();
  void order(sql::SelectBuilder& select, const JoinedRelation& join,
             const std::vector<sql::Source>& targets) const;

  sql::NodeRef statement_;
  std::vector<JoinedRelation> joins_;
  std::optional<std::size_t> identity_;
  bool has_collection_ = false;
};

}  // namespace orp
