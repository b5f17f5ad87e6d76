// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include "meta/stored_as.hpp"
#include "schema/front/check_rules.hpp"
#include "schema/model/type_table.hpp"
#include "schema/model/words.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

using Columns = std::vector<std::string>;

bool is_blank(std::string_view sql) {
  return sql.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void check_listed_once(const Table& table, const Columns& columns, std::string_view what,
                       const Location& where, Diagnostics& diagnostics) {
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (std::find(columns.begin(), column, *column) == column) continue;
    diagnostics.error(where,
                      "column " + in_quotes(column_named(table, *column).attribute) +
                          " appears twice in " + std::string(what),
                      "list it once");
  }
}

bool are_same(Columns a, Columns b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

/// The columns of an index that makes them unique in every row; nothing for other indexes.
Columns unique_columns(const Index& index) {
  Columns columns;
  if (!index.unique || !index.condition.empty() || !index.dialects.empty()) return columns;
  for (const schema::IndexPart& part : index.parts) {
    if (part.column.empty()) return {};
    columns.push_back(part.column);
  }
  return columns;
}

// ---- Foreign keys -------------------------------------------------------------------------------

/// Databases let nothing refer to a key that they look at later.
bool is_deferrable(const Table& table, const Columns& columns) {
  if (table.primary_key.deferrable != Deferrable::no &&
      are_same(table.primary_key.columns, columns))
    return true;
  return std::any_of(table.uniques.begin(), table.uniques.end(), [&](const Unique& unique) {
    return unique.deferrable != Deferrable::no && are_same(unique.columns, columns);
  });
}

void check_target(const ForeignKey& key, const Entity& target, Diagnostics& diagnostics) {
  const Table& table = target.table;
  if (is_deferrable(table, key.referred_columns)) {
    diagnostics.error(key.where,
                      "a foreign key to " + target.name + ' ' +
                          column_names(table, key.referred_columns) + ", which is deferrable",
                      "refer to another key, or leave \"deferrable\" out of that one");
    return;
  }
  if (table.primary_key.columns.empty() || is_unique(table, key.referred_columns)) return;
  const bool is_one = key.referred_columns.size() == 1;
  diagnostics.error(
      key.where,
      "a foreign key to " + target.name + ' ' + column_names(table, key.referred_columns) +
          ", which " + (is_one ? "is" : "are together") + " not unique",
      "refer to the primary key, or make " + std::string(is_one ? "it" : "them") + " \"unique\"");
}

void check_types(const ForeignKey& key, const Table& table, const Entity& target,
                 const std::vector<Enum>& enums, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const Column& from = column_named(table, key.columns[i]);
    const Column& to = column_named(target.table, key.referred_columns[i]);
    if (!from.type.tag || !to.type.tag) continue;
    const std::string from_type = type_text(from, enums);
    const std::string to_type = type_text(to, enums);
    if (is_kept_with_noise(from.type) || is_kept_with_noise(to.type)) {
      diagnostics.error(key.where,
                        "a foreign key of decimals with digits behind the point, which are stored "
                        "as \"real\" or \"numeric\"",
                        "store both as \"text\" or \"scaled\", or refer to another column");
      continue;
    }
    if (from_type == to_type) continue;
    diagnostics.error(key.where,
                      in_quotes(from.attribute) + " is " + from_type + ", but " + target.name +
                          '.' + to.attribute + " is " + to_type,
                      "give both the same type");
  }
}

/// The databases would refuse the action when the time comes.
void check_action(ReferentialAction action, std::string_view event, const ForeignKey& key,
                  const Table& table, Diagnostics& diagnostics) {
  for (const std::string& name : key.columns) {
    const Column& column = column_named(table, name);
    const bool has_server_default = column.server_default.kind != ServerDefaultKind::none;
    std::string_view problem;
    if (action == ReferentialAction::set_null && !column.nullable) problem = "is not nullable";
    if (action == ReferentialAction::set_default && !column.nullable && !has_server_default) {
      problem = "has no server default";
    }
    if (problem.empty()) continue;
    diagnostics.error(key.where,
                      in_quotes(event) + ": " + in_quotes(word_for(referential_actions, action)) +
                          ", but " + in_quotes(column.attribute) + ' ' + std::string(problem),
                      R"("cascade", "restrict" and "no_action" need nothing of it)");
  }
}

