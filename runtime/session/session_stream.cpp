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
  session.streams.reserve(session.streams.size() + 1);
  if (query_.has_objects()) {
    session.objects.identities.hide();  // the program is to ask for each
    shelf_ = &session.objects.store.open_shelf();
  }
  session.streams.push_back(this);
}

SessionStream::~SessionStream() {
  if (session_ == nullptr) return;
  std::erase(session_->streams, this);
  if (shelf_ != nullptr) session_->objects.store.close_shelf(*shelf_);
}

void SessionStream::pass_on() {
  if (session_ == nullptr || shelf_ == nullptr) return;
  claim_thread(session_->objects.owner);
  if (Renewed* const renewed = query_.renewed())
    ObjectStore::for_each_on(*shelf_, [&](Entity& entity) { renewed->objects.erase(&entity); });
  shelf_ = &session_->pass_on(*shelf_);
}

void SessionStream::read(detail::RowBuffer& rows, std::size_t count) {
  pass_on();
  if (query_.is_over()) return;
  if (session_ == nullptr)
    throw UsageError({.code = "ORP-1254",
                      .message = "rows are read of a stream whose session is gone",
                      .hint = "keep the session as long as its streams"});
  claim_thread(session_->objects.owner);
  session_->check_usable();
  std::optional<ObjectStore::On> on_shelf;
  if (shelf_ != nullptr) on_shelf.emplace(session_->objects.store, *shelf_);
  query_.read(rows, count);
}

void SessionStream::keep(Entity& entity) {
  EntityAccess::look(entity);
  if (session_ != nullptr) session_->check_owner(entity, "keep");
  need(entity);
}

}  // namespace orp
