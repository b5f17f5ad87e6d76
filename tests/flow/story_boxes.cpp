// SPDX-License-Identifier: MIT
// Relationships that only the parent has.
#include <utility>

#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::add_box() {
  const int number = ++last_;
  tell("Box& ", text('b', number), " = session.add<Box>({.label = ", quoted('b', number), "});");
  boxes_[number] = &session_.add<Box>({.label = text('b', number)});
  world_.boxes[number] = std::nullopt;
}

void Story::delete_box() {
  const auto box = pick(world_.boxes);
  if (box == world_.boxes.end()) return;
  remove(*boxes_.at(box->first), text('b', box->first));
  for (auto& [thing, owner] : world_.things)
    if (owner == box->first) owner.reset();
  world_.boxes.erase(box);
}

void Story::add_thing() {
  const auto box = pick(world_.boxes);
  if (box == world_.boxes.end()) return;
  const int number = ++last_;
  tell("Thing& ", text('h', number), " = ", text('b', box->first),
       ".things().add({.name = ", quoted('h', number), "});");
  things_[number] = &boxes_.at(box->first)->things().add({.name = text('h', number)});
  world_.things[number] = box->first;
}

// Left in so many words; take_thing() does without them.
void Story::move_thing() {
  const auto thing = pick(world_.things);
  const auto box = pick(world_.boxes);
  if (thing == world_.things.end()) return;
  Thing& moved = *things_.at(thing->first);
  const std::string name = text('h', thing->first);
  if (thing->second) {
    tell(text('b', *thing->second), ".things().remove(", name, ");");
    boxes_.at(*thing->second)->things().remove(moved);
    thing->second.reset();
  }
  if (box == world_.boxes.end() || coin()) return;
  tell(text('b', box->first), ".things().add(", name, ");");
  boxes_.at(box->first)->things().add(moved);
  thing->second = box->first;
}

// The former box says nothing.
void Story::take_thing() {
  const auto thing = pick(world_.things);
  const auto box = pick(world_.boxes);
  if (thing == world_.things.end() || box == world_.boxes.end() || thing->second == box->first)
    return;
  Thing& taken = *things_.at(thing->first);
  const std::string name = text('h', thing->first);
  const std::string taker = text('b', box->first);
  if (thing->second && coin()) {
    tell(text('b', *thing->second), ".things().size();");
    static_cast<void>(boxes_.at(*thing->second)->things().size());
  }
  tell(taker, ".things().add(", name, ");");
  boxes_.at(box->first)->things().add(taken);
  if (coin()) {
    tell("session.expunge(", name, ");");
    session_.expunge(taken);
    tell("session.add(", name, ");");
    session_.add(taken);
  }
  if (coin()) {
    tell(taker, ".things().remove(", name, ");");
    boxes_.at(box->first)->things().remove(taken);
    thing->second.reset();
  } else {
    thing->second = box->first;
  }
}

void Story::delete_thing() {
  const auto thing = pick(world_.things);
  if (thing == world_.things.end()) return;
  remove(*things_.at(thing->first), text('h', thing->first));
  world_.things.erase(thing);
}

// A lid that loses its box stays, without one; which one it was no longer shows.
void Story::set_lid() {
  const auto box = pick(world_.boxes);
  if (box == world_.boxes.end()) return;
  const std::string name = text('b', box->first);
  if (box->second && coin()) {
    tell(name, ".set_lid(nullptr);");
    boxes_.at(box->first)->set_lid(nullptr);
    box->second.reset();
    return;
  }
  const int number = lid_key + ++last_;
  tell("Lid& ", text('l', number), " = session.add<Lid>({.id = ", number, "});");
  Lid& lid = session_.add<Lid>({.id = number});
  tell(name, ".set_lid(&", text('l', number), ");");
  boxes_.at(box->first)->set_lid(&lid);
  box->second = number;
}

// As with things.
void Story::take_lid() {
  const auto from = pick(world_.boxes);
  const auto box = pick(world_.boxes);
  if (from == box || !from->second) return;
  const std::string taker = text('b', box->first);
  const std::string lid = text('b', from->first) + ".lid()";
  tell(taker, ".set_lid(", lid, ");");
  boxes_.at(box->first)->set_lid(boxes_.at(from->first)->lid());
  box->second = std::exchange(from->second, std::nullopt);
  if (!coin()) return;
  tell(taker, ".set_lid(nullptr);");
  boxes_.at(box->first)->set_lid(nullptr);
  box->second.reset();
}

void Story::look_at_box() {
  const auto box = pick(world_.boxes);
  if (box == world_.boxes.end()) return;
  tell(text('b', box->first), ".things().size();");
  static_cast<void>(boxes_.at(box->first)->things().size());
  if (!coin()) return;
  tell(text('b', box->first), ".lid();");
  static_cast<void>(boxes_.at(box->first)->lid());
}

}  // namespace orp::tests
