// SPDX-License-Identifier: MIT
// What CREATE TABLE looks like on a database.
#pragma once
#include <string>
#include <string_view>

#include "orpiment/meta/schema.hpp"

namespace orp::backend {

/// How a database's DDL differs, as facts. A constant.
struct DdlFacts {
  bool is_transactional;         ///< a rollback takes back CREATE and DROP
  bool has_enum_types;           ///< CREATE TYPE; else enumerations are texts with a CHECK
  bool has_comments;             ///< COMMENT ON
  bool refers_forward;           ///< a foreign key may name a table that does not exist yet
  bool drops_together;           ///< DROP TABLE a, b, whatever refers to what among them
  std::string_view table_names;  ///< SELECT of the names of the tables there are
  std::string_view type_names;   ///< SELECT of the names of enumeration types and domains
  std::string_view before_drop;  ///< statement, or nothing
  /// SELECT of the names of views and of what else is read like a table, or nothing.
  std::string_view view_names{};
  /// SELECT of the names of the sequences there are; nothing: the database has none.
  std::string_view sequence_names{};
  /// SELECT of the names of the connection's temporary tables; nothing: there are none.
  std::string_view temporary_table_names{};
  /// A schema of a database is a database of its own: it is there before, keys lead to no other
  /// one, and of an index the name has it. Else CREATE SCHEMA makes it.
  bool has_attached_schemas = false;
  /// What stands before the expression of a column that is calculated.
  std::string_view generated = "GENERATED ALWAYS AS";
  bool has_virtual_columns = false;     ///< GENERATED ... VIRTUAL
  bool has_exclusions = false;          ///< EXCLUDE constraints
  bool has_deferrable_keys = false;     ///< also of primary and unique keys; else of foreign ones
  bool has_nulls_not_distinct = false;  ///< of unique keys
  bool has_unscaled_decimals = false;   ///< decimals that do not say how many digits they have
  bool has_match_full = false;          ///< MATCH FULL of foreign keys; else a CHECK does it
  /// Methods, INCLUDE, operator classes, NULLS FIRST. What has them not finds the same rows.
  bool has_index_options = false;
};

/// Both may be empty.
struct Numbering {
  std::string key_suffix{};  ///< behind the column, in the PRIMARY KEY constraint
  std::string statement{};   ///< behind CREATE TABLE
};

/// How a database spells tables. A constant.
class Ddl {
 public:
  virtual ~Ddl() = default;
  Ddl(const Ddl&) = delete;
  Ddl& operator=(const Ddl&) = delete;

  /// What it was made with.
  const DdlFacts& facts() const { return facts_; }

  /// The type's name. Requires, here and below: one of our types.
  virtual std::string type(const schema::Type& type) const = 0;
  /// What tells `type` from others that have the same name; stands as a comment behind it, so that
  /// who looks at the table later knows. Empty: the name says it.
  virtual std::string mark(const schema::Type&) const { return {}; }
  /// What makes the database number the rows, behind the column's type; may be empty.
  virtual std::string identity(const schema::Column& column) const = 0;
  /// SELECT of the names of the tables in a schema within the database; nothing: it has no schemas.
  virtual std::string tables_in(std::string_view) const { return {}; }
  /// The same of views.
  virtual std::string views_in(std::string_view) const { return {}; }
  /// SELECT of the names of enumeration types and domains in a schema; nothing: there are none.
  virtual std::string types_in(std::string_view) const { return {}; }
  /// The same of sequences.
  virtual std::string sequences_in(std::string_view) const { return {}; }
  /// Drops the enumeration type or domain, `kind` TYPE or DOMAIN and `name` in its quotes; where
  /// the database can say so, unless a table that stays uses it. Requires: there are such types.
  virtual std::string drop_type(std::string_view kind, std::string_view name) const {
    return "DROP " + std::string(kind) + ' ' + std::string(name);
  }
  /// "CREATE TABLE " or what stands in its place.
  virtual std::string_view begin_table(const schema::TableOptions&) const {
    return "CREATE TABLE ";
  }
  /// What stands behind the closing parenthesis of CREATE TABLE.
  virtual std::string end_table(const schema::TableOptions&) const { return {}; }
  /// The next number of a sequence, `sequence` in its quotes. Requires: there are sequences.
  virtual std::string next_number(std::string_view /*sequence*/) const { return {}; }
  /// What numbers the rows of `table` where that takes more than the column's own words.
  virtual Numbering numbering(const schema::Table&) const { return {}; }
  /// The condition that holds for the stored form of the type where the database's own type is
  /// wider; `operand` is SQL. Empty: none is needed.
  virtual std::string value_check(const schema::Type& type, std::string_view operand) const = 0;
  /// A literal of the schema as SQL. Throws DataError for a text that is no value of `type`.
  virtual std::string literal(const schema::Type& type, std::string_view text) const = 0;

 protected:
  /// Keeps a reference to `facts`, which must outlive this.
  explicit Ddl(const DdlFacts& facts) : facts_(facts) {}

 private:
  const DdlFacts& facts_;
};

}  // namespace orp::backend
