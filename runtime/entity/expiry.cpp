// SPDX-License-Identifier: MIT
#include "entity/expiry.hpp"

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"

namespace orp {

void forget_all_shown(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  for (std::size_t i = 0; i < masks.word_count(); ++i)
    masks.loaded_words()[i] &= masks.changed_words()[i];
  for (const std::uint16_t column : info.key) masks.set_loaded(column);
  for (unsigned i = 0; i < info.relations.size(); ++i) forget_shown(entity, i);
}

// The epoch first: what forgets looks at the object.
void Entity::forget_expired_() const {
  Entity& self = const_cast<Entity&>(*this);  // what it shows is the database's
  self.epoch_ = *detail::EntityBlock::of(*this).epoch;
  if (is_persistent(*this)) forget_all_shown(self);
}

}  // namespace orp
