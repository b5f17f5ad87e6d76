// SPDX-License-Identifier: MIT
// Members, rows and unique values that find another owner in one flush.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

User& Story::make_transient_user(int number) {
  User& user = add_user(number, number);
  tell("session.expunge(", text('u', number), ");");
  session_.expunge(user);
  return user;
}

// The new owner is added after what it is given, by which it may have come in already.
void Story::move_to_new_user() {
  begin_taking();
  const auto order = pick(world_.orders);
  const auto note = pick(world_.notes);
  const auto profile = pick(world_.profiles);
  const auto tag = pick(world_.tags);
  const int number = ++last_;
  const std::string name = text('u', number);
  User& home = make_transient_user(number);
  if (order != world_.orders.end() && coin()) {
    tell(name, ".orders().add(", text('o', order->first), ");");
    home.orders().add(*orders_.at(order->first));
    order->second = number;
  } else if (order != world_.orders.end()) {
    tell(text('o', order->first), ".set_user(", name, ");");
    orders_.at(order->first)->set_user(home);
    order->second = number;
  }
  if (note != world_.notes.end() && coin()) {
    tell(name, ".notes().add(", text('n', note->first), ");");
    home.notes().add(*notes_.at(note->first));
    note->second = number;
  }
  if (tag != world_.tags.end() && coin()) {
    tell(name, ".tags().add(", text('t', *tag), ");");
    home.tags().add(*tags_.at(*tag));
    world_.users[number].tags.insert(*tag);
  }
  if (profile != world_.profiles.end() && coin()) {
    const int taken = profile->second;
    tell(name, ".set_profile(&", text('p', taken), ");");
    home.set_profile(profiles_.at(taken));
    world_.profiles.erase(profile);
    world_.profiles[number] = taken;
  }
  tell("session.add(", name, ");");
  session_.add(home);
}

// A deletion took an order along; a user that is not added yet takes it in.
void Story::rescue_to_new_user() {
  const auto order = pick(world_.orders);
  if (order == world_.orders.end()) return;
  flush();
  begin_leaving();
  remove(*users_.at(order->second), text('u', order->second));
  const int number = ++last_;
  const int former = std::exchange(order->second, number);
  forget_user(former);
  User& home = make_transient_user(number);
  Order& rescued = *orders_.at(order->first);
  if (coin()) {
    tell(text('u', number), ".orders().add(", text('o', order->first), ");");
    home.orders().add(rescued);
  } else {
    tell(text('o', order->first), ".set_user(", text('u', number), ");");
    rescued.set_user(home);
  }
  tell("session.add(", text('u', number), ");");
  session_.add(home);
}

// Who must give a value up before another one takes it is known by the value that was loaded.
void Story::look_at_email(int user) {
  tell(text('u', user), ".email();");
  static_cast<void>(users_.at(user)->email());
}

void Story::set_email(int user, std::optional<int> email) {
  look_at_email(user);
  tell(text('u', user), ".set_email(", email ? quoted('e', *email) : "std::nullopt", ");");
  if (email)
    users_.at(user)->set_email(text('e', *email));
  else
    users_.at(user)->set_email(std::nullopt);
  world_.users.at(user).email = email;
}

// By a new user, from one that is deleted.
void Story::take_email() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  const std::optional<int> email = user->second.email;
  delete_user(user->first);
  add_user(++last_, email);
}

void Story::give_email() {
  const auto from = pick(world_.users);
  const auto to = pick(world_.users);
  if (from == to) return;
  const std::optional<int> email = from->second.email;
  set_email(from->first, coin() ? std::optional<int>(++last_) : std::nullopt);
  set_email(to->first, email);
}

// Who has the same key is the same row, and what referred to it may refer to it again.
void Story::replace_user() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  flush();
  const int former = user->first;
  const std::optional<int> email = coin() ? user->second.email : std::nullopt;
  const auto id = users_.at(former)->id();
  look_at_email(former);
  begin_leaving();
  remove(*users_.at(former), text('u', former));
  const int number = ++last_;
  const std::string name = text('u', number);
  tell("User& ", name, " = session.add<User>({.id = ", text('u', former), ".id(), .name = \"",
       name_of_user(number, number), "\"});");
  users_[number] = &session_.add<User>({.id = id, .name = name_of_user(number, number)});
  world_.users[number].name = number;
  set_email(number, email);
  const bool takes_notes = coin();
  for (auto& [note, author] : world_.notes) {
    if (author != former || !takes_notes) continue;
    tell(text('n', note), ".set_author(&", name, ");");
    notes_.at(note)->set_author(users_.at(number));
    author = number;
  }
  const bool takes_orders = coin();
  for (auto& [order, owner] : world_.orders) {
    if (owner != former || !takes_orders) continue;
    tell(name, ".orders().add(", text('o', order), ");");
    users_.at(number)->orders().add(*orders_.at(order));
    owner = number;
  }
  forget_user(former);
}

// And with it the rows whose key is made of it.
void Story::replace_course() {
  const auto course = pick(world_.courses);
  if (course == world_.courses.end()) return;
  flush();
  const auto [former, code] = *course;
  remove(*courses_.at(former), text('c', former));
  const int number = ++last_;
  tell("Course& ", text('c', number), " = session.add<Course>({.code = ", quoted('c', code),
       ", .title = ", quoted('c', number), "});");
  courses_[number] = &session_.add<Course>({.code = text('c', code), .title = text('c', number)});
  std::vector<int> students;
  for (const auto& [attendance, grade] : world_.enrolments)
    if (attendance.second == former) students.push_back(attendance.first);
  std::erase_if(world_.enrolments,
                [former = former](const auto& each) { return each.first.second == former; });
  world_.courses.erase(former);
  world_.courses[number] = code;
  if (coin()) return;
  for (const int student : students) enrol(student, number);
}

// Then what was flushed before the savepoint is there still.
void Story::fail_in_savepoint() {
  const auto user = pick(world_.users);
  if (user == world_.users.end() || !user->second.email || savepoints_.size() > 2) return;
  const std::string name = "savepoint" + std::to_string(++last_);
  tell("SessionTransaction ", name, " = session.begin_nested();");
  SessionTransaction savepoint = session_.begin_nested();
  const World before = world_;
  const int number = ++last_;
  User& taken = add_user(number, user->second.email);
  fail();
  tell(name, ".rollback();");
  savepoint.rollback();
  return_to(before);
  has_taken_ = has_left_ = false;
  add_repaired(taken, number);
}

void Story::fail_to_update() {
  const auto one = pick(world_.users);
  const auto other = pick(world_.users);
  if (one == other || !other->second.email) return;
  flush();
  const int user = one->first;
  set_email(user, other->second.email);
  fail();
  return_to_commit();
  if (world_.users.count(user) != 0) set_email(user, ++last_);
}

}  // namespace orp::tests
