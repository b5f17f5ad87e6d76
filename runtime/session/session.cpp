// SPDX-License-Identifier: MIT
#include "orpiment/session/session.hpp"

#include <exception>

#include "entity/thread_check.hpp"
#include "session/find.hpp"
#include "session/inspect.hpp"
#include "session/session_state.hpp"

namespace orp {

NoAutoflush::NoAutoflush(SessionState& state) : state_(&state) { ++state.autoflush_blocks; }
NoAutoflush::~NoAutoflush() { --state_->autoflush_blocks; }

SessionTransaction::SessionTransaction(SessionState& state, std::uint64_t number)
    : state_(&state), number_(number), exceptions_(std::uncaught_exceptions()) {}
SessionTransaction::~SessionTransaction() {
  if (state_ != nullptr) state_->abandon(number_, exceptions_);
}
void SessionTransaction::commit() {
  claim_thread(state_->objects.owner);
  state_->commit(number_);
}
void SessionTransaction::rollback() {
  claim_thread(state_->objects.owner);
  state_->rollback(number_);
}
bool SessionTransaction::is_active() const {
  return state_ != nullptr && state_->is_active() && state_->objects.transactions.has(number_);
}

Session::Session(Engine engine, SessionOptions options)
    : state_(std::make_shared<SessionState>(std::move(engine), std::move(options))),
      view_(&state_->objects.identities.view()) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

SessionState& Session::state() const {
  claim_thread(state_->objects.owner);
  return *state_;
}

Entity& Session::create(const EntityInfo& info) { return state().create(info); }
void Session::add(Entity& entity) { state().add(entity); }
void Session::delete_(Entity& entity) { state().delete_(entity); }
void Session::expunge(Entity& entity) { state().expunge(entity); }
void Session::expunge_all() { state().expunge_all(); }
void Session::clear() { state().clear(); }

Entity* Session::find(const EntityInfo& info, const void* const* key, const LoadOptions& options) {
  return find_by_key(state(), info, key, options);
}
Entity& Session::find_one(const EntityInfo& info, const void* const* key,
                          const LoadOptions& options) {
  return get_by_key(state(), info, key, options);
}

void Session::read(const Executable& statement, detail::RowBuffer& rows) {
  state().query(StatementAccess::node(statement), rows);
}
void Session::open(const Executable& statement, detail::StreamRows& rows) {
  state().open_stream(StatementAccess::node(statement), rows);
}
DynamicResult Session::execute(const Executable& statement) { return state().execute(statement); }
void Session::execute_script(detail::GivenText sql) { state().execute_script(sql); }
ExplainedPlan Session::explain(const Executable& statement, ExplainOptions options) {
  return state().explain_query(statement, options);
}

void Session::refresh(Entity& entity) { state().refresh(entity); }
void Session::refresh_attributes(Entity& entity, const std::vector<AttributeNumber>& attributes) {
  state().refresh(entity, view_of(attributes));
}
void Session::expire(Entity& entity) { state().expire(entity); }
void Session::expire_attributes(Entity& entity, const std::vector<AttributeNumber>& attributes) {
  state().expire(entity, view_of(attributes));
}
void Session::expire_all() { state().expire_all(); }

std::vector<Entity*> Session::list(ObjectSet set, const EntityInfo* info) const {
  switch (set) {
    case ObjectSet::added:
      return new_objects(state().objects, info);
    case ObjectSet::dirty:
      return dirty_objects(state(), info);
    case ObjectSet::deleted:
      return deleted_objects(state().objects, info);
    case ObjectSet::all:
      break;
  }
  return all_objects(state().objects, info);
}
bool Session::contains(const Entity& entity) const { return state().contains(entity); }
bool Session::is_modified(const Entity& entity, bool include_collections) const {
  // What was noted of an object is found by a number, which is its own session's.
  state().check_owner(entity, "tell what is modified");
  return state().sql_values.has(entity) ||
         orp::is_modified(state().objects, const_cast<Entity&>(entity), include_collections);
}

SessionTransaction Session::begin() {
  SessionState& session = state();
  return SessionTransaction(session, session.begin());
}
SessionTransaction Session::begin_nested() {
  SessionState& session = state();
  return SessionTransaction(session, session.begin_nested());
}
void Session::flush() { state().flush(); }
FlushPlan Session::explain_flush() { return state().explain_flush(); }
void Session::commit() { state().commit(); }
void Session::rollback() { state().rollback(); }
bool Session::in_transaction() const { return state_->in_transaction(); }
bool Session::in_nested_transaction() const { return state_->objects.transactions.depth() > 1; }
bool Session::is_active() const { return state_->is_active(); }
NoAutoflush Session::no_autoflush() { return NoAutoflush(state()); }
void Session::close() { state().close(); }
Engine Session::engine() const { return state_->engine; }

}  // namespace orp
