// SPDX-License-Identifier: MIT
// What a new key means for the rows that refer to it.
//
// Rules
//  (1) Who refers to a row is told by the foreign key that the database has, whatever the objects
//      say by now: a row that moves on, or is to be deleted, in the same flush refers to its former
//      parent until its own statement is sent.
//  (2) Where the database cascades (ON UPDATE CASCADE) such a row changes with its parent's. Its
//      object follows but for what the program writes itself, and its own statements name it by the
//      key that it has by then, which may be the key of further rows. That holds as well where the
//      rows between are not in memory: who refers to them has the changed key in its own.
//  (3) Where it does not, the row lets go before (NULL), and is pointed to the new key after: three
//      statements. What is not loaded is loaded for that (passive_updates = False in SQLAlchemy). A
//      foreign key that cannot be NULL is left to the database to refuse. So are read the members
//      in memory of which nobody knows what they refer to, also where no list says who they are.
//  (4) What the database changes in a row and in the row that it refers to alike, nobody writes:
//      rows that refer to each other in a ring would hand round what they had. Who has to write is
//      known only when all cascades are.
//  (5) A row that moves on in the same flush, or refers to nothing after it, does not follow its
//      former parent: neither in the columns that change with the move nor in those that stay.
//  (6) A row that the flush reads, why ever and however late, shows what the database has before
//      that. So whom it refers to is asked again before anything is written: else its object would
//      show a key that a cascade has changed since.
//  (7) A row of two foreign keys that share a column, both of whose targets change it by statements
//      of their own, would refer to one of them in vain between the two. By one key that may be
//      NULL it lets go before, as in rule 3, and follows the other. Who is in memory or in a list
//      of theirs is read for that.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "session/flush/key_copier.hpp"
#include "session/flush/row_rules.hpp"
#include "session/load/load_context.hpp"
#include "session/objects/class_map.hpp"

namespace orp {

class KeyTable;
struct KeyPath;

class KeyCascades {
 public:
  KeyCascades(LoadContext context, Changes& changes, KeyCopier& copier)
      : context_(context), changes_(&changes), copier_(&copier) {}

  /// Follows the keys that `changes` writes to all who refer to them, as far as memory knows.
  /// False: it knows no more than last time. So whoever reads rows calls it again, until that.
  bool spread();

 private:
  /// The objects of a class that change what foreign keys may refer to, each perhaps twice.
  struct Owners {
    explicit Owners(const EntityInfo& info) : columns(info) {}

    RowShape columns;  ///< that some of them change
    std::vector<Entity*> objects{};
  };
  using Wave = ClassMap<Owners>;

  /// A foreign key whose values change with those of `owners`.
  struct Reference {
    const ForeignKeyInfo* key;
    const EntityInfo* holder;
    const EntityInfo* info;  ///< of the owners
    const Owners* owners;
  };

  /// Refers to `owner` by `key`. A loose one lets go of it until that has its new key.
  struct Member {
    const ForeignKeyInfo* key;
    const RelationInfo* relation;
    Entity* member;
    Entity* owner;
  };

  void spread_all();
  bool may_be_referred_to(const RowChange& row);
  void add(Wave& wave, Entity& entity);
  void load_former_keys(const EntityInfo& info, const Owners& owners);
  bool is_referred_to(const EntityInfo& info, const RowShape& columns) const;
  void load_members(const EntityInfo& info, const Owners& owners, Wave& wave);
  void load_unlisted(Wave& wave);
  void load_torn(Wave& wave);
  void load_all(const KeyTable& members, View<std::uint16_t> foreign_key);
  bool may_be_torn(const TableInfo& table, const ForeignKeyInfo& key, Wave& wave) const;
  bool writes_key_of(const TableInfo& table, Wave& wave) const;
  void load_members(const EntityInfo& info, const Owners& owners, unsigned number);
  void spread(const EntityInfo& info, const Owners& owners, Wave& next);
  void spread(const Reference& reference, const KeyTable& members, Wave& next);
  void cross(const KeyPath& path, const Owners& owners, const KeyTable& members, Wave& next);
  void take(const Reference& reference, Entity& member, Entity& owner, Wave& next);
  void go_on(Entity& member, const RowShape& before, Wave& next);
  void follow(View<std::uint16_t> columns, Entity& member, View<std::uint16_t> referred_columns,
              Entity& owner);
  void point(const Reference& reference, Entity& member, Entity& owner);
  void part_torn();
  bool is_torn(const Member& one, const Member& other) const;
  bool may_let_go(const Member& member) const;
  void let_go(const Member& member);
  void write_what_lets_go(const Member& loose);
  Entity* target_of(const Member& loose);
  std::vector<std::uint16_t> columns_to_let_go(const Member& loose) const;

  LoadContext context_;
  Changes* changes_;
  KeyCopier* copier_;
  std::vector<Member> followers_;
  std::vector<Member> loose_;
  RulesInTurn rules_;
  std::optional<std::size_t> rows_known_;  // Objects::rows_read, last time
};

}  // namespace orp
