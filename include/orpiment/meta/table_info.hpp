// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/view.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

struct TableInfo;

// All of these are generated constants: texts, arrays and tables that they point to live as long as
// the program. Names are those in the database, without quotes.

/// A value the database supplies for a column that is left out of an INSERT.
struct ServerDefault {
  /// Where the value comes from; `none`: it supplies NULL.
  ServerDefaultKind kind = ServerDefaultKind::none;
  const char* text = "";  ///< literal: the value's text in the schema; sql: the expression
};

/// One column of a table.
struct ColumnInfo {
  const char* name;                     ///< in the database
  ColumnType type;                      ///< whether it may be NULL stands there, too
  bool primary_key = false;             ///< belongs to TableInfo::primary_key
  bool identity = false;                ///< the database numbers the rows
  std::int64_t identity_start = 1;      ///< the first row's number
  std::int64_t identity_increment = 1;  ///< from one number to the next
  bool identity_always = false;         ///< no program gives a number of its own
  ServerDefault server_default{};       ///< never beside `identity`
  const char* comment = "";             ///< for the database; empty: none
};

/// Columns whose values, unless one is NULL, stand in a row of `referred`.
struct ForeignKeyInfo {
  const char* name;                      ///< of the constraint
  View<std::uint16_t> columns;           ///< of the table that has the key
  const TableInfo* referred;             ///< perhaps that table itself
  View<std::uint16_t> referred_columns;  ///< of `referred`, one for each of `columns`
  /// What the database does to a row that refers when the row referred to is deleted.
  ReferentialAction on_delete = ReferentialAction::no_action;
  /// What it does when the values referred to change.
  ReferentialAction on_update = ReferentialAction::no_action;
};

/// Columns in which no two rows have the same values.
struct UniqueInfo {
  const char* name;             ///< of the constraint
  View<std::uint16_t> columns;  ///< in their order in the constraint
};

/// A condition that no row may fail.
struct CheckInfo {
  const char* name;  ///< of the constraint
  const char* sql;   ///< goes to the database as it is
};

/// A column of an index, or an SQL expression in its place.
struct IndexPart {
  std::uint16_t column = 0;          ///< number of the column in its table
  const char* expression = nullptr;  ///< when given, `column` is not used
  bool descending = false;           ///< from the greatest value to the least
};

/// An index that CREATE INDEX makes; those that a database makes for its keys are not told of.
struct IndexInfo {
  const char* name;             ///< of the index
  View<IndexPart> parts;        ///< the first one is sorted by first
  bool unique = false;          ///< no two rows that it holds are alike in all its parts
  const char* where = nullptr;  ///< partial index: the SQL condition
};

/// One table, as the schema declares it. All names are final: conventions are already applied.
/// Column numbers below refer to `columns`.
struct TableInfo {
  const char* name;                     ///< without a database schema
  View<ColumnInfo> columns;             ///< in their order in the table, which numbers them
  View<std::uint16_t> primary_key;      ///< in the order of the key; never empty
  const char* primary_key_name = "";    ///< of the constraint; empty: the database's affair
  View<ForeignKeyInfo> foreign_keys{};  ///< those that this table has, not those to it
  View<UniqueInfo> uniques{};           ///< without the primary key and without unique indexes
  View<IndexInfo> indexes{};            ///< unique ones, too
  View<CheckInfo> checks{};             ///< without those that a type brings with it
  const char* comment = "";             ///< for the database; empty: none
  bool is_view = false;    ///< rows are only read; constraints say what is known of them
  const char* query = "";  ///< of a view that create_all() makes; else empty
};

}  // namespace orp
