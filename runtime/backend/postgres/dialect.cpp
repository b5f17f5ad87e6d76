// SPDX-License-Identifier: MIT
#include "backend/postgres/dialect.hpp"

#include <algorithm>
#include <utility>

#include "backend/postgres/operations.hpp"
#include "backend/postgres/read_plan.hpp"
#include "backend/postgres/text_of.hpp"
#include "backend/postgres/types.hpp"
#include "meta/stored_as.hpp"

namespace orp::backend {
namespace {

constexpr LockWords locks{.update = "FOR UPDATE",
                          .no_key_update = "FOR NO KEY UPDATE",
                          .share = "FOR SHARE",
                          .key_share = "FOR KEY SHARE"};

constexpr DialectFacts postgres_facts{
    .name = "postgresql",
    .identifier_quote = '"',
    .true_literal = "true",
    .false_literal = "false",
    .concatenation = "||",
    .like_operator = "LIKE",
    .ilike_operator = "ILIKE",
    .like_without_escape = " ESCAPE ''",
    .unlimited = "",
    .orders_nulls = true,
    .default_values = "DEFAULT VALUES",
    .update_from = "FROM",
    .delete_using = "USING",
    .character_length = "char_length",
    .byte_length = "octet_length",
    .rounds_only_decimals = true,
    .locks = &locks,
    .returning = {.from_insert = true,
                  .from_update = true,
                  .from_delete = true,
                  .of_further_tables = true},
    .has_savepoints = true,
    .widens_integers = true,
    .scaled_decimal_digits = 0,
    .calculates_narrowly = true,
    .has_boolean_extremes = false,
    .array_aggregate = "array_agg",
    .has_arrays = true,
    .orders_aggregates = true,
    .has_distinct_pairs = true,
    .has_ordered_sets = true,
    .measures_intervals = true,
    .has_round_trips = true,
    .has_upsert = true,
    .has_writing_ctes = true,
    .has_lateral = true,
    .has_distinct_on = true,
    .orders_distinct_as_selected = true,
    .has_grouping_sets = true,
    .has_tablesample = true,
    .has_ties = true,
    .has_full_join = true,
    .has_all_of_sets = true,
    .names_function_columns = true,
    .types_recursion = true,
    .explain = "EXPLAIN (FORMAT JSON)",
    .explain_analyze = "EXPLAIN (ANALYZE, FORMAT JSON)",
    .casts_variants = true,
    .max_parameters = 65535,
    .max_identifier_bytes = 63,
};

class PostgresDialect final : public Dialect {
 public:
  explicit PostgresDialect(std::shared_ptr<const SchemaMap> schemas = nullptr)
      : Dialect(postgres_facts, std::move(schemas)) {}

  std::unique_ptr<const Dialect> with_schemas(
      std::shared_ptr<const SchemaMap> schemas) const override {
    return std::make_unique<PostgresDialect>(std::move(schemas));
  }

  void parameter(std::string& out, std::size_t number, bool) const override {
    out += '$';
    out += std::to_string(number);
  }

  void typed_parameter(std::string& out, std::size_t number, bool is_repeated,
                       const SqlType& type) const override {
    parameter(out, number, is_repeated);
    out += "::";
    out += bare_type(type);
  }

  void in_keys(std::string& out, View<KeyColumn> columns, std::size_t first_parameter,
               bool negated) const override {
    const auto keys = [&](std::size_t i) {
      parameter(out, first_parameter + i, true);
      if (columns.size() > 1 || !columns[i].is_same_type) {
        out += "::" + bare_type(*columns[i].element) + "[]";
      }
    };
    if (std::any_of(columns.begin(), columns.end(),
                    [&](const KeyColumn& column) { return is_wrapped_when_sent(*column.element); }))
      return in_wrapped_keys(out, columns, first_parameter, negated);
    if (columns.size() == 1) {
      out += columns[0].operand;
      out += negated ? " <> ALL (" : " = ANY (";
      keys(0);
      out += ')';
      return;
    }
    char separator = '(';
    for (const KeyColumn& column : columns) {
      out += separator;
      if (separator == ',') out += ' ';
      out += column.operand;
      separator = ',';
    }
    out += negated ? ") NOT IN (SELECT * FROM unnest(" : ") IN (SELECT * FROM unnest(";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) out += ", ";
      keys(i);
    }
    out += "))";
  }

  std::string cast_type(const SqlType& type) const override {
    if (type.tag == TypeTag::decimal && type.precision != 0)
      return postgres::numeric(type.precision, type.scale);
    return bare_type(type);
  }

