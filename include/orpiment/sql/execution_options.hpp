// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

/// How a session runs a select; no part of its SQL.
struct ExecutionOptions {
  /// Objects that are in the session already are read anew, what is loaded eagerly with them too;
  /// their unwritten changes are dropped.
  bool populate_existing = false;
};

}  // namespace orp
