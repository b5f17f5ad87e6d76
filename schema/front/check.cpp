// SPDX-License-Identifier: MIT
#include "schema/front/check.hpp"

#include "schema/front/check_rules.hpp"

namespace orp::language {

void check(const Model& model, Diagnostics& diagnostics) {
  check_cpp_names(model, diagnostics);
  check_database_names(model, diagnostics);
  check_columns(model, diagnostics);
  check_constraints(model, diagnostics);
  check_views(model, diagnostics);
  check_relationships(model, diagnostics);
}

}  // namespace orp::language
