// SPDX-License-Identifier: MIT
// many_to_one: the distinct keys that the identity map does not know.
#include "session/load/level_load.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

namespace {

// An object that is to be read anew is as good as one that is not there.
bool find_in_memory(Objects& objects, Entity& owner, const Level& level, const Renewed* renewed) {
  if (renewed != nullptr) {
    const Entity* target = target_in_memory(objects, owner, level.relation_info());
    if (target != nullptr && renewed->objects.count(target) == 0) return false;
  }
  return attach_target_in_memory(objects, owner, level.relation);
}

}  // namespace

TargetsLoad::TargetsLoad(LoadContext context, const Level& level, Renewed* renewed)
    : context_(context),
      level_(level),
      load_(context, level.owners.size(), *level.info, level.relation_info(), renewed) {
  const View<std::uint16_t> columns = level.relation_info().local_columns;
  std::vector<const void*> key(columns.size());
  for (Entity* owner : level.owners) {
    for (const std::uint16_t column : columns) EntityAccess::ensure(*owner, column);
    if (find_in_memory(context.objects, *owner, level, renewed)) continue;
    read_key(*owner, *level.info, columns, key.data());
    load_.add(key.data(), static_cast<std::uint32_t>(load_.size()));
    waiting_.push_back(owner);
    wants_.push_back(load_.number_of(key.data()));
  }
  if (waiting_.empty()) return;
  load_.join(level.below, level.path);
  load_.prepare();
}

std::vector<Entity*> TargetsLoad::read() {
  std::vector<Entity*> found;
  if (waiting_.empty()) return found;
  std::vector<Entity*> targets(load_.size());
  load_.run();
  load_.reserve(load_.size());
  while (load_.next()) {
    Entity*& target = targets[load_.number()];
    if (target == nullptr) found.push_back(&load_.object());
    target = &load_.object();
  }
  load_.finish();
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    context_.objects.transactions.note_read(*waiting_[i]);
    show_target(context_.objects, *waiting_[i], *level_.info, level_.relation, targets[wants_[i]]);
  }
  return found;
}

}  // namespace orp
