// SPDX-License-Identifier: MIT
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;
using namespace orp::literals;

void Story::add_user() {
  const int number = ++last_;
  add_user(number, number);
}

User& Story::add_user(int number, std::optional<int> email) {
  const std::string name = name_of_user(number, number);
  tell("User& ", text('u', number), " = session.add<User>({.name = \"", name,
       "\", .email = ", email ? quoted('e', *email) : "std::nullopt", "});");
  User& user = session_.add<User>({.name = name});
  if (email) user.set_email(text('e', *email));
  users_[number] = &user;
  world_.users[number] = {.name = number, .email = email, .tags = {}};
  return user;
}

void Story::rename() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  user->second.name = static_cast<int>(below(1000));
  const std::string name = name_of_user(user->first, user->second.name);
  tell(text('u', user->first), ".set_name(\"", name, "\");");
  users_.at(user->first)->set_name(name);
}

void Story::delete_user() {
  if (const auto user = pick(world_.users); user != world_.users.end()) delete_user(user->first);
}

void Story::delete_user(int user) {
  begin_leaving();
  remove(*users_.at(user), text('u', user));
  has_left_ = true;  // a new one was flushed first
  forget_user(user);
}

void Story::forget_user(int user) {
  std::erase_if(world_.orders, [&](const auto& order) { return order.second == user; });
  for (auto& [note, author] : world_.notes)
    if (author == user) author.reset();
  world_.profiles.erase(user);
  world_.users.erase(user);
}

void Story::add_order() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  const int number = ++last_;
  const std::string name = text('o', number);
  const std::string owner_name = text('u', user->first);
  User& owner = *users_.at(user->first);
  const bool by_owner = coin();
  if (by_owner)
    tell("Order& ", name, " = ", owner_name, ".orders().add({.total = \"1\"_dec});");
  else
    tell("Order& ", name, " = session.add<Order>({.total = \"1\"_dec, .user = ", owner_name, "});");
  tell(name, ".items().add({.line = ", number, ", .product = \"pen\"});");
  Order& order = by_owner ? owner.orders().add({.total = "1"_dec})
                          : session_.add<Order>({.total = "1"_dec, .user = owner});
  order.items().add({.line = number, .product = "pen"});
  orders_[number] = &order;
  world_.orders[number] = user->first;
}

void Story::move_order() {
  const auto order = pick(world_.orders);
  const auto user = pick(world_.users);
  if (order == world_.orders.end() || user == world_.users.end()) return;
  if (coin()) {
    tell(text('o', order->first), ".set_user(", text('u', user->first), ");");
    orders_.at(order->first)->set_user(*users_.at(user->first));
  } else {
    tell(text('u', user->first), ".orders().add(", text('o', order->first), ");");
    users_.at(user->first)->orders().add(*orders_.at(order->first));
  }
  order->second = user->first;
}

void Story::remove_order() {
  const auto order = pick(world_.orders);
  if (order == world_.orders.end()) return;
  tell(text('u', order->second), ".orders().remove(", text('o', order->first), ");");
  users_.at(order->second)->orders().remove(*orders_.at(order->first));
  world_.orders.erase(order);
}

void Story::delete_order() {
  const auto order = pick(world_.orders);
  if (order == world_.orders.end()) return;
  remove(*orders_.at(order->first), text('o', order->first));
  world_.orders.erase(order);
}

void Story::add_note() {
  const int number = ++last_;
  tell("Note& ", text('n', number), " = session.add<Note>({.body = ", quoted('n', number), "});");
  notes_[number] = &session_.add<Note>({.body = text('n', number)});
  world_.notes[number] = std::nullopt;
  if (coin()) set_author();
}

void Story::set_author() {
  const auto note = pick(world_.notes);
  const auto user = pick(world_.users);
  if (note == world_.notes.end() || user == world_.users.end()) return;
  if (coin()) {
    tell(text('n', note->first), ".set_author(&", text('u', user->first), ");");
    notes_.at(note->first)->set_author(users_.at(user->first));
  } else {
    tell(text('u', user->first), ".notes().add(", text('n', note->first), ");");
    users_.at(user->first)->notes().add(*notes_.at(note->first));
  }
  note->second = user->first;
}

void Story::clear_author() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  tell(text('n', note->first), ".set_author(nullptr);");
  notes_.at(note->first)->set_author(nullptr);
  note->second.reset();
}

