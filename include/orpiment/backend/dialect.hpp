// SPDX-License-Identifier: MIT
// How a database spells SQL. Facts first: what can be said as data is data; then the few functions
// that data cannot express. A dialect holds no state: one constant object a database.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/backend/operation.hpp"
#include "orpiment/backend/plan_step.hpp"
#include "orpiment/backend/schema_map.hpp"
#include "orpiment/backend/stored_rows.hpp"
#include "orpiment/backend/table_function.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/view.hpp"

namespace orp {
struct TableInfo;
}

namespace orp::backend {

/// What `<` means for the stored form of a type.
enum class Order : std::uint8_t {
  native,       ///< the database's own order is the type's order
  by_position,  ///< enumerations kept as text: compare the place in the declaration
  none,         ///< there is none that would be right
};

/// The words of SELECT ... FOR UPDATE, from strong to weak. One that is empty is not known, and the
/// stronger one before it does.
struct LockWords {
  /// LockStrength::update.
  std::string_view update;
  /// LockStrength::no_key_update.
  std::string_view no_key_update{};
  /// LockStrength::share.
  std::string_view share{};
  /// LockStrength::key_share.
  std::string_view key_share{};
  /// LockWait::nowait.
  std::string_view nowait = "NOWAIT";
  /// LockWait::skip_locked.
  std::string_view skip_locked = "SKIP LOCKED";
};

/// Which statements can say RETURNING.
struct Returning {
  /// INSERT can.
  bool from_insert;
  /// UPDATE can.
  bool from_update;
  /// DELETE can.
  bool from_delete;
  /// It may name the further tables of the statement.
  bool of_further_tables = false;
};

/// How a database's SQL differs, as facts. A constant.
struct DialectFacts {
  std::string_view name;  ///< as in URLs: the scheme
  char identifier_quote;  ///< on both sides of a name, doubled within
  /// How true is written.
  std::string_view true_literal;
  /// How false is written.
  std::string_view false_literal;
  std::string_view concatenation;          ///< operator; empty: the function concat()
  std::string_view like_operator;          ///< tells capital from small letters
  std::string_view ilike_operator;         ///< empty: lower() on both sides, then like_operator
  std::string_view like_without_escape{};  ///< behind a pattern in which nothing is an escape
  std::string_view unlimited;         ///< LIMIT that an OFFSET without a limit needs, or nothing
  bool orders_nulls;                  ///< NULLS FIRST, NULLS LAST
  std::string_view default_values;    ///< of an INSERT that gives none
  std::string_view update_from;       ///< keyword for further tables of an UPDATE, or nothing
  std::string_view delete_using;      ///< keyword for further tables of a DELETE, or nothing
  std::string_view character_length;  ///< function
  std::string_view byte_length;       ///< function
  bool rounds_only_decimals;          ///< round(value, digits) takes no double
  const LockWords* locks;             ///< nullptr: no locks on rows, asking for one does nothing
  /// Which statements can say RETURNING.
  Returning returning;
  /// SAVEPOINT is known.
  bool has_savepoints;
  bool widens_integers;  ///< sum() and avg() of integers give arbitrary precision numbers
  /// decimal(p, s) with p up to this is stored as the integer value * 10^s; 0: decimals are a type.
  std::uint8_t scaled_decimal_digits;
  /// What the names of the functions begin with that a backend gives its database because its
  /// own say something else than SQL, or nothing: `int32(x)` fails beyond that width, and so on
  /// (its `functions.hpp` lists all). Empty: the database has the errors itself. Needed
  /// where decimals are scaled integers.
  std::string_view own_functions{};
  /// What is calculated of int16 is one again, and of float a float.
  bool calculates_narrowly = false;
  bool has_boolean_extremes = true;  ///< min() and max() take booleans
  /// The function that puts texts one behind the other: of a text and what stands between.
  std::string_view string_aggregate = "string_agg";
  /// The function that makes an array of values. Of a database without arrays, which keeps them as
  /// JSON, one that makes JSON of values that are numbers or texts there. Or nothing.
  std::string_view array_aggregate{};
  bool has_arrays = false;          ///< as types; else they are kept as JSON
  bool orders_aggregates = false;   ///< ORDER BY within the call of one
  bool has_distinct_pairs = false;  ///< DISTINCT in an aggregate of several arguments
  bool has_ordered_sets = false;    ///< percentile_cont() WITHIN GROUP (ORDER BY ...), and its kin
  bool measures_intervals = false;  ///< RANGE of dates and times by an interval
  /// A statement and its answer travel, so sending several together saves time.
  bool has_round_trips = false;
  bool has_upsert = false;  ///< ON CONFLICT of an INSERT
  /// The query of such an INSERT ends in a WHERE, for ON behind a FROM would be that of a join.
  bool upsert_wants_where = false;
  bool has_writing_ctes = false;  ///< WITH takes INSERT, UPDATE and DELETE
  bool has_lateral = false;       ///< LATERAL subqueries
  bool has_distinct_on = false;   ///< SELECT DISTINCT ON (...)
  /// SELECT DISTINCT is ordered by what it selects, as it selects it, and nothing calculated of it.
  bool orders_distinct_as_selected = false;
  bool has_grouping_sets = false;  ///< GROUPING SETS, ROLLUP, CUBE and GROUPING()
  bool has_tablesample = false;    ///< TABLESAMPLE behind a table
  bool has_ties = false;           ///< FETCH FIRST ... ROWS WITH TIES
  bool has_full_join = false;      ///< FULL OUTER JOIN
  bool has_all_of_sets = false;    ///< INTERSECT ALL, EXCEPT ALL
  /// AS name(a, b) gives the columns of a function in a FROM these names; else they have their own.
  bool names_function_columns = false;
  /// Several members of a recursive CTE may name it; else they are one member together.
  bool recurses_in_several = false;
  /// The columns of a recursive CTE have the very types that its first member gives them.
  bool types_recursion = false;
  std::string_view explain{};          ///< before a statement, asks for its plan; empty: cannot
  std::string_view explain_analyze{};  ///< the same, measured; empty: cannot
  /// A value must be cast to a TypeVariant's type where it is sent, and from it where it is read.
  bool casts_variants = false;
  std::size_t max_parameters;        ///< of one statement
  std::size_t max_identifier_bytes;  ///< of any name
};

/// One column of `(a, b) IN keys`.
struct KeyColumn {
  std::string operand;     ///< SQL
  const SqlType* element;  ///< of the list
  bool is_same_type;       ///< the operand's type in SQL is the element's
};

/// How a database spells statements. A constant; safe to share between threads. There is one for
/// each database, and one for each map by which schemas have other names.
class Dialect {
 public:
  virtual ~Dialect() = default;
  Dialect(const Dialect&) = delete;
  Dialect& operator=(const Dialect&) = delete;

