// SPDX-License-Identifier: MIT
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "meta/stored_as.hpp"
#include "schema/front/check_rules.hpp"
#include "schema/model/type_table.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

constexpr std::size_t max_columns = 128;  // the masks of an entity have a bit for each

bool has_default(const Column& column) {
  return column.client_default != ClientDefault::none ||
         column.server_default.kind != ServerDefaultKind::none;
}

std::int64_t largest(TypeTag integer) {
  if (integer == TypeTag::int16) return std::numeric_limits<std::int16_t>::max();
  if (integer == TypeTag::int32) return std::numeric_limits<std::int32_t>::max();
  return std::numeric_limits<std::int64_t>::max();
}

void check_identity(const Column& column, const Table& table, Diagnostics& diagnostics) {
  if (!column.identity || !column.type.tag) return;
  const auto refuse = [&](std::string_view why, std::string hint) {
    diagnostics.error(column.where, "an identity column " + std::string(why), std::move(hint));
  };
  if (!is_integer_type(column.type))
    refuse("must be an int16, an int32 or an int64",
           "give it such a type, or leave \"identity\" out");
  if (!column.primary_key || table.primary_key.columns.size() != 1) {
    refuse("must be the only column of the primary key", "leave \"identity\" out");
  }
  if (has_default(column)) refuse("cannot have a default", "leave one of the two out");
  if (column.identity->start < 1) refuse("cannot start below 1", "leave \"start\" out");
  if (column.identity->increment < 1)
    refuse("cannot have an increment below 1", "leave \"increment\" out");
  if (column.identity->start > largest(*column.type.tag))
    refuse("cannot start beyond its type", "start lower, or make it an int64");
}

void check_primary_key_column(const Column& column, const std::vector<Enum>& enums,
                              Diagnostics& diagnostics) {
  if (!column.primary_key) return;
  if (column.nullable) {
    diagnostics.error(column.where, "a column of the primary key cannot be nullable",
                      "leave \"nullable\" out");
  }
  if (!column.type.tag) return;
  if (column.type.is_array || !type_row(*column.type.tag).may_be_key) {
    diagnostics.error(column.where, "a primary key cannot be made of " + type_text(column, enums),
                      "choose another column, or add an \"id\" of type int64");
  } else if (is_kept_with_noise(column.type)) {
    diagnostics.error(column.where,
                      "a primary key cannot be made of a decimal with digits behind the point that "
                      "is stored as " +
                          in_quotes(stored_as_word(column.type.stored_as)),
                      "store it as \"text\" or \"scaled\", or choose another column");
  }
}

}  // namespace

void check_columns(const Model& model, Diagnostics& diagnostics) {
  for (const Entity& entity : model.entities) {
    const Table& table = entity.table;
    if (table.columns.size() > max_columns) {
      diagnostics.error(entity.where,
                        entity.name + " has " + std::to_string(table.columns.size()) +
                            " columns, more than " + std::to_string(max_columns),
                        "move some to an entity of their own, in a \"one_to_one\"");
    }
    for (const Column& column : table.columns) {
      check_identity(column, table, diagnostics);
      check_primary_key_column(column, model.enums, diagnostics);
    }
  }
}

}  // namespace orp::language
