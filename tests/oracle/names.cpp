// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <algorithm>
#include <stdexcept>

#include "entity/masks.hpp"
#include "entity/slab.hpp"

namespace orp::tests {

namespace {

bool has_number(const EntityInfo& info) { return info.column(0).identity; }

std::int64_t number_of(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  return *static_cast<const std::int64_t*>(field_of(entity, info, 0));
}

// Of a row: its tag, or the parts of its natural key.
std::string name_in_database(Entity& entity) {
  const ClassVerbs& verbs = class_of(entity);
  if (has_number(*verbs.info)) return verbs.columns.front().get(entity).value_or("-");
  std::string name;
  for (std::size_t i = 0; i < verbs.info->key.size(); ++i)
    name += (i == 0 ? "" : "/") + verbs.columns[i].get(entity).value_or("-");
  return name;
}

}  // namespace

Entity& Names::object(const std::string& name) const {
  const auto found = objects_.find(name);
  if (found == objects_.end()) throw std::runtime_error("no object " + name);
  return *found->second;
}

void Names::give(const std::string& name, Entity& entity) {
  objects_[name] = &entity;
  if (name_of_.try_emplace(&entity, name).second) first_names_[name] = &entity;
}

std::string Names::of(Entity* entity) {
  if (entity == nullptr) return "NULL";
  if (const auto found = name_of_.find(entity); found != name_of_.end()) return found->second;
  std::string name = name_in_database(*entity) + '\'';
  while (objects_.contains(name)) name += '\'';
  give(name, *entity);
  return name;
}

std::string Names::of_all(const std::vector<Entity*>& entities) {
  std::vector<std::string> names;
  for (Entity* entity : entities) names.push_back(of(entity));
  std::sort(names.begin(), names.end());
  std::string text = "[";
  for (const std::string& name : names) text += (text.size() == 1 ? "" : " ") + name;
  return text + ']';
}

void Names::remember_keys() {
  for (const auto& [entity, name] : name_of_)
    if (has_number(info_of(*entity)) && entity->entity_state() == EntityState::persistent &&
        Masks(*entity).is_loaded(0))
      keys_[entity] = number_of(*entity);
}

std::string Names::key_of(const std::string& name) const {
  const auto found = keys_.find(&object(name));
  return found == keys_.end() ? "0" : std::to_string(found->second);
}

}  // namespace orp::tests