  /// What it was made with.
  const DialectFacts& facts() const { return facts_; }

  /// Appends the identifier in its quotes.
  void quote(std::string& out, std::string_view identifier) const;
  /// The identifier in its quotes.
  std::string quoted(std::string_view identifier) const;
  /// By which names schemas of the model go; nullptr: by their own.
  const SchemaMap* schemas() const { return schemas_.get(); }
  /// SchemaMap::number(); 0: they go by their own names.
  std::uint64_t schemas_number() const { return schemas_ == nullptr ? 0 : schemas_->number(); }
  /// The same dialect, which names schemas by `schemas`; nullptr: the database has none.
  virtual std::unique_ptr<const Dialect> with_schemas(
      std::shared_ptr<const SchemaMap> /*schemas*/) const {
    return nullptr;
  }
  /// Appends `name`, behind that of the schema within the database that the model calls
  /// `database_schema`, if it has one.
  void quote_in_schema(std::string& out, std::string_view database_schema,
                       std::string_view name) const;
  /// The same alone.
  std::string quoted_in_schema(std::string_view database_schema, std::string_view name) const;
  /// Appends the name of `table`, behind that of its database schema if it has one.
  void quote_table(std::string& out, const TableInfo& table) const;
  /// The same alone.
  std::string quoted_table(const TableInfo& table) const;
  /// Appends 'text', quotes doubled: for texts of the schema in DDL, never for values.
  void quote_text(std::string& out, std::string_view text) const;

