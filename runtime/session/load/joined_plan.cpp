// SPDX-License-Identifier: MIT
#include "session/load/joined_plan.hpp"

#include <algorithm>

namespace orp {

JoinedPlan::JoinedPlan(const sql::NodeRef& select, const std::vector<LoadTreeRef>& trees,
                       const Path& path)
    : statement_(select) {
  const auto& elements = sql::as<sql::SelectNode>(select).elements;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].is_entity())
      collect(*elements[i].source.entity, trees[i], i, JoinedRelation::none, path);
  if (!joins_.empty()) rewrite();
}

void JoinedPlan::collect(const EntityInfo& info, const LoadTreeRef& tree, std::size_t element,
                         std::size_t join, const Path& path) {
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    if (LoadTree::strategy(tree.get(), info, i) != LoadStrategy::joined) continue;
    const RelationInfo& relation = info.relations[i];
    const bool again = std::find(path.begin(), path.end(), &relation) != path.end();
    if (again && !LoadTree::names(tree.get(), info, i)) continue;
    // The way back along the same relationship is filled in by itself.
    if (!path.empty() && relation.inverse >= 0 &&
        &relation.target->relations[static_cast<std::size_t>(relation.inverse)] == path.back() &&
        !LoadTree::names(tree.get(), info, i))
      continue;
    has_collection_ = has_collection_ || relation.is_collection();
    const LoadTreeRef below = LoadTree::below(tree.get(), info, i);
    joins_.push_back({&info, i, element, join, below});
    Path longer = path;
    longer.push_back(&relation);
    collect(*relation.target, below, JoinedRelation::none, joins_.size() - 1, longer);
  }
}

void JoinedPlan::rewrite() {
  sql::SelectBuilder select(statement_);
  if (has_collection_ && select.needs_wrapping()) select.wrap();
  std::vector<sql::Source> targets;
  for (JoinedRelation& join : joins_) {
    const sql::Source owner = join.parent_join == JoinedRelation::none
                                  ? sql::source_of(select.select(), join.parent_element)
                                  : targets[join.parent_join];
    targets.push_back(select.join_along(sql::JoinKind::left, owner, join.info()));
    join.element = select.add_entity(targets.back(), {}, true);
    if (join.info().is_collection()) select.order_by(targets.back(), join.info().order_by);
  }
  statement_ = select.node();
}

}  // namespace orp