/// What nobody enforces does nothing.
void check_constraint(const ForeignKey& key, Diagnostics& diagnostics) {
  if (key.is_constraint) return;
  if (key.on_delete == ReferentialAction::no_action &&
      key.on_update == ReferentialAction::no_action && key.deferrable == Deferrable::no &&
      key.match == KeyMatch::simple)
    return;
  diagnostics.error(key.where,
                    "a foreign key that is no constraint of the database, and says what that does",
                    "leave \"on_delete\", \"on_update\", \"match\" and \"deferrable\" out");
}

void check_foreign_key(const Model& model, const Entity& entity, const ForeignKey& key,
                       Diagnostics& diagnostics) {
  const Entity& target = model.entities[key.target];
  if (&target == &entity && key.columns == key.referred_columns) {
    diagnostics.error(key.where, "a foreign key that refers to itself",
                      "name another column, or leave \"references\" out");
    return;
  }
  check_listed_once(entity.table, key.columns, "a foreign key", key.where, diagnostics);
  check_target(key, target, diagnostics);
  check_types(key, entity.table, target, model.enums, diagnostics);
  check_action(key.on_delete, "on_delete", key, entity.table, diagnostics);
  check_action(key.on_update, "on_update", key, entity.table, diagnostics);
  check_constraint(key, diagnostics);
}

/// The rest is right by the way such a table is made.
void check_secondary_table(const Table& table, Diagnostics& diagnostics) {
  for (const ForeignKey& key : table.foreign_keys) {
    check_action(key.on_delete, "on_delete", key, table, diagnostics);
    check_action(key.on_update, "on_update", key, table, diagnostics);
    check_constraint(key, diagnostics);
  }
}

// ---- Indexes and checks -------------------------------------------------------------------------

void check_index(const Table& table, const Index& index, Diagnostics& diagnostics) {
  Columns columns;
  for (const schema::IndexPart& part : index.parts) {
    if (!part.column.empty()) {
      columns.push_back(part.column);
    } else if (is_blank(part.expression)) {
      diagnostics.error(index.where, "an index on an empty expression",
                        "write the expression, or name a column");
    }
  }
  columns.insert(columns.end(), index.include.begin(), index.include.end());
  check_listed_once(table, columns, "an index", index.where, diagnostics);
  if (index.nulls_not_distinct && !index.unique)
    diagnostics.error(index.where, "\"nulls_not_distinct\" of an index that is not unique",
                      "leave it out, or make the index \"unique\"");
  if (!index.condition.empty() && is_blank(index.condition)) {
    diagnostics.error(index.where, "an index with an empty condition", "leave \"where\" out");
  }
}

}  // namespace

bool is_unique(const Table& table, const Columns& columns) {
  const auto is_them = [&](const Columns& others) { return are_same(others, columns); };
  return is_them(table.primary_key.columns) ||
         std::any_of(table.uniques.begin(), table.uniques.end(),
                     [&](const Unique& unique) { return is_them(unique.columns); }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const Index& index) { return is_them(unique_columns(index)); });
}

std::string column_names(const Table& table, const Columns& columns) {
  return list_in_quotes(columns, [&](const std::string& name) -> std::string_view {
    return column_named(table, name).attribute;
  });
}

void check_constraints(const Model& model, Diagnostics& diagnostics) {
  for (const Entity& entity : model.entities) {
    const Table& table = entity.table;
    check_listed_once(table, table.primary_key.columns, "the primary key", entity.where,
                      diagnostics);
    for (const ForeignKey& key : table.foreign_keys) {
      check_foreign_key(model, entity, key, diagnostics);
    }
    for (const Unique& unique : table.uniques) {
      check_listed_once(table, unique.columns, "a unique constraint", unique.where, diagnostics);
    }
    for (const Index& index : table.indexes) check_index(table, index, diagnostics);
    for (const Check& constraint : table.checks) {
      if (is_blank(constraint.sql)) {
        diagnostics.error(constraint.where, "a check without a condition",
                          "write the condition, or leave the check out");
      }
    }
  }
  for (const Table& table : model.secondary_tables) check_secondary_table(table, diagnostics);
  for (const Sequence& sequence : model.sequences)
    if (sequence.increment == 0)
      diagnostics.error(sequence.where, "a sequence that goes on by 0", "leave \"increment\" out");
}

}  // namespace orp::language
