// SPDX-License-Identifier: MIT
// Tables without classes are made as those of a schema are.
#include "orpiment/sql/table.hpp"

#include <utility>

#include "migrate/create_all.hpp"
#include "orpiment/base/error.hpp"

namespace orp::meta {

namespace {

void check_lasts(const schema::Table& table) {
  if (!table.options.temporary) return;
  throw UsageError({.code = "ORP-1285",
                    .message = "a temporary table is created or dropped by an engine, whose "
                               "connections come and go",
                    .table = table.name,
                    .hint = "create(connection), and use it on that connection"});
}

}  // namespace

void Table::create(const Engine& engine, const SchemaTranslateMap& map) const {
  check_lasts(described());
  run_ddl(catalog_of(described()), engine, create_statements, map);
}

void Table::drop(const Engine& engine, const SchemaTranslateMap& map) const {
  check_lasts(described());
  run_ddl({.tables = {described()}}, engine, drop_statements, map);
}

void Table::create_at(const detail::DdlPlace& place, const SchemaTranslateMap& map) const {
  run_ddl(catalog_of(described()), place, create_statements, map);
}

void Table::drop_at(const detail::DdlPlace& place, const SchemaTranslateMap& map) const {
  run_ddl({.tables = {described()}}, place, drop_statements, map);
}

Table Table::temporary() const {
  schema::Table same = described();
  same.options.temporary = true;
  return Table(std::move(same));
}

}  // namespace orp::meta
