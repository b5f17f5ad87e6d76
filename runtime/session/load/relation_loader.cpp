// SPDX-License-Identifier: MIT
#include "session/load/relation_loader.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/load/joined_reader.hpp"
#include "session/load/key_index.hpp"
#include "session/load/keyed_query.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/member_attacher.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/queued_links.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

// The same as the database has them: values that were set wait for the flush.
bool read_database_key(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                       View<std::uint16_t> columns, const void** values) {
  if (!read_key(entity, info, columns, values)) return false;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const void* field = changes.database_field(entity, info, columns[i]))
      values[i] = info.column(columns[i]).type.ops->value(field);
  return std::find(values, values + columns.size(), nullptr) == values + columns.size();
}

std::vector<const ColumnType*> types_of(const EntityInfo& info, View<std::uint16_t> columns) {
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : columns) types.push_back(&info.column(column).type);
  return types;
}

// Of an expired object only the key is known; it is left alone until it is looked at itself.
bool is_expired(Entity& entity, const EntityInfo& info) {
  const Masks masks(entity, info);
  return !masks.all_loaded();
}

void make_unique(std::vector<Entity*>& objects) {
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
}

// Who is asked twice about a collection has nothing in it the second time.
void append_others(std::vector<Entity*>& objects, const std::vector<Entity*>& more) {
  if (more.empty()) return;
  const std::unordered_set<const Entity*> known(objects.begin(), objects.end());
  std::copy_if(more.begin(), more.end(), std::back_inserter(objects),
               [&](const Entity* object) { return known.count(object) == 0; });
}

}  // namespace

std::vector<Entity*> peers_to_load(LoadContext& context, Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  std::vector<Entity*> owners;
  context.store.for_each_peer(entity, [&](Entity& peer) {
    if (peer.entity_state() == EntityState::persistent &&
        !is_relation_loaded(peer, info, relation) && (&peer == &entity || !is_expired(peer, info)))
      owners.push_back(&peer);
  });
  if (owners.empty()) owners.push_back(&entity);
  return owners;
}

void RelationLoader::load(const EntityInfo& info, unsigned relation, std::vector<Entity*> owners,
                          LoadTreeRef below) {
  queue_.push_back(
      {&info, relation, std::move(owners), std::move(below), {&info.relations[relation]}});
  run();
}

void RelationLoader::load_below(const EntityInfo& info, const std::vector<Entity*>& objects,
                                LoadTreeRef tree) {
  enqueue(info, objects, tree, {});
  run();
}

void RelationLoader::run() {
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const Level level = std::move(queue_[i]);
    std::vector<Entity*> met = load_level(level);
    append_others(met, level.known);
    enqueue(*level.path.back()->target, met, level.below, level.path);
  }
  queue_.clear();
}

void RelationLoader::enqueue(const EntityInfo& info, const std::vector<Entity*>& objects,
                             const LoadTreeRef& tree, const Path& path) {
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const LoadStrategy strategy = LoadTree::strategy(tree.get(), info, i);
    if (!LoadTree::is_eager(strategy)) continue;
    const bool again = std::find(path.begin(), path.end(), &info.relations[i]) != path.end();
    if (again && !LoadTree::names(tree.get(), info, i)) continue;
    Level level{&info, i, {}, LoadTree::below(tree.get(), info, i), path};
    level.path.push_back(&info.relations[i]);
    const bool goes_on = LoadTree::loads_eagerly(level.below.get(), *info.relations[i].target);
    for (Entity* object : objects) {
      if (object->entity_state() != EntityState::persistent) continue;
      if (!is_relation_loaded(*object, info, i))
        level.owners.push_back(object);
      else if (goes_on)
        for_each_member(*object, info, i, [&](Entity& member) { level.known.push_back(&member); });
    }
    make_unique(level.known);
    if (!level.owners.empty() || !level.known.empty()) queue_.push_back(std::move(level));
  }
}

std::vector<Entity*> RelationLoader::load_level(const Level& level) {
  if (level.owners.empty()) return {};
  return level.info->relations[level.relation].holds_key() ? load_targets(level)
                                                           : load_members(level);
}

// An object that is to be read anew is as good as one that is not there.
bool RelationLoader::find_in_memory(Entity& owner, const Level& level) {
  if (renewed_ != nullptr) {
    const Entity* target =
        target_in_memory(*context_, owner, level.info->relations[level.relation]);
    if (target != nullptr && renewed_->count(target) == 0) return false;
  }
  return load_target_from_memory(*context_, owner, level.relation);
}

