// SPDX-License-Identifier: MIT
// What is loaded is forgotten or read anew: an object, some attributes, a query's objects, all.
//
// Values that are not written are dropped with it; a queued change of a relationship stays, as the
// other end holds it, too. Where queries flush by themselves nobody knows what is written already,
// so there all is.
#include <algorithm>

#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::refresh_part() { read_part(Reading::now); }
void Story::expire_part() { read_part(Reading::later); }

void Story::read_part(Reading when) {
  if (autoflush_ || coin()) flush();
  switch (below(4)) {
    case 0:
      return read_user(when);
    case 1:
      return read_note(when);
    case 2:
      return read_order(when);
    default:
      return read_node(when);
  }
}

// The whole object or some of its parts. Gives those, as they are told; none for the object.
template <class E>
std::string Story::read(E& entity, const std::string& name, const std::vector<Part<E>>& parts,
                        Reading when) {
  const auto call = when == Reading::now ? "session.refresh(" : "session.expire(";
  if (below(3) == 0) {
    tell(call, name, ");");
    when == Reading::now ? session_.refresh(entity) : session_.expire(entity);
    return {};
  }
  const Part<E>& one = parts[below(parts.size())];
  const Part<E>& other = parts[below(parts.size())];
  const std::string told = std::string(one.name) + ", " + other.name;
  tell(call, name, ", {", told, "});");
  when == Reading::now ? session_.refresh(entity, {one.attribute, other.attribute})
                       : session_.expire(entity, {one.attribute, other.attribute});
  return told;
}

// An e-mail that is not written may have left its former one to somebody else.
void Story::read_user(Reading when) {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  const auto before = flushed_.users.find(user->first);
  if (before == flushed_.users.end() || before->second.email != user->second.email ||
      has_replaced_profile(user->first))
    flush();
  std::vector<const Entity*> members;
  for (const auto& [order, owner] : world_.orders)
    if (owner == user->first) members.push_back(orders_.at(order));
  for (const auto& [note, author] : world_.notes)
    if (author == user->first) members.push_back(notes_.at(note));
  keep_one_end(*users_.at(user->first), members);
  const std::string read_parts = read<User>(*users_.at(user->first), text('u', user->first),
                                            {{"User::c.name", User::c.name},
                                             {"User::c.email", User::c.email},
                                             {"User::c.orders", User::c.orders},
                                             {"User::c.notes", User::c.notes},
                                             {"User::c.tags", User::c.tags},
                                             {"User::c.profile", User::c.profile}},
                                            when);
  if (read_parts.empty() || read_parts.find("User::c.name") != std::string::npos)
    user->second.name = flushed_.users.at(user->first).name;
  if (read_parts.empty()) forget_new_members(user->first);
}

// The cascade "refresh-expire" leads to them.
void Story::forget_new_members(int user) {
  std::erase_if(world_.orders, [&](const auto& order) {
    return order.second == user && flushed_.orders.count(order.first) == 0;
  });
  const auto profile = world_.profiles.find(user);
  if (profile == world_.profiles.end()) return;
  const bool is_new =
      std::none_of(flushed_.profiles.begin(), flushed_.profiles.end(),
                   [&](const auto& each) { return each.second == profile->second; });
  if (is_new) world_.profiles.erase(profile);
}

// Whom it had may not have been known, and nobody else has queued that it has none.
bool Story::has_lost_author(const std::pair<const int, std::optional<int>>& note) const {
  const auto before = flushed_.notes.find(note.first);
  return !note.second && before != flushed_.notes.end() && before->second;
}

bool Story::has_replaced_profile(int user) const {
  const auto before = flushed_.profiles.find(user);
  const auto now = world_.profiles.find(user);
  return before != flushed_.profiles.end() && now != world_.profiles.end() &&
         before->second != now->second;
}

void Story::read_note(Reading when) {
  const auto note = pick(world_.notes);
  if (note == world_.notes.end()) return;
  if (flushed_.notes.count(note->first) == 0 || has_lost_author(*note)) flush();
  if (note->second) keep_one_end(*notes_.at(note->first), {users_.at(*note->second)});
  read<Note>(*notes_.at(note->first), text('n', note->first),
             {{"Note::c.author", Note::c.author}, {"Note::c.body", Note::c.body}}, when);
}

void Story::read_order(Reading when) {
  const auto order = pick(world_.orders);
  if (order == world_.orders.end()) return;
  if (flushed_.orders.count(order->first) == 0) flush();
  keep_one_end(*orders_.at(order->first), {users_.at(order->second)});
  read<Order>(*orders_.at(order->first), text('o', order->first),
              {{"Order::c.user", Order::c.user},
               {"Order::c.total", Order::c.total},
               {"Order::c.items", Order::c.items}},
              when);
}

