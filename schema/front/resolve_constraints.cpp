// SPDX-License-Identifier: MIT
// Unique constraints, indexes and checks: those of single columns first, in the order of columns.
#include <string>
#include <string_view>
#include <utility>

#include "schema/front/resolve_steps.hpp"

namespace orp::language {
namespace {

/// The name that was written, or what the convention makes of the table and some columns.
std::string constraint_name(const Maybe<std::string>& written, std::string_view pattern,
                            const Table& table, std::string_view columns) {
  if (written) return written->value;
  return conventional_name(pattern, {.table = table.name, .columns = columns});
}

std::string name_of_check(const Maybe<std::string>& written, const NamingConvention& names,
                          const Table& table, std::string_view name) {
  if (written) return written->value;
  return conventional_name(names.ck, {.table = table.name, .name = name});
}

/// "unique" and "index" together are one unique index, as in SQLAlchemy.
void add_column_constraints(const NamingConvention& names, std::size_t column, EntityDraft& draft) {
  const ColumnDecl& decl = *draft.column_decls[column];
  Table& table = draft.entity.table;
  const std::string& name = table.columns[column].name;
  const bool unique = is_on(decl.unique);
  if (is_on(decl.index)) {
    table.indexes.push_back(
        {{constraint_name(std::nullopt, names.ix, table, name), {{name}}, unique},
         decl.index->where});
  } else if (unique) {
    table.uniques.push_back(
        {{constraint_name(std::nullopt, names.uq, table, name), {name}}, decl.unique->where});
  }
  if (decl.check) {
    table.checks.push_back(
        {{name_of_check(std::nullopt, names, table, name), decl.check->value}, decl.check->where});
  }
}

void add_unique(const NamingConvention& names, const UniqueDecl& decl, EntityDraft& draft,
                Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  std::vector<std::string> columns = require_columns(draft, decl.columns, diagnostics);
  if (columns.empty()) return;
  std::string name = constraint_name(decl.name, names.uq, table, joined(columns));
  const Deferrable deferrable = decl.deferrable ? decl.deferrable->value : Deferrable::no;
  table.uniques.push_back(
      {{std::move(name), std::move(columns), deferrable, decl.nulls_not_distinct}, decl.where});
}

/// The columns of an index in its name; an expression has none to show.
std::string index_columns(const std::vector<schema::IndexPart>& parts) {
  std::vector<std::string> names;
  for (const schema::IndexPart& part : parts) {
    names.push_back(part.column.empty() ? "expr" : part.column);
  }
  return joined(names);
}

}  // namespace

void add_index(const NamingConvention& names, const IndexDecl& decl, EntityDraft& draft,
               Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  Index index;
  bool is_whole = !decl.parts.empty();
  for (const IndexPartDecl& part : decl.parts) {
    schema::IndexPart resolved;
    resolved.descending = part.descending;
    resolved.nulls = part.nulls;
    if (part.operator_class) resolved.operator_class = part.operator_class->value;
    std::size_t column = npos;
    if (part.expression) {
      resolved.expression = part.expression->value;
    } else if (part.column) {
      column = require_column(draft, *part.column, diagnostics);
    }
    if (column != npos) resolved.column = table.columns[column].name;
    is_whole = is_whole && (part.expression || column != npos);
    index.parts.push_back(std::move(resolved));
  }
  if (!is_whole) return;
  index.name = constraint_name(decl.name, names.ix, table, index_columns(index.parts));
  index.unique = is_on(decl.unique);
  if (decl.where_clause) index.condition = decl.where_clause->value;
  if (decl.method) index.method = decl.method->value;
  index.include = require_columns(draft, decl.include, diagnostics);
  index.nulls_not_distinct = decl.nulls_not_distinct;
  index.dialects = listed_dialects(decl.dialects);
  index.where = decl.where;
  table.indexes.push_back(std::move(index));
}

namespace {

void add_checks(const NamingConvention& names, EntityDraft& draft) {
  Table& table = draft.entity.table;
  std::size_t count = 0;
  for (const CheckDecl& decl : draft.decl->checks) {
    const std::string ordinal = std::to_string(++count);
    table.checks.push_back({{name_of_check(decl.name, names, table, ordinal), decl.expression.value,
                             listed_dialects(decl.dialects)},
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

}  // namespace orp::language
