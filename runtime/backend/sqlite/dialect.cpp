// SPDX-License-Identifier: MIT
#include "backend/sqlite/dialect.hpp"

#include <sqlite3.h>

#include <utility>

#include "backend/sqlite/cast_sql.hpp"
#include "backend/sqlite/form_sql.hpp"
#include "backend/sqlite/functions.hpp"
#include "backend/sqlite/operations.hpp"
#include "backend/sqlite/read_plan.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/sqlite/uuid_forms.hpp"
#include "meta/stored_as.hpp"

namespace orp::backend {
namespace {

constexpr DialectFacts sqlite_facts{
    .name = "sqlite",
    .identifier_quote = '"',
    .true_literal = "1",
    .false_literal = "0",
    .concatenation = "||",
    .like_operator = "LIKE",
    .ilike_operator = "",
    .unlimited = "-1",
    .orders_nulls = true,
    .default_values = "DEFAULT VALUES",
    .update_from = "FROM",
    .delete_using = "",
    .character_length = "length",
    .byte_length = "length",
    .rounds_only_decimals = false,
    .locks = nullptr,
    .returning = {.from_insert = true, .from_update = true, .from_delete = true},
    .has_savepoints = true,
    .widens_integers = false,
    .scaled_decimal_digits = sqlite::scaled_decimal_digits,
    .own_functions = sqlite::functions_prefix,
    .string_aggregate = "group_concat",
    .array_aggregate = "json_group_array",
    .has_upsert = true,
    .upsert_wants_where = true,
    .recurses_in_several = true,
    .explain = "EXPLAIN QUERY PLAN",
    .max_parameters = 32766,
    .max_identifier_bytes = 63,  // its own limit is the text's; the schema keeps to the smaller one
};

/// What the library knows that the program runs with.
DialectFacts facts_of_library() {
  constexpr int first_to_order_aggregates = 3'044'000;
  DialectFacts facts = sqlite_facts;
  constexpr int first_to_join_fully = 3'039'000;
  facts.orders_aggregates = sqlite3_libversion_number() >= first_to_order_aggregates;
  facts.has_full_join = sqlite3_libversion_number() >= first_to_join_fully;
  return facts;
}

class SqliteDialect final : public Dialect {
 public:
  explicit SqliteDialect(const DialectFacts& facts,
                         std::shared_ptr<const SchemaMap> schemas = nullptr)
      : Dialect(facts, std::move(schemas)) {}

  // The facts are those of the library, which live as long as the program.
  std::unique_ptr<const Dialect> with_schemas(
      std::shared_ptr<const SchemaMap> schemas) const override {
    return std::make_unique<SqliteDialect>(facts(), std::move(schemas));
  }

  void parameter(std::string& out, std::size_t number, bool is_repeated) const override {
    out += '?';
    if (is_repeated) out += std::to_string(number);
  }

  // Values carry their types, parameters need none.
  void typed_parameter(std::string& out, std::size_t number, bool is_repeated,
                       const SqlType&) const override {
    parameter(out, number, is_repeated);
  }

  void in_keys(std::string& out, View<KeyColumn> columns, std::size_t first_parameter,
               bool negated) const override {
    const auto keys = [&](std::size_t i) {
      std::string source = "orpiment_keys(";
      parameter(source, first_parameter + i, true);
      return source + ") AS k" + std::to_string(i);
    };
    if (columns.size() == 1) {
      out += columns[0].operand;
      out += negated ? " NOT IN (SELECT " : " IN (SELECT ";
      out += as_sent("value", *columns[0].element);
      out += " FROM orpiment_keys(";
      parameter(out, first_parameter, true);
      out += "))";
      return;
    }
    std::string operands;
    std::string values;
    std::string sources;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) {
        operands += ", ";
        values += ", ";
        sources += " JOIN ";
      }
      operands += columns[i].operand;
      values += as_sent("k" + std::to_string(i) + ".value", *columns[i].element);
      sources += keys(i);
      if (i > 0) sources += " ON k" + std::to_string(i) + ".position = k0.position";
    }
    out += '(' + operands + (negated ? ") NOT IN (SELECT " : ") IN (SELECT ") + values + " FROM " +
           sources + ')';
  }

  void is_distinct(std::string& out, std::string_view left, std::string_view right,
                   bool negated) const override {
    out += left;
    out += negated ? " IS " : " IS NOT ";
    out += right;
  }

  std::string cast_type(const SqlType& type) const override {
    if (type.tag == TypeTag::converted) return cast_type(stored_type(type));
    return sqlite::database_type(type.tag, type);
  }

  bool is_standard(const SqlType& type) const override {
    if (type.tag == TypeTag::converted) return is_standard(stored_type(type));
    if (type.tag == TypeTag::decimal && type.precision <= sqlite::scaled_decimal_digits)
      return type.stored_as == StoredAs::unknown || sqlite::is_scaled(type);
    if (type.tag == TypeTag::uuid) return !sqlite::is_text_of_uuid(type.stored_as);
    return type.stored_as == StoredAs::standard || type.stored_as == StoredAs::text ||
           type.stored_as == StoredAs::unknown;
  }

  void cast(std::string& out, std::string_view operand, const SqlType& from,
            const SqlType& to) const override {
    if (!is_standard(from)) return sqlite::append_standard(out, operand, from);
    if (!is_standard(to)) return sqlite::append_kept(out, operand, to);
    const std::string cast = sqlite::cast_of(operand, from, to);
    if (cast.empty()) return Dialect::cast(out, operand, from, to);
    out += cast;
  }

  // As the codec writes them: six digits of a second, of which the database knows three;
  // timestamptz in UTC without an offset, because the database's own date functions do not read
  // "+00".
  std::string now(const SqlType& type) const override {
    switch (type.tag) {
      case TypeTag::date:
        return "date('now')";
      case TypeTag::time:
        return "strftime('%H:%M:%f000', 'now')";
      default:
        return "strftime('%Y-%m-%d %H:%M:%f000', 'now')";
    }
  }

  OperationSpelling operation(Operation operation) const override {
    return sqlite::spelling_of(operation);
  }
  TableFunctionSpelling table_function(TableFunction function) const override {
    return sqlite::spelling_of(function);
  }

  std::vector<PlanStep> plan_steps(const StoredRows& rows) const override {
    return sqlite::read_plan(rows);
  }

  Order order(const SqlType& type) const override {
    if (type.tag == TypeTag::converted) return order(stored_type(type));
    const bool is_number = is_scaled_decimal(type) || is_floating(type.stored_as);
    return is_number ? Order::native : sqlite::row_of(type).order;
  }
};

}  // namespace

const Dialect& sqlite_dialect() {
  static const DialectFacts facts = facts_of_library();
  static const SqliteDialect dialect(facts);
  return dialect;
}

}  // namespace orp::backend
