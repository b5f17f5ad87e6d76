// SPDX-License-Identifier: MIT
#include "backend/postgres/database.hpp"

#include "backend/postgres/backend.hpp"
#include "backend/postgres/ddl.hpp"
#include "backend/postgres/dialect.hpp"

namespace orp::backend {

const Database& postgres_database() {
  static constexpr const char* schemes[] = {"postgresql", "postgres"};  // libpq knows both
  static const Database database{.schemes = schemes,
                                 .dialect = postgres_dialect(),
                                 .ddl = postgres_ddl(),
                                 .backend = postgres::postgres_backend()};
  return database;
}

}  // namespace orp::backend
