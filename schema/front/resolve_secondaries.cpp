// SPDX-License-Identifier: MIT
// The tables between the two sides of a many_to_many: the keys of both, and what
// complete_secondary.cpp adds. One
// relationship, or a pair that keeps its two sides in step, makes a table and writes it. Viewonly
// relationships that name the table of another and connect the same entities look through that
// table, in either direction; where both ends are one entity, "columns" says which.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "schema/front/relationship_steps.hpp"
#include "schema/model/naming.hpp"
#include "schema/text.hpp"

namespace orp::language {
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
  return std::string(prefix) + snake_case(entity.name) + '_' + key.name;
}

/// Adds columns that hold the key of `entity`, and the foreign key to it. A link follows the rows
/// that it connects: it goes with them, and takes their new keys.
void add_half(const EntityDrafts& drafts, std::size_t entity, std::string_view prefix,
              const std::vector<Name>& written, Table& table) {
  const Table& referred = drafts[entity].entity.table;
  ForeignKey key;
  key.target = entity;
  key.referred_table = referred.name;
  key.referred_schema = referred.database_schema;
  key.referred_columns = referred.primary_key.columns;
  key.on_delete = ReferentialAction::cascade;
  key.on_update = ReferentialAction::cascade;
  key.where = table.where;
  for (const std::string& name : referred.primary_key.columns) {
    const Column& source = column_named(referred, name);
    Column column;
    const std::size_t position = table.columns.size();
    column.name = written.empty() ? conventional_column(drafts[entity].entity, source, prefix)
                                  : written[position].value;
    column.attribute = column.name;
    column.type = source.type;
    column.custom = source.custom;
    column.primary_key = true;
    column.where = written.empty() ? table.where : written[position].where;
    key.columns.push_back(column.name);
    table.primary_key.columns.push_back(column.name);
    table.columns.push_back(std::move(column));
  }
  table.foreign_keys.push_back(std::move(key));
}

void take_actions(const Maybe<SecondaryDecl>& decl, std::vector<ForeignKey>& keys) {
  if (!decl) return;
  if (const Maybe<bool>& constraint = decl->value.keeping.constraint;
      constraint && !is_on(constraint))
    for (ForeignKey& key : keys) key.on_delete = key.on_update = ReferentialAction::no_action;
  if (const Maybe<KeyActions>& written = decl->value.on_delete) {
    keys[local_key].on_delete = written->value.local;
    keys[target_key].on_delete = written->value.target;
  }
  if (const Maybe<KeyActions>& written = decl->value.on_update) {
    keys[local_key].on_update = written->value.local;
    keys[target_key].on_update = written->value.target;
  }
}

std::string table_name(const EntityDrafts& drafts, Side side) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  if (decl) return decl->value.table.value;
  const std::size_t target = relationship_at(drafts, side).target;
  return drafts[side.entity].entity.table.name + '_' + drafts[target].entity.table.name;
}

std::string database_schema_of(const EntityDrafts& drafts, Side side) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  if (decl && decl->value.database_schema) return decl->value.database_schema->value;
  return drafts[side.entity].entity.table.database_schema;
}

/// Requires: both sides have primary keys.
Table make_table(const SchemaParts& parts, const EntityDrafts& drafts, Side side,
                 const std::vector<Name>& written, Diagnostics& diagnostics) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  const std::size_t target = relationship_at(drafts, side).target;
  const bool is_reflexive = target == side.entity;
  Table table;
  table.name = table_name(drafts, side);
  table.database_schema = database_schema_of(drafts, side);
  table.where = decl ? decl->where : relationship_at(drafts, side).where;
  add_half(drafts, side.entity, is_reflexive ? "from_" : "", written, table);
  add_half(drafts, target, is_reflexive ? "to_" : "", written, table);
  take_actions(decl, table.foreign_keys);
  complete_secondary_table(parts, decl ? decl->value : SecondaryDecl(), table, diagnostics);
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

