// SPDX-License-Identifier: MIT
// Unique constraints, indexes and checks: those of single columns first, in the order of columns.
#include <string>
#include <string_view>
#include <utility>

#include "front/resolve_steps.hpp"

namespace orp::codegen {
namespace {

/// The name that was written, or what the convention makes of the table and some columns.
std::string constraint_name(const Maybe<std::string>& written, std::string_view pattern,
                            const Table& table, std::string_view columns) {
  if (written) return written->value;
  return conventional_name(pattern, {.table = table.name, .columns = columns});
}

std::string check_name(const Maybe<std::string>& written, const NamingConvention& names,
                       const Table& table, std::string_view name) {
  if (written) return written->value;
  return conventional_name(names.ck, {.table = table.name, .name = name});
}

/// "unique" and "index" together are one unique index, as in SQLAlchemy.
void add_column_constraints(const NamingConvention& names, std::size_t column, EntityDraft& draft) {
  const ColumnDecl& decl = *draft.column_decls[column];
  Table& table = draft.entity.table;
  const std::string& db_name = table.columns[column].db_name;
  const bool unique = is_on(decl.unique);
  if (is_on(decl.index)) {
    table.indexes.push_back({constraint_name(std::nullopt, names.ix, table, db_name),
                             unique,
                             {{column, {}, false}},
                             {},
                             decl.index->where});
  } else if (unique) {
    table.uniques.push_back(
        {constraint_name(std::nullopt, names.uq, table, db_name), {column}, decl.unique->where});
  }
  if (decl.check) {
    table.checks.push_back(
        {check_name(std::nullopt, names, table, db_name), decl.check->value, decl.check->where});
  }
}

void add_unique(const NamingConvention& names, const UniqueDecl& decl, EntityDraft& draft,
                Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  std::vector<std::size_t> columns = require_columns(draft, decl.columns, diagnostics);
  if (columns.empty()) return;
  std::string name = constraint_name(decl.name, names.uq, table, joined_names(table, columns));
  table.uniques.push_back({std::move(name), std::move(columns), decl.where});
}

/// The columns of an index in its name; an expression has none to show.
std::string index_columns(const Table& table, const std::vector<IndexPart>& parts) {
  std::string text;
  for (const IndexPart& part : parts) {
    if (!text.empty()) text += '_';
    text += part.column == npos ? "expr" : table.columns[part.column].db_name;
  }
  return text;
}

void add_index(const NamingConvention& names, const IndexDecl& decl, EntityDraft& draft,
               Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  Index index;
  bool is_whole = !decl.parts.empty();
  for (const IndexPartDecl& part : decl.parts) {
    IndexPart resolved;
    resolved.descending = part.descending;
    if (part.expression) {
      resolved.expression = part.expression->value;
    } else if (part.column) {
      resolved.column = require_column(draft, *part.column, diagnostics);
    }
    is_whole = is_whole && (part.expression || resolved.column != npos);
    index.parts.push_back(std::move(resolved));
  }
  if (!is_whole) return;
  index.name = constraint_name(decl.name, names.ix, table, index_columns(table, index.parts));
  index.unique = is_on(decl.unique);
  if (decl.where_clause) index.where_clause = decl.where_clause->value;
  index.where = decl.where;
  table.indexes.push_back(std::move(index));
}

void add_checks(const NamingConvention& names, EntityDraft& draft) {
  Table& table = draft.entity.table;
  std::size_t count = 0;
  for (const CheckDecl& decl : draft.decl->checks) {
    const std::string ordinal = std::to_string(++count);
    table.checks.push_back({check_name(decl.name, names, table, ordinal), decl.expression.value,
                            decl.name ? decl.name->where : decl.expression.where});
  }
}

}  // namespace

void resolve_constraints(const NamingConvention& names, EntityDrafts& drafts,
                         Diagnostics& diagnostics) {
  for (EntityDraft& draft : drafts) {
    for (std::size_t i = 0; i < draft.column_decls.size(); ++i) {
      add_column_constraints(names, i, draft);
    }
    for (const UniqueDecl& decl : draft.decl->uniques) add_unique(names, decl, draft, diagnostics);
    for (const IndexDecl& decl : draft.decl->indexes) add_index(names, decl, draft, diagnostics);
    add_checks(names, draft);
  }
}

}  // namespace orp::codegen
