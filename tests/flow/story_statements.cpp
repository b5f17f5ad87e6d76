// SPDX-License-Identifier: MIT
// What SQL says of rows whose objects the session holds: values that it calculates, and statements
// that objects follow. What is changed and not flushed stays beside a statement.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

// The expression for a new object names no columns: there is no row yet.
void Story::rename_by_expression() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  user->second.name = static_cast<int>(below(1000));
  const std::string name = name_of_user(user->first, user->second.name);
  User& renamed = *users_.at(user->first);
  if (renamed.entity_state() == EntityState::persistent && coin()) {
    tell(text('u', user->first), ".set(User::c.name, orp::case_().when(User::c.id > 0, \"", name,
         "\").else_(\"\"));");
    renamed.set(User::c.name, case_().when(User::c.id > 0, name).else_(""));
  } else {
    tell(text('u', user->first), ".set(User::c.name, orp::func::lower(orp::literal(\"", name,
         "\")));");
    renamed.set(User::c.name, func::lower(literal(name)));
  }
}

ExecutionOptions Story::some_synchronization() {
  static constexpr std::pair<SynchronizeSession, const char*> ways[] = {
      {SynchronizeSession::automatic, "automatic"},
      {SynchronizeSession::evaluate, "evaluate"},
      {SynchronizeSession::fetch, "fetch"}};
  const auto& [way, name] = ways[below(std::size(ways))];
  tell("// synchronize_session = ", name);
  return {.synchronize_session = way};
}

// A name that is set and not flushed is written over it.
void Story::rename_by_statement() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  if (autoflush_ || coin() || flushed_.users.count(user->first) == 0) flush();
  World::Person& written = flushed_.users.at(user->first);
  const bool is_changed = written.name != user->second.name;
  written.name = static_cast<int>(below(1000));
  if (!is_changed) user->second.name = written.name;
  const std::string name = name_of_user(user->first, written.name);
  const std::int64_t id = users_.at(user->first)->id();
  tell("session.execute(orp::update<User>().set(User::c.name = \"", name,
       "\").where(User::c.id == ", text('u', user->first), ".id()));");
  session_.execute(update<User>()
                       .set(User::c.name = name)
                       .where(User::c.id == id)
                       .execution_options(some_synchronization()));
}

// One that is expired would stay: memory does not know that its row goes.
void Story::delete_note_by_statement() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  if (autoflush_ || coin() || flushed_.notes.count(note->first) == 0) flush();
  tell(text('n', note->first), ".body();");
  static_cast<void>(notes_.at(note->first)->body());
  tell("session.execute(orp::delete_<Note>().where(Note::c.body == ", quoted('n', note->first),
       "));");
  session_.execute(delete_<Note>()
                       .where(Note::c.body == text('n', note->first))
                       .execution_options(some_synchronization()));
  flushed_.notes.erase(note->first);
  world_.notes.erase(note);
}

// In between another object stands for a row of its key, whom no rollback may take for it.
void Story::delete_note_twice() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  if (autoflush_ || coin() || flushed_.notes.count(note->first) == 0) flush();
  const std::int64_t id = notes_.at(note->first)->id();
  const auto erase = delete_<Note>().where(Note::c.id == id);
  tell("{ const std::int64_t id = ", text('n', note->first), ".id();");
  tell("session.execute(orp::delete_<Note>().where(Note::c.id == id));");
  session_.execute(erase.execution_options(some_synchronization()));
  flushed_.notes.erase(note->first);
  world_.notes.erase(note);
  tell(
      "Note& other = session.scalars(orp::insert<Note>().values(Note::c.id = id, Note::c.body = "
      "\"\").on_conflict(Note::c.id).do_update(Note::c.body = \"\").returning()).one();");
  Note& other = session_
                    .scalars(insert<Note>()
                                 .values(Note::c.id = id, Note::c.body = "")
                                 .on_conflict(Note::c.id)
                                 .do_update(Note::c.body = "")
                                 .returning())
                    .one();
  if (coin()) {
    tell("session.delete_(other);");
    session_.delete_(other);
    flush();
  } else {
    tell("session.execute(orp::delete_<Note>().where(Note::c.id == id));");
    session_.execute(erase.execution_options(some_synchronization()));
  }
  tell("}");
}

}  // namespace orp::tests
