// SPDX-License-Identifier: MIT
#include "sql/from_clause.hpp"

#include <algorithm>
#include <cstddef>

#include "orpiment/base/error.hpp"
#include "sql/children.hpp"

namespace orp::sql {
namespace {

class FromPlan {
 public:
  FromPlan(const SelectNode& select, const Sources& enclosing)
      : select_(select), enclosing_(enclosing) {}

  std::vector<FromItem> make() {
    const FromHeads heads = from_heads(select_, enclosing_);
    if (heads.sources.empty() && heads.is_correlated) throw_nothing_left();
    for (const Source& source : heads.sources) items_.push_back({source, {}});
    for (const JoinNode& join : select_.joins) item_of(join).joins.push_back(&join);
    if (items_.size() > 1 && items_.size() > select_.from.size()) check_connected();
    return std::move(items_);
  }

 private:
  bool has(const FromItem& item, const Source& source) const {
    return item.source.is(source) ||
           std::any_of(item.joins.begin(), item.joins.end(),
                       [&source](const JoinNode* join) { return join->source.is(source); });
  }

  /// The item that a join belongs to: the last one with a table that its condition names.
  FromItem& item_of(const JoinNode& join) {
    if (items_.empty()) {
      throw UsageError({.code = "ORP-1201",
                        .message = "there is nothing to join " + source_name(join.source) + " to",
                        .hint = "say what the select begins with by select_from()"});
    }
    Sources sources;
    add_named_sources(join.on, sources);
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
      for (const Source& source : sources) {
        if (!source.is(join.source) && has(*item, source)) return *item;
      }
    }
    return items_.front();
  }

  [[noreturn]] void throw_nothing_left() const {
    throw UsageError({.code = "ORP-1201",
                      .message = "a subquery has no table of its own: all that it names belong to "
                                 "the statement around it",
                      .hint = "use an alias in the subquery, or select_from()"});
  }

  // ---- are all items connected by conditions?

  std::size_t root(std::size_t item) const {
    while (group_[item] != item) item = group_[item];
    return item;
  }

  /// A condition connects all the items whose columns it names, itself or in nested queries.
  void connect(const NodeRef& condition, const Sources& visible) {
    if (!condition) return;
    const auto* const binary = as_if<BinaryNode>(condition);
    if (binary != nullptr && binary->operation == BinaryOp::logical_and) {
      return each_term(*binary, [&](const NodeRef& term, bool) { connect(term, visible); });
    }
    const Sources sources = free_sources(condition, visible);
    std::size_t first = items_.size();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool is_named =
          std::any_of(sources.begin(), sources.end(),
                      [this, i](const Source& source) { return has(items_[i], source); });
      if (!is_named) continue;
      if (first == items_.size())
        first = i;
      else
        group_[root(i)] = root(first);
    }
  }

  void check_connected() {
    for (std::size_t i = 0; i < items_.size(); ++i) group_.push_back(i);
    Sources visible = enclosing_;
    for (const FromItem& item : items_) visible.push_back(item.source);
    for (const JoinNode& join : select_.joins) visible.push_back(join.source);
    connect(select_.where, visible);
    for (std::size_t i = 1; i < items_.size(); ++i) {
      if (root(i) == root(0)) continue;
      throw UsageError({.code = "ORP-1201",
                        .message = "nothing connects " + source_name(items_[0].source) + " and " +
                                   source_name(items_[i].source) +
                                   " in this select: every row would meet every row",
                        .hint = "join() them, compare their columns in where(), or say "
                                "cross_join()"});
    }
  }

  const SelectNode& select_;
  const Sources& enclosing_;
  std::vector<FromItem> items_;
  std::vector<std::size_t> group_;
};

}  // namespace

std::vector<FromItem> from_items(const SelectNode& select, const Sources& enclosing) {
  return FromPlan(select, enclosing).make();
}

Sources outer_joined(const SelectNode& select) {
  Sources outer;
  for (const JoinNode& join : select.joins) {
    if (join.kind == JoinKind::left) {
      outer.push_back(join.source);
    } else if (join.on) {  // an inner join on a column drops the rows where that is NULL
      Sources needed;
      add_named_sources(join.on, needed);
      std::erase_if(outer, [&needed](const Source& source) { return contains(needed, source); });
    }
  }
  return outer;
}

std::string source_name(const Source& source) {
  if (source.alias && as_if<DerivedNode>(source.alias) != nullptr) return "a derived table";
  std::string name = source.table->name;
  if (source.alias && !as<AliasNode>(source.alias).name.empty()) {
    name += " AS " + as<AliasNode>(source.alias).name;
  }
  return name;
}

}  // namespace orp::sql
