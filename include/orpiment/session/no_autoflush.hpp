// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

class SessionState;

/// While it lives, queries do not flush: `auto quiet = session.no_autoflush();`. The session
/// outlives it.
class [[nodiscard]] NoAutoflush {
 public:
  NoAutoflush(NoAutoflush&&) = delete;
  ~NoAutoflush();

 private:
  friend class Session;
  friend class SessionState;
  explicit NoAutoflush(SessionState& state);
  SessionState* state_;
};

}  // namespace orp
