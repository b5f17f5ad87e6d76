// SPDX-License-Identifier: MIT
#include "migrate/create_all.hpp"

#include <algorithm>
#include <utility>

#include "base/topological_sort.hpp"
#include "meta/stored_as.hpp"
#include "migrate/database_limits.hpp"
#include "migrate/render_table.hpp"
#include "migrate/translate_schemas.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/meta/metadata.hpp"
#include "orpiment/sql/text.hpp"

namespace orp {

namespace {

using Tables = std::vector<schema::Table>;

std::size_t referred_by(const schema::ForeignKey& key, const Tables& tables) {
  const auto is_it = [&](const schema::Table& table) {
    return table.name == key.referred_table && table.database_schema == key.referred_schema;
  };
  return static_cast<std::size_t>(std::find_if(tables.begin(), tables.end(), is_it) -
                                  tables.begin());
}

// Referred tables before referring ones. References that close a circle are left out one by one,
// until an order exists.
// Views are no part of it.
std::vector<const schema::Table*> in_dependency_order(const Tables& tables) {
  std::vector<Precedence> precedences;
  for (std::size_t i = 0; i < tables.size(); ++i)
    for (const schema::ForeignKey& key : tables[i].foreign_keys) {
      const std::size_t referred = referred_by(key, tables);
      if (referred < tables.size() && referred != i) precedences.push_back({referred, i});
    }
  TopologicalOrder sorted = topological_sort(tables.size(), precedences);
  while (!sorted.cycle.empty()) {
    const std::size_t first = sorted.cycle[0];
    const std::size_t then = sorted.cycle[1];
    std::erase_if(precedences,
                  [&](const Precedence& p) { return p.first == first && p.then == then; });
    sorted = topological_sort(tables.size(), precedences);
  }
  std::vector<const schema::Table*> order;
  for (const std::size_t i : sorted.order)
    if (!tables[i].is_view) order.push_back(&tables[i]);
  return order;
}

/// Columns hold it, and all of them as a text: no database needs a type for it.
bool is_text_only(const schema::Enum& enumeration, const schema::Catalog& catalog) {
  bool is_text = false;
  for (const schema::Table& table : catalog.tables)
    for (const schema::Column& column : table.columns) {
      if (full_name(column.type.enumeration) != full_name(enumeration)) continue;
      if (!is_text_label(column.type)) return false;
      is_text = true;
    }
  return is_text;
}

/// Those that the schema has the query of, in its order.
std::vector<const schema::Table*> created_views(const schema::Catalog& catalog) {
  std::vector<const schema::Table*> views;
  for (const schema::Table& table : catalog.tables)
    if (table.is_view && !table.query.empty()) views.push_back(&table);
  return views;
}

bool leads_to_view(const schema::ForeignKey& key, const Tables& tables) {
  const std::size_t number = referred_by(key, tables);
  return number < tables.size() && tables[number].is_view;
}

std::string domain_name(const schema::TypeVariant& domain) {
  return full_name(domain.database_schema, domain.type);
}

/// The domains that columns are of, each once.
std::vector<const schema::Type*> types_of_domains(const schema::Catalog& catalog,
                                                  const TableRenderer& renderer) {
  std::vector<const schema::Type*> types;
  std::set<std::string> names;
  for (const schema::Table& table : catalog.tables)
    for (const schema::Column& column : table.columns) {
      const schema::TypeVariant* const variant = renderer.variant(column.type);
      if (variant != nullptr && variant->is_domain && names.insert(domain_name(*variant)).second)
        types.push_back(&column.type);
    }
  return types;
}

std::string referred_name(const schema::ForeignKey& key) {
  return full_name(key.referred_schema, key.referred_table);
}

using Names = std::set<std::string, std::less<>>;

Names names_by(const detail::DdlPlace& place, std::string_view query) {
  if (query.empty()) return {};
  const std::vector<std::string> names = place.names(query);
  return {names.begin(), names.end()};
}

/// Of what the database has of it.
std::set<std::string> schemas_of(const schema::Catalog& catalog, const backend::DdlFacts& facts) {
  std::set<std::string> schemas;
  for (const schema::Table& table : catalog.tables) {
    schemas.insert(table.database_schema);
    for (const schema::Column& column : table.columns)
      for (const schema::TypeVariant& variant : column.type.variants)
        schemas.insert(variant.database_schema);
  }
  if (facts.has_enum_types)
    for (const schema::Enum& enumeration : catalog.enums)
      schemas.insert(enumeration.database_schema);
  if (!facts.sequence_names.empty())
    for (const schema::Sequence& sequence : catalog.sequences)
      schemas.insert(sequence.database_schema);
  schemas.erase(std::string());
  return schemas;
}

void add_names(Names& names, const detail::DdlPlace& place, const std::string& schema,
               std::string_view query) {
  for (const std::string& name : names_by(place, query)) names.insert(full_name(schema, name));
}

bool is_temporary(const schema::Catalog& catalog) {
  return !catalog.tables.empty() && catalog.tables.front().options.temporary;
}

ExistingNames names_there(const detail::DdlPlace& place, const schema::Catalog& catalog) {
  const backend::Ddl& ddl = place.database.ddl;
  const backend::DdlFacts& facts = ddl.facts();
  if (is_temporary(catalog))
    return {names_by(place, facts.temporary_table_names), names_by(place, facts.type_names)};
  ExistingNames existing{names_by(place, facts.table_names), names_by(place, facts.type_names),
                         names_by(place, facts.view_names), names_by(place, facts.sequence_names)};
  for (const std::string& schema : schemas_of(catalog, facts)) {
    add_names(existing.tables, place, schema, ddl.tables_in(schema));
    add_names(existing.types, place, schema, ddl.types_in(schema));
    add_names(existing.views, place, schema, ddl.views_in(schema));
    add_names(existing.sequences, place, schema, ddl.sequences_in(schema));
  }
  return existing;
}

}  // namespace

void run_ddl(schema::Catalog catalog, const detail::DdlPlace& place, const MakeStatements& make,
             const SchemaTranslateMap& map) {
  translate_schemas(catalog, map);
  const std::vector<std::string> statements =
      make(catalog, place.database, names_there(place, catalog));
  for (std::size_t i = 0; i < statements.size(); ++i) {
    try {
      place.run(statements[i]);
    } catch (Error& error) {
      if (i > 0 && !place.database.ddl.facts().is_transactional)
        error.with_note("what the statements before it created or dropped stays so");
      throw;
    }
  }
}

void run_ddl(schema::Catalog catalog, const Engine& engine, const MakeStatements& make,
             const SchemaTranslateMap& map) {
  engine.transaction([&](Connection& connection) {
    run_ddl(std::move(catalog), detail::ddl_place(connection), make, map);
  });
}

schema::Catalog catalog_of(schema::Table table) {
  schema::Catalog catalog{.tables = {std::move(table)}};
  for (const schema::Column& column : catalog.tables.front().columns) {
    const schema::Enum& held = column.type.enumeration;
    const auto is_it = [&](const schema::Enum& known) {
      return full_name(known) == full_name(held);
    };
    if (!held.labels.empty() && std::none_of(catalog.enums.begin(), catalog.enums.end(), is_it))
      catalog.enums.push_back(held);
  }
  return catalog;
}

// No name has a zero byte.
std::string full_name(const std::string& database_schema, const std::string& name) {
  return database_schema.empty() ? name : database_schema + '\0' + name;
}

std::vector<std::string> create_statements(const schema::Catalog& catalog,
                                           const backend::Database& database,
                                           const ExistingNames& existing) {
  const TableRenderer renderer(database);
  const backend::DdlFacts& facts = database.ddl.facts();
  std::vector<std::string> statements;
  if (facts.has_enum_types)
    for (const schema::Enum& enumeration : catalog.enums)
      if (existing.types.count(full_name(enumeration)) == 0 && !is_text_only(enumeration, catalog))
        statements.push_back(renderer.create_type(enumeration));
  if (!facts.sequence_names.empty())
    for (const schema::Sequence& sequence : catalog.sequences)
      if (existing.sequences.count(full_name(sequence)) == 0)
        statements.push_back(renderer.create_sequence(sequence));
  for (const schema::Type* type : types_of_domains(catalog, renderer))
    if (const schema::TypeVariant& domain = *renderer.variant(*type);
        existing.types.count(domain_name(domain)) == 0)
      statements.push_back(renderer.create_domain(*type, domain));

  std::set<std::string> created;  // or there before
  std::vector<std::string> later;
  for (const schema::Table* table : in_dependency_order(catalog.tables)) {
    const std::string name = full_name(*table);
    created.insert(name);
    if (existing.tables.count(name) != 0 || existing.views.count(name) != 0) continue;
    const auto is_of_view = [&](const schema::ForeignKey& key) {  // databases refuse that
      return existing.views.count(referred_name(key)) != 0 || leads_to_view(key, catalog.tables);
    };
    const auto is_inline = [&](const schema::ForeignKey& key) {
      return !is_of_view(key) && (facts.refers_forward || created.count(referred_name(key)) != 0);
    };
    check_database_has(database, *table);
    statements.push_back(renderer.create_table(*table, is_inline));
    std::string numbering = renderer.begin_numbering(*table);
    if (!numbering.empty()) statements.push_back(std::move(numbering));
    for (std::string& index : renderer.create_indexes(*table))
      statements.push_back(std::move(index));
    for (std::string& comment : renderer.comments(*table)) statements.push_back(std::move(comment));
    for (const schema::ForeignKey& key : table->foreign_keys)
      if (!is_inline(key) && !is_of_view(key))
        later.push_back(renderer.add_foreign_key(*table, key));
  }
  statements.insert(statements.end(), later.begin(), later.end());
  for (const schema::Table* view : created_views(catalog))
    if (existing.tables.count(full_name(*view)) == 0 && existing.views.count(full_name(*view)) == 0)
      statements.push_back("CREATE VIEW " + renderer.quoted(*view) + " AS " + view->query);
  return statements;
}

std::vector<std::string> drop_statements(const schema::Catalog& catalog,
                                         const backend::Database& database,
                                         const ExistingNames& existing) {
  const TableRenderer renderer(database);
  const backend::DdlFacts& facts = database.ddl.facts();
  std::vector<const schema::Table*> tables = in_dependency_order(catalog.tables);
  std::reverse(tables.begin(), tables.end());
  std::vector<std::string> statements;
  std::vector<const schema::Table*> views = created_views(catalog);
  std::reverse(views.begin(), views.end());
  for (const schema::Table* view : views)
    if (existing.views.count(full_name(*view)) != 0)
      statements.push_back("DROP VIEW " + renderer.quoted(*view));
  std::string together;
  for (const schema::Table* table : tables) {
    if (existing.tables.count(full_name(*table)) == 0) continue;
    if (facts.drops_together)
      together += (together.empty() ? "DROP TABLE " : ", ") + renderer.quoted(*table);
    else
      statements.push_back("DROP TABLE " + renderer.quoted(*table));
  }
  if (!together.empty()) statements.push_back(std::move(together));
  if (!statements.empty() && !facts.before_drop.empty())
    statements.insert(statements.begin(), std::string(facts.before_drop));
  for (const schema::Sequence& sequence : catalog.sequences)
    if (existing.sequences.count(full_name(sequence)) != 0)
      statements.push_back("DROP SEQUENCE " + renderer.full(sequence));
  for (const schema::Enum& enumeration : catalog.enums)
    if (existing.types.count(full_name(enumeration)) != 0 && !is_text_only(enumeration, catalog))
      statements.push_back(database.ddl.drop_type("TYPE", renderer.full(enumeration)));
  for (const schema::Type* type : types_of_domains(catalog, renderer))
    if (const schema::TypeVariant& domain = *renderer.variant(*type);
        existing.types.count(domain_name(domain)) != 0)
      statements.push_back(database.ddl.drop_type(
          "DOMAIN", renderer.in_schema(domain.database_schema, domain.type)));
  return statements;
}

std::vector<std::string> create_schema_statements(const schema::Catalog& catalog,
                                                  const backend::Database& database) {
  std::vector<std::string> statements;
  if (database.ddl.facts().has_attached_schemas) return statements;
  for (const std::string& schema : schemas_of(catalog, database.ddl.facts()))
    statements.push_back("CREATE SCHEMA IF NOT EXISTS " + database.dialect.quoted(schema));
  return statements;
}

void Metadata::create_all(const Engine& engine, const CreateOptions& options) const {
  run_ddl(
      schema::from(*this), engine,
      [&](const schema::Catalog& catalog, const backend::Database& database,
          const ExistingNames& existing) {
        std::vector<std::string> statements = create_statements(catalog, database, existing);
        if (!options.schemas) return statements;
        std::vector<std::string> all = create_schema_statements(catalog, database);
        all.insert(all.end(), statements.begin(), statements.end());
        return all;
      },
      options.schema_translate_map);
}

void Metadata::drop_all(const Engine& engine, const DropOptions& options) const {
  run_ddl(schema::from(*this), engine, drop_statements, options.schema_translate_map);
}

void create_table(const Engine& engine, const TableInfo& table, const TableDdl& how) {
  run_ddl(
      catalog_of(schema::from(table)), engine,
      [&](const schema::Catalog& catalog, const backend::Database& database,
          ExistingNames existing) {
        if (!how.check_first) existing.tables.clear();
        return create_statements(catalog, database, existing);
      },
      how.schema_translate_map);
}

void drop_table(const Engine& engine, const TableInfo& table, const TableDdl& how) {
  run_ddl(
      {.tables = {schema::from(table)}}, engine,
      [&](const schema::Catalog& catalog, const backend::Database& database,
          ExistingNames existing) {
        if (!how.check_first) existing.tables.insert(full_name(catalog.tables.front()));
        return drop_statements(catalog, database, existing);
      },
      how.schema_translate_map);
}

}  // namespace orp
