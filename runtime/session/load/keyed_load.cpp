// SPDX-License-Identifier: MIT
#include "session/load/keyed_load.hpp"

#include <utility>

#include "session/load/load_context.hpp"

namespace orp {

KeyedLoad::KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& target,
                     View<std::uint16_t> columns, Renewed* renewed)
    : context_(context),
      renewed_(renewed),
      target_(&target),
      rows_(KeyedQuery(target, columns, {}), target, columns, most),
      row_(query().target_element() + 1) {}

KeyedLoad::KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& owner,
                     const RelationInfo& relation, Renewed* renewed)
    : context_(context),
      renewed_(renewed),
      target_(relation.target),
      rows_(KeyedQuery(relation), owner, relation.local_columns, most),
      row_(query().target_element() + 1) {}

KeyedLoad::Reading::Reading(const KeyedLoad& load)
    : shape(*load.target_, load.query().first_target_column()),
      hydrator(load.context_.objects, shape, load.renewed_) {}

void KeyedLoad::join(LoadTreeRef below, const JoinedPlan::Path& path) {
  context_.objects.store.begin_peers(context_.objects.store.extent(*target_), below);
  query().join(std::move(below), path);
  joins_ = true;
}

void KeyedLoad::run() {
  reading_.emplace(*this);
  rows_.run(context_.runner);
  if (joins_)
    reading_->joined.emplace(context_.objects, query().joined(), query().elements(), renewed_);
}

void KeyedLoad::finish() {
  if (reading_->joined) reading_->joined->finish();
}

}  // namespace orp
