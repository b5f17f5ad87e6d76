// SPDX-License-Identifier: MIT
// Tables without classes are made as those of a schema are.
#include "orpiment/sql/table.hpp"

#include "migrate/create_all.hpp"

namespace orp::meta {

void Table::create(const Engine& engine, const SchemaTranslateMap& map) const {
  run_ddl(catalog_of(described()), engine, create_statements, map);
}

void Table::drop(const Engine& engine, const SchemaTranslateMap& map) const {
  run_ddl({.tables = {described()}}, engine, drop_statements, map);
}

}  // namespace orp::meta
