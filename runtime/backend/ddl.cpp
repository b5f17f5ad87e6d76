// SPDX-License-Identifier: MIT
#include "orpiment/backend/ddl.hpp"

#include "backend/postgres/ddl.hpp"
#include "backend/sqlite/ddl.hpp"

namespace orp::backend {

const Ddl& ddl_of(const Dialect& dialect) {
  return &dialect == find_dialect("sqlite") ? sqlite_ddl() : postgres_ddl();
}

}  // namespace orp::backend
