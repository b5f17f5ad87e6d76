// SPDX-License-Identifier: MIT
#include "session/objects/absences.hpp"

#include <utility>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/retraction.hpp"

namespace orp {

void Absences::note(Entity& place, unsigned relation, Entity& absent) {
  set_flag(place, entity_flag::awaited, true);
  by_place_[&place].push_back({relation, &absent});
}

std::vector<Entity*> Absences::take(const Entity& place, unsigned relation) {
  std::vector<Entity*> taken;
  const auto found = by_place_.find(&place);
  if (found == by_place_.end()) return taken;
  std::erase_if(found->second, [&](const Absence& absence) {
    if (absence.relation != relation) return false;
    taken.push_back(absence.absent);
    return true;
  });
  return taken;
}

bool Absences::take(const Entity& place, unsigned relation, const Entity& absent) {
  const auto found = by_place_.find(&place);
  return found != by_place_.end() && std::erase_if(found->second, [&](const Absence& absence) {
                                       return absence.relation == relation &&
                                              absence.absent == &absent;
                                     }) != 0;
}

std::vector<Absences::Act> Absences::take_acts(const Entity& absent) {
  const auto found = acts_.find(&absent);
  if (found == acts_.end()) return {};
  std::vector<Act> acts = std::move(found->second);
  acts_.erase(found);
  return acts;
}

void Absences::forget_moments() {
  for (auto& [absent, acts] : acts_)
    for (Act& act : acts) act.moment = 0;
}

void correct_word(Objects& objects, Entity& place, unsigned relation, Entity& absent, bool is_in) {
  const int inverse = info_of(place).relations[relation].inverse;
  if (inverse < 0)
    objects.changes.mentions().forget_waiting(absent, place, relation);
  else if (is_in)
    tie_end(absent, static_cast<unsigned>(inverse), place);
  else if (has_queued(absent, static_cast<unsigned>(inverse), place))
    untie_end(absent, static_cast<unsigned>(inverse), place);
}

}  // namespace orp