// many_to_one: the distinct keys that the identity map does not know.
std::vector<Entity*> RelationLoader::load_targets(const Level& level) {
  const EntityInfo& info = *level.info;
  const RelationInfo& relation = info.relations[level.relation];
  const EntityInfo& target = *relation.target;
  const std::vector<const ColumnType*> types = types_of(target, relation.remote_columns);
  KeyIndex wanted(view_of(types), level.owners.size());
  KeySet keys(types.size());
  std::vector<Entity*> waiting;
  std::vector<std::uint32_t> wants;  // each of `waiting`: the number of its key
  std::vector<const void*> key(types.size());
  for (Entity* owner : level.owners) {
    for (const std::uint16_t column : relation.local_columns) EntityAccess::ensure(*owner, column);
    if (find_in_memory(*owner, level)) continue;
    read_key(*owner, info, relation.local_columns, key.data());
    if (wanted.add(key.data(), static_cast<std::uint32_t>(keys.size()))) keys.add(key.data());
    waiting.push_back(owner);
    wants.push_back(wanted.find(key.data()));
  }

  std::vector<Entity*> found;
  if (waiting.empty()) return found;
  std::vector<Entity*> targets(keys.size());
  context_->store.begin_batch(context_->store.extent(target), level.below);
  KeyedQuery query(target, relation.remote_columns, {});
  query.join(level.below, level.path);
  const EntityShape shape(target, query.first_target_column());
  Hydrator hydrator(*context_, shape, renewed_);
  hydrator.reserve(keys.size());
  KeyReader reader(wanted, query);
  query.run(*context_, keys, view_of(types));
  JoinedReader joined(*context_, query.joined(), query.elements(), renewed_);
  std::vector<Entity*> row(query.target_element() + 1);
  while (query.next()) {
    const std::uint32_t number = reader.read(query.cursor());
    if (number == KeyIndex::none) continue;
    row.back() = hydrator.hydrate(query.cursor());
    joined.take_row(query.cursor(), row);
    if (targets[number] == nullptr) found.push_back(row.back());
    targets[number] = row.back();
  }
  joined.finish();
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    context_->transactions.note_read(*waiting[i]);
    show_target(*context_, *waiting[i], info, level.relation, targets[wants[i]]);
  }
  return found;
}

namespace {

KeyedQuery member_query(const RelationInfo& relation) {
  return relation.secondary != nullptr
             ? KeyedQuery(relation)
             : KeyedQuery(*relation.target, relation.remote_columns, relation.order_by);
}

}  // namespace

std::vector<Entity*> RelationLoader::load_members(const Level& level) {
  const EntityInfo& info = *level.info;
  const RelationInfo& relation = info.relations[level.relation];
  const std::vector<const ColumnType*> types = types_of(info, relation.local_columns);
  if (!is_primary_key(info, relation.local_columns))
    load_unknown(*context_, info, level.owners, relation.local_columns);
  KeyIndex owners(view_of(types), level.owners.size());
  KeySet keys(types.size());
  std::vector<const void*> key(types.size());
  for (std::uint32_t i = 0; i < level.owners.size(); ++i) {
    Entity& owner = *level.owners[i];
    for (const std::uint16_t column : relation.local_columns) EntityAccess::ensure(owner, column);
    if (read_database_key(context_->changes, owner, info, relation.local_columns, key.data()) &&
        owners.add(key.data(), i))
      keys.add(key.data());
  }

  std::vector<Entity*> found;
  if (keys.size() == 0) {
    MemberAttacher(*context_, info, level.relation).finish(level.owners);
    return found;
  }
  const bool goes_on = LoadTree::loads_eagerly(level.below.get(), *relation.target);
  MemberAttacher attacher(*context_, info, level.relation);
  context_->store.begin_batch(context_->store.extent(*relation.target), level.below);
  KeyedQuery query = member_query(relation);
  query.join(level.below, level.path);
  const EntityShape shape(*relation.target, query.first_target_column());
  Hydrator hydrator(*context_, shape, renewed_);
  KeyReader reader(owners, query);
  query.run(*context_, keys, view_of(types));
  hydrator.reserve(query.expected_rows());
  attacher.reserve(query.expected_rows());
  JoinedReader joined(*context_, query.joined(), query.elements(), renewed_);
  const bool repeats = query.joined().has_collection();
  std::vector<Entity*> row(query.target_element() + 1);
  while (query.next()) {
    const std::uint32_t number = reader.read(query.cursor());
    if (number == KeyIndex::none) continue;
    Entity& member = *(row.back() = hydrator.hydrate(query.cursor()));
    joined.take_row(query.cursor(), row);
    if (repeats)
      attacher.attach_once(number, *level.owners[number], member);
    else
      attacher.attach(number, *level.owners[number], member);
    if (goes_on) found.push_back(&member);
  }
  attacher.finish(level.owners);
  joined.finish();
  if (relation.secondary != nullptr || repeats) make_unique(found);
  return found;
}

}  // namespace orp
