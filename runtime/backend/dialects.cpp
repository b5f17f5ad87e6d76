// SPDX-License-Identifier: MIT
#include "orpiment/backend/dialects.hpp"

#include "backend/postgres/dialect.hpp"
#include "backend/sqlite/dialect.hpp"

namespace orp::backend {

const Dialect* find_dialect(std::string_view name) {
  for (const Dialect* dialect : {&sqlite_dialect(), &postgres_dialect()}) {
    if (dialect->facts().name == name) return dialect;
  }
  return nullptr;
}

const Dialect& default_dialect() { return postgres_dialect(); }

}  // namespace orp::backend
