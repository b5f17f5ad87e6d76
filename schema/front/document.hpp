// SPDX-License-Identifier: MIT
// One schema file exactly as it was written: nothing looked up, nothing filled in, everything with
// its place. What had the wrong shape was reported by `parse` and is left out; `is_incomplete`
// marks what lost something that way, so that later phases do not complain about the consequences.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/json/node.hpp"
#include "schema/model/model.hpp"
#include "schema/model/words.hpp"

namespace orp::language {

template <class T>
struct Written {
  T value{};
  Location where;
};

template <class T>
using Maybe = std::optional<Written<T>>;

using Name = Written<std::string>;

inline bool is_on(const Maybe<bool>& flag) { return flag && flag->value; }

/// A list that was written, perhaps empty, or was not.
template <class T>
using MaybeList = Maybe<std::vector<T>>;

struct CppDecl {
  Name type;
  Name include;
  Name converter;
};

/// What a type is on one database.
struct VariantDecl {
  Name database;
  Maybe<std::string> type;
  Maybe<std::string> domain;
  Maybe<std::string> check;
  Maybe<std::string> bind;
  Maybe<std::string> column;
  Maybe<bool> ordered;
};

/// How a column, or a named type, says what it holds.
struct TypeDecl {
  Name type;  ///< empty: missing, and reported
  Maybe<std::uint32_t> length;
  Maybe<std::uint32_t> precision;
  Maybe<std::uint32_t> scale;
  Maybe<StoredAs> stored_as;
  Maybe<bool> null_elements;
  std::optional<CppDecl> cpp;
  std::vector<VariantDecl> variants;
  bool is_incomplete = false;
};

struct NamedTypeDecl {
  Name name;
  TypeDecl type;
};

struct IdentityDecl {
  bool enabled = true;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> increment;
  Maybe<bool> always;
};

struct ComputedDecl {
  ComputedKind kind = ComputedKind::none;
  Name sql;
};

/// How a foreign key is kept.
struct KeepingDecl {
  Maybe<bool> constraint;
  Maybe<Deferrable> deferrable;
};

struct ColumnDecl {
  Name name;
  TypeDecl type;
  Maybe<std::string> db_name;
  Maybe<std::string> description;
  Maybe<std::string> comment;
  Maybe<bool> nullable;
  Maybe<bool> primary_key;
  Maybe<IdentityDecl> identity;
  std::optional<json::Node> default_value;
  std::optional<json::Node> server_default;
  Maybe<std::string> on_update;  ///< a moment, or what a reference does
  Maybe<ComputedDecl> generated;
  Maybe<std::string> references;
  KeepingDecl keeping;
  Maybe<ReferentialAction> on_delete;
  Maybe<bool> unique;
  Maybe<bool> index;
  Maybe<std::string> check;
  bool is_incomplete = false;
};

struct MixinDecl {
  Name name;
  std::vector<ColumnDecl> columns;
  bool lacks_columns = false;  ///< some were lost
  bool is_incomplete = false;  ///< something of them was lost
};

struct EnumLabelDecl {
  Name stored;
  Maybe<std::string> name;
  Maybe<std::string> description;
  Maybe<std::int64_t> number;
};

struct EnumDecl {
  Name name;
  Maybe<std::string> db_name;
  Maybe<EnumForm> stored_as;
  Maybe<std::string> description;
  Maybe<std::string> database_schema;
  std::vector<EnumLabelDecl> labels;
  bool is_incomplete = false;
};

struct PrimaryKeyDecl {
  MaybeList<Name> columns;
  Maybe<std::string> name;
  Maybe<Deferrable> deferrable;
};

struct ForeignKeyDecl {
  Location where;
  Maybe<std::string> name;
  std::vector<Name> columns;
  Name target;  ///< empty: missing, and reported
  std::vector<Name> target_columns;
  Maybe<KeyMatch> match;
  Maybe<ReferentialAction> on_delete;
  Maybe<ReferentialAction> on_update;
  KeepingDecl keeping;
};

struct UniqueDecl {
  Location where;
  Maybe<std::string> name;
  std::vector<Name> columns;
  Maybe<Deferrable> deferrable;
  bool nulls_not_distinct = false;
};

struct IndexPartDecl {
  Maybe<std::string> column;      ///< either this
  Maybe<std::string> expression;  ///< or that
  bool descending = false;
  NullsPlace nulls = NullsPlace::standard;
  Maybe<std::string> operator_class;
};

struct IndexDecl {
  Location where;
  Maybe<std::string> name;
  std::vector<IndexPartDecl> parts;
  Maybe<bool> unique;
  Maybe<std::string> where_clause;
  Maybe<std::string> method;
  std::vector<Name> include;
  bool nulls_not_distinct = false;
  std::vector<Name> dialects;
};

struct CheckDecl {
  Maybe<std::string> name;
  Name expression;
  std::vector<Name> dialects;
};

struct ExclusionPartDecl {
  Maybe<std::string> column;      ///< either this
  Maybe<std::string> expression;  ///< or that
  Name with;
};

struct ExclusionDecl {
  Location where;
  Maybe<std::string> name;
  std::vector<ExclusionPartDecl> parts;
  Maybe<std::string> method;
  Maybe<std::string> where_clause;
  Maybe<Deferrable> deferrable;
  std::vector<Name> dialects;
};

struct SequenceDecl {
  Name name;
  Maybe<std::int64_t> start;
  Maybe<std::int64_t> increment;
  Maybe<std::string> database_schema;
};

/// What the foreign keys of a secondary table do: that to the entity itself, that to the target.
struct KeyActions {
  ReferentialAction local;
  ReferentialAction target;
};

struct SecondaryDecl {
  Name table;
  Maybe<std::string> database_schema;  ///< else that of the side that says how the table is
  std::vector<Name> columns;           ///< empty: by convention
  Maybe<KeyActions> on_delete;
  Maybe<KeyActions> on_update;
  PrimaryKeyDecl primary_key;
  std::vector<Name> foreign_key_names;  ///< two, or empty: by convention
  MaybeList<IndexDecl> indexes;
  std::vector<ColumnDecl> extra_columns;
  KeepingDecl keeping;
};

struct RelationshipDecl {
  Name name;
  RelationshipKind kind = RelationshipKind::to_one;
  Name target;  ///< empty: missing, and reported
  Maybe<std::string> description;
  Maybe<std::string> back_populates;
  std::vector<Name> foreign_key;
  Maybe<SecondaryDecl> secondary;
  MaybeList<Written<CascadeWord>> cascade;
  MaybeList<Name> order_by;
  Maybe<LoadStrategy> load;
  Maybe<bool> passive_deletes;
  Maybe<bool> post_update;
  Maybe<bool> viewonly;
  Maybe<bool> single_parent;
  Maybe<bool> optional;
};

/// The entity is of a view; its SQL, when it is to be created.
struct ViewDecl {
  bool is_view = true;
  std::string query;
};

struct EntityDecl {
  Maybe<ViewDecl> view;
  Name name;
  Name table;  ///< empty: missing, and reported
  Maybe<std::string> description;
  Maybe<std::string> comment;
  std::vector<Name> mixins;
  std::vector<ColumnDecl> columns;
  PrimaryKeyDecl primary_key;
  std::vector<ForeignKeyDecl> foreign_keys;
  std::vector<UniqueDecl> uniques;
  std::vector<IndexDecl> indexes;
  std::vector<CheckDecl> checks;
  std::vector<ExclusionDecl> exclusions;
  Maybe<schema::TableOptions> options;
  Maybe<std::string> database_schema;
  std::vector<RelationshipDecl> relationships;
  bool lacks_columns = false;  ///< some were lost
  bool is_incomplete = false;  ///< something of its columns or its keys was lost
};

/// Patterns of constraint names, such as `fk_%(table)s_%(columns)s`.
struct NamingConventionDecl {
  Maybe<std::string> pk;
  Maybe<std::string> fk;
  Maybe<std::string> uq;
  Maybe<std::string> ix;
  Maybe<std::string> ck;
  Maybe<std::string> ex;
};

struct Document {
  Location where;
  Maybe<std::string> name_space;
  std::vector<Name> includes;
  Maybe<NamingConventionDecl> naming_convention;
  std::vector<MixinDecl> mixins;
  std::vector<EnumDecl> enums;
  std::vector<NamedTypeDecl> types;
  std::vector<SequenceDecl> sequences;
  std::vector<EntityDecl> entities;
};

}  // namespace orp::language
