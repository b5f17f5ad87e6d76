// SPDX-License-Identifier: MIT
#include "sql/from_clause.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/connections.hpp"

namespace orp::sql {
namespace {

std::string derived_name(const DerivedNode& derived) {
  if (!derived.name.empty()) return derived.name;
  const CteNameNode* const cte = derived.cte_name();
  return cte != nullptr && !cte->name.empty() ? cte->name : "a derived table";
}

class FromPlan {
 public:
  FromPlan(const SelectNode& select, const Sources& enclosing)
      : select_(select), enclosing_(enclosing) {}

  std::vector<FromItem> make() {
    for (const Source& source : select_.correlated)
      if (!contains(enclosing_, source)) throw_not_around(source);
    const FromHeads heads = from_heads(select_, enclosing_);
    if (heads.sources.empty() && heads.is_correlated) throw_nothing_left();
    for (const Source& source : heads.sources) items_.push_back({source, {}});
    for (const JoinNode& join : select_.joins) {
      check_stands_once(join.source);
      item_of(join).joins.push_back(&join);
    }
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
      throw UsageError(
          {.code = "ORP-1201",
           .message = "there is nothing to join " + source_name(join.source) + " to",
           .hint = "say what the select begins with by select_from(); a relationship to the "
                   "same table is joined by an alias: join(relationship, alias)"});
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

  void check_stands_once(const Source& joined) const {
    if (std::none_of(items_.begin(), items_.end(),
                     [&](const FromItem& item) { return has(item, joined); }))
      return;
    throw UsageError({.code = "ORP-1234",
                      .message = source_name(joined) + " stands twice in the FROM of a select",
                      .hint = "join it once, or the second time by an alias: auto other = "
                              "aliased<Order>(\"other\"); ... .join(User::c.orders, other)"});
  }

  [[noreturn]] static void throw_not_around(const Source& source) {
    throw UsageError({.code = "ORP-1201",
                      .message = "correlate() names " + source_name(source) +
                                 ", which no statement around the subquery has",
                      .hint = "leave correlate() out: it is for a subquery within a statement that "
                              "has that table"});
  }

  [[noreturn]] void throw_nothing_left() const {
    throw UsageError({.code = "ORP-1201",
                      .message = "a subquery has no table of its own: all that it names belong to "
                                 "the statement around it",
                      .hint = "use an alias in the subquery, or select_from()"});
  }

  static Sources sources_of(const FromItem& item) {
    Sources sources{item.source};
    for (const JoinNode* join : item.joins) sources.push_back(join->source);
    return sources;
  }

  void check_connected() const {
    Sources visible = enclosing_;
    std::vector<Sources> groups;
    for (const FromItem& item : items_) {
      groups.push_back(sources_of(item));
      visible.insert(visible.end(), groups.back().begin(), groups.back().end());
    }
    Connections connections(std::move(groups), visible);
    connections.connect(select_.where);
    const std::size_t apart = connections.find_apart();
    if (apart == items_.size()) return;
    throw UsageError(
        {.code = "ORP-1201",
         .message = "nothing connects " + source_name(items_[0].source) + " and " +
                    source_name(items_[apart].source) +
                    " in this select: every row would meet every row",
         .hint = "join() them, compare their columns in where(), or say cross_join()"});
  }

  const SelectNode& select_;
  const Sources& enclosing_;
  std::vector<FromItem> items_;
};

}  // namespace

std::vector<FromItem> from_items(const SelectNode& select, const Sources& enclosing) {
  return FromPlan(select, enclosing).make();
}

Sources outer_joined(const SelectNode& select) {
  Sources outer;
  Sources before;  // what stands before the current join
  if (!select.joins.empty()) before = from_heads(select, {}).sources;
  for (const JoinNode& join : select.joins) {
    if (join.kind == JoinKind::full) outer.insert(outer.end(), before.begin(), before.end());
    if (join.kind == JoinKind::full || join.kind == JoinKind::left) {
      outer.push_back(join.source);
    } else if (join.on) {  // an inner join on a column drops the rows where that is NULL
      Sources needed;
      add_named_sources(join.on, needed);
      std::erase_if(outer, [&needed](const Source& source) { return contains(needed, source); });
    }
    before.push_back(join.source);
  }
  return outer;
}

std::string source_name(const Source& source) {
  if (source.alias && as_if<DerivedNode>(source.alias) != nullptr)
    return derived_name(as<DerivedNode>(source.alias));
  std::string name = source.table->name;
  const auto* const alias = source.alias ? &as<AliasNode>(source.alias) : nullptr;
  if (alias != nullptr && !alias->name.empty() && !alias->is_own_name())
    name += " AS " + alias->name;
  return name;
}

}  // namespace orp::sql
