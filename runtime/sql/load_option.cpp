// SPDX-License-Identifier: MIT
#include "orpiment/sql/load_option.hpp"

namespace orp {

LoadOption detail::with_every_relationship(LoadOption path, LoadStrategy strategy) {
  path.steps.push_back({nullptr, LoadStep::every_relation, strategy, false});
  return path;
}

LoadOption selectinload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::selectin);
}
LoadOption lazyload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::select);
}
LoadOption peersload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::peers);
}
LoadOption raiseload(EveryRelationship) {
  return detail::with_every_relationship({}, LoadStrategy::raise);
}

}  // namespace orp
