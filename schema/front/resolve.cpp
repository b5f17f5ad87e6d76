// SPDX-License-Identifier: MIT
#include "schema/front/resolve.hpp"

#include <string>
#include <utility>

#include "schema/front/naming_convention.hpp"
#include "schema/front/resolve_steps.hpp"
#include "schema/front/symbols.hpp"
#include "schema/text.hpp"

namespace orp::language {
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

/// Marks what `New` must state: NOT NULL, and filled in by nobody.
void decide_required_columns(Table& table) {
  for (Column& column : table.columns) {
    column.required = !column.nullable && !column.identity &&
                      column.computed.kind == ComputedKind::none &&
                      column.client_default == ClientDefault::none &&
                      column.server_default.kind == ServerDefaultKind::none;
  }
}

/// Relationships fill in the foreign keys that they write, those of the target too.
void release_written_columns(Model& model) {
  for (std::size_t e = 0; e < model.entities.size(); ++e) {
    for (const Relationship& relationship : model.entities[e].relationships) {
      if (relationship.foreign_key == npos || relationship.viewonly) continue;
      Table& table = model.entities[relationship.owns_foreign_key ? e : relationship.target].table;
      for (const std::string& column : table.foreign_keys[relationship.foreign_key].columns) {
        table.columns[column_number(table, column)].required = false;
      }
    }
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
  resolve_options(names, drafts, diagnostics);
  model.sequences = resolve_sequences(symbols);
  model.secondary_tables = resolve_relationships(symbols, names, model.enums, drafts, diagnostics);
  for (EntityDraft& draft : drafts) {
    decide_required_columns(draft.entity.table);
    model.entities.push_back(std::move(draft.entity));
  }
  release_written_columns(model);
  return model;
}

}  // namespace orp::language
