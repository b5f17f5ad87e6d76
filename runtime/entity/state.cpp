// SPDX-License-Identifier: MIT
#include "entity/state.hpp"

#ifdef ORPIMENT_CHECKED
#include <stdexcept>
#include <string>

#include "entity/member_name.hpp"

namespace orp {

namespace {

bool is_arrow(EntityState from, EntityState to) {
  using enum EntityState;
  switch (from) {
    case transient:  // a row brings an object into memory
      return to == pending || to == persistent;
    case pending:
      return to == persistent || to == transient;
    case persistent:
      return to == deleted || to == detached || to == transient;
    case deleted:  // the rollback of its INSERT, or of its DELETE
      return to == detached || to == persistent || to == transient;
    case detached:  // the rollback of its INSERT, or session.add
      return to == persistent || to == transient;
  }
  return false;
}

}  // namespace

void check_arrow(const Entity& entity, EntityState state) {
  if (state == entity.entity_state() || is_arrow(entity.entity_state(), state)) return;
  throw std::logic_error(std::string("no object goes from ") + to_string(entity.entity_state()) +
                         " to " + to_string(state));
}

}  // namespace orp
#endif
