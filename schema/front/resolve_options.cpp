// SPDX-License-Identifier: MIT
// Exclusion constraints, sequences, and how a database keeps a table.
#include <string>
#include <utility>

#include "schema/front/resolve_steps.hpp"

namespace orp::language {
namespace {

std::string text_or_empty(const Maybe<std::string>& written) {
  return written ? written->value : std::string();
}

/// The parts of an exclusion in its name; an expression has no name to show.
std::string names_in(const std::vector<schema::ExclusionPart>& parts) {
  std::vector<std::string> names;
  for (const schema::ExclusionPart& part : parts)
    names.push_back(part.column.empty() ? "expr" : part.column);
  return joined(names);
}

/// Nothing when a column leads nowhere, which is reported.
std::vector<schema::ExclusionPart> resolve_parts(const ExclusionDecl& decl,
                                                 const EntityDraft& draft,
                                                 Diagnostics& diagnostics) {
  std::vector<schema::ExclusionPart> parts;
  for (const ExclusionPartDecl& part : decl.parts) {
    if (part.expression) {
      parts.push_back({{}, part.expression->value, part.with.value});
      continue;
    }
    if (!part.column) return {};
    const std::size_t column = require_column(draft, *part.column, diagnostics);
    if (column == npos) return {};
    parts.push_back({draft.entity.table.columns[column].name, {}, part.with.value});
  }
  return parts;
}

void add_exclusion(const NamingConvention& names, const ExclusionDecl& decl, EntityDraft& draft,
                   Diagnostics& diagnostics) {
  Table& table = draft.entity.table;
  Exclusion exclusion;
  exclusion.parts = resolve_parts(decl, draft, diagnostics);
  if (exclusion.parts.empty()) return;
  const std::string columns = names_in(exclusion.parts);
  exclusion.name = decl.name
                       ? decl.name->value
                       : conventional_name(names.ex, {.table = table.name, .columns = columns});
  exclusion.method = text_or_empty(decl.method);
  exclusion.condition = text_or_empty(decl.where_clause);
  if (decl.deferrable) exclusion.deferrable = decl.deferrable->value;
  exclusion.dialects = listed_dialects(decl.dialects);
  exclusion.where = decl.where;
  table.exclusions.push_back(std::move(exclusion));
}

}  // namespace

std::string listed_dialects(const std::vector<Name>& dialects) {
  std::string listed;
  for (const Name& name : dialects) listed += (listed.empty() ? "" : " ") + name.value;
  return listed;
}

void resolve_options(const NamingConvention& names, EntityDrafts& drafts,
                     Diagnostics& diagnostics) {
  for (EntityDraft& draft : drafts) {
    for (const ExclusionDecl& decl : draft.decl->exclusions)
      add_exclusion(names, decl, draft, diagnostics);
    if (draft.decl->options) draft.entity.table.options = draft.decl->options->value;
  }
}

std::vector<Sequence> resolve_sequences(const Symbols& symbols) {
  std::vector<Sequence> sequences;
  for (const SequenceDecl* decl : symbols.sequences) {
    Sequence& sequence = sequences.emplace_back();
    sequence.name = decl->name.value;
    if (decl->start) sequence.start = decl->start->value;
    if (decl->increment) sequence.increment = decl->increment->value;
    if (decl->database_schema) sequence.database_schema = decl->database_schema->value;
    sequence.where = decl->name.where;
  }
  return sequences;
}

}  // namespace orp::language
