// SPDX-License-Identifier: MIT
// What a table between two entities is beside the keys of both: in which order its own key has
// them, what its constraints are called, its indexes, and columns that no relationship writes.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "schema/front/relationship_steps.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

void order_primary_key(const PrimaryKeyDecl& decl, Table& table, Diagnostics& diagnostics) {
  if (!decl.columns) return;
  std::vector<std::string> written;
  for (const Name& name : decl.columns->value) written.push_back(name.value);
  std::vector<std::string> known = table.primary_key.columns;
  if (std::is_permutation(written.begin(), written.end(), known.begin(), known.end())) {
    table.primary_key.columns = std::move(written);
    return;
  }
  diagnostics.error(
      decl.columns->where, "the key of " + in_quotes(table.name) + " has other columns",
      "they are " +
          list_in_quotes(known, [](const std::string& name) { return std::string_view(name); }));
}

void name_foreign_keys(const NamingConvention& names, const std::vector<Name>& written,
                       Table& table) {
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    ForeignKey& key = table.foreign_keys[i];
    const std::string columns = joined(key.columns);
    const std::string referred_columns = joined(key.referred_columns);
    key.name = written.empty() ? conventional_name(names.fk, {.table = table.name,
                                                              .columns = columns,
                                                              .referred_table = key.referred_table,
                                                              .referred_columns = referred_columns})
                               : written[i].value;
  }
}

/// The primary key serves the way from one side; the way back needs an index of its own.
void add_way_back(const NamingConvention& names, Table& table) {
  const std::string& first = table.primary_key.columns.front();
  const bool is_from_local = table.foreign_keys[0].columns.front() == first;
  const std::vector<std::string>& columns = table.foreign_keys[is_from_local ? 1 : 0].columns;
  Index index;
  const std::string all = joined(columns);
  index.name = conventional_name(names.ix, {.table = table.name, .columns = all});
  for (const std::string& column : columns) index.parts.push_back({column});
  index.where = table.where;
  table.indexes.push_back(std::move(index));
}

void add_indexes(const NamingConvention& names, const MaybeList<IndexDecl>& written, Table& table,
                 Diagnostics& diagnostics) {
  if (!written) return add_way_back(names, table);
  EntityDraft draft{};
  draft.entity.name = "table " + in_quotes(table.name);
  draft.entity.table = std::move(table);
  for (const IndexDecl& decl : written->value) add_index(names, decl, draft, diagnostics);
  table = std::move(draft.entity.table);
}

/// Links are written with the keys of both sides and nothing else.
void check_extra_column(const ColumnDecl& decl, const Column& column, Diagnostics& diagnostics) {
  const auto refuse = [&](bool is_written, std::string_view word) {
    if (!is_written) return;
    diagnostics.error(decl.name.where,
                      in_quotes(word) + " of a column that stands between two entities",
                      "make the table an entity of its own, with two \"to_one\"");
  };
  refuse(is_on(decl.primary_key), "primary_key");
  refuse(decl.identity.has_value(), "identity");
  refuse(decl.default_value.has_value(), "default");
  refuse(decl.on_update.has_value(), "on_update");
  refuse(decl.references.has_value(), "references");
  refuse(is_on(decl.unique), "unique");
  refuse(is_on(decl.index), "index");
  refuse(decl.check.has_value(), "check");
  if (decl.is_incomplete || column.nullable || column.computed.kind != ComputedKind::none ||
      column.server_default.kind != ServerDefaultKind::none)
    return;
  diagnostics.error(decl.name.where,
                    "nothing gives " + in_quotes(column.name) +
                        " a value: links have the keys of "
                        "both sides alone",
                    "make it \"nullable\", or give it a \"server_default\"");
}

}  // namespace

void complete_secondary_table(const SchemaParts& parts, const SecondaryDecl& decl, Table& table,
                              Diagnostics& diagnostics) {
  for (const ColumnDecl& column : decl.extra_columns) {
    table.columns.push_back(resolve_column(column, parts.symbols, parts.enums, diagnostics));
    check_extra_column(column, table.columns.back(), diagnostics);
  }
  order_primary_key(decl.primary_key, table, diagnostics);
  name_primary_key(parts.names, decl.primary_key, table);
  name_foreign_keys(parts.names, decl.foreign_key_names, table);
  for (ForeignKey& key : table.foreign_keys) take_keeping(decl.keeping, key);
  add_indexes(parts.names, decl.indexes, table, diagnostics);
}

}  // namespace orp::language
