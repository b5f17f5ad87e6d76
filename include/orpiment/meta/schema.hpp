// SPDX-License-Identifier: MIT
// Tables as plain values: owned, compared with ==, printed. One vocabulary for what a schema says,
// what generated descriptors hold, what DDL creates and what is found in a database.
//
// Rules
//  (1) A value stands for itself: columns and tables are referred to by name, not by number or
//      address, so that a foreign key means the same beside any other table.
//  (2) What belongs to C++ alone (attributes, converters, client defaults) is no part of it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/printable.hpp"
#include "orpiment/meta/type_tag.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

struct EnumInfo;
struct Metadata;
struct SqlType;
struct TableInfo;
struct TypeVariant;

namespace schema {

using orp::operator<<;

/// A list of labels, in their order; a type of its own where the database has such.
struct Enum {
  std::string name;                 ///< of the type, where the database has such
  std::vector<std::string> labels;  ///< as stored
  std::string database_schema{};    ///< that has the type; empty: where the connection looks

  friend bool operator==(const Enum&, const Enum&) = default;
  std::string to_string() const;  ///< "enum mood (calm, cross)"
};

/// What a column is on one database in place of what its type is there; see orp::TypeVariant.
struct TypeVariant {
  std::string database;    ///< as in its URLs
  std::string type{};      ///< the database's own name of it; empty: as without a variant
  std::string bind{};      ///< SQL around a value that is sent, "lower(?)"; empty: none of ours
  std::string column{};    ///< around a value that is read, likewise
  bool is_ordered = true;  ///< in the order of the type
  bool is_domain = false;  ///< `type` is a domain, which create_all() makes
  std::string check{};     ///< the condition of such a domain; empty: none
  std::string database_schema{};  ///< that has the domain; empty: where the connection looks

  friend bool operator==(const TypeVariant&, const TypeVariant&) = default;
  std::string to_string() const;  ///< the database and what the type is there
};

/// What a column holds in the database.
struct Type {
  std::optional<TypeTag> tag;      ///< a scalar's; nothing: none of our types
  bool is_array = false;           ///< of such scalars, one dimension
  bool has_null_elements = false;  ///< an element of the array may be NULL
  std::uint32_t length = 0;        ///< string: at most so many code points
  std::uint8_t precision = 0;      ///< decimal; 0: of any digits
  std::uint8_t scale = 0;          ///< decimal
  /// How a database without the type keeps it.
  StoredAs stored_as = StoredAs::standard;
  Enum enumeration{};                   ///< when the scalar is one; else empty
  std::vector<TypeVariant> variants{};  ///< what it is on databases where it is something else

  /// `array`, or else the scalar's tag. Requires: one of our types.
  TypeTag kind() const { return is_array ? TypeTag::array : *tag; }

  friend bool operator==(const Type&, const Type&) = default;
  std::string to_string() const;  ///< as schemas say it: "decimal(12,2)", "int32[]", "mood"
};

/// How the database numbers the rows.
struct Identity {
  std::int64_t start = 1;      ///< the first row's number
  std::int64_t increment = 1;  ///< from one number to the next
  bool always = false;         ///< no program gives a number of its own

  friend bool operator==(const Identity&, const Identity&) = default;
  std::string to_string() const;  ///< "identity always from 100 by 10"; "identity" by default
};

/// The DEFAULT clause of a column.
struct ServerDefault {
  /// Where the value comes from; `none`: there is no such clause.
  /// `trigger`: neither, but a trigger gives the value.
  ServerDefaultKind kind = ServerDefaultKind::none;
  /// literal: as in the schema, an array as JSON; sql: the expression; sequence: its name.
  std::string text{};
  std::string database_schema{};  ///< Sequence::database_schema

  friend bool operator==(const ServerDefault&, const ServerDefault&) = default;
  std::string to_string() const;  ///< "server_default sql lower('A')"; empty for none
};

/// What the database calculates of other columns of the row.
struct Computed {
  ComputedKind kind = ComputedKind::none;  ///< `none`: nothing
  std::string sql{};                       ///< the expression; goes to the database as it is

