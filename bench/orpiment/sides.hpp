// SPDX-License-Identifier: MIT
// Orpiment's side of each workload, over either database: what a program that uses it would say.
#pragma once

#include <memory>

#include "harness/database.hpp"
#include "harness/side.hpp"

namespace bench::orpiment {

std::unique_ptr<Side> insert_users(const Database& database);
std::unique_ptr<Side> load_users(const Database& database);
std::unique_ptr<Side> get_users(const Database& database);
std::unique_ptr<Side> hit_identity_map(const Database& database);
std::unique_ptr<Side> load_graph(const Database& database);
std::unique_ptr<Side> update_ages(const Database& database);

}  // namespace bench::orpiment
