// SPDX-License-Identifier: MIT
// The life of an object.
//
//                session.add            flush: INSERT
//   transient --------------> pending ---------------> persistent <---- loaded from a row
//       ^  ^                     |                        |   ^   |
//       |  |  expunge, rollback  |       flush: DELETE    |   |   |  expunge
//       |  +---------------------+                        v   |   v
//       |                                              deleted|  detached --add()--> persistent
//       |     rollback of the transaction that inserted   |   |
//       +------------------------------------------------ | --+  rollback of the DELETE
//                                                         v
//                                                      detached: commit of the DELETE
//
// Invariants
//  (1) The identity map holds exactly the persistent objects.
//  (2) A transient or detached object is in no list of the session.
//  (3) The changed bit of a pending object means "assigned", of a persistent one "to be written".
//  (4) No loaded bit of a persistent object is set unless its value came from the database in this
//      transaction, was written by it, or was assigned since.
//  (5) Only a persistent object is doomed. A deleted object has no row, and neither has one
//      that was detached after; any other state has forgotten that.
//
// move_to() is the way from state to state, and keeps (5), and rule 3 of expiry.hpp; who calls it
// keeps the others. A rehearsal (explain_flush) alone writes states back as it found them.
#pragma once
#include "entity/slab.hpp"

namespace orp {

inline bool is_pending(const Entity& entity) {
  return entity.entity_state() == EntityState::pending;
}
inline bool is_persistent(const Entity& entity) {
  return entity.entity_state() == EntityState::persistent;
}
/// In a session's care.
inline bool in_session(const Entity& entity) { return is_pending(entity) || is_persistent(entity); }

/// Not a new object.
inline bool may_be_stored(const Entity& entity) {
  return !is_pending(entity) && entity.entity_state() != EntityState::transient;
}

/// Bits of Entity::flags_.
namespace entity_flag {
inline constexpr std::uint8_t doomed = 1;           ///< its row goes with the next flush
inline constexpr std::uint8_t row_deleted = 2;      ///< a flushed DELETE took its row
inline constexpr std::uint8_t had_parent = 4;       ///< was given to an owner (single_parent)
inline constexpr std::uint8_t key_changed = 8;      ///< its key was assigned and is not flushed
inline constexpr std::uint8_t deleted_itself = 16;  ///< so by its own session.delete_
// One bit for two, as there are no more: an object is transient or detached, and who becomes the
// one or the other is told anew.
inline constexpr std::uint8_t values_lost = 32;  ///< transient: expired as its INSERT was undone
inline constexpr std::uint8_t undone = 32;       ///< detached: what it shows was rolled back
inline constexpr std::uint8_t mentioned = 64;    ///< by one-directional relationships
inline constexpr std::uint8_t awaited = 128;     ///< somebody outside may wait for it
}  // namespace entity_flag

inline bool has_flag(Entity& entity, std::uint8_t flag) {
  return (EntityAccess::flags(entity) & flag) != 0;
}
inline void set_flag(Entity& entity, std::uint8_t flag, bool on) {
  std::uint8_t& flags = EntityAccess::flags(entity);
  flags = static_cast<std::uint8_t>(on ? flags | flag : flags & ~flag);
}
/// Of a detached object: the flag of a transient one is another.
inline bool is_undone(Entity& entity) {
  return entity.entity_state() == EntityState::detached && has_flag(entity, entity_flag::undone);
}
inline bool is_doomed(Entity& entity) { return has_flag(entity, entity_flag::doomed); }

#ifdef ORPIMENT_CHECKED
/// Throws std::logic_error unless there is an arrow, or the object has this state.
void check_arrow(const Entity& entity, EntityState state);
#else
inline void check_arrow(const Entity&, EntityState) {}
#endif

inline void move_to(Entity& entity, EntityState state) {
  check_arrow(entity, state);
  EntityAccess::catch_up(entity);
  EntityAccess::state(entity) = state;
  if (state != EntityState::persistent)
    set_flag(entity, entity_flag::doomed | entity_flag::deleted_itself, false);
  if (state == EntityState::persistent) set_flag(entity, entity_flag::undone, false);
  if (state == EntityState::detached)
    Slab::of(entity).owner->has_detached = true;
  else
    set_flag(entity, entity_flag::row_deleted, state == EntityState::deleted);
}

}  // namespace orp
