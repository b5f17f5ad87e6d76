// SPDX-License-Identifier: MIT
// Acts that leave the straight path from added to committed.
#include <string_view>

#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

// A queued change of the author stays, as the author holds it, too. Left out: one that lost its
// author, whom it may not have known.
void Story::expire_queued() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end() || flushed_.notes.count(note->first) == 0) return;
  if (has_lost_author(*note)) return;
  if (autoflush_) flush();
  if (note->second) keep_one_end(*notes_.at(note->first), {users_.at(*note->second)});
  tell("session.expire(", text('n', note->first), ");");
  session_.expire(*notes_.at(note->first));
}

// An author is set that the note has, looked at, forgotten and replaced.
void Story::say_again() {
  const auto note = pick(world_.notes);
  const auto user = pick(world_.users);
  if (note == world_.notes.end() || !note->second) return;
  const int former = *note->second;
  if (world_.notes != flushed_.notes || coin()) flush();
  Note& said = *notes_.at(note->first);
  const std::string name = text('n', note->first);
  const auto set = [&](int author) {
    tell(name, ".set_author(&", text('u', author), ");");
    said.set_author(users_.at(author));
  };
  set(former);
  check_lists(former);
  tell("session.expire(", name, ");");
  session_.expire(said);
  set(user->first);
  note->second = user->first;
  check_lists(former);
}

// What was queued before and what is changed meanwhile is written when it is back.
void Story::expunge_note() {
  const auto note = pick(world_.notes);
  const auto user = pick(world_.users);
  if (note == world_.notes.end() || user == world_.users.end()) return;
  if (coin()) flush();
  const std::string name = text('n', note->first);
  Note& gone = *notes_.at(note->first);
  tell("session.expunge(", name, ");");
  session_.expunge(gone);
  switch (below(3)) {
    case 0:
      tell(name, ".set_author(&", text('u', user->first), ");");
      gone.set_author(users_.at(user->first));
      note->second = user->first;
      break;
    case 1:
      tell(name, ".set_author(nullptr);");
      gone.set_author(nullptr);
      note->second.reset();
      break;
    default:
      break;
  }
  tell("session.add(", name, ");");
  session_.add(gone);
}

// Takes along what its relationships cascade to, as far as that is loaded.
void Story::expunge_user() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  flush();
  const std::string name = text('u', user->first);
  User& gone = *users_.at(user->first);
  tell("session.expunge(", name, ");");
  session_.expunge(gone);
  if (coin()) {
    user->second.name = static_cast<int>(below(1000));
    const std::string new_name = name_of_user(user->first, user->second.name);
    tell(name, ".set_name(\"", new_name, "\");");
    gone.set_name(new_name);
  }
  tell("session.add(", name, ");");
  session_.add(gone);
}

void Story::expunge_all() {
  flush();
  tell("{ const auto all = session.objects();");
  tell("session.expunge_all();");
  tell("for (Entity* each : all) session.add(*each); }");
  const std::vector<Entity*> all = session_.objects();
  session_.expunge_all();
  for (Entity* each : all) session_.add(*each);
}

void Story::undelete_note() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  const std::string name = text('n', note->first);
  remove(*notes_.at(note->first), name);
  tell("session.add(", name, ");");
  session_.add(*notes_.at(note->first));
}

// What its cascade took along is kept with it.
void Story::undelete_user() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  const std::string name = text('u', user->first);
  remove(*users_.at(user->first), name);
  tell("session.add(", name, ");");
  session_.add(*users_.at(user->first));
}

// An order finds another user after the deletion of its own took it along.
void Story::save_order() {
  const auto order = pick(world_.orders);
  const auto user = pick(world_.users);
  if (order == world_.orders.end() || order->second == user->first) return;
  flush();
  remove(*users_.at(order->second), text('u', order->second));
  begin_leaving();
  if (coin()) {
    tell(text('o', order->first), ".set_user(", text('u', user->first), ");");
    orders_.at(order->first)->set_user(*users_.at(user->first));
  } else {
    tell(text('u', user->first), ".orders().add(", text('o', order->first), ");");
    users_.at(user->first)->orders().add(*orders_.at(order->first));
  }
  const int former = std::exchange(order->second, user->first);
  forget_user(former);
}

// New objects keep their values. Only notes whose author was there before: what a new object's
// collections hold after a rollback is another matter. And they are looked at before: values that
// are expired are in the database alone, and go with it.
void Story::add_again() {
  if (has_left_) flush();  // only then have the notes of a deleted user lost it in memory
  for (const auto& [note, author] : world_.notes) {
    tell(text('n', note), ".author();");
    static_cast<void>(notes_.at(note)->author());
    tell(text('n', note), ".body();");
    static_cast<void>(notes_.at(note)->body());
  }
  const World before = world_;
  const bool has_forgotten = has_forgotten_;
  return_to_commit();
  if (has_forgotten) return;  // what is new was read, and so has no more than its row
  for (const auto& [note, author] : before.notes) {
    if (committed_.notes.count(note) != 0 || (author && committed_.users.count(*author) == 0))
      continue;
    tell("session.add(", text('n', note), ");");
    session_.add(*notes_.at(note));
    world_.notes[note] = author;
    if (!author || coin()) continue;
    tell("session.expire(", text('u', *author), ");");
    session_.expire(*users_.at(*author));
    check_lists(*author);
  }
}

void Story::fail_to_flush() {
  const auto user = pick(world_.users);
  if (user == world_.users.end() || !user->second.email) return;
  flush();
  const int number = ++last_;
  User& taken = add_user(number, user->second.email);
  fail();
  return_to_commit();
  add_repaired(taken, number);
}

void Story::fail() {
  tell("EXPECT_THROW(session.flush(), IntegrityError);");
  try {
    session_.flush();
  } catch (const IntegrityError&) {
    return;
  }
  throw std::logic_error("the flush did not fail");
}

// The transient object comes back with a value that is free.
void Story::add_repaired(User& user, int number) {
  tell(text('u', number), ".set_email(", quoted('e', number), ");");
  user.set_email(text('e', number));
  tell("session.add(", text('u', number), ");");
  session_.add(user);
  world_.users[number] = {.name = number, .email = number, .tags = {}};
}

void Story::replace_profile() {
  const auto profile = pick(world_.profiles);
  if (profile == world_.profiles.end()) return;
  const int user = profile->first;
  const int number = ++last_;
  tell("Profile& ", text('p', number), " = session.add<Profile>({.bio = ", quoted('p', number),
       "});");
  profiles_[number] = &session_.add<Profile>({.bio = text('p', number)});
  point(number, user);
  world_.profiles[user] = number;
}

}  // namespace orp::tests
