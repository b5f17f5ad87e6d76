// SPDX-License-Identifier: MIT
#include "session/objects/hidden_ends.hpp"

#include "entity/slab.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/retraction.hpp"

namespace orp {

namespace {

unsigned hidden_end(const Entity& speaker, unsigned relation) {
  return static_cast<unsigned>(info_of(speaker).relations[relation].inverse);
}

}  // namespace

void renounce_letting_go(Objects& objects, Entity& speaker, unsigned relation) {
  Retraction retraction(objects, speaker);
  for (const LetGoNotes::Note& note : objects.changes.let_go().of(speaker))
    if (note.relation == relation)
      retraction.take_back_untie(*note.member, hidden_end(speaker, relation), speaker);
}

void withdraw_letting_go(Objects& objects, Entity& speaker) {
  Absences& absences = objects.changes.absences();
  Retraction retraction(objects, speaker);
  for (const auto& [relation, member] : objects.changes.let_go().of(speaker)) {
    const unsigned end = hidden_end(speaker, relation);
    if (!retraction.take_back_untie(*member, end, speaker)) continue;
    absences.note(*member, end, speaker);
    absences.note_act(speaker, {relation, member, false});
  }
  objects.changes.let_go().forget(speaker);
}

}  // namespace orp
