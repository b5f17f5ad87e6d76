// SPDX-License-Identifier: MIT
// What all files of a schema declare, to be found by name.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

template <class Decl>
using Decls = std::vector<const Decl*>;

/// Refers into the documents. Of two declarations with one name only the first is here.
struct Symbols {
  Decls<EnumDecl> enums;
  Decls<NamedTypeDecl> types;
  Decls<MixinDecl> mixins;
  Decls<SequenceDecl> sequences;
  Decls<EntityDecl> entities;
};

/// Reports what is declared twice.
Symbols collect_symbols(const std::vector<Document>& documents, Diagnostics& diagnostics);

/// Where the declaration of that name stands, or npos.
template <class Decl>
std::size_t find_named(const Decls<Decl>& decls, std::string_view name) {
  const auto found = std::find_if(decls.begin(), decls.end(),
                                  [&](const Decl* decl) { return decl->name.value == name; });
  return found == decls.end() ? npos : static_cast<std::size_t>(found - decls.begin());
}

/// The entity of that name; reports one that is not there, and is npos then. An empty name was
/// reported before.
std::size_t require_entity(const Symbols& symbols, const Name& name, Diagnostics& diagnostics);

template <class Decl>
std::vector<std::string_view> names_of(const Decls<Decl>& decls) {
  std::vector<std::string_view> names;
  for (const Decl* decl : decls) names.push_back(decl->name.value);
  return names;
}

}  // namespace orp::language