// The cascade leads to all that is below it.
void Story::read_node(Reading when) {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end()) return;
  if (world_.nodes != flushed_.nodes) flush();
  read<Node>(*nodes_.at(node->first), text('k', node->first),
             {{"Node::c.parent", Node::c.parent},
              {"Node::c.children", Node::c.children},
              {"Node::c.name", Node::c.name}},
             when);
}

// `entity` is about to be read anew. What is queued between two that both are is gone.
void Story::keep_one_end(const Entity& entity, const std::vector<const Entity*>& others) {
  if (std::any_of(others.begin(), others.end(),
                  [&](const Entity* other) { return read_.count(other) != 0; }))
    flush();
  read_.insert(&entity);
}

void Story::populate() {
  flush();
  const auto read = [&](const char* told, const auto& query) {
    tell("session.scalars(", told, ".execution_options({.populate_existing = true}));");
    static_cast<void>(session_.scalars(query.execution_options({.populate_existing = true})));
  };
  switch (below(6)) {
    case 0:
      return read("select<User>()", select<User>());
    case 1:
      return read("select<User>().options(joinedload(User::c.notes))",
                  select<User>().options(joinedload(User::c.notes)));
    case 2:
      return read(
          "select<User>().options(selectinload(User::c.orders), joinedload(User::c.profile))",
          select<User>().options(selectinload(User::c.orders), joinedload(User::c.profile)));
    case 3:
      return read("select<Note>().options(joinedload(Note::c.author))",
                  select<Note>().options(joinedload(Note::c.author)));
    case 4:
      return read("select<Node>().options(selectinload(Node::c.children))",
                  select<Node>().options(selectinload(Node::c.children)));
    default:
      return read("select<Tag>().options(selectinload(Tag::c.users))",
                  select<Tag>().options(selectinload(Tag::c.users)));
  }
}

// What was not written is lost. Freed by clear(); by expunge_all() others stand for the same rows.
void Story::start_over() {
  if (autoflush_ || coin()) flush();
  const bool is_clear = coin();
  tell(is_clear ? "session.clear();" : "session.expunge_all();",
       "  // every name stands for the object that is read next");
  is_clear ? session_.clear() : session_.expunge_all();
  has_taken_ = has_left_ = false;
  has_forgotten_ = true;
  return_to(flushed_);
}

void Story::find_objects() {
  for (User& user : session_.scalars(select<User>())) {
    users_[number_in(user.name())] = &user;
    if (Profile* profile = user.profile()) profiles_[number_in(profile->bio())] = profile;
  }
  for (Item& item : session_.scalars(select<Item>()))
    orders_[static_cast<int>(item.line())] = &item.order();
  for (Note& note : session_.scalars(select<Note>())) notes_[number_in(note.body())] = &note;
  for (Tag& tag : session_.scalars(select<Tag>())) tags_[number_in(tag.name())] = &tag;
  for (Node& node : session_.scalars(select<Node>())) nodes_[number_in(node.name())] = &node;
  for (Seat& seat : session_.scalars(select<Seat>())) seats_[number_in(*seat.guest())] = &seat;
  for (Student& student : session_.scalars(select<Student>()))
    students_[number_in(student.name())] = &student;
  for (Course& course : session_.scalars(select<Course>()))
    courses_[number_in(course.title())] = &course;
  for (Enrolment& enrolment : session_.scalars(select<Enrolment>()))
    enrolments_[static_cast<int>(enrolment.grade())] = &enrolment;
  for (Box& box : session_.scalars(select<Box>())) boxes_[number_in(box.label())] = &box;
  for (Thing& thing : session_.scalars(select<Thing>())) things_[number_in(thing.name())] = &thing;
  for (Crate& crate : session_.scalars(select<Crate>())) crates_[number_in(crate.name())] = &crate;
  for (Label& label : session_.scalars(select<Label>())) labels_[number_in(label.name())] = &label;
  for (Branch& branch : session_.scalars(select<Branch>()))
    branches_[number_in(branch.name())] = &branch;
  for (Album& album : session_.scalars(select<Album>()))
    albums_[static_cast<int>(album.id())] = &album;
  for (Photo& photo : session_.scalars(select<Photo>()))
    photos_[static_cast<int>(photo.id())] = &photo;
}

}  // namespace orp::tests
