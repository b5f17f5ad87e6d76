// SPDX-License-Identifier: MIT
// The schema as it is meant: includes merged, mixins applied, references and relationships resolved
// and paired, defaults filled in, every name decided.
//
// Invariants of a model that `check` accepted (what emitters may rely on):
//  (1) Every index below is valid; `npos` stands only where a comment says so.
//  (2) Names that become C++ identifiers are valid, no keywords, and collide neither with each
//      other nor with the generated API. Database names have at most 63 bytes and are unique in
//      their scope.
//  (3) A foreign key refers to the primary key or to unique columns of equal types, in equal
//      number.
//  (4) `a.reverse == b` implies `b.reverse == a`; both sides use the same foreign keys.
//  (5) Order is the order of writing: the including file's entities come after those it includes.
//      Hidden relationships are the last of their entity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/meta/schema.hpp"
#include "schema/diagnostic.hpp"

namespace orp::language {

/// The index of nothing.
inline constexpr std::size_t npos = static_cast<std::size_t>(-1);

// ---- Types and values ---------------------------------------------------------------------------

/// A C++ type of the user's own in place of the standard one; the converter maps between the two.
/// All empty when there is none.
struct CustomType {
  std::string type;       ///< "app::Money"
  std::string include;    ///< "app/money.hpp", or of ours, with its brackets
  std::string converter;  ///< "app::MoneyConverter"
  /// The enumeration that it is, when that is kept as a number; empty otherwise, and `include` is
  /// empty when it is one.
  std::string enumeration{};

  [[nodiscard]] bool is_set() const { return !type.empty(); }
};

/// A value written in the schema, in the canonical spelling of its type: true, -12, 0.5 (shortest
/// that reads back), 12.50 (decimal, with the scale of the column), the text itself, a stored enum
/// label, ISO 8601 for dates and times, lower-case uuid, compact JSON, lower-case hex for bytes.
/// Arrays have one text for each element.
struct Literal {
  std::vector<std::string> texts;

  [[nodiscard]] const std::string& text() const { return texts.front(); }
};

struct EnumLabel {
  std::string name;    ///< C++ enumerator
  std::string stored;  ///< text in the database
  std::string description;
  Location where;
  std::optional<std::int16_t> number{};  ///< of its own, where it is kept as one
};

/// As what databases keep an enumeration.
enum class EnumForm : std::uint8_t { type, text, integer };

struct Enum {
  std::string name;     ///< C++ enum class
  std::string db_name;  ///< of the native type, where a database has such
  std::string description;
  EnumForm form = EnumForm::type;  ///< of all its columns, unless one says otherwise
  std::vector<EnumLabel> labels;   ///< in declaration order, which is their sort order
  Location where;
  std::string database_schema{};  ///< that has the type; empty: where the connection looks
};

// ---- Tables -------------------------------------------------------------------------------------
//
// Each is the plain value of orpiment/meta/schema.hpp with what the schema says of it besides.

struct Column : schema::Column {
  std::string attribute;    ///< accessor attribute(), setter set_attribute(x)
  std::string description;  ///< for the generated documentation; the comment when there is none
  CustomType custom;
  bool primary_key = false;
  ClientDefault client_default = ClientDefault::none;
  Literal default_literal;                        ///< of a client default that is one
  ClientDefault on_update = ClientDefault::none;  ///< what an UPDATE fills in: none, now or today
  bool trigger_on_update = false;                 ///< what it fills in is a trigger's
  bool required = false;                          ///< `New` must state it: orp::Required<T>
  bool from_mixin = false;                        ///< `New` puts these last
  Location where;
};

struct ForeignKey : schema::ForeignKey {
  std::size_t target = npos;  ///< index in Model::entities
  bool is_constraint = true;  ///< else the database knows nothing of it
  Location where;
};

struct Unique : schema::Unique {
  Location where;
};

struct Index : schema::Index {
  Location where;
};

struct Check : schema::Check {
  Location where;
};

struct Exclusion : schema::Exclusion {
  Location where;
};

struct Sequence : schema::Sequence {
  Location where;
};

struct Table {
  std::string name;
  std::string comment;
  bool is_view = false;         ///< and is only read
  std::string query;            ///< of a view that is created
  std::vector<Column> columns;  ///< the entity's own as written, then those of its mixins
  schema::PrimaryKey primary_key;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Unique> uniques;
  std::vector<Index> indexes;
  std::vector<Check> checks;
  std::vector<Exclusion> exclusions;
  schema::TableOptions options;
  std::string database_schema;
  Location where;
};

/// The number of the column that is called so in the database. Requires: there is one.
[[nodiscard]] std::size_t column_number(const Table& table, std::string_view name);
[[nodiscard]] inline const Column& column_named(const Table& table, std::string_view name) {
  return table.columns[column_number(table, name)];
}

// ---- Entities -----------------------------------------------------------------------------------

enum class RelationshipKind : std::uint8_t { to_one, to_many, one_to_one, many_to_many };

struct OrderBy {
  std::size_t column = npos;  ///< in the target's table
  bool descending = false;
};

struct Relationship {
  std::string name;
  std::string description;
  RelationshipKind kind = RelationshipKind::to_one;
  std::size_t target = npos;   ///< index in Model::entities
  std::size_t reverse = npos;  ///< among the target's relationships; `npos`: no back_populates

