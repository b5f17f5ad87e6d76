// SPDX-License-Identifier: MIT
#include "session/load/load_tree.hpp"

#include <algorithm>
#include <string>

#include "entity/member_name.hpp"
#include "orpiment/base/error.hpp"
#include "sql/statement.hpp"

namespace orp {

namespace {

bool begins_at(const LoadOption& option, const EntityInfo& root, const sql::NodeRef& alias) {
  const LoadStep& first = option.steps.front();
  return first.owner == nullptr || (first.owner == &root && option.alias == alias);
}

std::string element_name(const EntityInfo& entity, const sql::NodeRef& alias) {
  return (alias ? "an alias of " : "") + std::string(entity.name);
}

using Elements = std::vector<sql::Element>;

[[noreturn]] void throw_wrong_start(const LoadOption& option, const Elements& elements) {
  std::string selected;
  for (const sql::Element& element : elements) {
    if (!element.is_entity()) continue;
    if (!selected.empty()) selected += ", ";
    selected += element_name(*element.source.entity, element.source.alias);
  }
  const LoadStep& step = option.steps.front();
  throw UsageError({.code = "ORP-1101",
                    .message = "a loading option begins at " +
                               member_name(*step.owner, step.owner->relations[step.relation].name) +
                               (option.alias ? " of an alias" : "") + ", but the query selects " +
                               (selected.empty() ? "values alone" : selected),
                    .entity = step.owner->name,
                    .hint = "begin with a relationship of a selected entity, or of the alias that "
                            "is selected; defaultload() leads on to others"});
}

// Every option begins at something that is selected.
void check_starts(const Elements& elements, const std::vector<LoadOption>& options) {
  for (const LoadOption& option : options) {
    if (option.steps.empty() || option.steps.front().owner == nullptr) continue;
    const bool begins = std::any_of(elements.begin(), elements.end(), [&](const auto& element) {
      return element.is_entity() && begins_at(option, *element.source.entity, element.source.alias);
    });
    if (!begins) throw_wrong_start(option, elements);
  }
}

}  // namespace

LoadTreeRef LoadTree::make(const EntityInfo& root, const std::vector<LoadOption>& options,
                           const sql::NodeRef& alias) {
  std::shared_ptr<LoadTree> tree;
  for (const LoadOption& option : options) {
    if (option.steps.empty() || !begins_at(option, root, alias)) continue;
    if (tree == nullptr) tree = std::make_shared<LoadTree>();
    tree->add(option);
  }
  return tree;
}

const LoadTreeRef LoadTrees::none;

LoadTrees::LoadTrees(const std::vector<sql::Element>& elements,
                     const std::vector<LoadOption>& options) {
  if (options.empty()) return;
  check_starts(elements, options);
  for (const sql::Element& element : elements)
    trees_.push_back(element.is_entity()
                         ? LoadTree::make(*element.source.entity, options, element.source.alias)
                         : nullptr);
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
  if (node != nullptr && !info.relations[relation].hidden) {
    const Branch* branch = node->find(info, relation);
    if (branch != nullptr && branch->strategy) return *branch->strategy;
    if (branch == nullptr && node->every_) return *node->every_;
  }
  return info.relations[relation].load;
}

bool LoadTree::loads_eagerly(const LoadTree* node, const EntityInfo& info) {
  for (unsigned i = 0; i < info.relations.size(); ++i)
    if (detail::is_eager(strategy(node, info, i))) return true;
  return false;
}

bool LoadTree::joins(const LoadTree* node, const EntityInfo& info) {
  for (unsigned i = 0; i < info.relations.size(); ++i)
    if (detail::is_joined(strategy(node, info, i))) return true;
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
