// SPDX-License-Identifier: MIT
// What a session knows of its objects, for programs that ask. Lists hold the objects of class
// `info`, or of all classes when it is nullptr.
#pragma once
#include <vector>

#include "orpiment/engine/observer.hpp"
#include "session/session_state.hpp"

namespace orp {

std::vector<Entity*> new_objects(const Objects& objects, const EntityInfo* info);
std::vector<Entity*> dirty_objects(const SessionState& session, const EntityInfo* info);
std::vector<Entity*> deleted_objects(const Objects& objects, const EntityInfo* info);
std::vector<Entity*> all_objects(const Objects& objects, const EntityInfo* info);

/// Whether `entity` differs from the database as far as memory knows that, or may differ.
bool is_modified(const Objects& objects, Entity& entity, bool include_collections);

/// What would be lost if the transaction or savepoint of this number ended now; 0: the session.
/// Empty when nobody watches, and when memory does not suffice to tell.
UncommittedEvent uncommitted(const SessionState& state, std::uint64_t number) noexcept;

}  // namespace orp