  // Spelled so that no setting of the session has a say: neither its zone nor its style of dates.
  void cast(std::string& out, std::string_view operand, const SqlType& from,
            const SqlType& to) const override {
    const std::string value(operand);
    if (postgres::is_text(to)) {
      out += postgres::text_of(value, from);
    } else if (to.tag == TypeTag::boolean && is_integer(from.tag)) {
      out += '(' + value + " <> 0)";
    } else if (from.tag == TypeTag::boolean && is_integer(to.tag) && to.tag != TypeTag::int32) {
      out += "CAST(CAST(" + value + " AS integer) AS " + cast_type(to) + ')';
    } else if (from.tag == TypeTag::float32 && to.tag == TypeTag::decimal) {
      out += "CAST(CAST(" + value + " AS double precision) AS " + cast_type(to) + ')';
    } else if (from.tag == TypeTag::timestamptz && to.tag != TypeTag::timestamptz) {
      out += "CAST((" + value + ") AT TIME ZONE 'UTC' AS " + cast_type(to) + ')';
    } else if (from.tag != TypeTag::timestamptz && to.tag == TypeTag::timestamptz) {
      out += "(CAST(" + value + " AS timestamp) AT TIME ZONE 'UTC')";
    } else {
      Dialect::cast(out, operand, from, to);
    }
  }

  // The precision that LOCALTIME(0) takes would round, into the future.
  std::string now(const SqlType& type) const override {
    const std::int64_t unit = resolution(type.stored_as);
    const auto cut = [&](const std::string& moment) {
      if (unit == 1) return moment;
      return std::string("date_trunc('") + (unit == 1'000 ? "milliseconds" : "second") + "', " +
             moment + ')';
    };
    switch (type.tag) {
      case TypeTag::date:
        return "CURRENT_DATE";
      case TypeTag::time:
        return unit == 1 ? "LOCALTIME" : cut("LOCALTIMESTAMP") + "::time";
      case TypeTag::timestamp:
        return cut("LOCALTIMESTAMP");
      default:
        return cut("now()");
    }
  }

  OperationSpelling operation(Operation operation) const override {
    return postgres::spelling_of(operation);
  }
  TableFunctionSpelling table_function(TableFunction function) const override {
    return postgres::spelling_of(function);
  }

  Order order(const SqlType& type) const override {
    return is_text_label(stored_type(type)) ? Order::by_position : Order::native;
  }

  // Parameters would cut or round: `CAST('Zoe' AS char)` is 'Z'. Assigning tells what is too long.
  std::string variant_cast_type(std::string_view type) const override {
    std::string name(type);
    if (name.front() == '"') return name;
    const std::size_t begin = name.find('(');
    const std::size_t end = name.find(')', begin);
    if (end != std::string::npos) name.erase(begin, end + 1 - begin);
    while (!name.empty() && name.back() == ' ') name.pop_back();
    if (name == "char" || name == "character") return "bpchar";
    return name == "bit" ? "varbit" : name;
  }

  std::vector<PlanStep> plan_steps(const StoredRows& rows) const override {
    return postgres::read_plan(rows);
  }

 private:
  /// in_keys() of lists whose elements are sent within more SQL.
  void in_wrapped_keys(std::string& out, View<KeyColumn> columns, std::size_t first_parameter,
                       bool negated) const {
    std::string operands;
    std::string values;
    std::string lists;
    std::string names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const char* const separator = i == 0 ? "" : ", ";
      const std::string name = "k" + std::to_string(i);
      operands += separator + columns[i].operand;
      values += separator + as_sent("k." + name, *columns[i].element);
      lists += separator;
      typed_parameter(lists, first_parameter + i, true, *columns[i].element);
      lists += "[]";
      names += separator + name;
    }
    const std::string rows =
        "(SELECT " + values + " FROM unnest(" + lists + ") AS k(" + names + "))";
    if (columns.size() == 1)  // an array, which is made once, so that an index serves
      out += operands + (negated ? " <> ALL (ARRAY" : " = ANY (ARRAY") + rows + ')';
    else
      out += '(' + operands + (negated ? ") NOT IN " : ") IN ") + rows;
  }

  /// The type without its parameters.
  std::string bare_type(const SqlType& type) const {
    if (const char* name = postgres::row_of(type).name) return name;
    if (is_text_label(type)) return "text";
    if (type.tag == TypeTag::enumeration)
      return quoted_in_schema(type.enumeration->database_schema, type.enumeration->name);
    if (type.tag == TypeTag::array) return bare_type(*type.array->element) + "[]";
    return bare_type(stored_type(type));
  }
};

}  // namespace

std::string postgres::numeric(std::uint8_t precision, std::uint8_t scale) {
  if (precision == 0) return "numeric";
  return "numeric(" + std::to_string(precision) + ", " + std::to_string(scale) + ")";
}

const Dialect& postgres_dialect() {
  static const PostgresDialect dialect;
  return dialect;
}

}  // namespace orp::backend
