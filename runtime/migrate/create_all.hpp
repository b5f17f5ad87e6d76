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

namespace orp {

class Engine;

/// What a table is called among others: its name, behind that of its database schema if it has one.
std::string full_name(const std::string& database_schema, const std::string& name);
inline std::string full_name(const schema::Table& table) {
  return full_name(table.database_schema, table.name);
}

/// Names of what a database has already; of tables and views the full ones.
struct ExistingNames {
  std::set<std::string, std::less<>> tables;
  std::set<std::string, std::less<>> types;
  std::set<std::string, std::less<>> views{};
  std::set<std::string, std::less<>> sequences{};
};

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
/// Runs what it makes for a database.
void run_ddl(const schema::Catalog& catalog, const Engine& engine, const MakeStatements& make);

}  // namespace orp
