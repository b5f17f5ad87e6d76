// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp {

/// How the objects of a session follow an UPDATE or a DELETE that the session runs.
enum class SynchronizeSession : std::uint8_t {
  automatic,  ///< `evaluate` where that can be, otherwise `fetch`
  /// The conditions are asked of the objects in memory. UsageError where they have more than
  /// comparisons of the table's own columns.
  evaluate,
  fetch,  ///< the database is asked before which of the objects in memory are meant
  none,   ///< they stay as they are
};

/// How a session runs a statement; no part of its SQL.
struct ExecutionOptions {
  /// Of a select, and of what an INSERT, an UPDATE or a DELETE returns: objects that are in the
  /// session already are read anew, what is loaded eagerly with them too; their unwritten changes
  /// are dropped.
  bool populate_existing = false;
  /// Of an UPDATE or a DELETE: what becomes of the objects of those rows.
  SynchronizeSession synchronize_session = SynchronizeSession::automatic;
};

}  // namespace orp
