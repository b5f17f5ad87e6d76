// SPDX-License-Identifier: MIT
// many_to_many: the rows of the secondary table, and then whom they name.
#include <deque>
#include <vector>

#include "entity/masks.hpp"
#include "meta/stored_value.hpp"
#include "session/load/level_load.hpp"
#include "session/load/member_attacher.hpp"
#include "session/load/wanted_owners.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

namespace {

std::vector<const ColumnType*> key_types(const RelationInfo& relation) {
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : relation.remote_columns)
    types.push_back(&relation.target->column(column).type);
  return types;
}

/// Whom associations name: keys, each with a number from 0.
class MemberKeys {
 public:
  explicit MemberKeys(const RelationInfo& relation)
      : types_(key_types(relation)), index_(view_of(types_), 0), value_(types_.size()) {}

  /// The number of the key in the row's columns from `first`; KeyIndex::none: it names nobody.
  std::uint32_t read(backend::Cursor& cursor, std::size_t first) {
    std::int64_t key = 0;
    if (!index_.has_integer_key()) return read_any(cursor, first);
    if (!cursor.read_integer(first, key)) return KeyIndex::none;
    const std::uint32_t known = index_.find_integer(key);
    if (known != KeyIndex::none) return known;
    return types_[0]->tag == TypeTag::int64 ? add(integers_.emplace_back(key))
                                            : read_any(cursor, first);
  }
  std::size_t size() const { return count_; }
  /// Key `number`: a value a column.
  const void* const* key(std::uint32_t number) {
    if (!integers_.empty())
      value_[0] = &integers_[number];
    else
      copy_key(number);
    return value_.data();
  }

 private:
  void copy_key(std::uint32_t number) {
    for (std::size_t i = 0; i < types_.size(); ++i)
      value_[i] = fields_[number * types_.size() + i].value();
  }

  // Requires: nobody has this key.
  std::uint32_t add(const std::int64_t& key) {
    value_[0] = &key;
    index_.add(value_.data(), count_);
    return count_++;
  }

  std::uint32_t read_any(backend::Cursor& cursor, std::size_t first) {
    for (std::size_t i = 0; i < types_.size(); ++i)
      if (cursor.is_null(first + i)) return KeyIndex::none;
    for (std::size_t i = 0; i < types_.size(); ++i) {
      StoredValue& field = fields_.emplace_back(*types_[i]);
      cursor.read(first + i, *types_[i], field.field());
      value_[i] = field.value();
    }
    if (index_.add(value_.data(), count_)) return count_++;
    const std::uint32_t known = index_.find(value_.data());
    for (std::size_t i = 0; i < types_.size(); ++i) fields_.pop_back();
    return known;
  }

  std::vector<const ColumnType*> types_;
  KeyIndex index_;
  std::deque<std::int64_t> integers_;  // all keys, or none
  std::deque<StoredValue> fields_;
  std::vector<const void*> value_;
  std::uint32_t count_ = 0;
};

struct Association {
  std::uint32_t owner;   // its number in the level
  std::uint32_t member;  // its key's
};

std::vector<Association> read_associations(QueryRunner& runner, KeyedRows& rows,
                                           MemberKeys& members) {
  std::vector<Association> associations;
  if (rows.size() == 0) return associations;
  rows.run(runner);
  const std::size_t first = rows.query().first_target_column();
  while (rows.next()) {
    const std::uint32_t member = members.read(rows.query().cursor(), first);
    if (member != KeyIndex::none) associations.push_back({rows.number(), member});
  }
  return associations;
}

// Whoever is in memory and knows all; an object that is to be read anew is as good as none.
Entity* find_member(Objects& objects, const RelationInfo& relation, const void* const* key,
                    const Renewed* renewed) {
  if (!is_primary_key(*relation.target, relation.remote_columns)) return nullptr;
  Entity* const member = objects.identities.table(*relation.target).find(key);
  if (member == nullptr || !Masks(*member, *relation.target).all_loaded()) return nullptr;
  return renewed == nullptr || renewed->objects.count(member) != 0 ? member : nullptr;
}

}  // namespace

AssociationsLoad::AssociationsLoad(LoadContext context, const Level& level, Renewed* renewed)
    : context_(context),
      level_(level),
      renewed_(renewed),
      rows_(KeyedQuery::associations_of(level.relation_info()), *level.info,
            level.relation_info().local_columns, level.owners.size()) {
  want_owners(rows_, context, level);
  if (rows_.size() > 0) rows_.prepare(context.runner);
}

std::vector<Entity*> AssociationsLoad::read() {
  const RelationInfo& relation = level_.relation_info();
  MemberKeys keys(relation);
  const std::vector<Association> associations = read_associations(context_.runner, rows_, keys);

  std::vector<Entity*> members(keys.size());
  KeyedLoad load(context_, keys.size(), *relation.target, relation.remote_columns, renewed_);
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    members[i] = find_member(context_.objects, relation, keys.key(i), renewed_);
    if (members[i] == nullptr) load.add(keys.key(i), i);
  }
  if (load.size() > 0) {
    load.join(level_.below, level_.path);
    load.run();
    load.reserve(load.size());
    while (load.next()) members[load.number()] = &load.object();
    load.finish();
  }
  MemberAttacher attacher(context_.objects, *level_.info, level_.relation);
  attacher.reserve(associations.size());
  for (const Association& one : associations)
    if (Entity* const member = members[one.member])
      attacher.attach(one.owner, *level_.owners[one.owner], *member);
  attacher.finish(level_.owners);
  std::erase(members, nullptr);  // of associations with nobody
  return members;
}

}  // namespace orp
