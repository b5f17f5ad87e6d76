// SPDX-License-Identifier: MIT
#include "session/load/load_tree.hpp"

#include <string>

#include "entity/describe.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_wrong_start(const EntityInfo& root, const LoadStep& step) {
  throw UsageError({.code = "ORP-1101",
                    .message = "a loading option begins at " +
                               member_name(*step.owner, step.owner->relations[step.relation].name) +
                               ", but the query selects " + root.name,
                    .entity = root.name,
                    .hint = std::string("begin with a relationship of ") + root.name +
                            "; defaultload() leads on to others"});
}

}  // namespace

LoadTreeRef LoadTree::make(const EntityInfo& root, const std::vector<LoadOption>& options) {
  if (options.empty()) return nullptr;
  auto tree = std::make_shared<LoadTree>();
  for (const LoadOption& option : options) {
    if (option.steps.empty()) continue;
    const LoadStep& first = option.steps.front();
    if (first.owner != nullptr && first.owner != &root) throw_wrong_start(root, first);
    tree->add(option);
  }
  return tree;
}

LoadTree::Branch& LoadTree::branch(const LoadStep& step) {
  for (Branch& branch : branches_)
    if (branch.owner == step.owner && branch.relation == step.relation) return branch;
  return branches_.emplace_back(
      Branch{step.owner, step.relation, std::nullopt, std::make_shared<LoadTree>()});
}

void LoadTree::add(const LoadOption& option) {
  LoadTree* node = this;
  for (const LoadStep& step : option.steps) {
    if (step.relation == LoadStep::every_relation) {
      node->every_ = step.strategy;
      return;
    }
    Branch& branch = node->branch(step);
    if (!step.keeps_default) branch.strategy = step.strategy;
    node = branch.node.get();
  }
}

const LoadTree::Branch* LoadTree::find(const EntityInfo& info, unsigned relation) const {
  for (const Branch& branch : branches_)
    if (branch.owner == &info && branch.relation == relation) return &branch;
  return nullptr;
}

LoadStrategy LoadTree::strategy(const LoadTree* node, const EntityInfo& info, unsigned relation) {
  if (node != nullptr) {
    const Branch* branch = node->find(info, relation);
    if (branch != nullptr && branch->strategy) return *branch->strategy;
    if (branch == nullptr && node->every_) return *node->every_;
  }
  return info.relations[relation].load;
}

bool LoadTree::loads_eagerly(const LoadTree* node, const EntityInfo& info) {
  for (unsigned i = 0; i < info.relations.size(); ++i)
    if (is_eager(strategy(node, info, i))) return true;
  return false;
}

LoadTreeRef LoadTree::below(const LoadTree* node, const EntityInfo& info, unsigned relation) {
  if (node == nullptr) return nullptr;
  const Branch* branch = node->find(info, relation);
  std::shared_ptr<LoadTree> tree = branch != nullptr ? branch->node : nullptr;
  if (!node->every_ || (tree != nullptr && tree->every_)) return tree;
  // A wildcard holds on the way down, until another one takes its place.
  auto inherited =
      tree != nullptr ? std::make_shared<LoadTree>(*tree) : std::make_shared<LoadTree>();
  inherited->every_ = node->every_;
  return inherited;
}

}  // namespace orp