  friend bool operator==(const Computed&, const Computed&) = default;
  std::string to_string() const;  ///< "computed stored price * 2"; empty for none
};

/// A column of a table. What belongs to C++ alone, such as the attribute that maps it, is elsewhere
/// (MappedColumn).
struct Column {
  std::string name;                    ///< in the database, without quotes
  Type type;                           ///< what is stored: of a converted type what that becomes
  bool nullable = false;               ///< else NOT NULL
  std::optional<Identity> identity{};  ///< when the database numbers the rows in this column
  ServerDefault server_default{};      ///< what fills it in when an INSERT leaves it out
  std::string comment{};               ///< kept where the database keeps comments; empty: none
  Computed computed{};                 ///< never beside `identity` and `server_default`

  friend bool operator==(const Column&, const Column&) = default;
  std::string to_string() const;  ///< "age int32 null"
};

// All names of constraints are final, without quotes; an empty one leaves it to the database.
// Columns are named as in the database.

/// The columns that tell a row from all others of its table.
struct PrimaryKey {
  std::string name;                  ///< of the constraint
  std::vector<std::string> columns;  ///< in the order of the key, which need not be the table's
  Deferrable deferrable = Deferrable::no;  ///< when the database looks

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
  std::string to_string() const;  ///< "primary key pk_users (id)"
};

/// Columns whose values, unless one is NULL, stand in a row of another table (or of the same one).
struct ForeignKey {
  std::string name;                           ///< of the constraint
  std::vector<std::string> columns;           ///< of the table that has the key
  std::string referred_table;                 ///< perhaps the table that has the key
  std::vector<std::string> referred_columns;  ///< one for each of `columns`
  /// What becomes of a row that refers when the row referred to is deleted.
  ReferentialAction on_delete = ReferentialAction::no_action;
  /// What becomes of it when the values referred to change.
  ReferentialAction on_update = ReferentialAction::no_action;
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  std::string referred_schema{};           ///< Table::database_schema of the one referred to
  KeyMatch match = KeyMatch::simple;       ///< what NULL in some of the columns means

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
  /// "foreign key fk_orders_user (user_id) -> users(id) on_delete cascade"; no_action is not told.
  std::string to_string() const;
};

/// Columns in which no two rows have the same values.
struct Unique {
  std::string name;                        ///< of the constraint
  std::vector<std::string> columns;        ///< in their order in the constraint
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  bool nulls_not_distinct = false;         ///< one NULL is like another

  friend bool operator==(const Unique&, const Unique&) = default;
  std::string to_string() const;  ///< "unique uq_users_email (email)"
};

/// A column of an index, or an SQL expression in its place: the other text is empty.
struct IndexPart {
  std::string column;        ///< its name
  std::string expression{};  ///< without the parentheses around it; goes to the database as it is
  bool descending = false;   ///< from the greatest value to the least
  NullsPlace nulls = NullsPlace::standard;  ///< where those without a value are
  std::string operator_class{};             ///< where the database has such; empty: the usual one

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

/// An index that CREATE INDEX makes; those that a database makes for its keys are none.
struct Index {
  std::string name;              ///< never empty: CREATE INDEX needs one
  std::vector<IndexPart> parts;  ///< the first one is sorted by first
  bool unique = false;           ///< no two rows that it holds are alike in all its parts
  std::string condition{};       ///< SQL, of a partial index; empty: it holds all rows
  std::string method{};          ///< "gin", where the database has several; empty: the usual one
  std::vector<std::string> include{};  ///< columns that it has besides, where that is possible
  bool nulls_not_distinct = false;     ///< unique: one NULL is like another
  std::string dialects{};              ///< that have it, with blanks between them; empty: all

  friend bool operator==(const Index&, const Index&) = default;
  std::string to_string() const;  ///< "unique index ix_users_email ((lower(email)) desc) where ..."
};

/// A condition that no row may fail.
struct Check {
  std::string name;        ///< of the constraint
  std::string sql;         ///< goes to the database as it is
  std::string dialects{};  ///< that have it, with blanks between them; empty: all

