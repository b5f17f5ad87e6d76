// SPDX-License-Identifier: MIT
#include "migrate/translate_schemas.hpp"

#include <set>
#include <string>

#include "migrate/create_all.hpp"
#include "orpiment/backend/schema_map.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

class CatalogTranslation {
 public:
  explicit CatalogTranslation(const backend::SchemaMap& map) : map_(map) {}

  void apply(schema::Catalog& catalog) const {
    for (schema::Enum& enumeration : catalog.enums) rename(enumeration.database_schema);
    for (schema::Sequence& sequence : catalog.sequences) rename(sequence.database_schema);
    for (schema::Table& table : catalog.tables) apply(table);
  }

 private:
  void apply(schema::Table& table) const {
    rename(table.database_schema);
    for (schema::ForeignKey& key : table.foreign_keys) rename(key.referred_schema);
    for (schema::Column& column : table.columns) {
      if (!column.type.enumeration.name.empty()) rename(column.type.enumeration.database_schema);
      for (schema::TypeVariant& variant : column.type.variants)
        if (variant.is_domain) rename(variant.database_schema);
      if (column.server_default.kind == ServerDefaultKind::sequence)
        rename(column.server_default.database_schema);
    }
  }

  void rename(std::string& schema) const { schema = std::string(map_.name_of(schema)); }

  const backend::SchemaMap& map_;
};

void check_tables_apart(const schema::Catalog& catalog) {
  std::set<std::string> names;
  for (const schema::Table& table : catalog.tables)
    if (!names.insert(full_name(table)).second)
      throw UsageError(
          {.code = "ORP-1417",
           .message = "by the schema_translate_map two tables are one: " + table.name +
                      (table.database_schema.empty() ? std::string()
                                                     : " in the schema " + table.database_schema),
           .table = table.name,
           .hint = "give schemas that have tables of one name different names"});
}

}  // namespace

void translate_schemas(schema::Catalog& catalog, const SchemaTranslateMap& map) {
  if (map.empty()) return;
  const backend::SchemaMap schemas(map);
  CatalogTranslation(schemas).apply(catalog);
  check_tables_apart(catalog);
}

}  // namespace orp
