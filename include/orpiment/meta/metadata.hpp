// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/view.hpp"

namespace orp {

class Engine;

/// All tables, enumerations and entities of one schema; `shop::metadata()` in generated code.
/// A constant; safe to share between threads.
struct Metadata {
  const char* name;                      ///< the schema's namespace
  View<const EntityInfo*> entities{};    ///< in the schema's order
  View<const TableInfo*> tables{};       ///< of the entities, then secondary tables
  View<const EnumInfo*> enumerations{};  ///< in the schema's order

  /// Creates what is missing: enumeration types, tables in dependency order, indexes; one
  /// transaction. Existing tables are left as they are. Throws SqlError, ConnectionError.
  void create_all(const Engine& engine) const;

  /// Drops the tables that exist, dependants first, then the enumeration types; one transaction.
  /// Throws SqlError, ConnectionError.
  void drop_all(const Engine& engine) const;
};

}  // namespace orp
