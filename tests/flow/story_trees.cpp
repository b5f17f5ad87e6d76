// SPDX-License-Identifier: MIT
// Trees of objects of one class, by numbers and by keys that change.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

// A child and its parent change places in one flush.
void Story::turn_over() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end() || !node->second) return;
  const std::string child = text('k', node->first);
  const std::string parent = text('k', *node->second);
  const int below_it = *node->second;
  const std::optional<int> above = world_.nodes.at(below_it);
  tell(child, ".set_parent(", above ? '&' + text('k', *above) : "nullptr", ");");
  nodes_.at(node->first)->set_parent(above ? nodes_.at(*above) : nullptr);
  node->second = above;
  if (coin()) {
    tell(parent, ".set_parent(&", child, ");");
    nodes_.at(below_it)->set_parent(nodes_.at(node->first));
  } else {
    tell(child, ".children().add(", parent, ");");
    nodes_.at(node->first)->children().add(*nodes_.at(below_it));
  }
  world_.nodes[below_it] = node->first;
}

// Below itself or below its child, until the child leaves it.
void Story::tie_ring() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end()) return;
  flush();
  const int child = node->first;
  const int parent = node->second.value_or(child);
  tell(text('k', parent), ".set_parent(&", text('k', child), ");");
  nodes_.at(parent)->set_parent(nodes_.at(child));
  flush();
  if (coin()) {
    tell("session.expire_all();");
    session_.expire_all();
  }
  if (coin()) {
    tell(text('k', child), ".set_parent(nullptr);");
    nodes_.at(child)->set_parent(nullptr);
  } else {
    tell(text('k', parent), ".children().remove(", text('k', child), ");");
    nodes_.at(parent)->children().remove(*nodes_.at(child));
  }
  world_.nodes[parent] = child;
  world_.nodes[child].reset();
  flush();  // no world holds a ring to return to
}

// The children find a home above before their parent is deleted, or, said by that home, after it.
void Story::lift_children() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end()) return;
  const int gone = node->first;
  const std::optional<int> above = node->second;
  const std::string name = text('k', gone);
  flush();
  const bool is_after = above && coin();
  if (is_after) remove(*nodes_.at(gone), name);
  for (auto& [child, parent] : world_.nodes) {
    if (parent != gone) continue;
    tell(text('k', child), ".set_parent(", above ? '&' + text('k', *above) : "nullptr", ");");
    nodes_.at(child)->set_parent(above ? nodes_.at(*above) : nullptr);
    parent = above;
  }
  if (!is_after) remove(*nodes_.at(gone), name);
  world_.nodes.erase(gone);
}

void Story::add_branch() {
  const auto parent = pick(world_.branches);
  const int number = ++last_;
  tell("Branch& ", text('r', number), " = session.add<Branch>({.code = ", quoted('r', number),
       ", .name = ", quoted('r', number), "});");
  Branch& branch = session_.add<Branch>({.code = text('r', number), .name = text('r', number)});
  branches_[number] = &branch;
  std::optional<int> above;
  if (parent != world_.branches.end() && coin()) {
    above = parent->first;
    tell(text('r', *above), ".children().add(", text('r', number), ");");
    branches_.at(*above)->children().add(branch);
  }
  world_.branches[number] = {.code = number, .parent = above};
}

void Story::rename_branch() {
  const auto branch = pick(world_.branches);
  if (branch == world_.branches.end()) return;
  branch->second.code = ++last_;
  tell(text('r', branch->first), ".set_code(", quoted('r', branch->second.code), ");");
  branches_.at(branch->first)->set_code(text('r', branch->second.code));
}

// Never below what is below itself.
void Story::move_branch() {
  const auto branch = pick(world_.branches);
  const auto parent = pick(world_.branches);
  if (branch == world_.branches.end()) return;
  const std::string name = text('r', branch->first);
  if (coin()) {
    tell(name, ".set_parent(nullptr);");
    branches_.at(branch->first)->set_parent(nullptr);
    branch->second.parent.reset();
    return;
  }
  for (std::optional<int> at = parent->first; at; at = world_.branches.at(*at).parent)
    if (*at == branch->first) return;
  if (coin()) {
    tell(name, ".set_parent(&", text('r', parent->first), ");");
    branches_.at(branch->first)->set_parent(branches_.at(parent->first));
  } else {
    tell(text('r', parent->first), ".children().add(", name, ");");
    branches_.at(parent->first)->children().add(*branches_.at(branch->first));
  }
  branch->second.parent = parent->first;
}

void Story::delete_branch() {
  const auto branch = pick(world_.branches);
  if (branch == world_.branches.end()) return;
  remove(*branches_.at(branch->first), text('r', branch->first));
  std::set<int> gone{branch->first};
  for (std::size_t count = 0; count != gone.size();) {
    count = gone.size();
    for (const auto& [other, found] : world_.branches)
      if (found.parent && gone.count(*found.parent) != 0) gone.insert(other);
  }
  for (const int other : gone) world_.branches.erase(other);
}

// It is looked at, forgotten, or gets its key outside the session.
void Story::visit_branch() {
  const auto branch = pick(world_.branches);
  if (branch == world_.branches.end()) return;
  const std::string name = text('r', branch->first);
  Branch& visited = *branches_.at(branch->first);
  switch (below(3)) {
    case 0:
      tell(name, ".children().size();");
      static_cast<void>(visited.children().size());
      return;
    case 1:
      flush();
      tell("session.expire(", name, ");");
      session_.expire(visited);
      return;
    default:
      flush();
      tell("session.expunge(", name, ");");
      session_.expunge(visited);
      branch->second.code = ++last_;
      tell(name, ".set_code(", quoted('r', branch->second.code), ");");
      visited.set_code(text('r', branch->second.code));
      tell("session.add(", name, ");");
      session_.add(visited);
  }
}

}  // namespace orp::tests
