// SPDX-License-Identifier: MIT
#include "orpiment/backend/ddl.hpp"

#include "backend/postgres/ddl.hpp"
#include "backend/sqlite/ddl.hpp"
#include "backend/sqlite/dialect.hpp"

namespace orp::backend {

const Ddl& ddl_of(const Dialect& dialect) {
  return &dialect == &sqlite_dialect() ? sqlite_ddl() : postgres_ddl();
}

}  // namespace orp::backend
