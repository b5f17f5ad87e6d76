// SPDX-License-Identifier: MIT
// Checked builds: a session and its objects are used by one thread at a time. The thread that
// begins work with a session has it until commit, rollback or close; then another one may take it
// over. Other builds know nothing of this.
#pragma once
#include "entity/slab.hpp"

namespace orp {

#ifdef ORPIMENT_CHECKED
/// Throws UsageError when another thread is at work with the session.
void check_thread(const OwnerBlock& owner);
/// The same; otherwise it is this thread that is at work from here on.
void claim_thread(OwnerBlock& owner);
/// Any thread may go on.
inline void release_thread(OwnerBlock& owner) { owner.thread = 0; }
#else
inline void claim_thread(OwnerBlock&) {}
inline void release_thread(OwnerBlock&) {}
#endif

}  // namespace orp
