// SPDX-License-Identifier: MIT
// What will be printed, as strings: every identifier, type, include and value is decided here, so
// that the emitters hold nothing but the shape of the output.
//
// Rules
//  (1) What is printed depends on the model alone: no folder of the machine, no time, no order of a
//      hash table.
//  (2) The code's own names never hide the schema's: a visible_name leads out of the generated
//      namespace.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cpp/format/fields.hpp"
#include "cpp/includes.hpp"
#include "language.hpp"

namespace orp::codegen::cpp {

/// A constant that others of the same source refer to: `type name = value;`
struct Constant {
  std::string type;
  std::string name;
  std::string value;
};

/// A constant array of aggregates.
struct Array {
  std::string type;
  std::string name;
  std::vector<Fields> items;
};

/// The descriptor of one column.
struct ColumnFact {
  std::string name;  ///< quoted
  std::string type;  ///< types::int32.nullable()
  Fields facts;
};

struct TablePlan {
  std::string name;                 ///< of the TableInfo in shop::detail::tables
  std::vector<Array> variants;      ///< what the column types are on single databases
  std::vector<Constant> constants;  ///< what the column types refer to
  std::vector<ColumnFact> columns;
  std::vector<Array> arrays;  ///< foreign keys, uniques, parts of indexes, indexes, checks
  Fields info;                ///< of the TableInfo
};

/// A member variable of Row or New: `type name{};`, `type name = value;` or `type name;`
struct Member {
  std::string type;
  std::string name;
  std::string initialiser;  ///< `{}`, a value, or nothing
};

struct Attribute {
  std::string type;  ///< orp::Column<User, std::string>
  std::string name;
  std::size_t number;
};

/// Getter and setter of a column.
struct Accessor {
  std::string name;
  std::size_t number;
  std::string documentation;
  std::string getter_type;
  std::string given_type;    ///< what the setter takes
  std::string stored_value;  ///< what it stores: `value`, `value.take(info, 3)` ...
  bool has_setter;
};

struct RelationAccessor {
  enum class Multiplicity { required, optional, collection };

  std::string name;
  std::size_t number;
  std::string documentation;
  std::string target;
  Multiplicity multiplicity;
  bool has_setter;

  /// What makes a type of the target: a scalar that may be missing is pointed at.
  [[nodiscard]] const char* indirection() const {
    return multiplicity == Multiplicity::optional ? "*" : "&";
  }
};

/// One statement of initialise_(): `action` when `condition` holds, or always when that is empty.
struct InitialiseStep {
  std::string condition;
  std::string action;
};

struct EntityPlan {
  bool is_read_only = false;  ///< of a view: nothing of it can be written
  std::string class_name;
  std::string visible_name;  ///< among names of the generated code's own
  std::string file_stem;
  std::string origin;  ///< the schema file it stands in
  std::string documentation;
  Includes header_includes;
  Includes source_includes;
  std::vector<std::string> tables;  ///< its own, those it refers to and goes through

  std::vector<Member> row;
  std::vector<Member> key;          ///< the primary key
  std::vector<Member> initialiser;  ///< New
  std::vector<Attribute> attributes;
  std::vector<Accessor> accessors;
  std::vector<RelationAccessor> relation_accessors;
  std::size_t relation_count = 0;  ///< with those that have no accessor
  std::vector<InitialiseStep> initialise_steps;

  std::string facts;  ///< the namespace of what follows, inside detail: user_facts
  TablePlan table;
  std::string key_columns;       ///< list<0>
  Array mapped;                  ///< the columns as the class has them
  std::vector<Array> relations;  ///< what they refer to, then the relations themselves
};

struct EnumeratorPlan {
  std::string name;
  std::string label;  ///< quoted
  std::string documentation;
};

struct EnumPlan {
  std::string class_name;
  std::string visible_name;  ///< among names of the generated code's own
  std::string documentation;
  std::string underlying;
  std::string info;                  ///< of its EnumInfo in shop::detail::enums
  std::string labels;                ///< and of the labels of that
  std::string db_name;               ///< quoted
  std::string database_schema;       ///< quoted; empty: none
  std::vector<std::string> numbers;  ///< of the enumerators; empty: from 0 on
  std::vector<EnumeratorPlan> enumerators;
  bool is_stored;       ///< databases keep it as what it is
  std::string kept_as;  ///< the column type that it is kept as; empty: its own
};

struct SecondaryTablePlan {
  std::string facts;  ///< namespace
  TablePlan table;
};

struct CodePlan {
  std::string name_space;  ///< shop or acme::shop
  std::string folder;      ///< shop or acme/shop
  std::string origin;      ///< the root schema file
  std::vector<EnumPlan> enums;
  Array sequences;
  std::vector<EntityPlan> entities;
  std::vector<SecondaryTablePlan> secondary_tables;
};

[[nodiscard]] CodePlan make_plan(const Model& model);

}  // namespace orp::codegen::cpp
