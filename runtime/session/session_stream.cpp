// SPDX-License-Identifier: MIT
#include "session/session_stream.hpp"

#include <algorithm>

#include "entity/thread_check.hpp"
#include "orpiment/base/error.hpp"
#include "session/session_state.hpp"

namespace orp {

SessionStream::SessionStream(SessionState& session, const sql::NodeRef& statement,
                             detail::StreamRows& rows)
    : session_(&session),
      query_(session.load_context(), statement, rows.rows(), rows.rows_at_once()) {
  session.streams.push_back(this);
}

SessionStream::~SessionStream() {
  if (session_ != nullptr) std::erase(session_->streams, this);
}

void SessionStream::read(detail::RowBuffer& rows, std::size_t count) {
  if (query_.is_over()) return;
  if (session_ == nullptr)
    throw UsageError({.code = "ORP-1254",
                      .message = "rows are read of a stream whose session is gone",
                      .hint = "keep the session as long as its streams"});
  claim_thread(session_->objects.owner);
  session_->check_usable();
  query_.read(rows, count);
}

void SessionStream::keep(Entity&) {}

}  // namespace orp