void connect(EntityDrafts& drafts, Side side, std::size_t table, std::size_t local) {
  const auto set = [&](Side s, std::size_t to_itself) {
    Relationship& relationship = relationship_at(drafts, s);
    relationship.secondary = table;
    relationship.secondary_local_key = to_itself;
    relationship.secondary_target_key = 1 - to_itself;
  };
  set(side, local);
  const Side reverse = reverse_of(drafts, side);
  if (reverse != Side()) set(reverse, 1 - local);
}

bool has_primary_key(const EntityDraft& draft) {
  return !draft.entity.table.primary_key.columns.empty();
}

// ---- Tables of others ---------------------------------------------------------------------------

/// Whether a relationship of `side` could lead through `table`, away from `local`.
bool leads_through(const EntityDrafts& drafts, Side side, const Table& table, std::size_t local) {
  return table.foreign_keys[local].target == side.entity &&
         table.foreign_keys[1 - local].target == relationship_at(drafts, side).target;
}

std::vector<std::string_view> column_names(const Table& table, std::size_t local) {
  std::vector<std::string_view> names;
  for (const std::size_t key : {local, 1 - local}) {
    for (const std::string& column : table.foreign_keys[key].columns) names.push_back(column);
  }
  return names;
}

bool are_named(const std::vector<Name>& written, const std::vector<std::string_view>& names) {
  return std::equal(written.begin(), written.end(), names.begin(), names.end(),
                    [](const Name& w, std::string_view name) { return w.value == name; });
}

/// Which foreign key of the table of another leads to the entity of `side` itself.
std::size_t choose_local_key(const EntityDrafts& drafts, Side side, const Table& table,
                             Diagnostics& diagnostics) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  const bool is_forward = leads_through(drafts, side, table, local_key);
  if (!decl || decl->value.columns.empty()) return is_forward ? local_key : target_key;
  const std::vector<Name>& written = decl->value.columns;
  for (const std::size_t key : {local_key, target_key}) {
    if (leads_through(drafts, side, table, key) && are_named(written, column_names(table, key))) {
      return key;
    }
  }
  const std::vector<std::string_view> known =
      column_names(table, is_forward ? local_key : target_key);
  const auto is_unknown = [&](const Name& name) {
    return std::find(known.begin(), known.end(), name.value) == known.end();
  };
  const auto unknown = std::find_if(written.begin(), written.end(), is_unknown);
  if (unknown != written.end()) {
    diagnostics.error(
        unknown->where,
        "table " + in_quotes(table.name) + " has no column " + in_quotes(unknown->value),
        suggestion(unknown->value, known));
  } else {
    diagnostics.error(written.front().where,
                      "these are not the columns of " + in_quotes(table.name) + " in their order",
                      "they are " + list_in_quotes(known));
  }
  return local_key;
}

/// What only the side says that makes the table.
void refuse_makers_words(const EntityDrafts& drafts, Side side, Side writer,
                         Diagnostics& diagnostics) {
  const Maybe<SecondaryDecl>& decl = decl_at(drafts, side).secondary;
  if (!decl) return;
  const auto refuse_at = [&](const Location& where, std::string_view word) {
    diagnostics.error(where,
                      in_quotes(word) + " of a table that " + name_of(drafts, writer) + " makes",
                      "say it there");
  };
  const auto refuse = [&](const auto& written, std::string_view word) {
    if (written) refuse_at(written->where, word);
  };
  const SecondaryDecl& said = decl->value;
  refuse(said.on_delete, "on_delete");
  refuse(said.on_update, "on_update");
  refuse(said.primary_key.columns, "primary_key");
  refuse(said.primary_key.name, "primary_key");
  refuse(said.primary_key.deferrable, "primary_key");
  refuse(said.keeping.constraint, "constraint");
  refuse(said.keeping.deferrable, "deferrable");
  refuse(said.indexes, "indexes");
  if (!said.foreign_key_names.empty())
    refuse_at(said.foreign_key_names.front().where, "foreign_key_names");
  if (!said.extra_columns.empty())
    refuse_at(said.extra_columns.front().name.where, "extra_columns");
}

