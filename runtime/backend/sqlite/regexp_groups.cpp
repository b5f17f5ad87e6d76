// SPDX-License-Identifier: MIT
#include "backend/sqlite/regexp_groups.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace orp::backend::sqlite {

using Span = Regexp::Span;

/// A part of the pattern that is taken apart as far as there are groups in it.
struct RegexpGroups::Node {
  enum class Form { whole, group, pair, alternatives, repeated };

  Node(const RegexpPart& part, bool ignores_case) : regexp(part, ignores_case) {}

  Form form = Form::whole;
  Regexp regexp;
  std::size_t group = 0;
  std::optional<int> most{};  // times
  std::vector<std::unique_ptr<Node>> parts{};
};

namespace {

using Node = RegexpGroups::Node;
using Form = Node::Form;
using NodePointer = std::unique_ptr<Node>;

RegexpPart without_groups(RegexpPart part) {
  part.group = 0;
  for (RegexpPart& each : part.parts) each = without_groups(std::move(each));
  return part;
}

class NodeMaker {
 public:
  explicit NodeMaker(bool ignores_case) : ignores_case_(ignores_case) {}

  NodePointer operator()(const RegexpPart& part) const {
    auto node = std::make_unique<Node>(part, ignores_case_);
    if (!part.has_groups()) return node;
    if (part.group != 0) {
      node->form = Form::group;
      node->group = static_cast<std::size_t>(part.group);
      node->parts.push_back((*this)(part.parts.front()));
    } else if (part.kind == RegexpPart::Kind::alternatives) {
      node->form = Form::alternatives;
      for (const RegexpPart& each : part.parts) node->parts.push_back((*this)(each));
    } else if (part.kind == RegexpPart::Kind::repeated) {
      repeat(*node, part);
    } else {
      return sequence(part.parts);
    }
    return node;
  }

 private:
  /// What has no groups goes together; then the first part that has, and all behind it.
  NodePointer sequence(const std::vector<RegexpPart>& parts) const {
    const auto first = std::find_if(parts.begin(), parts.end(),
                                    [](const RegexpPart& part) { return part.has_groups(); });
    const std::vector<RegexpPart> before(parts.begin(), first);
    if (first == parts.end()) return (*this)(RegexpPart{.parts = before});
    const std::vector<RegexpPart> behind(first + 1, parts.end());
    NodePointer node = (*this)(*first);
    if (!behind.empty())
      node = pair({.parts = {first, parts.end()}}, std::move(node), sequence(behind));
    if (!before.empty())
      node = pair({.parts = parts}, (*this)(RegexpPart{.parts = before}), std::move(node));
    return node;
  }

  NodePointer pair(const RegexpPart& both, NodePointer first, NodePointer second) const {
    auto node = std::make_unique<Node>(both, ignores_case_);
    node->form = Form::pair;
    node->parts.push_back(std::move(first));
    node->parts.push_back(std::move(second));
    return node;
  }

  /// One time at least: all times but the last one, and the last one.
  void repeat(Node& node, const RegexpPart& part) const {
    const RegexpPart& once = part.parts.front();
    if (part.least == 0) {
      node.form = Form::repeated;
      node.most = part.most;
      node.parts.push_back((*this)(once));
      return;
    }
    RegexpPart before = without_groups(part);
    --before.least;
    if (before.most) --*before.most;
    node.form = Form::pair;
    node.parts.push_back((*this)(before));
    node.parts.push_back((*this)(once));
  }

  bool ignores_case_;
};

/// Finds the groups in a part of a text.
class Search {
 public:
  Search(std::string_view text, RegexpGroups::Spans& found) : text_(text), found_(found) {}

  // Requires: the part matches.
  void operator()(const Node& node, Span part) {
    switch (node.form) {
      case Form::whole:
        return;
      case Form::group:
        found_[node.group - 1] = part;
        return (*this)(*node.parts.front(), part);
      case Form::pair:
        return pair(*node.parts[0], *node.parts[1], part);
      case Form::alternatives:
        return alternatives(node, part);
      case Form::repeated:
        return repeated(node, part);
    }
  }

 private:
  void pair(const Node& first, const Node& second, Span part) {
    const std::vector<std::size_t> ends = first.regexp.ends(text_, part.begin, part.end);
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
      if (!second.regexp.matches(text_, {*end, part.end})) continue;
      (*this)(first, {part.begin, *end});
      return (*this)(second, {*end, part.end});
    }
  }

  void alternatives(const Node& node, Span part) {
    for (const NodePointer& each : node.parts)
      if (each->regexp.matches(text_, part)) return (*this)(*each, part);
  }

  /// The last time begins where the times before end, each of which takes as much as it can. A
  /// place from which a number of times does not reach the end is tried once.
  void repeated(const Node& node, Span part) {
    if (part.begin == part.end) return;
    const Node& once = *node.parts.front();
    const std::size_t most_begins =
        node.most ? static_cast<std::size_t>(*node.most) : text_.size() + 1;
    std::set<std::pair<std::size_t, std::size_t>> tried;
    std::vector<Time> times{time_from(once, part.begin, part.end)};
    while (!times.empty()) {
      Time& last = times.back();
      if (last.ends.empty()) {
        times.pop_back();
        continue;
      }
      const std::size_t end = last.ends.back();
      last.ends.pop_back();
      if (end == part.end) return (*this)(once, {last.begin, end});
      const std::size_t count = node.most ? times.size() : 0;
      if (end == last.begin || times.size() >= most_begins || !tried.insert({end, count}).second)
        continue;
      times.push_back(time_from(once, end, part.end));
    }
  }

  /// One time, and where it may end, the furthest last.
  struct Time {
    std::size_t begin;
    std::vector<std::size_t> ends;
  };
  Time time_from(const Node& once, std::size_t begin, std::size_t last) const {
    return {begin, once.regexp.ends(text_, begin, last)};
  }

  std::string_view text_;
  RegexpGroups::Spans& found_;
};

}  // namespace

RegexpGroups::RegexpGroups(const RegexpPattern& pattern, bool ignores_case)
    : root_(NodeMaker(ignores_case)(pattern.whole)),
      count_(static_cast<std::size_t>(pattern.group_count)) {}

RegexpGroups::~RegexpGroups() = default;

RegexpGroups::Spans RegexpGroups::in(std::string_view text, Span part) const {
  Spans found(count_);
  Search(text, found)(*root_, part);
  return found;
}

}  // namespace orp::backend::sqlite
