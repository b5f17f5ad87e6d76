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
#include <set>
#include <string>
#include <vector>

#include "orpiment/backend/database.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp {

class Engine;

/// Names of what a database has already.
struct ExistingNames {
  std::set<std::string, std::less<>> tables;
  std::set<std::string, std::less<>> types;
  std::set<std::string, std::less<>> views{};
};

/// Statements that create what is missing.
std::vector<std::string> create_statements(const schema::Catalog& catalog,
                                           const backend::Database& database,
                                           const ExistingNames& existing);
/// Statements that drop what is there.
std::vector<std::string> drop_statements(const schema::Catalog& catalog,
                                         const backend::Database& database,
                                         const ExistingNames& existing);

/// One of the two.
using MakeStatements = std::vector<std::string> (*)(const schema::Catalog& catalog,
                                                    const backend::Database& database,
                                                    const ExistingNames& existing);
/// Runs what it makes for a database.
void run_ddl(const schema::Catalog& catalog, const Engine& engine, MakeStatements make);

}  // namespace orp
