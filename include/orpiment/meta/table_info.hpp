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
  /// literal: the value's text in the schema; sql: the expression; sequence: its name.
  const char* text = "";
  const char* database_schema = "";  ///< of the sequence, as SequenceInfo has it
};

/// What the database calculates of other columns of the row.
struct ComputedInfo {
  ComputedKind kind = ComputedKind::none;  ///< `none`: nothing
  const char* sql = "";                    ///< the expression; goes to the database as it is
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
  ComputedInfo computed{};              ///< never beside `identity` and `server_default`
  bool trigger_on_update = false;       ///< an UPDATE of the row makes a trigger set it

  /// Whether its values are the database's alone: no statement may assign it.
  constexpr bool is_read_only() const {
    return identity_always || computed.kind != ComputedKind::none;
  }
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
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  /// False: the database has no such constraint, only the schema says what refers to what.
  bool is_constraint = true;
  KeyMatch match = KeyMatch::simple;  ///< what NULL in some of the columns means
};

/// Columns in which no two rows have the same values.
struct UniqueInfo {
  const char* name;                        ///< of the constraint
  View<std::uint16_t> columns;             ///< in their order in the constraint
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  bool nulls_not_distinct = false;         ///< one NULL is like another
};

/// A condition that no row may fail.
struct CheckInfo {
  const char* name;  ///< of the constraint
  const char* sql;   ///< goes to the database as it is
  /// The dialects that have it, with blanks between them; empty: all.
  const char* dialects = "";
};

/// A column of an index, or an SQL expression in its place.
struct IndexPart {
  std::uint16_t column = 0;                 ///< number of the column in its table
  const char* expression = nullptr;         ///< when given, `column` is not used
  bool descending = false;                  ///< from the greatest value to the least
  NullsPlace nulls = NullsPlace::standard;  ///< where those without a value are
  const char* operator_class = "";          ///< where the database has such; empty: the usual one
};

/// An index that CREATE INDEX makes; those that a database makes for its keys are not told of.
struct IndexInfo {
  const char* name;                 ///< of the index
  View<IndexPart> parts;            ///< the first one is sorted by first
  bool unique = false;              ///< no two rows that it holds are alike in all its parts
  const char* where = nullptr;      ///< partial index: the SQL condition
  const char* method = "";          ///< "gin", where the database has several; empty: the usual one
  View<std::uint16_t> include{};    ///< columns that it has besides, where that is possible
  bool nulls_not_distinct = false;  ///< unique: one NULL is like another
  /// The dialects that have it, with blanks between them; empty: all.
  const char* dialects = "";
};

/// A column, or an SQL expression in its place, and how the values of two rows are compared.
struct ExclusionPart {
  std::uint16_t column = 0;          ///< number of the column in its table
  const char* expression = nullptr;  ///< when given, `column` is not used
  const char* with;                  ///< the operator: "&&"
};

/// No two rows for which all the operators hold.
struct ExclusionInfo {
  const char* name;                        ///< of the constraint
  View<ExclusionPart> parts;               ///< in their order in the constraint
  const char* method = "";                 ///< of its index; empty: the usual one
  const char* where = nullptr;             ///< only for rows that fulfil this SQL condition
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  /// The dialects that have it, with blanks between them; empty: all.
  const char* dialects = "";
};

/// How a database keeps a table. What a database does not know of it is not for that one.
struct TableOptionsInfo {
  bool strict = true;             ///< each value has the type of its column, where one may choose
  bool without_rowid = false;     ///< kept by the primary key alone
  bool unlogged = false;          ///< not in the log: empty after a crash
  const char* partition_by = "";  ///< "RANGE (sold_at)"; empty: not in parts
  const char* tablespace = "";    ///< empty: the usual one
  const char* storage = "";       ///< "fillfactor = 70", separated by commas; empty: as usual
};

/// Numbers that the database counts, for any column of any table.
struct SequenceInfo {
  const char* name;            ///< in the database
  std::int64_t start = 1;      ///< the first number
  std::int64_t increment = 1;  ///< from one number to the next
  /// The schema within the database that has it; empty: where the connection looks.
  const char* database_schema = "";
};

/// One table, as the schema declares it. All names are final: conventions are already applied.
/// Column numbers below refer to `columns`.
struct TableInfo {
  const char* name;                     ///< without `database_schema`
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
  Deferrable primary_key_deferrable = Deferrable::no;  ///< when the database looks
  View<ExclusionInfo> exclusions{};                    ///< of databases that have such
  TableOptionsInfo options{};                          ///< for the databases that know them
  /// The schema within the database that has it; empty: where the connection looks.
  const char* database_schema = "";
  /// Of a table that a program declares while it runs: tells it from all others, also from those
  /// that are gone. 0: a constant, which its address tells from others.
  std::uint64_t number = 0;
};

}  // namespace orp
