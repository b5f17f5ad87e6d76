// SPDX-License-Identifier: MIT
#include "session/flush/key_cascades.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "meta/column_numbers.hpp"
#include "session/flush/holders.hpp"
#include "session/flush/key_paths.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/relation_loader.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

using EntitySet = std::unordered_set<const Entity*>;

// The database would refuse the new key while somebody refers to the old one.
bool must_let_go(const ForeignKeyInfo& key) {
  return key.on_update == ReferentialAction::no_action ||
         key.on_update == ReferentialAction::restrict;
}

// The relationship, of either side, that `key` belongs to.
const RelationInfo* relation_of(const ForeignKeyInfo& key, const EntityInfo& holder,
                                const EntityInfo& owner) {
  for (const RelationInfo& relation : holder.relations)
    if (relation.holds_key() && !relation.view_only &&
        are_equal(relation.local_columns, key.columns))
      return &relation;
  for (const RelationInfo& relation : owner.relations)
    if (is_held_by_target(relation) && !relation.view_only && relation.target == &holder &&
        are_equal(relation.remote_columns, key.columns))
      return &relation;
  return nullptr;
}

// Adds those of `members` that lead by `step` to objects in memory.
void add_led(const Objects& objects, const KeyStep& step, const KeyTable& members, EntitySet& led) {
  std::vector<Entity*> owners;
  for (const KeyTable& table : objects.identities.tables())
    if (&table.info().table() == step.referred)
      table.for_each([&](Entity& owner) { owners.push_back(&owner); });
  for (const auto& found : find_holders(objects.changes, members, view_of(step.columns),
                                        {&owners, view_of(step.referred_columns)}))
    led.insert(found.first);
}

}  // namespace

bool KeyCascades::spread() {
  if (std::exchange(rows_known_, context_.objects.rows_read) == context_.objects.rows_read)
    return false;
  spread_all();
  return true;
}

void KeyCascades::spread_all() {
  Wave wave;
  if (changes_->concerns_others)
    for (const auto* rows : {&changes_->updates, &changes_->follows})
      for (const RowChange& row : *rows)
        if (row.entity != nullptr && may_be_referred_to(row)) add(wave, *row.entity);
  while (true) {
    if (wave.size() == 0)
      for (Entity* dependent : copier_->take_in_outdated()) add(wave, *dependent);
    if (wave.size() == 0) break;
    for (std::size_t i = 0; i < wave.size(); ++i) load_former_keys(wave.class_of(i), wave[i]);
    for (std::size_t i = 0; i < wave.size(); ++i) load_members(wave.class_of(i), wave[i], wave);
    load_unlisted(wave);
    load_torn(wave);
    Wave next;
    for (std::size_t i = 0; i < wave.size(); ++i) spread(wave.class_of(i), wave[i], next);
    wave = std::move(next);
  }
  part_torn();
  for (const Member& loose : loose_) write_what_lets_go(loose);
  loose_.clear();
}

// Most rows write nothing of that kind.
bool KeyCascades::may_be_referred_to(const RowChange& row) {
  const EntityInfo& info = info_of(*row.entity);
  return row.first_copy != KeyCopy::none ||
         rules_.of(info).unique.meets(Masks(*row.entity, info).changed_words());
}

void KeyCascades::add(Wave& wave, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  RowShape& written = copier_->written_by(entity);
  written &= rules_.of(info).unique;
  if (written.empty()) return;
  for (const std::uint16_t column : info.key)
    if (written.contains(column)) context_.objects.changes.keep_old_value(entity, column);
  Owners& owners = wave.get(info, info);
  owners.columns |= written;
  owners.objects.push_back(&entity);
}

// Who refers to a key is found by what it was.
void KeyCascades::load_former_keys(const EntityInfo& info, const Owners& owners) {
  if (!is_referred_to(info, owners.columns)) return;
  std::vector<std::uint16_t> columns;
  owners.columns.for_each([&](std::uint16_t column) { columns.push_back(column); });
  load_unknown(context_, info, owners.objects, view_of(columns));
}

bool KeyCascades::is_referred_to(const EntityInfo& info, const RowShape& columns) const {
  const auto leads_here = [&](const RelationInfo& relation) {
    return is_held_by_target(relation) && columns.contains_any(relation.local_columns);
  };
  if (std::any_of(info.relations.begin(), info.relations.end(), leads_here)) return true;
  for (const KeyTable& members : context_.objects.identities.tables())
    for (const ForeignKeyInfo& key : members.info().table().foreign_keys)
      if (key.referred == &info.table() && columns.contains_any(key.referred_columns)) return true;
  return false;
}

void KeyCascades::load_members(const EntityInfo& info, const Owners& owners, Wave& wave) {
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (relation.view_only || !is_held_by_target(relation) ||
        !owners.columns.contains_any(relation.local_columns))
      continue;
    const ForeignKeyInfo* key = find_foreign_key(relation.target->table(), relation.remote_columns);
    if (key == nullptr) continue;
    if (!is_cascaded(*key) || may_be_torn(relation.target->table(), *key, wave))
      load_members(info, owners, i);
  }
}

