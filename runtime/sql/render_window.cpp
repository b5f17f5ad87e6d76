// SPDX-License-Identifier: MIT
// Orders, and the windows and groups that have one.
#include <algorithm>

#include "sql/renderer.hpp"
#include "sql/window_check.hpp"

namespace orp::sql {
namespace {

std::string_view word_of(FrameUnit unit) {
  switch (unit) {
    case FrameUnit::rows:
      return "ROWS";
    case FrameUnit::range:
      return "RANGE";
    case FrameUnit::groups:
      return "GROUPS";
  }
  return {};
}

std::string_view word_of(FrameEdge edge) {
  switch (edge) {
    case FrameEdge::unbounded_preceding:
      return "UNBOUNDED PRECEDING";
    case FrameEdge::preceding:
      return "PRECEDING";
    case FrameEdge::current_row:
      return "CURRENT ROW";
    case FrameEdge::following:
      return "FOLLOWING";
    case FrameEdge::unbounded_following:
      return "UNBOUNDED FOLLOWING";
  }
  return {};
}

std::string_view word_of(Exclude excluded) {
  switch (excluded) {
    case Exclude::no_others:
      return "NO OTHERS";
    case Exclude::current_row:
      return "CURRENT ROW";
    case Exclude::group:
      return "GROUP";
    case Exclude::ties:
      return "TIES";
  }
  return {};
}

}  // namespace

void Renderer::terms_in_order(const std::vector<Ordering>& terms, std::string_view keyword,
                              const QueryNode* query) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    out_ += i == 0 ? keyword : ", ";
    ordering(terms[i], query);
  }
}

void Renderer::ordering(const Ordering& term, const QueryNode* query) {
  const auto value = [&] {
    if (query != nullptr && !is_wrapped(term.node()) && is_selected_label(*query, term.node()))
      quote(as<LabelNode>(term.node()).name);
    else
      expression(term.node());
  };
  const bool has_place = term.nulls() != Nulls::by_default;
  if (has_place && !facts().orders_nulls) {
    value();
    out_ += term.nulls() == Nulls::first ? " IS NULL DESC, " : " IS NULL, ";
  }
  value();
  if (term.is_descending()) out_ += " DESC";
  if (!has_place || !facts().orders_nulls) return;
  out_ += term.nulls() == Nulls::first ? " NULLS FIRST" : " NULLS LAST";
}

void Renderer::within_group(const FunctionNode& node) {
  out_ += " WITHIN GROUP (";
  terms_in_order(node.order_by, "ORDER BY ");
  out_ += ')';
}

// Functions have copies of a window where it was lowered, which are alike.
void Renderer::named_windows(const SelectNode& node) {
  std::vector<std::string_view> printed;
  for (const WindowNode* const each : windows_of_names(node)) {
    if (std::find(printed.begin(), printed.end(), each->name) != printed.end()) continue;
    out_ += printed.empty() ? " WINDOW " : ", ";
    quote(each->name);
    out_ += " AS ";
    window(*each);
    printed.push_back(each->name);
  }
}

void Renderer::window(const WindowNode& node) {
  out_ += '(';
  std::string_view separator;
  const auto begin_part = [&] {
    out_ += separator;
    separator = " ";
  };
  for (std::size_t i = 0; i < node.partition.size(); ++i) {
    if (i == 0) begin_part();
    out_ += i == 0 ? "PARTITION BY " : ", ";
    expression(node.partition[i]);
  }
  if (!node.order_by.empty()) begin_part();
  terms_in_order(node.order_by, "ORDER BY ");
  if (node.frame) {
    begin_part();
    frame(*node.frame);
  }
  out_ += ')';
}

void Renderer::frame(const Frame& frame) {
  out_ += word_of(frame.unit);
  out_ += " BETWEEN ";
  bound(frame.start);
  out_ += " AND ";
  bound(frame.end);
  if (frame.excluded == Exclude::no_others) return;
  out_ += " EXCLUDE ";
  out_ += word_of(frame.excluded);
}

void Renderer::bound(const FrameBound& bound) {
  if (bound.offset) {
    expression(bound.offset);
    out_ += ' ';
  }
  out_ += word_of(bound.edge);
}

}  // namespace orp::sql