  friend bool operator==(const Check&, const Check&) = default;
  std::string to_string() const;  ///< "check ck_users_age (age >= 0)"
};

/// A column, or an SQL expression in its place (the other text is empty), and how the values of two
/// rows are compared.
struct ExclusionPart {
  std::string column;        ///< its name
  std::string expression{};  ///< without the parentheses around it; goes to the database as it is
  std::string with{};        ///< the operator: "&&"

  friend bool operator==(const ExclusionPart&, const ExclusionPart&) = default;
};

/// No two rows for which all the operators hold.
struct Exclusion {
  std::string name;                        ///< of the constraint
  std::vector<ExclusionPart> parts;        ///< in their order in the constraint
  std::string method{};                    ///< of its index; empty: the usual one
  std::string condition{};                 ///< SQL: only for rows that fulfil it; empty: for all
  Deferrable deferrable = Deferrable::no;  ///< when the database looks
  std::string dialects{};                  ///< that have it, with blanks between them; empty: all

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
  std::string to_string() const;  ///< "exclusion ex_stays (room with =, (a || b) with &&)"
};

/// How a database keeps a table. What a database does not know of it is not for that one.
struct TableOptions {
  bool strict = true;          ///< each value has the type of its column, where one may choose
  bool without_rowid = false;  ///< kept by the primary key alone
  bool unlogged = false;       ///< not in the log: empty after a crash
  std::string partition_by{};  ///< "RANGE (sold_at)"; empty: not in parts
  std::string tablespace{};    ///< empty: the usual one
  std::string storage{};       ///< "fillfactor = 70", separated by commas; empty: as usual
  bool temporary = false;      ///< one connection's own, as long as it lasts

  friend bool operator==(const TableOptions&, const TableOptions&) = default;
  std::string to_string() const;  ///< "options without_rowid"; empty when all is as usual
};

/// Numbers that the database counts, for any column of any table.
struct Sequence {
  std::string name;               ///< in the database
  std::int64_t start = 1;         ///< the first number
  std::int64_t increment = 1;     ///< from one number to the next
  std::string database_schema{};  ///< that has it; empty: where the connection looks

  friend bool operator==(const Sequence&, const Sequence&) = default;
  std::string to_string() const;  ///< "sequence numbers from 100 by 10"
};

/// A table with all that belongs to it.
struct Table {
  std::string name;                        ///< without quotes and `database_schema`
  std::vector<Column> columns{};           ///< in their order in the table
  PrimaryKey primary_key{};                ///< of a table of ours: never without columns
  std::vector<ForeignKey> foreign_keys{};  ///< those that this table has, not those to it
  std::vector<Unique> uniques{};           ///< without the primary key and without unique indexes
  std::vector<Index> indexes{};            ///< unique ones, too
  std::vector<Check> checks{};             ///< without those that a type brings with it
  std::string comment{};                   ///< as Column::comment
  bool is_view = false;                    ///< rows are only read
  std::string query{};                     ///< of a view that create_all() makes; else empty
  std::vector<Exclusion> exclusions{};     ///< of databases that have such
  TableOptions options{};                  ///< for the databases that know them
  std::string database_schema{};           ///< that has it; empty: where the connection looks

  friend bool operator==(const Table&, const Table&) = default;
  std::string to_string() const;  ///< a line for each of its parts
};

/// All that a schema has in a database.
struct Catalog {
  std::vector<Enum> enums{};          ///< in the schema's order; each Type has a copy of its own
  std::vector<Table> tables{};        ///< in the schema's order, then the tables between entities
  std::vector<Sequence> sequences{};  ///< in the schema's order

  friend bool operator==(const Catalog&, const Catalog&) = default;
  std::string to_string() const;  ///< enumerations, then tables, each as it says itself
};

/// What generated descriptors say, as values: copies, which do not need the descriptors any more.
Enum from(const EnumInfo& info);
TypeVariant from(const orp::TypeVariant& info);
Type from(const SqlType& type);
Table from(const TableInfo& info);
Catalog from(const Metadata& metadata);

}  // namespace schema
}  // namespace orp
