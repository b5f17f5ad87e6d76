// SPDX-License-Identifier: MIT
// The steps of `resolve`. Each adds to the drafts of the entities what the steps before made
// possible:
//
//   columns -> keys (primary, foreign) -> constraints -> options -> relationships
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/front/naming_convention.hpp"
#include "schema/front/symbols.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// An entity on its way into the model, with what was written of it.
struct EntityDraft {
  const EntityDecl* decl;
  Entity entity;
  Decls<ColumnDecl> column_decls;  ///< one for each column of the table, those of mixins too
  bool lacks_columns = false;      ///< because of reported mistakes
  bool is_incomplete = false;      ///< keys may be missing because of reported mistakes
};
using EntityDrafts = std::vector<EntityDraft>;  // in the order of Symbols::entities

std::vector<Enum> resolve_enums(const Symbols& symbols, Diagnostics& diagnostics);

/// What a column holds, and its C++ type where that is the user's own.
struct ResolvedType {
  schema::Type stored;
  CustomType custom;
};

/// Adds what was written of single databases to `type`, in place of what is there.
void resolve_variants(const TypeDecl& decl, schema::Type& type, Diagnostics& diagnostics);

/// Of an unknown type when it cannot be found, which is reported.
ResolvedType resolve_type(const TypeDecl& decl, const Symbols& symbols, Diagnostics& diagnostics);

/// Reports mistakes in named types that no column uses.
void resolve_named_types(const Symbols& symbols, Diagnostics& diagnostics);

Column resolve_column(const ColumnDecl& decl, const Symbols& symbols,
                      const std::vector<Enum>& enums, Diagnostics& diagnostics);

/// The entities with their columns, and nothing else.
EntityDrafts resolve_entities(const Symbols& symbols, const std::vector<Enum>& enums,
                              Diagnostics& diagnostics);

/// As it was written, or by convention. Requires: the table's key has its columns.
void name_primary_key(const NamingConvention& names, const PrimaryKeyDecl& decl, Table& table);
void take_keeping(const KeepingDecl& decl, ForeignKey& key);
void resolve_keys(const Symbols& symbols, const NamingConvention& names, EntityDrafts& drafts,
                  Diagnostics& diagnostics);
/// Of a table: an index as it was written.
void add_index(const NamingConvention& names, const IndexDecl& decl, EntityDraft& draft,
               Diagnostics& diagnostics);
/// With blanks between them.
std::string listed_dialects(const std::vector<Name>& dialects);
void resolve_options(const NamingConvention& names, EntityDrafts& drafts, Diagnostics& diagnostics);
std::vector<Sequence> resolve_sequences(const Symbols& symbols);
void resolve_constraints(const NamingConvention& names, EntityDrafts& drafts,
                         Diagnostics& diagnostics);

/// Returns the secondary tables that many_to_many relationships need.
std::vector<Table> resolve_relationships(const Symbols& symbols, const NamingConvention& names,
                                         const std::vector<Enum>& enums, EntityDrafts& drafts,
                                         Diagnostics& diagnostics);

/// The column with that attribute name, or npos.
std::size_t find_column(const Table& table, std::string_view name);

/// The same for a name that was written; reports one that leads nowhere, unless the entity lost
/// columns to a reported mistake.
std::size_t require_column(const EntityDraft& draft, const Name& name, Diagnostics& diagnostics);

/// The names in the database of all of them, or nothing when one is not there.
std::vector<std::string> require_columns(const EntityDraft& draft, const std::vector<Name>& names,
                                         Diagnostics& diagnostics);

}  // namespace orp::language