// ---- All of them --------------------------------------------------------------------------------

class SecondaryTables {
 public:
  SecondaryTables(const SchemaParts& parts, EntityDrafts& drafts, Diagnostics& diagnostics)
      : parts_(parts), drafts_(drafts), diagnostics_(diagnostics) {}

  std::vector<Table> make() && {
    std::vector<Side> sides;
    for (const Side side : known_sides(drafts_)) {
      if (relationship_at(drafts_, side).kind != RelationshipKind::many_to_many) continue;
      report_defined_twice(drafts_, side, diagnostics_);
      const std::size_t target = relationship_at(drafts_, side).target;
      const bool can_be = has_primary_key(drafts_[side.entity]) && has_primary_key(drafts_[target]);
      if (can_be) sides.push_back(side);  // else reported
    }
    for (const bool viewonly : {false, true}) {
      for (const Side side : sides) {
        if (relationship_at(drafts_, side).viewonly == viewonly) add(side);
      }
    }
    return std::move(tables_);
  }

 private:
  void add(Side side) {
    if (relationship_at(drafts_, side).secondary != npos) return;  // made for the other side
    const Side definer = defining_side(drafts_, side);
    const std::size_t table = find_table(definer);
    if (table == npos) {
      const std::vector<Name> columns = written_columns(drafts_, definer, diagnostics_);
      tables_.push_back(make_table(parts_, drafts_, definer, columns, diagnostics_));
      makers_.push_back(definer);
      connect(drafts_, definer, tables_.size() - 1, local_key);
    } else if (relationship_at(drafts_, side).viewonly) {
      refuse_makers_words(drafts_, side, makers_[table], diagnostics_);
      connect(drafts_, side, table, choose_local_key(drafts_, side, tables_[table], diagnostics_));
    } else {
      report_both_write(makers_[table], side, tables_[table]);
    }
  }

  /// A table of that name between the same entities; npos when there is none.
  std::size_t find_table(Side side) const {
    const std::string name = lower_case(table_name(drafts_, side));
    const std::string database_schema = lower_case(database_schema_of(drafts_, side));
    const auto is_it = [&](const Table& table) {
      return lower_case(table.name) == name &&
             lower_case(table.database_schema) == database_schema &&
             (leads_through(drafts_, side, table, local_key) ||
              leads_through(drafts_, side, table, target_key));
    };
    const auto found = std::find_if(tables_.begin(), tables_.end(), is_it);
    return found == tables_.end() ? npos : static_cast<std::size_t>(found - tables_.begin());
  }

  void report_both_write(Side first, Side second, const Table& table) {
    const Maybe<SecondaryDecl>& decl = decl_at(drafts_, second).secondary;
    diagnostics_.error(
        decl ? decl->where : relationship_at(drafts_, second).where,
        name_of(drafts_, first) + " and " + name_of(drafts_, second) + " both write the table " +
            in_quotes(table.name),
        first.entity == relationship_at(drafts_, second).target
            ? R"(pair them with "back_populates", or make one of them "viewonly": true)"
            : R"(choose another "secondary", or make one of them "viewonly": true)");
  }

  const SchemaParts& parts_;
  EntityDrafts& drafts_;
  Diagnostics& diagnostics_;
  std::vector<Table> tables_;
  std::vector<Side> makers_;  // of each table
};

}  // namespace

std::vector<Table> make_secondary_tables(const SchemaParts& parts, EntityDrafts& drafts,
                                         Diagnostics& diagnostics) {
  return SecondaryTables(parts, drafts, diagnostics).make();
}

}  // namespace orp::language
