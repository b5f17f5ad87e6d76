// SPDX-License-Identifier: MIT
// one_to_many, one_to_one and many_to_many: the owners' keys, and who refers to them.
#include "session/load/level_load.hpp"
#include "session/load/load_tree.hpp"
#include "session/load/member_attacher.hpp"
#include "session/load/wanted_owners.hpp"

namespace orp {

MembersLoad::MembersLoad(LoadContext context, const Level& level, Renewed* renewed)
    : context_(context),
      level_(level),
      load_(context, level.owners.size(), *level.info, level.relation_info(), renewed) {
  want_owners(load_, context, level);
  if (load_.size() == 0) return;
  load_.join(level.below, level.path);
  load_.prepare();
}

std::vector<Entity*> MembersLoad::read() {
  const RelationInfo& relation = level_.relation_info();
  std::vector<Entity*> found;
  MemberAttacher attacher(context_.objects, *level_.info, level_.relation);
  if (load_.size() == 0) {
    attacher.finish(level_.owners);
    return found;
  }
  const bool goes_on = LoadTree::loads_eagerly(level_.below.get(), *relation.target);
  load_.run();
  load_.reserve(load_.expected_rows());
  attacher.reserve(load_.expected_rows());
  const bool repeats = load_.repeats();
  const std::vector<Entity*>& owners = level_.owners;
  while (load_.next()) {
    const std::uint32_t number = load_.number();
    if (repeats)
      attacher.attach_once(number, *owners[number], load_.object());
    else
      attacher.attach(number, *owners[number], load_.object());
    if (goes_on) found.push_back(&load_.object());
  }
  attacher.finish(level_.owners);
  load_.finish();
  if (relation.secondary != nullptr || repeats) keep_distinct(found);
  return found;
}

}  // namespace orp
