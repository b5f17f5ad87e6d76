// SPDX-License-Identifier: MIT
#include "backend/sqlite/database.hpp"

#include "backend/sqlite/backend.hpp"
#include "backend/sqlite/ddl.hpp"
#include "backend/sqlite/dialect.hpp"

namespace orp::backend {

const Database& sqlite_database() {
  static constexpr const char* schemes[] = {"sqlite"};
  static const Database database{.schemes = schemes,
                                 .dialect = sqlite_dialect(),
                                 .ddl = sqlite_ddl(),
                                 .backend = sqlite::sqlite_backend()};
  return database;
}

}  // namespace orp::backend