// Who refers to an owner by a relationship that only the member has.
void KeyCascades::load_unlisted(Wave& wave) {
  for (const KeyTable& members : context_.objects.identities.tables())
    for (const RelationInfo& relation : members.info().relations) {
      if (!relation.holds_key() || relation.inverse >= 0 || relation.view_only) continue;
      const Owners* owners = wave.find(*relation.target);
      if (owners == nullptr || !owners->columns.contains_any(relation.remote_columns)) continue;
      const ForeignKeyInfo* key = find_foreign_key(members.info().table(), relation.local_columns);
      if (key != nullptr && !is_cascaded(*key)) load_all(members, relation.local_columns);
    }
}

void KeyCascades::load_torn(Wave& wave) {
  for (const KeyTable& members : context_.objects.identities.tables())
    for (const ForeignKeyInfo& key : members.info().table().foreign_keys)
      if (may_be_torn(members.info().table(), key, wave)) load_all(members, key.columns);
}

// Those in memory of which nobody knows to whom they refer.
void KeyCascades::load_all(const KeyTable& members, View<std::uint16_t> foreign_key) {
  std::vector<Entity*> objects;
  members.for_each([&](Entity& member) { objects.push_back(&member); });
  load_unknown(context_, members.info(), objects, foreign_key);
}

bool KeyCascades::may_be_torn(const TableInfo& table, const ForeignKeyInfo& key, Wave& wave) const {
  if (!is_cascaded(key) || !writes_key_of(*key.referred, wave)) return false;
  return std::any_of(
      table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKeyInfo& other) {
        return &other != &key && is_cascaded(other) && share_column(other.columns, key.columns) &&
               writes_key_of(*other.referred, wave);
      });
}

// By a statement of its own.
bool KeyCascades::writes_key_of(const TableInfo& table, Wave& wave) const {
  for (std::size_t i = 0; i < wave.size(); ++i) {
    if (&wave.class_of(i).table() != &table) continue;
    for (Entity* owner : wave[i].objects)
      for (const std::uint16_t column : table.primary_key)
        if (copier_->writes_itself(*owner, column)) return true;
  }
  return false;
}

void KeyCascades::load_members(const EntityInfo& info, const Owners& owners, unsigned number) {
  const RelationInfo& relation = info.relations[number];
  std::vector<Entity*> unloaded;
  std::vector<Entity*> members;
  const auto add_member = [&](Entity& member) {
    if (is_persistent(member)) members.push_back(&member);
  };
  for (Entity* owner : owners.objects) {
    forget_absent(*owner, number);
    if (!is_relation_loaded(*owner, info, number)) unloaded.push_back(owner);
    for_each_member(*owner, info, number, add_member);
    for_each_let_go(context_.objects.changes, *owner, info, number, add_member);
  }
  RelationLoader(context_).load(info, number, std::move(unloaded), nullptr);
  load_unknown(context_, *relation.target, members, relation.remote_columns);
}

void KeyCascades::spread(const EntityInfo& info, const Owners& owners, Wave& next) {
  for (const KeyTable& members : context_.objects.identities.tables()) {
    for (const ForeignKeyInfo& key : members.info().table().foreign_keys)
      if (key.referred == &info.table() && owners.columns.contains_any(key.referred_columns))
        spread({&key, &members.info(), &info, &owners}, members, next);
    for (const KeyPath& path : key_paths(members.info().table(), info.table()))
      if (owners.columns.contains_any(view_of(path.whole.referred_columns)))
        cross(path, owners, members, next);
  }
}

// A row between that is in memory speaks for itself.
void KeyCascades::cross(const KeyPath& path, const Owners& owners, const KeyTable& members,
                        Wave& next) {
  const View<std::uint16_t> columns = view_of(path.whole.columns);
  const View<std::uint16_t> referred_columns = view_of(path.whole.referred_columns);
  const auto found =
      find_holders(context_.objects.changes, members, columns, {&owners.objects, referred_columns});
  if (found.empty()) return;
  EntitySet led;
  for (const KeyStep& step : path.between) add_led(context_.objects, step, members, led);
  const View<std::uint16_t> first = view_of(path.between.front().columns);
  for (const auto& [member, owner] : found) {
    if (led.count(member) != 0 || !refers(context_.objects.changes, *member, first)) continue;
    const RowShape before = copier_->written_by(*member);
    follow(columns, *member, referred_columns, *owners.objects[owner]);
    go_on(*member, before, next);
  }
}

void KeyCascades::spread(const Reference& reference, const KeyTable& members, Wave& next) {
  const std::vector<Entity*>& owners = reference.owners->objects;
  const auto found = find_holders(context_.objects.changes, members, reference.key->columns,
                                  {&owners, reference.key->referred_columns});
  for (const auto& [member, owner] : found) take(reference, *member, *owners[owner], next);
}

void KeyCascades::take(const Reference& reference, Entity& member, Entity& owner, Wave& next) {
  const RowShape before = copier_->written_by(member);
  if (is_cascaded(*reference.key)) {
    follow(reference.key->columns, member, reference.key->referred_columns, owner);
    followers_.push_back({reference.key,
                          relation_of(*reference.key, *reference.holder, *reference.info), &member,
                          &owner});
  } else {
    point(reference, member, owner);
  }
  go_on(member, before, next);
}

