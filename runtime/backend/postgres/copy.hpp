// SPDX-License-Identifier: MIT
// COPY: the fastest way for many rows, without answers for each.
#pragma once
#include <libpq-fe.h>

#include <memory>
#include <optional>
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
  /// False once the connection is lost: the rest need not be put.
  bool is_open() const { return is_open_ && PQstatus(connection_) != CONNECTION_BAD; }
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

/// COPY ... TO STDOUT under way, to be ended as a CopyIn.
class CopyOut {
 public:
  /// Runs the statement `sql`. A failure shows in finish().
  CopyOut(PGconn* connection, const std::string& sql);

  /// What the server sends next, valid until the next call; nothing: that was all, or it has
  /// failed.
  std::optional<std::string_view> next();
  /// Returns the server's answer: success or failure, or nothing when it was cut off. Requires:
  /// next() has returned nothing.
  ResultHandle finish();
  /// The server stops, and the transaction has failed.
  void cancel() noexcept;

 private:
  struct FreeCopied {
    void operator()(char* bytes) const { PQfreemem(bytes); }
  };

  PGconn* connection_;
  ResultHandle refusal_;  // of the statement itself
  std::unique_ptr<char, FreeCopied> bytes_;
};

}  // namespace orp::backend::postgres
