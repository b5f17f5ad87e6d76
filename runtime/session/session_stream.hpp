// SPDX-License-Identifier: MIT
// A stream of a session's query: who reads its rows, and what becomes of their objects
// (objects/shelves.hpp). Those of the last partition that was read stay when the stream is left
// there: who leaves a loop has found something.
#pragma once
#include <cstddef>

#include "orpiment/engine/detail/stream_rows.hpp"
#include "session/load/query_run.hpp"

namespace orp {

class SessionState;

class SessionStream final : public detail::StreamSource {
 public:
  /// Runs `statement`, and names the elements of `rows`. The session is told when this ends, and
  /// tells this when it ends itself. Throws what executing throws.
  SessionStream(SessionState& session, const sql::NodeRef& statement, detail::StreamRows& rows);
  ~SessionStream() override;

  void read(detail::RowBuffer& rows, std::size_t count) override;
  void keep(Entity& entity) override;

  /// The session is no more.
  void leave_session() noexcept { session_ = nullptr; }

 private:
  void pass_on();

  SessionState* session_;  // nullptr: it is no more
  StreamedQuery query_;
  ObjectShelf* shelf_ = nullptr;  // of the partition; nullptr: there are no objects
};

}  // namespace orp