// Who writes more than before is followed in turn.
void KeyCascades::go_on(Entity& member, const RowShape& before, Wave& next) {
  if (copier_->written_by(member) != before) add(next, member);
}

void KeyCascades::follow(View<std::uint16_t> columns, Entity& member,
                         View<std::uint16_t> referred_columns, Entity& owner) {
  const RowShape written = copier_->written_by(owner);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (written.contains(referred_columns[i]))
      copier_->follow(member, columns[i], owner, referred_columns[i]);
}

// Without a relationship the columns are the program's own.
void KeyCascades::point(const Reference& reference, Entity& member, Entity& owner) {
  const ForeignKeyInfo& key = *reference.key;
  const RelationInfo* relation = relation_of(key, *reference.holder, *reference.info);
  if (relation == nullptr) return;
  const bool is_assigned = Masks(member, *reference.holder).any_changed(key.columns);
  const KeyCopy* said = copier_->find_said(member, key.columns);
  const bool stays = !is_assigned && (said == nullptr || said->source == &owner);
  if (stays && !is_doomed(member))
    copier_->point(member, *relation, key.columns, owner, key.referred_columns);
  if (must_let_go(key)) let_go({&key, relation, &member, &owner});
}

void KeyCascades::let_go(const Member& member) {
  changes_->letting_go.push_back({member.member, member.key});
  if (!is_doomed(*member.member)) loose_.push_back(member);
}

// All but one let go that may.
void KeyCascades::part_torn() {
  std::stable_sort(
      followers_.begin(), followers_.end(),
      [](const Member& one, const Member& other) { return one.member < other.member; });
  for (std::size_t i = 0; i < followers_.size(); ++i)
    for (std::size_t j = i + 1;
         j < followers_.size() && followers_[j].member == followers_[i].member; ++j)
      if (is_torn(followers_[i], followers_[j])) {
        const Member& loose = followers_[may_let_go(followers_[j]) ? j : i];
        if (may_let_go(loose)) let_go(loose);
      }
  followers_.clear();
}

bool KeyCascades::is_torn(const Member& one, const Member& other) const {
  for (std::size_t i = 0; i < one.key->columns.size(); ++i)
    for (std::size_t j = 0; j < other.key->columns.size(); ++j) {
      if (one.key->columns[i] != other.key->columns[j]) continue;
      const std::uint16_t column = one.key->referred_columns[i];
      const std::uint16_t other_column = other.key->referred_columns[j];
      if (copier_->written_by(*one.owner).contains(column) &&
          copier_->written_by(*other.owner).contains(other_column) &&
          !copier_->have_one_origin(*one.owner, column, *other.owner, other_column))
        return true;
    }
  return false;
}

bool KeyCascades::may_let_go(const Member& member) const {
  return member.relation != nullptr && !columns_to_let_go(member).empty();
}

// A column that may be NULL for a moment is written after, also where it stays as it is: as the
// target has it, and without one as the row has it.
void KeyCascades::write_what_lets_go(const Member& loose) {
  const std::vector<std::uint16_t> columns = columns_to_let_go(loose);
  if (std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
        return copier_->writes_itself(*loose.member, column);
      }))
    return;
  Entity* target = target_of(loose);
  const View<std::uint16_t> all = loose.key->columns;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::find(columns.begin(), columns.end(), all[i]) == columns.end()) continue;
    if (target != nullptr)
      copier_->rewrite(*loose.member, *loose.relation, all[i], *target,
                       loose.key->referred_columns[i]);
    else
      copier_->rewrite(*loose.member, all[i]);
  }
}

// Whom the row refers to in the end. nullptr: the program assigns the key, not as its owner's
// changes.
Entity* KeyCascades::target_of(const Member& loose) {
  const auto& [key, relation, member, owner] = loose;
  if (const KeyCopy* said = copier_->find_said(*member, key->columns)) return said->source;
  const Masks masks(*member, info_of(*member));
  const RowShape& written = copier_->written_by(*owner);
  for (std::size_t i = 0; i < key->columns.size(); ++i)
    if (masks.is_changed(key->columns[i]) && !written.contains(key->referred_columns[i]))
      return nullptr;
  return owner;
}

// What the database cascades stays if it can: others may refer to it.
std::vector<std::uint16_t> KeyCascades::columns_to_let_go(const Member& loose) const {
  const EntityInfo& info = info_of(*loose.member);
  std::vector<std::uint16_t> columns(loose.key->columns.begin(), loose.key->columns.end());
  std::erase_if(columns, [&](std::uint16_t column) { return !info.column(column).type.nullable; });
  const auto is_followed = [&](std::uint16_t column) {
    return copier_->cascaded_into(*loose.member, column) != nullptr;
  };
  if (!std::all_of(columns.begin(), columns.end(), is_followed))
    std::erase_if(columns, is_followed);
  return columns;
}

}  // namespace orp
