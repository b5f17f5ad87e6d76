// SPDX-License-Identifier: MIT
#include "migrate/create_all.hpp"

#include <algorithm>

#include "base/topological_sort.hpp"
#include "meta/stored_as.hpp"
#include "migrate/render_table.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/meta/metadata.hpp"
#include "orpiment/sql/text.hpp"

namespace orp {

namespace {

using Tables = std::vector<schema::Table>;

std::size_t index_of(const Tables& tables, const std::string& name) {
  const auto is_it = [&](const schema::Table& table) { return table.name == name; };
  return static_cast<std::size_t>(std::find_if(tables.begin(), tables.end(), is_it) -
                                  tables.begin());
}

// Referred tables before referring ones. References that close a circle are left out one by one,
// until an order exists.
std::vector<const schema::Table*> in_dependency_order(const Tables& tables) {
  std::vector<Precedence> precedences;
  for (std::size_t i = 0; i < tables.size(); ++i)
    for (const schema::ForeignKey& key : tables[i].foreign_keys) {
      const std::size_t referred = index_of(tables, key.referred_table);
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
  for (const std::size_t i : sorted.order) order.push_back(&tables[i]);
  return order;
}

/// Columns hold it, and all of them as a text: no database needs a type for it.
bool is_text_only(const schema::Enum& enumeration, const schema::Catalog& catalog) {
  bool is_text = false;
  for (const schema::Table& table : catalog.tables)
    for (const schema::Column& column : table.columns) {
      if (column.type.enumeration.name != enumeration.name) continue;
      if (!is_text_label(column.type)) return false;
      is_text = true;
    }
  return is_text;
}

std::set<std::string, std::less<>> names_by(Connection& connection, std::string_view query) {
  std::set<std::string, std::less<>> names;
  if (query.empty()) return names;
  for (const DynamicRow& row : connection.execute(unsafe_text(query)))
    names.insert(row.get<std::string>(0));
  return names;
}

template <class MakeStatements>
void run_ddl(const Metadata& metadata, const Engine& engine, MakeStatements make) {
  engine.transaction([&](Connection& connection) {
    const backend::DdlFacts& facts = engine.database().ddl.facts();
    const ExistingNames existing{names_by(connection, facts.table_names),
                                 names_by(connection, facts.type_names),
                                 names_by(connection, facts.view_names)};
    const std::vector<std::string> statements =
        make(schema::from(metadata), engine.database(), existing);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      try {
        connection.execute_script(statements[i]);
      } catch (Error& error) {
        if (i > 0 && !facts.is_transactional)
          error.with_note("what the statements before it created or dropped stays so");
        throw;
      }
    }
  });
}

}  // namespace

std::vector<std::string> create_statements(const schema::Catalog& catalog,
                                           const backend::Database& database,
                                           const ExistingNames& existing) {
  const TableRenderer renderer(database);
  const backend::DdlFacts& facts = database.ddl.facts();
  std::vector<std::string> statements;
  if (facts.has_enum_types)
    for (const schema::Enum& enumeration : catalog.enums)
      if (existing.types.count(enumeration.name) == 0 && !is_text_only(enumeration, catalog))
        statements.push_back(renderer.create_type(enumeration));

  std::set<std::string> created;  // or there before
  std::vector<std::string> later;
  for (const schema::Table* table : in_dependency_order(catalog.tables)) {
    created.insert(table->name);
    if (existing.tables.count(table->name) != 0 || existing.views.count(table->name) != 0) continue;
    const auto leads_to_view = [&](const schema::ForeignKey& key) {
      return existing.views.count(key.referred_table) != 0;  // databases refuse that
    };
    const auto is_inline = [&](const schema::ForeignKey& key) {
      return !leads_to_view(key) &&
             (facts.refers_forward || created.count(key.referred_table) != 0);
    };
    statements.push_back(renderer.create_table(*table, is_inline));
    std::string numbering = renderer.begin_numbering(*table);
    if (!numbering.empty()) statements.push_back(std::move(numbering));
    for (const schema::Index& index : table->indexes)
      statements.push_back(renderer.create_index(*table, index));
    for (std::string& comment : renderer.comments(*table)) statements.push_back(std::move(comment));
    for (const schema::ForeignKey& key : table->foreign_keys)
      if (!is_inline(key) && !leads_to_view(key))
        later.push_back(renderer.add_foreign_key(*table, key));
  }
  statements.insert(statements.end(), later.begin(), later.end());
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
  std::string together;
  for (const schema::Table* table : tables) {
    if (existing.tables.count(table->name) == 0) continue;
    if (facts.drops_together)
      together += (together.empty() ? "DROP TABLE " : ", ") + renderer.quoted(table->name);
    else
      statements.push_back("DROP TABLE " + renderer.quoted(table->name));
  }
  if (!together.empty()) statements.push_back(std::move(together));
  if (!statements.empty() && !facts.before_drop.empty())
    statements.insert(statements.begin(), std::string(facts.before_drop));
  for (const schema::Enum& enumeration : catalog.enums)
    if (existing.types.count(enumeration.name) != 0 && !is_text_only(enumeration, catalog))
      statements.push_back("DROP TYPE " + renderer.quoted(enumeration.name));
  return statements;
}

void Metadata::create_all(const Engine& engine) const { run_ddl(*this, engine, create_statements); }

void Metadata::drop_all(const Engine& engine) const { run_ddl(*this, engine, drop_statements); }

}  // namespace orp
