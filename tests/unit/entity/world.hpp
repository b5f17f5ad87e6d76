// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "entity/tracker.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/object_store.hpp"

namespace orp::tests {

/// A session's stand-in: it keeps objects, remembers what they announce, and loads what a test has
/// put down as the database's content.
class World final : public Tracker {
 public:
  World() { owner.tracker = this; }

  template <class E>
  E& pending(typename E::New init) {
    E& entity = static_cast<E&>(create(E::info));
    EntityAccess::initialise(entity, std::move(init));
    return entity;
  }
  /// An object whose columns are loaded and whose relationships are not.
  template <class E>
  E& persistent(typename E::New init) {
    E& entity = pending<E>(std::move(init));
    Masks masks(entity);
    masks.clear_all_changed();
    for (std::size_t i = 0; i < E::info.columns.size(); ++i) masks.set_loaded(i);
    move_to(entity, EntityState::persistent);
    return entity;
  }
  /// What loading a collection finds.
  void store(Entity& entity, unsigned relation, std::vector<Entity*> members) {
    content_.push_back({&entity, relation, std::move(members)});
  }

  void load_column(Entity&, unsigned column) override {
    loads.push_back("column " + std::to_string(column));
  }
  void load_relation(Entity& entity, unsigned relation) override {
    const RelationInfo& info = info_of(entity).relations[relation];
    loads.push_back(info.name);
    const std::vector<Entity*>* members = find(entity, relation);
    if (info.is_collection()) {
      const std::size_t size = members == nullptr ? 0 : members->size();
      const LoadingList loading = list_to_load(entity, info_of(entity), relation, size);
      if (members != nullptr) std::copy(members->begin(), members->end(), loading.next);
      ManyAccess::set_loaded(*loading.collection, loading.next, size);
    } else {
      Entity* target = members == nullptr ? nullptr : members->front();
      relation_slots(entity, info_of(entity))[relation].word =
          reinterpret_cast<std::uintptr_t>(target) | RelationSlot::loaded_bit;
    }
  }
  void load_membership(Entity& entity, unsigned relation) override {
    load_relation(entity, relation);
  }
  Entity* find_target(Entity& entity, unsigned relation) override {
    const RelationInfo& info = info_of(entity).relations[relation];
    const std::vector<Entity*>* members = find(entity, relation);
    return info.is_collection() || members == nullptr ? nullptr : members->front();
  }

  void column_changing(Entity&, unsigned column) override { columns_changed.push_back(column); }
  void target_changing(Entity& entity, unsigned relation, Entity*) override {
    targets_changed.push_back(info_of(entity).relations[relation].name);
  }
  CollectionChanges& collection_changing(ManyBase& collection) override {
    return changes.record(collection);
  }
  void check_joining(Entity&, unsigned, Entity&) override {}
  void joining(Entity& owner_entity, unsigned relation, Entity&) override {
    announced.push_back(std::string("joining ") + info_of(owner_entity).relations[relation].name);
  }
  void left(Entity& owner_entity, unsigned relation, Entity&) override {
    announced.push_back(std::string("left ") + info_of(owner_entity).relations[relation].name);
  }
  const Entity* former_target(Entity&, unsigned) const override { return nullptr; }
  void let_go_outside(Entity&, unsigned, Entity&) override {}
  void overrule(Entity&, unsigned, const Entity*) override {}
  bool overrule(Entity&, unsigned, Entity&, bool) override { return false; }
  Entity& create_for(Entity&, const EntityInfo& info) override { return create(info); }
  Entity& create(const EntityInfo& info) {
    Entity& entity = store_.create(store_.extent(info));
    move_to(entity, EntityState::pending);
    return entity;
  }
  void discard(Entity&) override {}
  void* allocate(Entity& owner_entity, std::size_t bytes) override {
    return store_.allocate(owner_entity, bytes);
  }

  OwnerBlock owner;
  ChangeLog changes;
  std::vector<std::string> loads;  ///< what was loaded, in order
  std::vector<unsigned> columns_changed;
  std::vector<std::string> targets_changed;
  std::vector<std::string> announced;

 private:
  struct Content {
    Entity* entity;
    unsigned relation;
    std::vector<Entity*> members;
  };

  const std::vector<Entity*>* find(const Entity& entity, unsigned relation) const {
    for (const Content& content : content_)
      if (content.entity == &entity && content.relation == relation) return &content.members;
    return nullptr;
  }

  ObjectStore store_{owner};
  std::vector<Content> content_;
};

}  // namespace orp::tests
