// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

class SessionState;

/// Marks deleted what goes with what the program deleted or took out: orphans, and along
/// relationships that cascade a delete. Loads those relationships of deleted objects whose members
/// the deletion concerns: each for all objects of a class at once, level by level.
void close_deletions(SessionState& state);

}  // namespace orp