  /// Appends the place of parameter `number` (from 1). `is_repeated`: it stands in the text
  /// already.
  virtual void parameter(std::string& out, std::size_t number, bool is_repeated) const = 0;
  /// The same where the database cannot tell the parameter's type from what stands around it.
  virtual void typed_parameter(std::string& out, std::size_t number, bool is_repeated,
                               const SqlType& type) const = 0;

  /// Appends the condition that the row of `columns` is among keys, which are the parameters from
  /// `first_parameter` on, one list a column. For an empty list it is false (negated: true), also
  /// of NULL.
  virtual void in_keys(std::string& out, View<KeyColumn> columns, std::size_t first_parameter,
                       bool negated) const = 0;

  /// Appends the comparison of two operands (SQL) to which NULL is a value as any other.
  virtual void is_distinct(std::string& out, std::string_view left, std::string_view right,
                           bool negated) const;

  /// The type's name in CAST(... AS name). Precision counts, length does not; a decimal of no
  /// precision has any.
  virtual std::string cast_type(const SqlType& type) const = 0;
  /// Appends `operand` (SQL) as a value of another type; decimals that are scaled integers are
  /// dealt with before.
  virtual void cast(std::string& out, std::string_view operand, const SqlType& from,
                    const SqlType& to) const;
  /// What values of `type` are on this database in place of what they would be; nullptr: nothing
  /// else.
  const TypeVariant* variant(const SqlType& type) const;
  /// A value of `type` is sent, or read, within more SQL.
  bool is_wrapped_when_sent(const SqlType& type) const;
  /// @copydoc is_wrapped_when_sent
  bool is_wrapped_when_read(const SqlType& type) const;
  /// `operand` (SQL) in what is around it there, if anything.
  std::string as_sent(std::string operand, const SqlType& type) const;
  /// @copydoc as_sent
  std::string as_read(std::string operand, const SqlType& type) const;
  /// The name of a TypeVariant's type in a cast that neither cuts nor rounds the value.
  virtual std::string variant_cast_type(std::string_view type) const { return std::string(type); }

  /// The time of the statement, as a value of `type`: timestamptz, timestamp, date or time, with no
  /// more digits of a second than the type keeps.
  virtual std::string now(const SqlType& type) const = 0;

  /// How the operation is spelled; of no text where the database has none. One that is the same on
  /// every database is not asked for.
  virtual OperationSpelling operation(Operation) const { return {}; }

  /// How a function in a FROM is spelled; of no text where the database has none.
  virtual TableFunctionSpelling table_function(TableFunction) const { return {}; }

  /// How values of `type` are brought into order.
  virtual Order order(const SqlType& type) const = 0;

  /// What a statement behind DialectFacts::explain says.
  virtual std::vector<PlanStep> plan_steps(const StoredRows& /*rows*/) const { return {}; }

  /// Values of `type` are kept as in tables of ours. Else cast() makes that of them, and them of
  /// that: the same type, StoredAs::standard.
  virtual bool is_standard(const SqlType& /*type*/) const { return true; }

  /// True when values of `type` are integers scaled by 10^scale here.
  bool is_scaled_decimal(const SqlType& type) const {
    return type.tag == TypeTag::decimal && facts_.scaled_decimal_digits != 0 &&
           type.precision <= facts_.scaled_decimal_digits && is_standard(type);
  }

 protected:
  /// Keeps a reference to `facts`, which must outlive this.
  explicit Dialect(const DialectFacts& facts, std::shared_ptr<const SchemaMap> schemas = nullptr)
      : facts_(facts), schemas_(std::move(schemas)) {}

 private:
  const DialectFacts& facts_;
  std::shared_ptr<const SchemaMap> schemas_;
};

/// The column type that `type` is stored as: itself, or what a converter makes of it.
inline const SqlType& stored_type(const SqlType& type) {
  return type.tag == TypeTag::converted ? *type.conversion->stored : type;
}

}  // namespace orp::backend
