// SPDX-License-Identifier: MIT
// Associations that one side alone knows.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::add_crate() {
  const int number = ++last_;
  tell("Crate& ", text('a', number), " = session.add<Crate>({.name = ", quoted('a', number), "});");
  crates_[number] = &session_.add<Crate>({.name = text('a', number)});
  world_.crates[number] = {};
}

void Story::delete_crate() {
  const auto crate = pick(world_.crates);
  if (crate == world_.crates.end()) return;
  remove(*crates_.at(crate->first), text('a', crate->first));
  world_.crates.erase(crate);
}

void Story::add_label() {
  const int number = ++last_;
  tell("Label& ", text('j', number), " = session.add<Label>({.name = ", quoted('j', number), "});");
  labels_[number] = &session_.add<Label>({.name = text('j', number)});
  world_.labels.insert(number);
}

// Nothing leads from a label to its crates, so they lose it in so many words.
void Story::delete_label() {
  const auto label = pick(world_.labels);
  if (label == world_.labels.end()) return;
  Label& gone = *labels_.at(*label);
  for (auto& [crate, labels] : world_.crates) {
    if (labels.erase(*label) == 0) continue;
    tell(text('a', crate), ".labels().remove(", text('j', *label), ");");
    crates_.at(crate)->labels().remove(gone);
  }
  remove(gone, text('j', *label));
  world_.labels.erase(label);
}

void Story::stick() {
  const auto crate = pick(world_.crates);
  const auto label = pick(world_.labels);
  if (crate == world_.crates.end() || label == world_.labels.end()) return;
  tell(text('a', crate->first), ".labels().add(", text('j', *label), ");");
  crates_.at(crate->first)->labels().add(*labels_.at(*label));
  crate->second.insert(*label);
}

void Story::peel_off() {
  const auto crate = pick(world_.crates);
  if (crate == world_.crates.end()) return;
  const auto label = pick(crate->second);
  if (label == crate->second.end()) return;
  tell(text('a', crate->first), ".labels().remove(", text('j', *label), ");");
  crates_.at(crate->first)->labels().remove(*labels_.at(*label));
  crate->second.erase(label);
}

void Story::peel_off_all() {
  const auto crate = pick(world_.crates);
  if (crate == world_.crates.end()) return;
  tell(text('a', crate->first), ".labels().clear();");
  crates_.at(crate->first)->labels().clear();
  crate->second.clear();
}

// It is looked at, forgotten, or out of the session for a while with what is queued.
void Story::visit_crate() {
  const auto crate = pick(world_.crates);
  if (crate == world_.crates.end()) return;
  const std::string name = text('a', crate->first);
  Crate& visited = *crates_.at(crate->first);
  switch (below(3)) {
    case 0:
      tell(name, ".labels().size();");
      static_cast<void>(visited.labels().size());
      return;
    case 1:
      flush();
      tell("session.expire(", name, ");");
      session_.expire(visited);
      return;
    default:
      tell("session.expunge(", name, ");");
      session_.expunge(visited);
      if (const auto label = pick(world_.labels); label != world_.labels.end()) {
        tell(name, ".labels().add(", text('j', *label), ");");
        visited.labels().add(*labels_.at(*label));
        crate->second.insert(*label);
      }
      tell("session.add(", name, ");");
      session_.add(visited);
  }
}

}  // namespace orp::tests
