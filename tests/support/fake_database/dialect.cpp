// SPDX-License-Identifier: MIT
#include "backend/sqlite/dialect.hpp"

#include "support/fake_database/parts.hpp"

namespace orp::testing {

namespace {

constexpr backend::DialectFacts fake_facts{
    .name = "fake",
    .identifier_quote = '`',
    .true_literal = "1",
    .false_literal = "0",
    .concatenation = "",
    .like_operator = "LIKE",
    .ilike_operator = "",
    .unlimited = "9223372036854775807",
    .orders_nulls = false,
    .default_values = "DEFAULT VALUES",
    .update_from = "",
    .delete_using = "",
    .character_length = "length",
    .byte_length = "length",
    .rounds_only_decimals = false,
    .locks = nullptr,
    .returning = {.from_insert = false, .from_update = false, .from_delete = false},
    .has_savepoints = false,
    .widens_integers = false,
    .scaled_decimal_digits = 18,
    .own_functions = "orpiment_",
    .string_aggregate = "group_concat",
    .recurses_in_several = true,
    .max_parameters = 100,
    .max_identifier_bytes = 63,
};

constexpr backend::DialectFacts remote_facts = [] {
  backend::DialectFacts facts = fake_facts;
  facts.has_round_trips = true;
  return facts;
}();

/// Values are kept as SQLite keeps them, for it keeps them.
const backend::Dialect& keeper() { return backend::sqlite_dialect(); }

class FakeDialect final : public backend::Dialect {
 public:
  explicit FakeDialect(const backend::DialectFacts& facts) : Dialect(facts) {}

  void parameter(std::string& out, std::size_t number, bool is_repeated) const override {
    keeper().parameter(out, number, is_repeated);
  }
  void typed_parameter(std::string& out, std::size_t number, bool is_repeated,
                       const SqlType&) const override {
    parameter(out, number, is_repeated);
  }

  // A list is the text of a JSON array.
  void in_keys(std::string& out, View<backend::KeyColumn> columns, std::size_t first_parameter,
               bool negated) const override {
    std::string operands;
    std::string values;
    std::string sources;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string list = "k" + std::to_string(i);
      operands += (i > 0 ? ", " : "") + columns[i].operand;
      values += (i > 0 ? ", " : "") + list + ".value";
      sources += (i > 0 ? " JOIN json_each(" : "json_each(");
      parameter(sources, first_parameter + i, true);
      sources += ") AS " + list;
      if (i > 0) sources += " ON " + list + ".key = k0.key";
    }
    out += '(' + operands + (negated ? ") NOT IN (SELECT " : ") IN (SELECT ") + values + " FROM " +
           sources + ')';
  }

  void is_distinct(std::string& out, std::string_view left, std::string_view right,
                   bool negated) const override {
    out += negated ? "is_same(" : "is_distinct(";
    out += left;
    out += ", ";
    out += right;
    out += ')';
  }

  std::string cast_type(const SqlType& type) const override { return keeper().cast_type(type); }
  void cast(std::string& out, std::string_view operand, const SqlType& from,
            const SqlType& to) const override {
    keeper().cast(out, operand, from, to);
  }
  std::string now(const SqlType& type) const override { return keeper().now(type); }
  backend::Order order(const SqlType& type) const override { return keeper().order(type); }
};

}  // namespace

const backend::Dialect& fake_dialect() {
  static const FakeDialect dialect(fake_facts);
  return dialect;
}

const backend::Dialect& fake_remote_dialect() {
  static const FakeDialect dialect(remote_facts);
  return dialect;
}

}  // namespace orp::testing
