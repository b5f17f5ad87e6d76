// SPDX-License-Identifier: MIT
#include "backend/integrity_error.hpp"

#include <utility>

#include "backend/advice.hpp"
namespace orp::backend {

namespace {

Advice advice_on(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::unique:
      return {"ORP-3101", "choose other values, or load the row that has these and change it"};
    case ConstraintKind::foreign_key:
      return {
          "ORP-3102",
          "add the row that is referred to first; delete or detach its children before it goes"};
    case ConstraintKind::not_null:
      return {"ORP-3103", "set the attribute, or make the column nullable in the schema"};
    case ConstraintKind::check:
      return {"ORP-3104", "choose values for which the check holds"};
    case ConstraintKind::exclusion:
      return {"ORP-3105", "choose values that no other row excludes"};
  }
  return {"ORP-3104", ""};
}

}  // namespace

void throw_integrity_error(ConstraintKind kind, ErrorDetails details) {
  advise(details, advice_on(kind));
  throw IntegrityError(kind, std::move(details));
}

}  // namespace orp::backend
