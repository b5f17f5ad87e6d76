// SPDX-License-Identifier: MIT
#include "harness/database.hpp"

#include <exception>
#include <utility>
#include <vector>

#include "handwritten/postgres_store.hpp"
#include "handwritten/sqlite_store.hpp"
#include "harness/checksum.hpp"

namespace bench {
namespace {

template <class Store>
class StoredDatabase final : public Database {
 public:
  StoredDatabase(std::string name, std::string location, std::string url)
      : Database(std::move(name), std::move(location), std::move(url)), store_(this->location()) {
    store_.create_tables();
  }

  ~StoredDatabase() override {
    try {
      store_.drop_tables();
    } catch (const std::exception&) {  // the server is gone, and the tables with it
    }
  }

  std::string version() override { return store_.version(); }
  std::uint64_t checksum() override { return checksum_of(store_.load_users()); }

 private:
  void fill(const Dataset& dataset) override {
    store_.clear_tables();
    std::vector<User> users = make_users(dataset.users);
    store_.insert(users);
    std::vector<Order> orders = make_orders(users, dataset.orders_per_user);
    store_.insert(orders);
    std::vector<Item> items = make_items(orders, dataset.items_per_order);
    store_.insert(items);
    std::vector<Product> products = make_products(dataset.products);
    store_.insert(products);
    std::vector<Tag> tags = make_tags(dataset.tags);
    store_.insert(tags);
    store_.insert(make_tags_of_products(products, tags, dataset.tags_per_product));
    store_.settle();
  }

  Store store_;
};

}  // namespace

Database::Database(std::string name, std::string location, std::string url)
    : name_(std::move(name)), location_(std::move(location)), url_(std::move(url)) {}

void Database::hold(const Dataset& dataset) {
  if (held_ == dataset) return;
  spoil();
  fill(dataset);
  held_ = dataset;
}

std::unique_ptr<Database> make_sqlite_database(const std::string& file) {
  return std::make_unique<StoredDatabase<SqliteStore>>("sqlite", file, "sqlite:///" + file);
}

std::unique_ptr<Database> make_postgres_database(const std::string& url) {
  return std::make_unique<StoredDatabase<PostgresStore>>("postgres", url, url);
}

}  // namespace bench
