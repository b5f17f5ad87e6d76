// SPDX-License-Identifier: MIT
#include "schema/front/hidden_ends.hpp"

#include <vector>

namespace orp::language {
namespace {

bool lacks_other_end(const Relationship& relationship) {
  return relationship.reverse == npos && !relationship.viewonly && !relationship.owns_foreign_key &&
         relationship.kind != RelationshipKind::many_to_many;
}

Relationship hidden_end(const Relationship& seen, std::size_t owner, std::size_t number) {
  Relationship end;
  end.name = seen.name;
  end.kind = seen.is_collection() ? RelationshipKind::to_one : RelationshipKind::one_to_one;
  end.target = owner;
  end.reverse = number;
  end.owns_foreign_key = true;
  end.foreign_key = seen.foreign_key;
  end.cascade = no_cascade;
  end.post_update = seen.post_update;
  end.hidden = true;
  end.where = seen.where;
  return end;
}

}  // namespace

void add_hidden_ends(Model& model) {
  for (std::size_t owner = 0; owner < model.entities.size(); ++owner) {
    for (std::size_t i = 0; i < model.entities[owner].relationships.size(); ++i) {
      Relationship& seen = model.entities[owner].relationships[i];
      if (!lacks_other_end(seen)) continue;
      std::vector<Relationship>& others = model.entities[seen.target].relationships;
      seen.reverse = others.size();
      others.push_back(hidden_end(seen, owner, i));
    }
  }
}

}  // namespace orp::language
