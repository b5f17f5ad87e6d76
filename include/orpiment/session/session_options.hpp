// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

/// How a session behaves; the defaults are SQLAlchemy's.
struct SessionOptions {
  bool autoflush = true;         ///< pending changes are flushed before a query
  bool expire_on_commit = true;  ///< objects are read anew after a commit
};

}  // namespace orp
