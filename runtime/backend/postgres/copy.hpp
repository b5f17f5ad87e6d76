// SPDX-License-Identifier: MIT
// COPY ... FROM STDIN: the fastest way for many rows, without answers for each.
#pragma once
#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "backend/postgres/handles.hpp"

namespace orp::backend::postgres {

/// What every COPY in binary form begins with.
inline constexpr std::string_view copy_signature{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};

/// A COPY under way, to be ended by finish() or cancel(): until then the connection is good for
/// nothing else.
class CopyIn {
 public:
  /// Runs the COPY ... FROM STDIN statement `sql`. A failure shows in finish().
  CopyIn(PGconn* connection, const std::string& sql);

  /// Sends what comes next; returns when the server has taken it, or the system for it. A failure
  /// shows in finish().
  void put(std::string_view data);
  /// Returns the server's answer: success or failure, or nothing when it was cut off.
  ResultHandle finish();
  /// None of the rows stays, and the transaction has failed.
  void cancel() noexcept;

 private:
  ResultHandle end(const char* reason);

  PGconn* connection_;
  ResultHandle refusal_;  // of the statement itself
  bool is_open_ = false;
};

}  // namespace orp::backend::postgres
