// SPDX-License-Identifier: MIT
// What create_all and drop_all send, as data: to be run, printed or tested.
//
// Rules
//  (1) Referred tables come before referring ones, and are dropped after them. A foreign key that
//      closes a circle is added when all tables are there, or stands in CREATE TABLE where the
//      database lets it refer forward.
//  (2) What is there already is left as it is: names decide, nothing is compared. A view is never
//      dropped: it was not created here.
//  (3) All of one call is one transaction.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "orpiment/backend/database.hpp"
#include "orpiment/meta/schema.hpp"
#include "orpiment/meta/schema_translate_map.hpp"
#include "orpiment/sql/detail/ddl_place.hpp"

namespace orp {

class Engine;

/// What something is called among others of its kind: its name, behind that of its database schema
/// if it has one.
std::string full_name(const std::string& database_schema, const std::string& name);
/// Of a table, a type, a sequence.
template <class Named>
std::string full_name(const Named& named) {
  return full_name(named.database_schema, named.name);
}

/// Full names of what a database has already.
struct ExistingNames {
  std::set<std::string, std::less<>> tables;
  std::set<std::string, std::less<>> types;
  std::set<std::string, std::less<>> views{};
  std::set<std::string, std::less<>> sequences{};
};

/// The table alone, with the enumerations that its columns hold.
schema::Catalog catalog_of(schema::Table table);

/// Statements that create what is missing.
std::vector<std::string> create_statements(const schema::Catalog& catalog,
                                           const backend::Database& database,
                                           const ExistingNames& existing);
/// Those that create the schemas within the database that tables are in.
std::vector<std::string> create_schema_statements(const schema::Catalog& catalog,
                                                  const backend::Database& database);
/// Statements that drop what is there.
std::vector<std::string> drop_statements(const schema::Catalog& catalog,
                                         const backend::Database& database,
                                         const ExistingNames& existing);

/// What makes statements of these for a database.
using MakeStatements = std::function<std::vector<std::string>(
    const schema::Catalog&, const backend::Database&, const ExistingNames&)>;
/// Runs what it makes for a database, of the catalog in schemas that go by the names of `map`.
void run_ddl(schema::Catalog catalog, const Engine& engine, const MakeStatements& make,
             const SchemaTranslateMap& map = {});
/// The same in the transaction that is open there.
void run_ddl(schema::Catalog catalog, const detail::DdlPlace& place, const MakeStatements& make,
             const SchemaTranslateMap& map);

}  // namespace orp
