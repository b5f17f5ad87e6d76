// SPDX-License-Identifier: MIT
#include "schema/model/c_names.hpp"

#include <cstddef>

namespace orp::language {
namespace {

// What POSIX and the headers of C++ bring with them, all of it: which of the headers a program
// includes beside its model is not known here.
constexpr std::string_view all_names =
#include "schema/model/c_names.inc"
    ;

bool is_blank(char c) { return c == ' ' || c == '\n'; }

}  // namespace

bool is_name_of_c(std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t at = 0; (at = all_names.find(name, at)) != all_names.npos; ++at) {
    if (is_blank(all_names[at - 1]) && is_blank(all_names[at + name.size()])) return true;
  }
  return false;
}

}  // namespace orp::language
