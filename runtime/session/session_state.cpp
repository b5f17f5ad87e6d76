// SPDX-License-Identifier: MIT
#include "session/session_state.hpp"

#include <utility>

#include "engine/access.hpp"
#include "engine/engine_state.hpp"
#include "entity/state.hpp"
#include "session/inspect.hpp"
#include "session/load/key_lookup.hpp"
#include "session/load/query_run.hpp"
#include "session/objects/shelves.hpp"
#include "session/session_stream.hpp"
#include "session/synchronize.hpp"
#include "sql/statement.hpp"

namespace orp {

namespace {

#ifdef ORPIMENT_CHECKED
constexpr bool keeps_freed_objects = true;
void keep_for_a_while(Engine& engine, ObjectMemory memory) {
  const std::size_t bytes = memory.size();
  if (bytes > 0)
    EngineAccess::state(engine).quarantine.keep(std::make_shared<ObjectMemory>(std::move(memory)),
                                                bytes);
}
#else
constexpr bool keeps_freed_objects = false;
void keep_for_a_while(Engine&, ObjectMemory) {}
#endif

}  // namespace

SessionState::SessionState(Engine session_engine, SessionOptions session_options)
    : engine(std::move(session_engine)),
      options(std::move(session_options)),
      translation_(EngineAccess::state(engine).translations.find(options.schema_translate_map)),
      statements_(translation_ == nullptr ? EngineAccess::state(engine).statements
                                          : translation_->statements) {
  objects.owner.tracker = this;
  objects.owner.hides_values = engine.options().hide_parameters;
}

SessionState::~SessionState() {
  for (SessionStream* stream : streams) stream->leave_session();
  close();
}

void SessionState::clear() {
  sql_values.clear();
  keep_for_a_while(engine, objects.free_all());
}

ObjectShelf& SessionState::pass_on(ObjectShelf& shelf) {
  if (!may_go(shelf)) {
    objects.store.close_shelf(shelf);
    return objects.store.open_shelf();
  }
  let_go(objects, shelf);
  if (!keeps_freed_objects) {
    objects.store.recycle_shelf(shelf);
    return shelf;
  }
  objects.store.empty_shelf(shelf);
  keep_for_a_while(engine, std::move(shelf.memory));
  return shelf;
}

void SessionState::close() {
  const UncommittedEvent lost = lost_from(0, exceptions_);
  clear();  // nobody is left whom the rollback would concern
  rollback();
  if (!lost.empty()) EngineAccess::state(engine).observers.tell(lost);
}

void SessionState::abandon(std::uint64_t number, int exceptions) {
  if (!objects.transactions.has(number)) return;
  const UncommittedEvent lost = lost_from(number, exceptions);
  rollback(number);
  if (!lost.empty()) EngineAccess::state(engine).observers.tell(lost);
}

UncommittedEvent SessionState::lost_from(std::uint64_t number, int exceptions) const {
  const bool is_failure = !is_active() || std::uncaught_exceptions() > exceptions;
  return is_failure ? UncommittedEvent() : uncommitted(*this, number);
}

bool SessionState::contains(const Entity& entity) const {
  return Slab::of(entity).owner == &objects.owner && in_session(entity);
}

void SessionState::query(const sql::NodeRef& statement, detail::RowBuffer& rows) {
  check_usable();
  autoflush("a query");
  if (sql::as_write(*statement) == nullptr) return run_query(load_context(), statement, rows);
  link();  // begins
  Synchronization synchronization(load_context(), statement);
  run_query(load_context(), statement, rows);
  synchronization.finish();
}

void SessionState::open_stream(const sql::NodeRef& statement, detail::StreamRows& rows) {
  check_usable();
  autoflush("a stream");
  rows.open(std::make_unique<SessionStream>(*this, statement, rows));
}

DynamicResult SessionState::execute(const Executable& statement) {
  check_usable();
  autoflush("a statement");
  link();  // begins
  Synchronization synchronization(load_context(), StatementAccess::node(statement));
  DynamicResult result = connection_->execute(statement);
  objects.transactions.note_written(static_cast<std::size_t>(result.affected_rows()));
  synchronization.finish();
  return result;
}

void SessionState::execute_script(std::string_view sql) {
  check_usable();
  autoflush("a script");
  link();  // begins
  connection_->execute_script(sql);
}

ExplainedPlan SessionState::explain_query(const Executable& statement, ExplainOptions how) {
  check_usable();
  autoflush("a statement");
  link();  // begins
  return connection_->explain(statement, how);
}

}  // namespace orp
