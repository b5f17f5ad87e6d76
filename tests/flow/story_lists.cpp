// SPDX-License-Identifier: MIT
// Collections emptied, walked by a copy, and longer than a statement takes.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::clear_list() {
  const auto user = pick(world_.users);
  const auto node = pick(world_.nodes);
  const auto student = pick(world_.students);
  const auto box = pick(world_.boxes);
  const auto clear = [&](const std::string& name, const char* list, auto& members) {
    tell(name, '.', list, "().clear();");
    members.clear();
  };
  switch (below(6)) {
    case 0:
      if (user == world_.users.end()) return;
      clear(text('u', user->first), "orders", users_.at(user->first)->orders());
      std::erase_if(world_.orders, [&](const auto& each) { return each.second == user->first; });
      return;
    case 1:
      if (user == world_.users.end()) return;
      clear(text('u', user->first), "notes", users_.at(user->first)->notes());
      for (auto& [note, author] : world_.notes)
        if (author == user->first) author.reset();
      return;
    case 2:
      if (user == world_.users.end()) return;
      clear(text('u', user->first), "tags", users_.at(user->first)->tags());
      user->second.tags.clear();
      return;
    case 3:
      if (node == world_.nodes.end()) return;
      clear(text('k', node->first), "children", nodes_.at(node->first)->children());
      for (auto& [child, parent] : world_.nodes)
        if (parent == node->first) parent.reset();
      return;
    case 4:
      if (student == world_.students.end()) return;
      clear(text('s', *student), "enrolments", students_.at(*student)->enrolments());
      std::erase_if(world_.enrolments,
                    [&](const auto& each) { return each.first.first == *student; });
      return;
    default:
      if (box == world_.boxes.end()) return;
      clear(text('b', box->first), "things", boxes_.at(box->first)->things());
      for (auto& [thing, home] : world_.things)
        if (home == box->first) home.reset();
  }
}

// A list that is loaded holds what is deleted, and to hand that over would bring it back.
void Story::hand_over_notes() {
  const auto from = pick(world_.users);
  const auto to = pick(world_.users);
  if (from == to) return;
  flush();
  const std::string name = text('u', from->first);
  Many<Note>& notes = users_.at(from->first)->notes();
  tell("std::vector<Note*> all;");
  tell("for (Note& note : ", name, ".notes()) if (session.contains(note)) all.push_back(&note);");
  std::vector<Note*> all;
  for (Note& note : notes)
    if (session_.contains(note)) all.push_back(&note);
  const bool by_list = coin();
  tell("for (Note* note : all) ", by_list ? text('u', to->first) + ".notes().add(*note);"
                                          : "note->set_author(&" + text('u', to->first) + ");");
  for (Note* note : all) {
    if (by_list)
      users_.at(to->first)->notes().add(*note);
    else
      note->set_author(users_.at(to->first));
  }
  for (auto& [note, author] : world_.notes)
    if (author == from->first) author = to->first;
}

// Once, as it takes its time.
void Story::add_crowd() {
  constexpr int size = 1100;
  const auto user = pick(world_.users);
  if (user == world_.users.end() || world_.notes.size() > 100) return;
  tell("std::deque<std::reference_wrapper<Note>> crowd;");
  tell("for (int i = ", last_ + 1, "; i <= ", last_ + size, "; ++i)");
  tell("  crowd.push_back(", text('u', user->first),
       ".notes().add({.body = \"n\" + std::to_string(i)}));");
  for (int i = 0; i < size; ++i) {
    const int number = ++last_;
    notes_[number] = &users_.at(user->first)->notes().add({.body = text('n', number)});
    world_.notes[number] = user->first;
  }
}

void Story::delete_crowd() {
  const auto user = pick(world_.users);
  if (user == world_.users.end()) return;
  flush();
  tell("std::vector<Note*> all;");
  tell("for (Note& note : ", text('u', user->first),
       ".notes()) if (session.contains(note)) all.push_back(&note);");
  tell("for (Note* note : all) session.delete_(*note);");
  std::vector<Note*> all;
  for (Note& note : users_.at(user->first)->notes())
    if (session_.contains(note)) all.push_back(&note);
  for (Note* note : all) session_.delete_(*note);
  std::erase_if(world_.notes, [&](const auto& each) { return each.second == user->first; });
}

}  // namespace orp::tests
