// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/view.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

struct TableInfo;

/// A value the database supplies for a column that is left out of an INSERT.
struct ServerDefault {
  ServerDefaultKind kind = ServerDefaultKind::none;
  const char* text = "";  ///< literal: the value's text in the schema; sql: the expression
};

/// One column of a table.
struct ColumnInfo {
  const char* name;  ///< in the database
  ColumnType type;
  bool primary_key = false;
  bool identity = false;  ///< the database numbers the rows
  std::int64_t identity_start = 1;
  std::int64_t identity_increment = 1;
  ServerDefault server_default{};
  const char* comment = "";
};

struct ForeignKeyInfo {
  const char* name;
  View<std::uint16_t> columns;
  const TableInfo* referred;
  View<std::uint16_t> referred_columns;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
};

struct UniqueInfo {
  const char* name;
  View<std::uint16_t> columns;
};

struct CheckInfo {
  const char* name;
  const char* sql;
};

/// A column of an index, or an SQL expression in its place.
struct IndexPart {
  std::uint16_t column = 0;
  const char* expression = nullptr;  ///< when given, `column` is not used
  bool descending = false;
};

struct IndexInfo {
  const char* name;
  View<IndexPart> parts;
  bool unique = false;
  const char* where = nullptr;  ///< partial index: the SQL condition
};

/// One table, as the schema declares it. All names are final: conventions are already applied.
/// Column numbers below refer to `columns`.
struct TableInfo {
  const char* name;
  View<ColumnInfo> columns;
  View<std::uint16_t> primary_key;
  const char* primary_key_name = "";
  View<ForeignKeyInfo> foreign_keys{};
  View<UniqueInfo> uniques{};
  View<IndexInfo> indexes{};
  View<CheckInfo> checks{};
  const char* comment = "";
};

}  // namespace orp
