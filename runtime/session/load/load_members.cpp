// SPDX-License-Identifier: MIT
// one_to_many, one_to_one and many_to_many: the owners' keys, and who refers to them.
#include "session/load/keyed_load.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/load_tree.hpp"
#include "session/load/member_attacher.hpp"
#include "session/load/wanted_owners.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

namespace {

// A join repeats a member for each owner; without it there are two statements.
bool are_associations_first(const Level& level) {
  constexpr std::size_t many_owners = 100;
  const RelationInfo& relation = level.relation_info();
  return relation.secondary != nullptr && relation.order_by.empty() &&
         level.owners.size() >= many_owners;
}

}  // namespace

std::vector<Entity*> load_members(LoadContext context, const Level& level, Renewed* renewed) {
  const EntityInfo& info = *level.info;
  const RelationInfo& relation = level.relation_info();
  if (!is_primary_key(info, relation.local_columns))
    load_unknown(context, info, level.owners, relation.local_columns);
  if (are_associations_first(level)) return load_associations(context, level, renewed);
  KeyedLoad load(context, level.owners.size(), info, relation, renewed);
  want_owners(load, context.objects.changes, level);

  std::vector<Entity*> found;
  MemberAttacher attacher(context.objects, info, level.relation);
  if (load.size() == 0) {
    attacher.finish(level.owners);
    return found;
  }
  const bool goes_on = LoadTree::loads_eagerly(level.below.get(), *relation.target);
  load.join(level.below, level.path);
  load.run();
  load.reserve(load.expected_rows());
  attacher.reserve(load.expected_rows());
  const bool repeats = load.repeats();
  while (load.next()) {
    Entity& owner = *level.owners[load.number()];
    if (repeats)
      attacher.attach_once(load.number(), owner, load.object());
    else
      attacher.attach(load.number(), owner, load.object());
    if (goes_on) found.push_back(&load.object());
  }
  attacher.finish(level.owners);
  load.finish();
  if (relation.secondary != nullptr || repeats) keep_distinct(found);
  return found;
}

}  // namespace orp
