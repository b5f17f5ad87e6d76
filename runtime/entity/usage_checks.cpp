// SPDX-License-Identifier: MIT
#include "entity/usage_checks.hpp"

#include "entity/member_name.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

void throw_gone(const Entity& entity) {
  const char* const name = info_of(entity).name;
  if (Slab::of(entity).owner->is_past) {
    throw UsageError({.code = "ORP-1007",
                      .message = std::string("this ") + name +
                                 " is gone: the stream that it came from has gone on",
                      .entity = name,
                      .hint = "keep what is needed for longer: stream.keep(object)"});
  }
  throw UsageError(
      {.code = "ORP-1001",
       .message = std::string("this ") + name + " is gone: its session has been cleared or closed",
       .entity = name,
       .hint = "keep the session, uncleared, as long as its objects are used"});
}

void check_same_session(const Entity& owner, const RelationInfo& relation, const Entity& member) {
  if (Slab::of(owner).owner == Slab::of(member).owner) return;
  throw UsageError({.code = "ORP-1002",
                    .message = member_name(info_of(owner), relation.name) + ": the " +
                               info_of(member).name + " belongs to another session",
                    .entity = info_of(owner).name,
                    .hint = "load the object through the session of its owner"});
}

void throw_not_loaded(const Entity& entity, const char* member) {
  const EntityInfo& info = info_of(entity);
  throw UsageError({.code = "ORP-1004",
                    .message = member_name(info, member) + " is not loaded and the object is " +
                               to_string(entity.entity_state()),
                    .entity = info.name,
                    .hint = "read it before the object leaves the session"});
}

}  // namespace orp
