// SPDX-License-Identifier: MIT
#include "schema/front/naming_convention.hpp"

#include <array>
#include <cstddef>

#include "schema/model/naming.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

struct Kind {
  std::string_view key;
  Maybe<std::string> NamingConventionDecl::*written;
  std::string NamingConvention::*pattern;
  std::vector<std::string_view> tokens;
};

const std::vector<Kind>& kinds() {
  using Decl = NamingConventionDecl;
  using Convention = NamingConvention;
  static const std::vector<Kind> all{
      {"pk", &Decl::pk, &Convention::pk, {"table", "columns"}},
      {"fk",
       &Decl::fk,
       &Convention::fk,
       {"table", "columns", "referred_table", "referred_columns"}},
      {"uq", &Decl::uq, &Convention::uq, {"table", "columns"}},
      {"ix", &Decl::ix, &Convention::ix, {"table", "columns"}},
      {"ck", &Decl::ck, &Convention::ck, {"table", "name"}},
      {"ex", &Decl::ex, &Convention::ex, {"table", "columns"}},
  };
  return all;
}

/// Calls `text(piece)` for what stands between tokens and `token(name)` for each `%(name)s`, in
/// order. False when a '%' begins no token.
template <class OnText, class OnToken>
bool split_pattern(std::string_view pattern, OnText text, OnToken token) {
  while (!pattern.empty()) {
    const std::size_t begin = pattern.find('%');
    text(pattern.substr(0, begin));
    if (begin == std::string_view::npos) return true;
    const std::size_t end = pattern.find(")s", begin);
    if (pattern.substr(begin, 2) != "%(" || end == std::string_view::npos) return false;
    token(pattern.substr(begin + 2, end - begin - 2));
    pattern.remove_prefix(end + 2);
  }
  return true;
}

void check_pattern(const Written<std::string>& pattern, const Kind& kind,
                   Diagnostics& diagnostics) {
  const bool is_well_formed = split_pattern(
      pattern.value, [](std::string_view) {},
      [&](std::string_view token) {
        for (const std::string_view known : kind.tokens) {
          if (known == token) return;
        }
        diagnostics.error(
            pattern.where,
            "unknown token " + in_quotes(token) + " in the pattern for " + std::string(kind.key),
            suggestion(token, kind.tokens));
      });
  if (!is_well_formed) {
    diagnostics.error(pattern.where, "a '%' that begins no token", "a token reads %(table)s");
  }
}

}  // namespace

NamingConvention resolve_naming_convention(const std::vector<Document>& documents,
                                           Diagnostics& diagnostics) {
  NamingConvention convention;
  const Document& root = documents.back();
  if (root.naming_convention) {
    for (const Kind& kind : kinds()) {
      const Maybe<std::string>& written = root.naming_convention->value.*kind.written;
      if (!written) continue;
      check_pattern(*written, kind, diagnostics);
      convention.*kind.pattern = written->value;
    }
  }
  for (const Document& document : documents) {
    if (&document == &root || !document.naming_convention) continue;
    for (const Kind& kind : kinds()) {
      const Maybe<std::string>& written = document.naming_convention->value.*kind.written;
      if (!written || written->value == convention.*kind.pattern) continue;
      diagnostics.error(written->where,
                        "another naming convention than that of the including schema, which is " +
                            in_quotes(convention.*kind.pattern),
                        "state it in the root file only");
    }
  }
  return convention;
}

std::string conventional_name(std::string_view pattern, const NameTokens& tokens) {
  const auto value_of = [&](std::string_view token) {
    if (token == "table") return tokens.table;
    if (token == "columns") return tokens.columns;
    if (token == "referred_table") return tokens.referred_table;
    if (token == "referred_columns") return tokens.referred_columns;
    return tokens.name;
  };
  std::string name;
  split_pattern(
      pattern, [&](std::string_view text) { name += text; },
      [&](std::string_view token) { name += value_of(token); });
  return shortened(name);
}

std::string joined(const std::vector<std::string>& columns) {
  std::string names;
  for (const std::string& column : columns) {
    if (!names.empty()) names += '_';
    names += column;
  }
  return names;
}

}  // namespace orp::language
