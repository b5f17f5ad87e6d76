// SPDX-License-Identifier: MIT
// How constraints are called that the schema does not name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// Patterns; each knows the tokens that its default or its comment shows.
struct NamingConvention {
  std::string pk = "pk_%(table)s";                                 // and columns
  std::string fk = "fk_%(table)s_%(columns)s_%(referred_table)s";  // and referred_columns
  std::string uq = "uq_%(table)s_%(columns)s";
  std::string ix = "ix_%(table)s_%(columns)s";
  std::string ck = "ck_%(table)s_%(name)s";
  std::string ex = "ex_%(table)s_%(columns)s";
};

/// What stands for the tokens of a pattern; the empty ones are not used.
struct NameTokens {
  std::string_view table{};
  std::string_view columns{};
  std::string_view referred_table{};
  std::string_view referred_columns{};
  std::string_view name{};
};

/// The root's convention. Reports unknown tokens, and an included file that wants another one.
NamingConvention resolve_naming_convention(const std::vector<Document>& documents,
                                           Diagnostics& diagnostics);

/// The name that the pattern gives, cut to what databases allow.
std::string conventional_name(std::string_view pattern, const NameTokens& tokens);

/// Names of columns as one.
std::string joined(const std::vector<std::string>& columns);

}  // namespace orp::language
