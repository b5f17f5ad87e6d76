// SPDX-License-Identifier: MIT
#include "schema/model/model.hpp"

#include <algorithm>

namespace orp::language {
namespace {

/// The plain values of what the model holds with places.
template <class Value, class Placed>
std::vector<Value> plain(const std::vector<Placed>& placed) {
  return {placed.begin(), placed.end()};
}

/// Those that the database has.
std::vector<schema::ForeignKey> constraints(const std::vector<ForeignKey>& keys) {
  std::vector<schema::ForeignKey> constraints;
  for (const ForeignKey& key : keys)
    if (key.is_constraint) constraints.push_back(key);
  return constraints;
}

schema::Table plain_table(const Table& table) {
  return {.name = table.name,
          .columns = plain<schema::Column>(table.columns),
          .primary_key = table.primary_key,
          .foreign_keys = constraints(table.foreign_keys),
          .uniques = plain<schema::Unique>(table.uniques),
          .indexes = plain<schema::Index>(table.indexes),
          .checks = plain<schema::Check>(table.checks),
          .comment = table.comment,
          .is_view = table.is_view,
          .query = table.query,
          .exclusions = plain<schema::Exclusion>(table.exclusions),
          .options = table.options,
          .database_schema = table.database_schema};
}

}  // namespace

std::size_t column_number(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

const Enum& enum_of(const schema::Type& type, const std::vector<Enum>& enums) {
  return *std::find_if(enums.begin(), enums.end(), [&](const Enum& enumeration) {
    return enumeration.db_name == type.enumeration.name;
  });
}

schema::Enum stored_enum(const Enum& enumeration) {
  schema::Enum stored{enumeration.db_name, {}, enumeration.database_schema};
  for (const EnumLabel& label : enumeration.labels) stored.labels.push_back(label.stored);
  return stored;
}

schema::Catalog catalog_of(const Model& model) {
  schema::Catalog catalog;
  for (const Enum& enumeration : model.enums)
    if (enumeration.form != EnumForm::integer) catalog.enums.push_back(stored_enum(enumeration));
  for (const Entity& entity : model.entities) catalog.tables.push_back(plain_table(entity.table));
  catalog.sequences = plain<schema::Sequence>(model.sequences);
  for (const Table& table : model.secondary_tables) catalog.tables.push_back(plain_table(table));
  return catalog;
}

const Entity& foreign_key_owner(const Model& model, const Entity& entity,
                                const Relationship& relationship) {
  return relationship.owns_foreign_key ? entity : model.entities[relationship.target];
}

const ForeignKey& foreign_key_of(const Model& model, const Entity& entity,
                                 const Relationship& relationship) {
  const Entity& owner = foreign_key_owner(model, entity, relationship);
  return owner.table.foreign_keys[relationship.foreign_key];
}

}  // namespace orp::language
