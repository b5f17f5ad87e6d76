// SPDX-License-Identifier: MIT
#include "model/model.hpp"

namespace orp::codegen {

const Entity& foreign_key_owner(const Model& model, const Entity& entity,
                                const Relationship& relationship) {
  return relationship.owns_foreign_key ? entity : model.entities[relationship.target];
}

const ForeignKey& foreign_key_of(const Model& model, const Entity& entity,
                                 const Relationship& relationship) {
  const Entity& owner = foreign_key_owner(model, entity, relationship);
  return owner.table.foreign_keys[relationship.foreign_key];
}

}  // namespace orp::codegen
