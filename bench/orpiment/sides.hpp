// SPDX-License-Identifier: MIT
// Orpiment's side of each workload, over either database: what a program that uses it would say.
#pragma once

#include <memory>

#include "harness/database.hpp"
#include "harness/side.hpp"

namespace bench::orpiment {

std::unique_ptr<Side> insert_users(const Database& database);
std::unique_ptr<Side> bulk_insert(const Database& database);
std::unique_ptr<Side> bulk_upsert(const Database& database);
std::unique_ptr<Side> load_users(const Database& database);
std::unique_ptr<Side> get_users(const Database& database);
std::unique_ptr<Side> hit_identity_map(const Database& database);
std::unique_ptr<Side> load_graph(const Database& database);
std::unique_ptr<Side> update_ages(const Database& database);
std::unique_ptr<Side> lazy_orders(const Database& database);
std::unique_ptr<Side> walk_graph(const Database& database);
std::unique_ptr<Side> find_nothing(const Database& database);
std::unique_ptr<Side> find_active_users(const Database& database);
std::unique_ptr<Side> find_active_users_built_once(const Database& database);
std::unique_ptr<Side> get_one(const Database& database);
std::unique_ptr<Side> load_names(const Database& database);
std::unique_ptr<Side> load_names_by_connection(const Database& database);
std::unique_ptr<Side> read_expired(const Database& database);
std::unique_ptr<Side> join_user(const Database& database);
std::unique_ptr<Side> join_orders(const Database& database);
std::unique_ptr<Side> load_tags(const Database& database);
std::unique_ptr<Side> delete_items(const Database& database);
std::unique_ptr<Side> stream_names(const Database& database);
std::unique_ptr<Side> stream_users(const Database& database);
std::unique_ptr<Side> change_one(const Database& database);
std::unique_ptr<Side> pool_checkout(const Database& database);
std::unique_ptr<Side> pool_checkout_8(const Database& database);
std::unique_ptr<Side> pool_checkout_8_on_4(const Database& database);

}  // namespace bench::orpiment
