// SPDX-License-Identifier: MIT
#include "session/load/joined_plan.hpp"

#include <algorithm>

namespace orp {

JoinedPlan::JoinedPlan(const sql::NodeRef& select, const LoadTrees& trees) : statement_(select) {
  collect_all(trees, {});
}

JoinedPlan::JoinedPlan(const sql::NodeRef& select, const LoadTrees& trees, const Path& path,
                       std::size_t element)
    : statement_(select), identity_(element) {
  collect_all(trees, path);
}

void JoinedPlan::collect_all(const LoadTrees& trees, const Path& path) {
  const auto& select = sql::as<sql::SelectNode>(statement_);
  const auto& elements = select.elements;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].is_entity())
      collect(*elements[i].source.entity, trees.of(i), i, JoinedRelation::none, path);
  if (joins_.empty()) return;
  if (!sql::is_ordered_by_text(select)) return rewrite();
  joins_.clear();
  has_collection_ = false;
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
    if (relation.is_collection() && !can_repeat_rows()) continue;
    has_collection_ = has_collection_ || relation.is_collection();
    const LoadTreeRef below = LoadTree::below(tree.get(), info, i);
    joins_.push_back({&info, i, element, join, below});
    Path longer = path;
    longer.push_back(&relation);
    collect(*relation.target, below, JoinedRelation::none, joins_.size() - 1, longer);
  }
}

bool JoinedPlan::can_repeat_rows() {
  if (!identity_) identity_ = sql::identifying_element(sql::as<sql::SelectNode>(statement_));
  return identity_.has_value();
}

void JoinedPlan::rewrite() {
  sql::SelectBuilder select(statement_);
  if (select.needs_wrapping(has_collection_)) select.wrap();
  std::vector<sql::Source> targets;
  for (JoinedRelation& join : joins_) {
    const sql::Source owner = join.parent_join == JoinedRelation::none
                                  ? sql::source_of(select.select(), join.parent_element)
                                  : targets[join.parent_join];
    targets.push_back(select.join_along(sql::JoinKind::left, owner, join.info()));
    join.element = select.add_entity(targets.back(), {}, true);
    if (join.info().is_collection() && join.info().order_by.size() > 0)
      order(select, join, targets);
  }
  statement_ = select.node();
}

// Its members are ordered for each owner, and owners as they are without it: they stay together.
void JoinedPlan::order(sql::SelectBuilder& select, const JoinedRelation& join,
                       const std::vector<sql::Source>& targets) const {
  std::vector<sql::Source> owners;
  for (std::size_t i = join.parent_join; i != JoinedRelation::none; i = joins_[i].parent_join)
    if (joins_[i].info().is_collection()) owners.push_back(targets[i]);
  owners.push_back(sql::source_of(select.select(), *identity_));
  for (auto owner = owners.rbegin(); owner != owners.rend(); ++owner) select.order_by_key(*owner);
  select.order_by(targets.back(), join.info().order_by);
}

}  // namespace orp
