// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "schema/front/resolve_steps.hpp"
#include "schema/model/type_table.hpp"
#include "schema/model/words.hpp"
#include "schema/text.hpp"

namespace orp::language {

void name_primary_key(const NamingConvention& names, const PrimaryKeyDecl& decl, Table& table) {
  const std::string columns = joined(table.primary_key.columns);
  table.primary_key.name =
      decl.name ? decl.name->value
                : conventional_name(names.pk, {.table = table.name, .columns = columns});
  if (decl.deferrable) table.primary_key.deferrable = decl.deferrable->value;
}

void take_keeping(const KeepingDecl& decl, ForeignKey& key) {
  key.is_constraint = !decl.constraint || decl.constraint->value;
  if (decl.deferrable) key.deferrable = decl.deferrable->value;
}

namespace {

// ---- Primary keys -------------------------------------------------------------------------------

std::vector<std::string> marked_columns(const Table& table) {
  std::vector<std::string> marked;
  for (const Column& column : table.columns) {
    if (column.primary_key) marked.push_back(column.name);
  }
  return marked;
}

void report_missing_key(const EntityDraft& draft, Diagnostics& diagnostics) {
  if (draft.is_incomplete) return;
  diagnostics.error(draft.entity.where, draft.entity.name + " has no primary key",
                    "mark a column with \"primary_key\": true");
}

std::vector<std::string> primary_key_columns(const EntityDraft& draft, Diagnostics& diagnostics) {
  std::vector<std::string> marked = marked_columns(draft.entity.table);
  const MaybeList<Name>& list = draft.decl->primary_key.columns;
  if (!list) {
    if (marked.empty()) report_missing_key(draft, diagnostics);
    return marked;
  }
  if (!marked.empty()) {
    diagnostics.error(list->where,
                      "the primary key is given twice: here and by column " +
                          in_quotes(column_named(draft.entity.table, marked.front()).attribute),
                      "keep one of the two");
    return {};
  }
  return require_columns(draft, list->value, diagnostics);
}

bool refers(const EntityDraft& draft, std::size_t column) {
  if (draft.column_decls[column]->references) return true;
  const std::string& name = draft.entity.table.columns[column].attribute;
  const auto& keys = draft.decl->foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&](const ForeignKeyDecl& key) {
    return std::any_of(key.columns.begin(), key.columns.end(),
                       [&](const Name& other) { return other.value == name; });
  });
}

/// By default the database numbers the rows of a single integer key that comes from nowhere else.
bool is_identity_by_default(const EntityDraft& draft, std::size_t index) {
  const Column& column = draft.entity.table.columns[index];
  return draft.entity.table.primary_key.columns.size() == 1 && column.primary_key &&
         is_integer_type(column.type) && !refers(draft, index) &&
         column.client_default == ClientDefault::none &&
         column.computed.kind == ComputedKind::none &&
         column.server_default.kind == ServerDefaultKind::none;
}

void resolve_identity(EntityDraft& draft, std::size_t index) {
  const Maybe<IdentityDecl>& written = draft.column_decls[index]->identity;
  const bool may_be = !draft.entity.table.is_view && is_identity_by_default(draft, index);
  if (!(written ? written->value.enabled : may_be)) return;
  schema::Identity& identity = draft.entity.table.columns[index].identity.emplace();
  if (!written) return;
  identity.start = written->value.start.value_or(identity.start);
  identity.increment = written->value.increment.value_or(identity.increment);
  identity.always = written->value.always && written->value.always->value;
}

void resolve_primary_key(const NamingConvention& names, EntityDraft& draft,
                         Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  table.primary_key.columns = primary_key_columns(draft, diagnostics);
  for (const std::string& column : table.primary_key.columns) {
    table.columns[column_number(table, column)].primary_key = true;
  }
  name_primary_key(names, draft.decl->primary_key, table);
  for (std::size_t i = 0; i < table.columns.size(); ++i) resolve_identity(draft, i);
}

// ---- Foreign keys -------------------------------------------------------------------------------

/// The conventional name, unless there is one already.
void name_foreign_key(const NamingConvention& names, const Table& table, ForeignKey& key) {
  if (!key.name.empty()) return;
  const std::string columns = joined(key.columns);
  const std::string referred_columns = joined(key.referred_columns);
  key.name = conventional_name(names.fk, {.table = table.name,
                                          .columns = columns,
                                          .referred_table = key.referred_table,
                                          .referred_columns = referred_columns});
}

/// What a column's "references" says: `Entity.column`.
std::optional<std::pair<Name, Name>> split_reference(const Name& written,
                                                     Diagnostics& diagnostics) {
  const std::size_t dot = written.value.find('.');
  if (dot == std::string::npos) {
    diagnostics.error(written.where, in_quotes(written.value) + " names no column",
                      "a reference reads \"Entity.column\"");
    return std::nullopt;
  }
  return std::pair{Name{written.value.substr(0, dot), written.where},
                   Name{written.value.substr(dot + 1), written.where}};
}

