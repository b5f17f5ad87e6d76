// SPDX-License-Identifier: MIT
#include "orpiment/sql/load_option.hpp"

namespace orp {

LoadOption detail::with_every_relationship(LoadOption path, LoadStrategy strategy) {
  path.steps.push_back({nullptr, LoadStep::every_relation, strategy, false});
  return path;
}

}  // namespace orp
