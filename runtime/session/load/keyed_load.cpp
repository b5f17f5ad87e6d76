// SPDX-License-Identifier: MIT
#include "session/load/keyed_load.hpp"

#include <utility>

#include "session/load/load_context.hpp"

namespace orp {

namespace {

std::vector<const ColumnType*> types_of(const EntityInfo& info, View<std::uint16_t> columns) {
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : columns) types.push_back(&info.column(column).type);
  return types;
}

}  // namespace

KeyedLoad::KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& target,
                     View<std::uint16_t> columns, Renewed* renewed)
    : context_(context),
      renewed_(renewed),
      types_(types_of(target, columns)),
      wanted_(view_of(types_), most),
      keys_(types_.size()),
      target_(&target),
      query_(target, columns, {}),
      row_(query_.target_element() + 1) {}

KeyedLoad::KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& owner,
                     const RelationInfo& relation, Renewed* renewed)
    : context_(context),
      renewed_(renewed),
      types_(types_of(owner, relation.local_columns)),
      wanted_(view_of(types_), most),
      keys_(types_.size()),
      target_(relation.target),
      query_(relation),
      row_(query_.target_element() + 1) {}

KeyedLoad::Reading::Reading(const KeyedLoad& load)
    : shape(*load.target_, load.query_.first_target_column()),
      hydrator(load.context_.objects, shape, load.renewed_),
      reader(load.wanted_, load.query_) {}

bool KeyedLoad::add(const void* const* key, std::uint32_t number) {
  if (!wanted_.add(key, number)) return false;
  keys_.add(key);
  return true;
}

void KeyedLoad::join(LoadTreeRef below, const JoinedPlan::Path& path) {
  context_.objects.store.begin_batch(context_.objects.store.extent(*target_), below);
  query_.join(std::move(below), path);
  joins_ = true;
}

void KeyedLoad::run() {
  reading_.emplace(*this);
  query_.run(context_.runner, keys_, view_of(types_));
  if (joins_)
    reading_->joined.emplace(context_.objects, query_.joined(), query_.elements(), renewed_);
}

void KeyedLoad::finish() {
  if (reading_->joined) reading_->joined->finish();
}

}  // namespace orp
