// SPDX-License-Identifier: MIT
// What create_all and drop_all send, as data: to be run, printed or tested.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "orpiment/backend/database.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp {

/// Names of what a database has already.
struct ExistingNames {
  std::set<std::string, std::less<>> tables;
  std::set<std::string, std::less<>> types;
};

/// Statements that create what is missing, referred tables first.
std::vector<std::string> create_statements(const schema::Catalog& catalog,
                                           const backend::Database& database,
                                           const ExistingNames& existing);
/// Statements that drop what is there, referring tables first.
std::vector<std::string> drop_statements(const schema::Catalog& catalog,
                                         const backend::Database& database,
                                         const ExistingNames& existing);

}  // namespace orp
