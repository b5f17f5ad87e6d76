// SPDX-License-Identifier: MIT
// What a type is on one database in place of what it would be there.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/front/resolve_steps.hpp"
#include "schema/model/known_types.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// A program may bring a database of its own, so another name is not wrong, but one letter aside
/// is.
void check_database(const Name& name, Diagnostics& diagnostics) {
  const std::vector<std::string_view>& known = known_databases();
  if (std::find(known.begin(), known.end(), name.value) != known.end()) return;
  const std::string_view near = database_near(name.value);
  if (near.empty() && !name.value.empty()) return;
  diagnostics.error(name.where, "there is no database " + in_quotes(name.value),
                    suggestion(near.empty() ? name.value : near, known));
}

/// What was written, unless it is empty, which is reported.
std::string filled(const Maybe<std::string>& text, std::string_view key, Diagnostics& diagnostics) {
  if (!text) return {};
  if (text->value.find_first_not_of(' ') == std::string::npos)
    diagnostics.error(text->where, in_quotes(key) + " is empty", "leave it out");
  return text->value;
}

/// SQL around a value.
std::string around(const Maybe<std::string>& sql, std::string_view key, Diagnostics& diagnostics) {
  std::string text = filled(sql, key, diagnostics);
  if (!text.empty() && std::count(text.begin(), text.end(), '?') != 1) {
    diagnostics.error(sql->where, in_quotes(key) + " has one ?, where the value stands",
                      "as in \"lower(?)\"");
  }
  return text;
}

bool says_nothing(const VariantDecl& decl) {
  return !decl.type && !decl.domain && !decl.bind && !decl.column && !decl.ordered;
}

schema::TypeVariant resolve_variant(const VariantDecl& decl, Diagnostics& diagnostics) {
  check_database(decl.database, diagnostics);
  if (says_nothing(decl)) {
    diagnostics.error(decl.database.where, "nothing is said of " + in_quotes(decl.database.value),
                      R"("type", "domain", "bind", "column" or "ordered")");
  }
  if (decl.type && decl.domain) {
    diagnostics.error(decl.domain->where, R"("type" and "domain" exclude each other)",
                      "a \"domain\" is created, a \"type\" is there");
  }
  if (decl.check && !decl.domain) {
    diagnostics.error(decl.check->where, R"("check" belongs to a "domain")",
                      "a column has a \"check\" of its own");
  }
  return {.database = decl.database.value,
          .type = decl.domain ? filled(decl.domain, "domain", diagnostics)
                              : filled(decl.type, "type", diagnostics),
          .bind = around(decl.bind, "bind", diagnostics),
          .column = around(decl.column, "column", diagnostics),
          .is_ordered = !decl.ordered || decl.ordered->value,
          .is_domain = decl.domain.has_value(),
          .check = filled(decl.check, "check", diagnostics)};
}

}  // namespace

void resolve_variants(const TypeDecl& decl, schema::Type& type, Diagnostics& diagnostics) {
  for (const VariantDecl& written : decl.variants) {
    schema::TypeVariant variant = resolve_variant(written, diagnostics);
    std::erase_if(type.variants, [&](const schema::TypeVariant& known) {
      return known.database == variant.database;
    });
    type.variants.push_back(std::move(variant));
  }
}

}  // namespace orp::language
