// SPDX-License-Identifier: MIT
// Tables as plain values: owned, compared with ==, printed. One vocabulary for what a schema says,
// what generated descriptors hold, what DDL creates and what is found in a database.
//
// The rule: a value stands for itself. Columns and tables are referred to by name, not by number or
// address, so that a foreign key means the same beside any other table; and what belongs to C++
// alone (attributes, converters, client defaults) is no part of it.
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

namespace schema {

using orp::operator<<;

/// A list of labels, in their order; a type of its own where the database has such.
struct Enum {
  std::string name;
  std::vector<std::string> labels;

  friend bool operator==(const Enum&, const Enum&) = default;
  std::string to_string() const;
};

/// What a column holds in the database.
struct Type {
  std::optional<TypeTag> tag;  ///< a scalar's; nothing: none of our types
  bool is_array = false;       ///< of such scalars, one dimension
  std::uint32_t length = 0;    ///< string: at most so many code points
  std::uint8_t precision = 0;  ///< decimal
  std::uint8_t scale = 0;      ///< decimal
  Enum enumeration{};

  /// `array`, or else the scalar's tag. Requires: one of our types.
  TypeTag kind() const { return is_array ? TypeTag::array : *tag; }

  friend bool operator==(const Type&, const Type&) = default;
  std::string to_string() const;  ///< as schemas say it: "decimal(12,2)", "int32[]", "mood"
};

/// How the database numbers the rows.
struct Identity {
  std::int64_t start = 1;
  std::int64_t increment = 1;

  friend bool operator==(const Identity&, const Identity&) = default;
  std::string to_string() const;
};

/// The DEFAULT clause of a column.
struct ServerDefault {
  ServerDefaultKind kind = ServerDefaultKind::none;
  std::string text{};  ///< literal: as in the schema, an array as JSON; sql: the expression

  friend bool operator==(const ServerDefault&, const ServerDefault&) = default;
  std::string to_string() const;
};

struct Column {
  std::string name;
  Type type;
  bool nullable = false;
  std::optional<Identity> identity{};
  ServerDefault server_default{};
  std::string comment{};

  friend bool operator==(const Column&, const Column&) = default;
  std::string to_string() const;
};

// All names of constraints are final; an empty one leaves it to the database.

struct PrimaryKey {
  std::string name;
  std::vector<std::string> columns;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
  std::string to_string() const;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string referred_table;
  std::vector<std::string> referred_columns;  ///< one for each of `columns`
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
  std::string to_string() const;
};

struct Unique {
  std::string name;
  std::vector<std::string> columns;

  friend bool operator==(const Unique&, const Unique&) = default;
  std::string to_string() const;
};

/// A column of an index, or an SQL expression in its place: the other text is empty.
struct IndexPart {
  std::string column;
  std::string expression{};
  bool descending = false;

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Index {
  std::string name;
  std::vector<IndexPart> parts;
  bool unique = false;
  std::string condition{};  ///< SQL, of a partial index

  friend bool operator==(const Index&, const Index&) = default;
  std::string to_string() const;
};

struct Check {
  std::string name;
  std::string sql;

  friend bool operator==(const Check&, const Check&) = default;
  std::string to_string() const;
};

struct Table {
  std::string name;
  std::vector<Column> columns{};
  PrimaryKey primary_key{};
  std::vector<ForeignKey> foreign_keys{};
  std::vector<Unique> uniques{};
  std::vector<Index> indexes{};
  std::vector<Check> checks{};
  std::string comment{};

  friend bool operator==(const Table&, const Table&) = default;
  std::string to_string() const;  ///< a line for each of its parts
};

/// All that a schema has in a database.
struct Catalog {
  std::vector<Enum> enums{};
  std::vector<Table> tables{};

  friend bool operator==(const Catalog&, const Catalog&) = default;
  std::string to_string() const;
};

/// What generated descriptors say, as values.
Enum from(const EnumInfo& info);
Type from(const SqlType& type);
Table from(const TableInfo& info);
Catalog from(const Metadata& metadata);

}  // namespace schema
}  // namespace orp
