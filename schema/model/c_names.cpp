// SPDX-License-Identifier: MIT
#include "schema/model/c_names.hpp"

#include <cstddef>

namespace orp::language {
namespace {

// What POSIX and the headers of C++ bring with them, all of it: which of the headers a program
// includes beside its model is not known here.
constexpr std::string_view names =
#include "schema/model/c_names.inc"
    ;

bool is_blank(char c) { return c == ' ' || c == '\n'; }

}  // namespace

bool is_name_of_c(std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t at = 0; (at = names.find(name, at)) != names.npos; ++at) {
    if (is_blank(names[at - 1]) && is_blank(names[at + name.size()])) return true;
  }
  return false;
}

}  // namespace orp::language
