// SPDX-License-Identifier: MIT
// Every workload that is measured. Memory comes last: what it leaves to the allocator stays out of
// the other rows.
#include <vector>

#include "handwritten/postgres_store.hpp"
#include "handwritten/postgres_streams.hpp"
#include "handwritten/sqlite_store.hpp"
#include "handwritten/sqlite_streams.hpp"
#include "harness/workload.hpp"
#include "orpiment/sides.hpp"
#include "workloads/pool_sides.hpp"
#include "workloads/query_sides.hpp"
#include "workloads/sides.hpp"

namespace bench {
namespace {

template <class Contestant>
std::unique_ptr<Side> make(const Database& database) {
  return std::make_unique<Contestant>(database);
}

template <template <class> class Contestant>
constexpr HandWritten by_hand{.sqlite = make<Contestant<SqliteStore>>,
                              .postgres = make<Contestant<PostgresStore>>};

/// In the place of Orpiment's side.
template <template <class> class Contestant>
std::unique_ptr<Side> make_by_hand(const Database& database) {
  return by_hand<Contestant>.on(database)(database);
}

template <class Store>
using InsertUsersOf = InsertUsers<Store>;
template <class Store>
using UpdateAgesOf = UpdateAges<Store>;

std::vector<Workload> make_table() {
  return {
      {.name = "control",
       .dataset = {.users = many_users()},
       .operations = many_users(),
       .hand = by_hand<LoadUsers>,
       .orpiment = make_by_hand<LoadUsers>},
      {.name = "insert_users",
       .dataset = {},
       .writes = true,
       .operations = many_users(),
       .hand = by_hand<InsertUsersOf>,
       .orpiment = orpiment::insert_users},
      {.name = "insert_users_by_unnest",
       .dataset = {},
       .writes = true,
       .operations = many_users(),
       .hand = {.postgres = make<InsertUsers<PostgresStore, &PostgresStore::insert_by_unnest>>}},
      {.name = "bulk_insert",
       .dataset = {},
       .writes = true,
       .operations = million_users(),
       .hand = by_hand<AddUsers>,
       .orpiment = orpiment::bulk_insert},
      {.name = "bulk_upsert",
       .dataset = {.users = many_users() / 2},
       .writes = true,
       .operations = many_users(),
       .hand = by_hand<UpsertUsers>,
       .orpiment = orpiment::bulk_upsert},
      {.name = "load_users",
       .dataset = {.users = many_users()},
       .operations = many_users(),
       .hand = by_hand<LoadUsers>,
       .orpiment = orpiment::load_users},
      {.name = "get_users",
       .dataset = {.users = many_users()},
       .operations = many_users(),
       .hand = by_hand<GetUsers>,
       .orpiment = orpiment::get_users},
      {.name = "hit_identity_map",
       .dataset = {.users = many_users()},
       .operations = many_users() * identity_map_passes,
       .hand = by_hand<HitIdentityMap>,
       .orpiment = orpiment::hit_identity_map},
      {.name = "load_graph",
       .dataset = {.users = some_users(),
                   .orders_per_user = orders_per_user,
                   .items_per_order = items_per_order},
       .operations = some_users() * (1 + orders_per_user * (1 + items_per_order)),
       .hand = by_hand<LoadGraph>,
       .orpiment = orpiment::load_graph},
      {.name = "update_ages",
       .dataset = {.users = some_users()},
       .writes = true,
       .operations = some_users(),
       .hand = by_hand<UpdateAgesOf>,
       .orpiment = orpiment::update_ages},
      {.name = "update_ages_pipelined",
       .dataset = {.users = some_users()},
       .writes = true,
       .operations = some_users(),
       .hand = {.postgres =
                    make<UpdateAges<PostgresStore, &PostgresStore::update_ages_pipelined>>}},
      {.name = "lazy_orders",
       .dataset = {.users = some_users(), .orders_per_user = orders_per_user},
       .operations = some_users(),
       .hand = by_hand<LazyOrders>,
       .orpiment = orpiment::lazy_orders},
      {.name = "walk_graph",
       .dataset = {.users = some_users(),
                   .orders_per_user = orders_per_user,
                   .items_per_order = items_per_order},
       .operations = some_users() * (1 + orders_per_user * (1 + items_per_order)),
       .hand = by_hand<WalkGraph>,
       .orpiment = orpiment::walk_graph},
      {.name = "find_nothing",
       .dataset = {.users = many_users()},
       .operations = some_users(),
       .hand = by_hand<FindNothing>,
       .orpiment = orpiment::find_nothing},
      {.name = "find_active_users",
       .dataset = {.users = many_users()},
       .operations = some_queries(),
       .hand = by_hand<FindActiveUsers>,
       .orpiment = orpiment::find_active_users},
      {.name = "find_active_users_built_once",
       .dataset = {.users = many_users()},
       .operations = some_queries(),
       .hand = by_hand<FindActiveUsers>,
       .orpiment = orpiment::find_active_users_built_once},
      {.name = "get_one",
       .dataset = {.users = some_users()},
       .operations = some_users(),
       .hand = by_hand<GetOne>,
       .orpiment = orpiment::get_one},
      {.name = "load_names",
       .dataset = {.users = many_users()},
       .operations = many_users(),
       .hand = by_hand<LoadNames>,
       .orpiment = orpiment::load_names},
      {.name = "load_names_by_connection",
       .dataset = {.users = many_users()},
       .operations = many_users(),
       .hand = by_hand<LoadNames>,
       .orpiment = orpiment::load_names_by_connection},
      {.name = "read_expired",
       .dataset = {.users = some_users()},
       .operations = some_users(),
       .hand = by_hand<ReadAges>,
       .orpiment = orpiment::read_expired},
      {.name = "join_user",
       .dataset = {.users = some_users(), .orders_per_user = orders_per_user},
       .operations = some_users() * orders_per_user,
       .hand = by_hand<JoinUser>,
       .orpiment = orpiment::join_user},
      {.name = "join_orders",
       .dataset = {.users = some_users(), .orders_per_user = orders_per_user},
       .operations = some_users() * orders_per_user,
       .hand = by_hand<JoinOrders>,
       .orpiment = orpiment::join_orders},
      {.name = "load_tags",
       .dataset = {.products = some_products(),
                   .tags = shared_tags(),
                   .tags_per_product = tags_per_product},
       .operations = some_products() * tags_per_product,
       .hand = by_hand<LoadTags>,
       .orpiment = orpiment::load_tags},
      {.name = "load_lone_tags",
       .dataset = {.products = some_products(),
                   .tags = lone_tags(),
                   .tags_per_product = tags_per_product},
       .operations = some_products() * tags_per_product,
       .hand = by_hand<LoadTags>,
       .orpiment = orpiment::load_tags},
      {.name = "delete_items",
       .dataset = {.users = some_users() / 10,
                   .orders_per_user = orders_per_user,
                   .items_per_order = 1},
       .writes = true,
       .operations = some_users(),
       .hand = by_hand<DeleteItems>,
       .orpiment = orpiment::delete_items},
      {.name = "stream_names",
       .dataset = {.users = million_users()},
       .operations = million_users(),
       .hand = by_hand<StreamNames>,
       .orpiment = orpiment::stream_names},
      {.name = "stream_users",
       .dataset = {.users = million_users()},
       .operations = million_users(),
       .hand = by_hand<StreamUsers>,
       .orpiment = orpiment::stream_users},
      {.name = "change_one",
       .dataset = {.users = million_users()},
       .writes = true,
       .operations = lone_changes,
       .hand = by_hand<ChangeOne>,
       .orpiment = orpiment::change_one},
      {.name = "pool_checkout",
       .dataset = {},
       .operations = checkouts(),
       .hand = {.sqlite = make<CheckOuts<SqliteStore, one_thread>>},
       .orpiment = orpiment::pool_checkout},
      {.name = "pool_checkout_8",
       .dataset = {},
       .operations = checkouts(),
       .hand = {.sqlite = make<CheckOuts<SqliteStore, eight_threads>>},
       .orpiment = orpiment::pool_checkout_8},
      {.name = "pool_checkout_8_on_4",
       .dataset = {},
       .operations = checkouts(),
       .hand = {.sqlite = make<CheckOuts<SqliteStore, crowded_threads>>},
       .orpiment = orpiment::pool_checkout_8_on_4},
      {.name = "load_million_users",
       .dataset = {.users = million_users()},
       .operations = million_users(),
       .hand = by_hand<LoadUsers>,
       .orpiment = orpiment::load_users},
  };
}

}  // namespace

std::span<const Workload> workloads() {
  static const std::vector<Workload> table = make_table();
  return table;
}

}  // namespace bench