  /// The foreign key that holds this relationship. owns_foreign_key: it is
  /// `entity.table.foreign_keys[foreign_key]` and refers to the target (to_one, the owner of a
  /// one_to_one); otherwise it is `target.table.foreign_keys[foreign_key]` and refers to this
  /// entity (to_many, the far side of a one_to_one). `npos` for many_to_many.
  bool owns_foreign_key = false;
  std::size_t foreign_key = npos;

  /// many_to_many: the table between, and its foreign keys to this entity and to the target.
  std::size_t secondary = npos;  ///< index in Model::secondary_tables; `npos` for other kinds
  std::size_t secondary_local_key = npos;
  std::size_t secondary_target_key = npos;

  bool optional = false;  ///< its row may be missing, whatever the foreign key says
  bool required = false;  ///< owner of a NOT NULL foreign key: `User& user()`, else `User* user()`
  Cascade cascade;
  std::vector<OrderBy> order_by;
  LoadStrategy load = LoadStrategy::peers;
  bool passive_deletes = false;
  bool post_update = false;
  bool viewonly = false;
  bool single_parent = false;
  bool hidden = false;  ///< nobody wrote it: see front/hidden_ends.hpp
  Location where;

  [[nodiscard]] bool is_collection() const {
    return kind == RelationshipKind::to_many || kind == RelationshipKind::many_to_many;
  }
};

struct Entity {
  std::string name;       ///< C++ class
  std::string file_stem;  ///< generated files: file_stem.hpp, file_stem.cpp
  std::string description;
  Table table;
  std::vector<Relationship> relationships;
  Location where;  ///< where.file: the schema file it was written in
};

struct Model {
  std::string name_space;  ///< "shop" or "acme::shop"
  Location name_space_where;
  std::vector<std::string> files;  ///< as diagnostics print them; the first is the root
  std::vector<Enum> enums;
  std::vector<Sequence> sequences;
  std::vector<Entity> entities;
  std::vector<Table> secondary_tables;  ///< of many_to_many relationships; no class belongs to them
};

/// The enumeration that a type is of. Requires: it is one of `enums`.
[[nodiscard]] const Enum& enum_of(const schema::Type& type, const std::vector<Enum>& enums);

/// What of an enumeration, and of all, is in the database.
[[nodiscard]] schema::Enum stored_enum(const Enum& enumeration);
[[nodiscard]] schema::Catalog catalog_of(const Model& model);

/// Requires: `relationship` is one of `entity` and not many_to_many. The table that holds the
/// foreign key of the relationship, and the key itself; both live as long as the model.
[[nodiscard]] const Entity& foreign_key_owner(const Model& model, const Entity& entity,
                                              const Relationship& relationship);
[[nodiscard]] const ForeignKey& foreign_key_of(const Model& model, const Entity& entity,
                                               const Relationship& relationship);

}  // namespace orp::language
