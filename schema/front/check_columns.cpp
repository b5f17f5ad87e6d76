// SPDX-License-Identifier: MIT
#include <algorithm>
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
  if (!column.primary_key) refuse("must be of the primary key", "leave \"identity\" out");
  if (table.options.without_rowid)
    refuse("of a table \"without_rowid\", which cannot number its rows",
           "\"identity\": false, or leave that option out");
  if (has_default(column)) refuse("cannot have a default", "leave one of the two out");
  if (column.identity->start < 1) refuse("cannot start below 1", "leave \"start\" out");
  if (column.identity->increment < 1)
    refuse("cannot have an increment below 1", "leave \"increment\" out");
  if (column.identity->start > largest(*column.type.tag))
    refuse("cannot start beyond its type", "start lower, or make it an int64");
}

/// The others are mistakes of their own.
void check_one_identity(const Table& table, Diagnostics& diagnostics) {
  const Column* first = nullptr;
  for (const Column& column : table.columns) {
    if (!column.identity || !column.primary_key) continue;
    if (first != nullptr)
      diagnostics.error(column.where,
                        "a second identity column beside " + in_quotes(first->attribute),
                        "leave \"identity\" out of one of them");
    first = &column;
  }
}

/// Its values are the database's alone.
void check_computed(const Column& column, const Table& table, Diagnostics& diagnostics) {
  if (column.computed.kind == ComputedKind::none) return;
  const auto refuse = [&](std::string_view why, std::string_view hint) {
    diagnostics.error(column.where, "a generated column " + std::string(why), std::string(hint));
  };
  if (column.computed.sql.find_first_not_of(" \t\r\n") == std::string::npos)
    refuse("without an expression", R"(as in "generated": { "stored": "price * quantity" })");
  if (has_default(column)) refuse("cannot have a default", "leave one of the two out");
  if (column.identity) refuse("cannot be an identity", "leave one of the two out");
  if (column.on_update != ClientDefault::none || column.trigger_on_update)
    refuse("cannot have an \"on_update\"", "leave one of the two out");
  if (column.primary_key) refuse("cannot be of the primary key", "choose another column");
  for (const ForeignKey& key : table.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end())
      refuse("cannot refer to another table", "leave \"references\" out");
}

/// What finds a row must be known when it is written.
void check_triggers(const Column& column, Diagnostics& diagnostics) {
  if (!column.primary_key) return;
  if (column.server_default.kind == ServerDefaultKind::trigger || column.trigger_on_update)
    diagnostics.error(column.where, "a trigger cannot give a column of the primary key its value",
                      "let the program or the database number the rows");
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
    check_one_identity(table, diagnostics);
    for (const Column& column : table.columns) {
      check_identity(column, table, diagnostics);
      check_computed(column, table, diagnostics);
      check_triggers(column, diagnostics);
      check_primary_key_column(column, model.enums, diagnostics);
    }
  }
}

}  // namespace orp::language
