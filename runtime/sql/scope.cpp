// SPDX-License-Identifier: MIT
#include "sql/scope.hpp"

#include <algorithm>
#include <cstddef>

#include "sql/children.hpp"

namespace orp::sql {
namespace {

void add_source(Sources& sources, const Source& source) {
  if (!contains(sources, source)) sources.push_back(source);
}

bool is_join_condition(const SelectNode& select, const NodeRef& operand) {
  return std::any_of(select.joins.begin(), select.joins.end(),
                     [&operand](const JoinNode& join) { return &join.on == &operand; });
}

void add_join_conditions(const SelectNode& select, Sources& sources) {
  for (const JoinNode& join : select.joins) add_named_sources(join.on, sources);
}

/// What a select implies, in the order in which FROM lists it: objects and columns of its elements,
/// then of its clauses. A join's condition names only what is there.
Sources implied_sources(const SelectNode& select) {
  Sources sources;
  for (const Element& element : select.elements) {
    if (element.is_entity())
      add_source(sources, element.source);
    else
      add_named_sources(element.expression, sources);
  }
  for_each_child(select, [&](const NodeRef& operand) {
    if (!is_join_condition(select, operand)) add_named_sources(operand, sources);
  });
  return sources;
}

class FreeSources {
 public:
  explicit FreeSources(const Sources& visible) : visible_(visible) {}

  void visit(const NodeRef& node) {
    const QueryNode* const query = as_query(node);
    const std::size_t outside = visible_.size();
    const std::size_t owned_outside = owned_.size();
    if (query != nullptr) {
      for (Source& source : own_sources(*query, visible_)) {
        visible_.push_back(source);
        owned_.push_back(std::move(source));
      }
    }
    for_each_source(*node, [this](const Source& source) {
      if (!contains(owned_, source)) add_source(found_, source);
    });
    for_each_child(*node, [this](const NodeRef& child) { visit(child); });
    visible_.resize(outside);
    owned_.resize(owned_outside);
  }

  Sources take() { return std::move(found_); }

 private:
  Sources visible_;
  Sources owned_;  // by the nested queries around the current node
  Sources found_;
};

}  // namespace

bool contains(const Sources& sources, const Source& source) {
  return std::any_of(sources.begin(), sources.end(),
                     [&source](const Source& other) { return other.is(source); });
}

void add_named_sources(const NodeRef& expression, Sources& sources) {
  if (!expression || as_query(expression) != nullptr) return;
  for_each_source(*expression, [&](const Source& source) { add_source(sources, source); });
  for_each_child(*expression, [&](const NodeRef& child) { add_named_sources(child, sources); });
}

Sources free_sources(const NodeRef& expression, const Sources& visible) {
  FreeSources walk(visible);
  if (expression) walk.visit(expression);
  return walk.take();
}

FromHeads from_heads(const SelectNode& select, const Sources& enclosing) {
  Sources joined;
  for (const JoinNode& join : select.joins) add_source(joined, join.source);
  FromHeads heads;
  const auto add_head = [&](const Source& source) {
    if (!contains(joined, source)) add_source(heads.sources, source);
  };
  const auto add_implied = [&](const Sources& implied) {
    for (const Source& source : implied) add_head(source);
  };
  for (const Source& source : select.from) add_source(heads.sources, source);
  for (const JoinNode& join : select.joins) {
    if (join.has_owner()) add_head(join.owner);
  }
  const std::size_t explicit_count = heads.sources.size();
  add_implied(implied_sources(select));
  if (heads.sources.empty()) {  // nothing but joined tables is selected
    Sources compared;
    add_join_conditions(select, compared);
    add_implied(compared);
  }
  if (!select.correlated.empty()) {
    std::erase_if(heads.sources,
                  [&](const Source& source) { return contains(select.correlated, source); });
    heads.is_correlated = true;
    return heads;
  }
  if (heads.sources.size() == 1) return heads;
  const auto first_implied = heads.sources.begin() + static_cast<std::ptrdiff_t>(explicit_count);
  const auto dropped =
      std::remove_if(first_implied, heads.sources.end(),
                     [&](const Source& source) { return contains(enclosing, source); });
  heads.is_correlated = dropped != heads.sources.end();
  heads.sources.erase(dropped, heads.sources.end());
  return heads;
}

Sources own_sources(const QueryNode& query, const Sources& enclosing) {
  const auto* const select = as_if<SelectNode>(query);
  if (select == nullptr) return {};  // the SELECTs that it is made of have their own
  Sources own = from_heads(*select, enclosing).sources;
  for (const JoinNode& join : select->joins) add_source(own, join.source);
  return own;
}

}  // namespace orp::sql
