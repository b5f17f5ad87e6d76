// SPDX-License-Identifier: MIT
// The tables between the two sides of a many_to_many: the keys of both, and nothing else.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "front/relationship_parts.hpp"
#include "model/naming.hpp"
#include "text.hpp"

namespace orp::codegen {
namespace {

constexpr std::size_t local_key = 0;  // of the table's foreign keys: to the side that defines it
constexpr std::size_t target_key = 1;

/// The side that says how the table is, or else the one that was written first.
Side defining_side(const EntityDrafts& drafts, Side side) {
  const Side reverse = reverse_of(drafts, side);
  if (reverse == Side()) return side;
  if (decl_at(drafts, side).secondary) return side;
  if (decl_at(drafts, reverse).secondary) return reverse;
  return std::min(side, reverse);
}

void report_defined_twice(const EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  const Side reverse = reverse_of(drafts, side);
  if (reverse == Side() || reverse < side) return;
  const auto& second = decl_at(drafts, reverse).secondary;
  if (decl_at(drafts, side).secondary && second) {
    diagnostics.error(second->where,
                      "the other side, " + name_of(drafts, side) + ", has a \"secondary\" already",
                      "say it on one side only");
  }
}

/// `post_id`; of an entity with itself `from_person_id` and `to_person_id`.
std::string conventional_column(const Entity& entity, const Column& key, std::string_view prefix) {
  return std::string(prefix) + snake_case(entity.name) + '_' + key.db_name;
}

/// Adds columns that hold the key of `entity`, and the foreign key to it.
void add_half(const EntityDrafts& drafts, std::size_t entity, std::string_view prefix,
              const std::vector<Name>& written, Table& table) {
  const Table& referred = drafts[entity].entity.table;
  ForeignKey key;
  key.target = entity;
  key.target_columns = referred.primary_key.columns;
  key.on_delete = ReferentialAction::cascade;
  key.where = table.where;
  for (const std::size_t index : referred.primary_key.columns) {
    const Column& source = referred.columns[index];
    Column column;
    const std::size_t position = table.columns.size();
    column.db_name = written.empty() ? conventional_column(drafts[entity].entity, source, prefix)
                                     : written[position].value;
    column.name = column.db_name;
    column.type = source.type;
    column.primary_key = true;
    column.where = written.empty() ? table.where : written[position].where;
    key.columns.push_back(position);
    table.primary_key.columns.push_back(position);
    table.columns.push_back(std::move(column));
  }
  table.foreign_keys.push_back(std::move(key));
}

void name_constraints(const NamingConvention& names, const EntityDrafts& drafts, Table& table) {
  const std::string all = joined_names(table, table.primary_key.columns);
  table.primary_key.name = conventional_name(names.pk, {.table = table.name, .columns = all});
  for (ForeignKey& key : table.foreign_keys) {
    const Table& referred = drafts[key.target].entity.table;
    const std::string columns = joined_names(table, key.columns);
    const std::string referred_columns = joined_names(referred, key.target_columns);
    key.name = conventional_name(names.fk, {.table = table.name,
                                            .columns = columns,
                                            .referred_table = referred.name,
                                            .referred_columns = referred_columns});
  }
}

/// The primary key serves the way from the defining side; the way back needs an index of its own.
void add_way_back(const NamingConvention& names, Table& table) {
  const std::vector<std::size_t>& columns = table.foreign_keys[target_key].columns;
  Index index;
  const std::string joined = joined_names(table, columns);
  index.name = conventional_name(names.ix, {.table = table.name, .columns = joined});
  for (const std::size_t column : columns) index.parts.push_back({column, {}, false});
  index.where = table.where;
  table.indexes.push_back(std::move(index));
}

/// Requires: both sides have primary keys.
Table make_table(const NamingConvention& names, const EntityDrafts& drafts, Side side,
                 const std::vector<Name>& written) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  const std::size_t target = relationship_at(drafts, side).target;
  const bool is_reflexive = target == side.entity;
  Table table;
  table.name = decl
                   ? decl->value.table.value
                   : drafts[side.entity].entity.table.name + '_' + drafts[target].entity.table.name;
  table.where = decl ? decl->where : relationship_at(drafts, side).where;
  add_half(drafts, side.entity, is_reflexive ? "from_" : "", written, table);
  add_half(drafts, target, is_reflexive ? "to_" : "", written, table);
  name_constraints(names, drafts, table);
  add_way_back(names, table);
  return table;
}

/// The column names that were written; empty when there are none or not as many as keys.
std::vector<Name> written_columns(const EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  if (!decl || decl->value.columns.empty()) return {};
  const Entity& entity = drafts[side.entity].entity;
  const Entity& target = drafts[relationship_at(drafts, side).target].entity;
  const std::size_t needed =
      entity.table.primary_key.columns.size() + target.table.primary_key.columns.size();
  if (decl->value.columns.size() == needed) return decl->value.columns;
  diagnostics.error(decl->value.columns.front().where,
                    counted(decl->value.columns.size(), "column") + " for the keys of " +
                        entity.name + " and " + target.name + ", which have " +
                        std::to_string(needed),
                    "name the columns of " + entity.name + " first, then those of " + target.name);
  return {};
}

void connect(EntityDrafts& drafts, Side side, std::size_t table) {
  const auto set = [&](Side s, std::size_t local, std::size_t target) {
    Relationship& relationship = relationship_at(drafts, s);
    relationship.secondary = table;
    relationship.secondary_local_key = local;
    relationship.secondary_target_key = target;
  };
  set(side, local_key, target_key);
  const Side reverse = reverse_of(drafts, side);
  if (reverse != Side()) set(reverse, target_key, local_key);
}

bool has_primary_key(const EntityDraft& draft) {
  return !draft.entity.table.primary_key.columns.empty();
}

}  // namespace

std::vector<Table> make_secondary_tables(const NamingConvention& names, EntityDrafts& drafts,
                                         Diagnostics& diagnostics) {
  std::vector<Table> tables;
  for (const Side side : known_sides(drafts)) {
    const Relationship& relationship = relationship_at(drafts, side);
    if (relationship.kind != RelationshipKind::many_to_many) continue;
    report_defined_twice(drafts, side, diagnostics);
    if (relationship.secondary != npos) continue;  // made for the other side
    const Side definer = defining_side(drafts, side);
    if (!has_primary_key(drafts[side.entity]) || !has_primary_key(drafts[relationship.target])) {
      continue;  // reported
    }
    const std::vector<Name> columns = written_columns(drafts, definer, diagnostics);
    tables.push_back(make_table(names, drafts, definer, columns));
    connect(drafts, definer, tables.size() - 1);
  }
  return tables;
}

}  // namespace orp::codegen
