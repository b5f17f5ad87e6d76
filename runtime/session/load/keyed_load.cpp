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
      rows_(KeyedQuery(relation), relation.holds_key() ? *relation.target : owner,
            relation.holds_key() ? relation.remote_columns : relation.local_columns, most),
      row_(query().target_element() + 1) {}

KeyedLoad::Reading::Reading(const KeyedLoad& load)
    : compiled(load.query().compiled()),
      hydrator(load.context_.objects, load.shape_in(*compiled), load.renewed_) {}

void KeyedLoad::join(LoadTreeRef below, const JoinedPlan::Path& path) {
  begins_peers_ = true;
  query().join(std::move(below), path);
}

void KeyedLoad::run() {
  rows_.run(context_.runner);
  ObjectStore& store = context_.objects.store;
  if (begins_peers_) store.begin_peers(store.extent(*target_), query().below());
  reading_.emplace(*this);
  is_key_given_ = is_key_of_target();
  if (is_key_given_) reading_->hydrator.take_given(query().columns()[0]);
  if (const JoinedPlan* joined = query().joined())
    reading_->joined.emplace(context_.objects, *joined, reading_->compiled->elements, renewed_,
                             true);
}

// What tells whose a row is need not be read twice.
bool KeyedLoad::is_key_of_target() const {
  return rows_.has_integer_key() && query().target_element() == 0 &&
         target_->column(query().columns()[0]).type.tag == TypeTag::int64;
}

void KeyedLoad::finish() {
  if (reading_->joined) reading_->joined->finish();
}

}  // namespace orp
