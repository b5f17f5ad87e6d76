// SPDX-License-Identifier: MIT
#include "orpiment/session/session.hpp"

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/load/find.hpp"
#include "session/run_query.hpp"
#include "session/session_state.hpp"

namespace orp {

NoAutoflush::NoAutoflush(SessionState& state) : state_(&state) { ++state.autoflush_blocks; }
NoAutoflush::~NoAutoflush() { --state_->autoflush_blocks; }

NestedTransaction::~NestedTransaction() {
  if (state_ != nullptr) state_->rollback_nested(number_);
}
void NestedTransaction::commit() {
  if (state_ == nullptr) return;
  state_->commit_nested(number_);  // when it throws, the destructor rolls back
  state_ = nullptr;
}
void NestedTransaction::rollback() {
  if (state_ != nullptr) std::exchange(state_, nullptr)->rollback_nested(number_);
}

Session::Session(Engine engine, SessionOptions options)
    : state_(std::make_unique<SessionState>(std::move(engine), options)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Entity& Session::create(const EntityInfo& info) { return state_->create(info); }
void Session::add(Entity& entity) { state_->add(entity); }
void Session::delete_(Entity& entity) { state_->delete_(entity); }
void Session::expunge(Entity& entity) { state_->expunge(entity); }
void Session::expunge_all() { state_->expunge_all(); }
void Session::clear() { state_->clear(); }

Entity* Session::find(const EntityInfo& info, const void* const* key, const LoadOptions& options) {
  return find_by_key(*state_, info, key, options);
}
Entity& Session::find_one(const EntityInfo& info, const void* const* key,
                          const LoadOptions& options) {
  return get_by_key(*state_, info, key, options);
}

std::vector<std::string> Session::run(const sql::NodeRef& statement, const detail::RowSink& sink) {
  return run_query(*state_, statement, sink);
}
DynamicResult Session::execute(const Executable& statement) { return state_->execute(statement); }
DynamicResult Session::execute(const Text& statement) { return execute(statement.statement()); }

void Session::refresh(Entity& entity) { state_->refresh(entity); }
void Session::expire(Entity& entity) {
  state_->check_has_row(entity, "expire");
  state_->expire(entity);
}
void Session::expire_all() { state_->expire_all(); }

bool Session::contains(const Entity& entity) const {
  return Slab::of(entity).owner == &state_->owner && in_session(entity);
}
bool Session::is_modified(const Entity& entity) const {
  return state_->is_modified(const_cast<Entity&>(entity));
}

void Session::flush() { state_->flush(); }
void Session::commit() { state_->commit(); }
void Session::rollback() { state_->rollback(); }
NestedTransaction Session::begin_nested() {
  return NestedTransaction(*state_, state_->begin_nested());
}
bool Session::in_transaction() const { return state_->in_transaction(); }
NoAutoflush Session::no_autoflush() { return NoAutoflush(*state_); }
void Session::close() { state_->close(); }
Engine Session::engine() const { return state_->engine; }

}  // namespace orp
