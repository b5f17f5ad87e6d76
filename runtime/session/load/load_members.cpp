// SPDX-License-Identifier: MIT
// one_to_many, one_to_one and many_to_many: the owners' keys, and who refers to them.
#include <algorithm>

#include "session/load/keyed_load.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/load_tree.hpp"
#include "session/load/member_attacher.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

namespace {

// The values as the database has them: those that were set wait for the flush.
bool read_database_key(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                       View<std::uint16_t> columns, const void** values) {
  if (!read_key(entity, info, columns, values)) return false;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const void* field = changes.database_field(entity, info, columns[i]))
      values[i] = info.column(columns[i]).type.ops->value(field);
  return std::find(values, values + columns.size(), nullptr) == values + columns.size();
}

void want_all(KeyedLoad& load, const ChangeLog& changes, const Level& level) {
  const View<std::uint16_t> columns = level.relation_info().local_columns;
  std::vector<const void*> key(columns.size());
  for (std::uint32_t i = 0; i < level.owners.size(); ++i) {
    Entity& owner = *level.owners[i];
    for (const std::uint16_t column : columns) EntityAccess::ensure(owner, column);
    if (read_database_key(changes, owner, *level.info, columns, key.data()))
      load.add(key.data(), i);
  }
}

}  // namespace

std::vector<Entity*> load_members(LoadContext context, const Level& level, Renewed* renewed) {
  const EntityInfo& info = *level.info;
  const RelationInfo& relation = level.relation_info();
  if (!is_primary_key(info, relation.local_columns))
    load_unknown(context, info, level.owners, relation.local_columns);
  KeyedLoad load(context, level.owners.size(), info, relation, renewed);
  want_all(load, context.objects.changes, level);

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