void Story::delete_note() {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  remove(*notes_.at(note->first), text('n', note->first));
  world_.notes.erase(note);
}

void Story::add_tag() {
  const int number = ++last_;
  tell("Tag& ", text('t', number), " = session.add<Tag>({.name = ", quoted('t', number), "});");
  tags_[number] = &session_.add<Tag>({.name = text('t', number)});
  world_.tags.insert(number);
}

void Story::link() {
  const auto user = pick(world_.users);
  const auto tag = pick(world_.tags);
  if (user == world_.users.end() || tag == world_.tags.end()) return;
  // The association is there already.
  if (!does(VerbSet::link_again) && user->second.tags.count(*tag) != 0) return;
  if (coin()) {
    tell(text('u', user->first), ".tags().add(", text('t', *tag), ");");
    users_.at(user->first)->tags().add(*tags_.at(*tag));
  } else {
    tell(text('t', *tag), ".users().add(", text('u', user->first), ");");
    tags_.at(*tag)->users().add(*users_.at(user->first));
  }
  user->second.tags.insert(*tag);
}

void Story::unlink() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  const auto tag = pick(user->second.tags);
  if (tag == user->second.tags.end()) return;
  if (coin()) {
    tell(text('u', user->first), ".tags().remove(", text('t', *tag), ");");
    users_.at(user->first)->tags().remove(*tags_.at(*tag));
  } else {
    tell(text('t', *tag), ".users().remove(", text('u', user->first), ");");
    tags_.at(*tag)->users().remove(*users_.at(user->first));
  }
  user->second.tags.erase(tag);
}

void Story::delete_tag() {
  const auto tag = pick(world_.tags);
  if (tag == world_.tags.end()) return;
  remove(*tags_.at(*tag), text('t', *tag));
  for (auto& [user, person] : world_.users) person.tags.erase(*tag);
  world_.tags.erase(tag);
}

// Deletions come last in a flush, and what goes has its place in a unique column until then: so
// nobody may take that in the same flush, nor have taken it.
void Story::begin_taking() {
  if (has_left_ && !does(VerbSet::take_what_goes)) flush();
  has_taken_ = true;
}

void Story::begin_leaving() {
  if (has_taken_ && !does(VerbSet::take_what_goes)) flush();
  has_left_ = true;
}

// One that was new when it lost its user has left the session as an orphan.
void Story::point(int profile, int user) {
  Profile& pointed = *profiles_.at(profile);
  if (pointed.entity_state() == EntityState::transient) {
    tell("session.add(", text('p', profile), ");");
    session_.add(pointed);
  }
  if (coin()) {
    tell(text('u', user), ".set_profile(&", text('p', profile), ");");
    users_.at(user)->set_profile(&pointed);
  } else {
    tell(text('p', profile), ".set_user(&", text('u', user), ");");
    pointed.set_user(users_.at(user));
  }
}

void Story::set_profile() {
  const auto user = pick(world_.users);
  if (user == world_.users.end() || world_.profiles.count(user->first) != 0) return;
  begin_taking();
  const int number = ++last_;
  tell("Profile& ", text('p', number), " = session.add<Profile>({.bio = ", quoted('p', number),
       "});");
  profiles_[number] = &session_.add<Profile>({.bio = text('p', number)});
  point(number, user->first);
  world_.profiles[user->first] = number;
}

void Story::drop_profile() {
  const auto profile = pick(world_.profiles);
  if (profile == world_.profiles.end()) return;
  begin_leaving();
  tell(text('u', profile->first), ".set_profile(nullptr);");
  users_.at(profile->first)->set_profile(nullptr);
  world_.profiles.erase(profile);
}

// From one user to another who has none.
void Story::take_profile() {
  const auto profile = pick(world_.profiles);
  const auto user = pick(world_.users);
  if (profile == world_.profiles.end() || world_.profiles.count(user->first) != 0) return;
  begin_taking();
  const int number = profile->second;
  point(number, user->first);
  world_.profiles.erase(profile);
  world_.profiles[user->first] = number;
}

void Story::exchange_profiles() {
  const auto one = pick(world_.profiles);
  const auto other = pick(world_.profiles);
  if (one == other) return;
  begin_taking();
  point(other->second, one->first);
  point(one->second, other->first);
  std::swap(one->second, other->second);
}

}  // namespace orp::tests