void refuse_actions_without_reference(const ColumnDecl& decl, Diagnostics& diagnostics) {
  if (decl.is_incomplete) return;
  const auto refuse = [&](const Location& where, std::string_view word) {
    diagnostics.error(where, in_quotes(word) + " belongs to a column with \"references\"",
                      "add that, or leave it out");
  };
  if (decl.keeping.constraint) refuse(decl.keeping.constraint->where, "constraint");
  if (decl.keeping.deferrable) refuse(decl.keeping.deferrable->where, "deferrable");
  if (decl.on_delete) refuse(decl.on_delete->where, "on_delete");
}

/// Of a column with "references"; nothing when it leads nowhere.
std::optional<ForeignKey> column_reference(const Symbols& symbols, const EntityDrafts& drafts,
                                           const ColumnDecl& decl, const Column& column,
                                           Diagnostics& diagnostics) {
  const auto reference = split_reference(*decl.references, diagnostics);
  if (!reference) return std::nullopt;
  const auto& [entity, target_column] = *reference;
  ForeignKey key;
  key.columns = {column.name};
  key.target = require_entity(symbols, entity, diagnostics);
  if (key.target == npos) return std::nullopt;
  key.referred_columns = require_columns(drafts[key.target], {target_column}, diagnostics);
  if (key.referred_columns.empty()) return std::nullopt;
  if (decl.on_delete) key.on_delete = decl.on_delete->value;
  if (decl.on_update) {
    key.on_update = find_word(referential_actions, decl.on_update->value).value_or(key.on_update);
  }
  take_keeping(decl.keeping, key);
  key.where = decl.references->where;
  return key;
}

/// Of the list "foreign_keys"; nothing when it does not connect columns of both tables.
std::optional<ForeignKey> listed_foreign_key(const Symbols& symbols, const EntityDrafts& drafts,
                                             const ForeignKeyDecl& decl, const EntityDraft& draft,
                                             Diagnostics& diagnostics) {
  ForeignKey key;
  key.columns = require_columns(draft, decl.columns, diagnostics);
  key.target = require_entity(symbols, decl.target, diagnostics);
  if (key.target == npos) return std::nullopt;
  key.referred_columns = require_columns(drafts[key.target], decl.target_columns, diagnostics);
  if (key.columns.empty() || key.referred_columns.empty()) return std::nullopt;
  if (key.columns.size() != key.referred_columns.size()) {
    diagnostics.error(decl.where,
                      "a foreign key of " + counted(key.columns.size(), "column") + " refers to " +
                          counted(key.referred_columns.size(), "column"),
                      "name as many of one as of the other");
    return std::nullopt;
  }
  if (decl.name) key.name = decl.name->value;
  if (decl.on_delete) key.on_delete = decl.on_delete->value;
  if (decl.on_update) key.on_update = decl.on_update->value;
  if (decl.match) key.match = decl.match->value;
  take_keeping(decl.keeping, key);
  key.where = decl.where;
  return key;
}

void resolve_foreign_keys(const Symbols& symbols, const NamingConvention& names,
                          const EntityDrafts& drafts, EntityDraft& draft,
                          Diagnostics& diagnostics) {
  const auto add = [&](std::optional<ForeignKey> key) {
    if (!key) {
      draft.is_incomplete = true;
      return;
    }
    key->referred_table = drafts[key->target].entity.table.name;
    key->referred_schema = drafts[key->target].entity.table.database_schema;
    name_foreign_key(names, draft.entity.table, *key);
    draft.entity.table.foreign_keys.push_back(std::move(*key));
  };
  for (std::size_t i = 0; i < draft.column_decls.size(); ++i) {
    const ColumnDecl& decl = *draft.column_decls[i];
    if (decl.references) {
      add(column_reference(symbols, drafts, decl, draft.entity.table.columns[i], diagnostics));
    } else {
      refuse_actions_without_reference(decl, diagnostics);
    }
  }
  for (const ForeignKeyDecl& decl : draft.decl->foreign_keys) {
    add(listed_foreign_key(symbols, drafts, decl, draft, diagnostics));
  }
}

}  // namespace

void resolve_keys(const Symbols& symbols, const NamingConvention& names, EntityDrafts& drafts,
                  Diagnostics& diagnostics) {
  for (EntityDraft& draft : drafts) resolve_primary_key(names, draft, diagnostics);
  for (EntityDraft& draft : drafts) {
    resolve_foreign_keys(symbols, names, drafts, draft, diagnostics);
  }
}

}  // namespace orp::language
