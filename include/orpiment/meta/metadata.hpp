// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/schema_translate_map.hpp"
#include "orpiment/meta/view.hpp"

namespace orp {

class Engine;

/// How Metadata::create_all goes about it.
struct CreateOptions {
  /// Makes the schemas within the database that tables are in, too, where they are missing and the
  /// database has such; else they must be there.
  bool schemas = false;
  /// What schemas that the model names are called; no pairs: as in the model. The SQL of views and
  /// of checks names them as it is written.
  SchemaTranslateMap schema_translate_map{};
};

/// How Metadata::drop_all goes about it.
struct DropOptions {
  SchemaTranslateMap schema_translate_map{};  ///< as CreateOptions has it
};

/// All tables, enumerations and entities of one schema; `shop::metadata()` in generated code.
/// A constant; safe to share between threads.
struct Metadata {
  const char* name;                      ///< the schema's namespace
  View<const EntityInfo*> entities{};    ///< in the schema's order
  View<const TableInfo*> tables{};       ///< of the entities, then secondary tables
  View<const EnumInfo*> enumerations{};  ///< in the schema's order
  View<SequenceInfo> sequences{};        ///< in the schema's order

  /// Creates what is missing: enumeration types, sequences, tables in dependency order, indexes;
  /// one transaction. Existing tables are left as they are. Throws SqlError, ConnectionError, and
  /// UsageError when the schema says of a table what the database does not have (ORP-1290,
  /// ORP-1410), or when by the map two tables would be one (ORP-1417).
  void create_all(const Engine& engine, const CreateOptions& options = {}) const;

  /// Drops the tables that exist, dependants first, then sequences and enumeration types; one
  /// transaction.
  /// Throws SqlError, ConnectionError.
  void drop_all(const Engine& engine, const DropOptions& options = {}) const;
};

/// How one table is created or dropped.
struct TableDdl {
  /// Looks first, and does nothing when the table is there, or is not there to be dropped; else the
  /// database says so, by a SqlError.
  bool check_first = true;
  SchemaTranslateMap schema_translate_map{};  ///< as CreateOptions has it
};

/// Creates `table` as Metadata::create_all does: with its constraints and indexes, and the types of
/// its enumerations where they are missing. The tables that it refers to must be there, but for a
/// database that lets it refer forward. `table` is E::info.table() of an entity E. Throws as
/// Metadata::create_all does.
void create_table(const Engine& engine, const TableInfo& table, const TableDdl& how = {});

/// Drops `table` with all its rows, and no type. Throws SqlError when others refer to it, and
/// ConnectionError.
void drop_table(const Engine& engine, const TableInfo& table, const TableDdl& how = {});

}  // namespace orp
