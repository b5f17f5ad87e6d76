// SPDX-License-Identifier: MIT
#include "front/resolve.hpp"

#include <string>
#include <utility>

#include "front/naming_convention.hpp"
#include "front/resolve_parts.hpp"
#include "front/symbols.hpp"
#include "text.hpp"

namespace orp::codegen {
namespace {

/// All entities go into the namespace of the root file.
Name resolve_namespace(const std::vector<Document>& documents, Diagnostics& diagnostics) {
  const Document& root = documents.back();
  if (!root.name_space) {
    diagnostics.error(root.where, "the schema needs a key \"namespace\"",
                      R"(as in "namespace": "shop")");
    return {{}, root.where};
  }
  const std::string& name = root.name_space->value;
  for (const Document& document : documents) {
    if (!document.name_space || document.name_space->value == name) continue;
    diagnostics.error(
        document.name_space->where,
        "another namespace than that of the including schema, which is " + in_quotes(name),
        "an included file may leave \"namespace\" out");
  }
  return *root.name_space;
}

/// Marks what `New` must state: NOT NULL, filled in by nobody, and not by a relationship either.
void decide_required_columns(Entity& entity) {
  std::vector<bool> is_filled_in(entity.table.columns.size(), false);
  for (const Relationship& relationship : entity.relationships) {
    if (!relationship.owns_foreign_key || relationship.viewonly) continue;
    const ForeignKey& key = entity.table.foreign_keys[relationship.foreign_key];
    for (const std::size_t column : key.columns) is_filled_in[column] = true;
  }
  for (std::size_t i = 0; i < entity.table.columns.size(); ++i) {
    Column& column = entity.table.columns[i];
    column.required = !is_filled_in[i] && !column.nullable && !column.identity.enabled &&
                      column.client_default.kind == DefaultKind::none &&
                      column.server_default.kind == ServerDefaultKind::none;
  }
}

}  // namespace

Model resolve(const std::vector<Document>& documents, Diagnostics& diagnostics) {
  Model model;
  Name name_space = resolve_namespace(documents, diagnostics);
  model.name_space = std::move(name_space.value);
  model.name_space_where = std::move(name_space.where);
  model.files = diagnostics.files();
  const NamingConvention names = resolve_naming_convention(documents, diagnostics);
  const Symbols symbols = collect_symbols(documents, diagnostics);
  model.enums = resolve_enums(symbols, diagnostics);
  resolve_named_types(symbols, diagnostics);

  EntityDrafts drafts = resolve_entities(symbols, model.enums, diagnostics);
  resolve_keys(symbols, names, drafts, diagnostics);
  resolve_constraints(names, drafts, diagnostics);
  model.secondary_tables = resolve_relationships(symbols, names, drafts, diagnostics);
  for (EntityDraft& draft : drafts) {
    decide_required_columns(draft.entity);
    model.entities.push_back(std::move(draft.entity));
  }
  return model;
}

}  // namespace orp::codegen
