// SPDX-License-Identifier: MIT
// Expiring all objects of a session at once.
//
// A session counts epochs. An object knows the one in which it was looked at last, and what it has
// loaded counts in that one alone: so the end of a transaction, which expires everything, need not
// look at any object.
//
// Rules
//  (1) Loaded bits, relationship slots and lists are reached by way of catch_up(), which forgets
//      what has expired: Entity::look_(), Masks, relation_slots(), ManyBase.
//  (2) Only persistent objects forget, and they have nothing queued then: where something is, the
//      objects are expired one by one (session/expire.cpp).
//  (3) Who goes from state to state catches up first: what had expired stays so outside the
//      session, and what it brings along counts in the epoch in which it comes.
//  (4) The number of an epoch comes again after 65,535 others. No object is left that knows it from
//      the time before.
#pragma once
#include "orpiment/entity/entity.hpp"

namespace orp {

/// What the object shows is read anew when it is looked at next; what it was given, and what is
/// queued, stays. The key is what the object is, and what finds its row again.
void forget_all_shown(Entity& entity);

}  // namespace orp
