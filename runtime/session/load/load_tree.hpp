// SPDX-License-Identifier: MIT
// The loading options of a query, as a tree along the relationships, for each entity or alias that
// is selected.
//
// Rules
//  (1) An option applies where its path begins, and takes the place of the schema's word there.
//  (2) Objects keep the node they were loaded under (with their peers), so an option also holds for
//      what is loaded lazily later.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "orpiment/sql/load_option.hpp"
#include "session/objects/load_tree_ref.hpp"

namespace orp::sql {
struct Element;
}

namespace orp {

class LoadTree {
 public:
  /// Of `options`, those that begin at `root` under the name `alias`, or at everything; nullptr
  /// when there are none.
  static LoadTreeRef make(const EntityInfo& root, const std::vector<LoadOption>& options,
                          const sql::NodeRef& alias = {});

  /// How `relation` of the class at `node` is loaded.
  static LoadStrategy strategy(const LoadTree* node, const EntityInfo& info, unsigned relation);
  /// Whether loading objects of the class at `node` loads more.
  static bool loads_eagerly(const LoadTree* node, const EntityInfo& info);
  /// Whether some of what it loads comes joined.
  static bool joins(const LoadTree* node, const EntityInfo& info);
  /// Whether an option names this very relationship.
  static bool names(const LoadTree* node, const EntityInfo& info, unsigned relation) {
    return node != nullptr && node->find(info, relation) != nullptr;
  }
  /// The node of the objects that `relation` leads to.
  static LoadTreeRef below(const LoadTree* node, const EntityInfo& info, unsigned relation);

 private:
  struct Branch {
    const EntityInfo* owner;
    std::uint16_t relation;
    std::optional<LoadStrategy> strategy;  // none: as the schema says
    std::shared_ptr<LoadTree> node;
  };

  const Branch* find(const EntityInfo& info, unsigned relation) const;
  Branch& branch(const LoadStep& step);
  void add(const LoadOption& option);

  std::vector<Branch> branches_;
  std::optional<LoadStrategy> every_;  // "*", here and below
};

/// The tree of each element of a query. Most queries have no options, and then it takes no memory.
class LoadTrees {
 public:
  LoadTrees() = default;
  /// Throws UsageError for an option that begins at none of the elements.
  LoadTrees(const std::vector<sql::Element>& elements, const std::vector<LoadOption>& options);
  /// Of one element alone.
  LoadTrees(std::size_t element, LoadTreeRef tree) : trees_(element) {
    trees_.push_back(std::move(tree));
  }

  /// nullptr for a value, and for an object without options.
  const LoadTreeRef& of(std::size_t element) const {
    return element < trees_.size() ? trees_[element] : none;
  }

 private:
  static const LoadTreeRef none;

  std::vector<LoadTreeRef> trees_;  // those of the rest are none
};

}  // namespace orp
