// SPDX-License-Identifier: MIT
#include "orpiment/entity/entity.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "entity/thread_check.hpp"
#include "entity/usage_checks.hpp"
#include "meta/filled_in.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_unset(const EntityInfo& info, unsigned number) {
  const ColumnInfo& column = info.column(number);
  throw UsageError(
      {.code = "ORP-1003",
       .message = member_name(info, info.columns[number].attribute) + " has no value yet",
       .columns = {column.name},
       .entity = info.name,
       .hint = is_filled_in(column) ? "the database gives it at flush: call session.flush() first"
                                    : "set it, or let session.flush() fill it in"});
}

// Of a new object, which looks for nobody yet; what is stored has looked for its target by them.
bool has_all_set(Entity& entity, View<std::uint16_t> columns) {
  if (!is_pending(entity)) return false;
  const Masks masks(entity);
  return std::all_of(columns.begin(), columns.end(),
                     [&](std::uint16_t column) { return masks.is_changed(column); });
}

/// The row that the foreign key refers to was looked for, and is not there.
bool leads_nowhere(Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  const View<std::uint16_t> columns = info.relations[relation].local_columns;
  if (!is_persistent(entity) || !info.relations[relation].holds_key() ||
      relation_slots(entity, info)[relation].is_changed())
    return false;
  const Masks masks(entity);
  return std::none_of(columns.begin(), columns.end(),
                      [&](std::uint16_t column) { return masks.is_changed(column); });
}

// Unset, but with a value all the same: NULL, or the literal default that the row began with.
bool has_value_unset(const MappedColumn& column) {
  return column.column->type.nullable || column.client_default == ClientDefault::literal;
}

}  // namespace

const char* to_string(EntityState state) {
  switch (state) {
    case EntityState::transient:
      return "transient";
    case EntityState::pending:
      return "pending";
    case EntityState::persistent:
      return "persistent";
    case EntityState::deleted:
      return "deleted";
    case EntityState::detached:
      return "detached";
  }
  return "unknown";
}

#ifdef ORPIMENT_CHECKED
void Entity::check_use_() const {
  tracker_of(*this);
  check_thread(*Slab::of(*this).owner);
}
#endif

void Entity::fetch_(unsigned column) const {
  const EntityInfo& info = info_of(*this);
  Tracker& tracker = tracker_of(*this);
  switch (state_) {
    case EntityState::transient:
    case EntityState::pending:
      if (!has_value_unset(info.columns[column])) throw_unset(info, column);
      return;
    case EntityState::persistent:
      // A getter is const for the program: loading does not change what the object is.
      tracker.load_column(const_cast<Entity&>(*this), column);
      return;
    case EntityState::deleted:
    case EntityState::detached:
      throw_not_loaded(*this, info.columns[column].attribute);
  }
}

void Entity::before_change_(unsigned column) {
  Tracker& tracker = tracker_of(*this);
  Masks masks(*this);
  const bool is_new = state_ == EntityState::transient || state_ == EntityState::pending;
  if (!is_new && !masks.is_changed(column)) tracker.column_changing(*this, column);
  masks.set_changed(column);
  masks.set_loaded(column);
}

Entity* Entity::target_(unsigned relation) const {
  look_();
  Entity& self = const_cast<Entity&>(*this);
  const EntityInfo& info = info_of(self);
  RelationSlot& slot = relation_slots(self, info)[relation];
  if (slot.is_loaded()) return slot.target();
  Tracker& tracker = tracker_of(self);
  if (state_ == EntityState::persistent) {
    tracker.load_relation(self, relation);
    return slot.target();
  }
  if (state_ == EntityState::deleted || state_ == EntityState::detached)
    throw_not_loaded(self, info.relations[relation].name);
  return nullptr;  // a new object has what it was given
}

Entity& Entity::required_target_(unsigned relation) const {
  if (Entity* entity = target_(relation)) return *entity;
  const EntityInfo& info = info_of(*this);
  const RelationInfo& unset = info.relations[relation];
  const bool has_key =
      unset.holds_key() && has_all_set(const_cast<Entity&>(*this), unset.local_columns);
  if (leads_nowhere(const_cast<Entity&>(*this), relation)) {
    const std::string way_out =
        unset.view_only ? "where it may be missing say \"optional\": true of the relationship in "
                          "the schema: it is nullptr then"
                        : std::string("set_") + unset.name +
                              "() another one, or refresh() the object if that was done elsewhere";
    throw UsageError({.code = "ORP-1005",
                      .message = member_name(info, unset.name) +
                                 " leads to no row: the one that its foreign key refers to is gone",
                      .entity = info.name,
                      .hint = way_out});
  }
  throw UsageError({.code = "ORP-1005",
                    .message = member_name(info, unset.name) + " is not set",
                    .entity = info.name,
                    .hint = has_key
                                ? "its foreign key is: session.flush() it, and it is found by that"
                                : std::string("set_") + unset.name + "() it before it is read"});
}

void Entity::set_target_(unsigned relation, Entity* value) {
  look_();
  change_target(*this, relation, value);
}

void Entity::check_target_(unsigned relation, Entity& value) {
  look_();
  check_target(*this, relation, value);
}

ManyBase& Entity::collection_(unsigned relation) const {
  look_();
  Entity& self = const_cast<Entity&>(*this);
  return collection_of(self, info_of(self), relation);
}

}  // namespace orp
