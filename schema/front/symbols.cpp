// SPDX-License-Identifier: MIT
#include "schema/front/symbols.hpp"

#include <string>

#include "schema/model/type_table.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

void report_twice(std::string_view what, const Name& second, const Name& first,
                  Diagnostics& diagnostics) {
  diagnostics.error(second.where,
                    std::string(what) + ' ' + in_quotes(second.value) +
                        " is declared already, at " + diagnostics.place(first.where),
                    "call one of them otherwise");
}

template <class Decl>
void add(const std::vector<Decl>& declared, std::string_view what, Decls<Decl>& decls,
         Diagnostics& diagnostics) {
  for (const Decl& decl : declared) {
    const std::size_t first = find_named(decls, decl.name.value);
    if (first == npos) {
      decls.push_back(&decl);
    } else {
      report_twice(what, decl.name, decls[first]->name, diagnostics);
    }
  }
}

/// Enumerations, named types and the language's own types are all written in "type".
void report_type_names_used_twice(const Symbols& symbols, Diagnostics& diagnostics) {
  const auto refuse_builtin = [&](const Name& name) {
    if (!find_type(name.value)) return;
    diagnostics.error(name.where, in_quotes(name.value) + " is a type of the schema language",
                      "call it otherwise");
  };
  for (const EnumDecl* decl : symbols.enums) refuse_builtin(decl->name);
  for (const NamedTypeDecl* decl : symbols.types) {
    refuse_builtin(decl->name);
    const std::size_t same = find_named(symbols.enums, decl->name.value);
    if (same != npos) report_twice("type", decl->name, symbols.enums[same]->name, diagnostics);
  }
}

}  // namespace

Symbols collect_symbols(const std::vector<Document>& documents, Diagnostics& diagnostics) {
  Symbols symbols;
  for (const Document& document : documents) {
    add(document.enums, "enumeration", symbols.enums, diagnostics);
    add(document.types, "type", symbols.types, diagnostics);
    add(document.mixins, "mixin", symbols.mixins, diagnostics);
    add(document.sequences, "sequence", symbols.sequences, diagnostics);
    add(document.entities, "entity", symbols.entities, diagnostics);
  }
  report_type_names_used_twice(symbols, diagnostics);
  return symbols;
}

std::size_t require_entity(const Symbols& symbols, const Name& name, Diagnostics& diagnostics) {
  const std::size_t entity = find_named(symbols.entities, name.value);
  if (entity == npos && !name.value.empty()) {
    diagnostics.error(name.where, "unknown entity " + in_quotes(name.value),
                      suggestion(name.value, names_of(symbols.entities)));
  }
  return entity;
}

}  // namespace orp::language
