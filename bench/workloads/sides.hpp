// SPDX-License-Identifier: MIT
// The hand-written sides: each workload once, over either database's store.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "handwritten/transaction.hpp"
#include "harness/checksum.hpp"
#include "harness/database.hpp"
#include "harness/dataset.hpp"
#include "harness/side.hpp"
#include "workloads/scale.hpp"

namespace bench {

/// With keys, the first half of which the table has, and other ages.
inline std::vector<User> known_and_new_users() {
  std::vector<User> users = make_users(many_users());
  std::int64_t last = 0;
  for (User& user : users) {
    user.id = ++last;
    user.age = next_age(user.age);
  }
  return users;
}

/// The structs exist before the clock starts: only their way into the table is timed.
template <class Store, void (Store::*insert)(std::span<User>) = &Store::insert>
class InsertUsers final : public Side {
 public:
  explicit InsertUsers(const Database& database) : store_(database.location()) {}

  void prepare() override { users_ = make_users(many_users()); }
  void run() override { (store_.*insert)(users_); }
  std::uint64_t checksum() override { return checksum_of(users_); }
  void release() override { users_ = std::vector<User>(); }

 private:
  Store store_;
  std::vector<User> users_;
};

/// Users that exist before the clock starts, and stand in the table behind it.
template <class Store>
class StoreUsers : public Side {
 public:
  explicit StoreUsers(const Database& database) : store_(database.location()) {}

  std::uint64_t checksum() override { return checksum_of(store_.load_users()); }
  void release() override { users_ = std::vector<User>(); }

 protected:
  Store store_;
  std::vector<User> users_;
};

/// Nobody asks for the keys.
template <class Store>
class AddUsers final : public StoreUsers<Store> {
 public:
  using StoreUsers<Store>::StoreUsers;

  void prepare() override { this->users_ = make_users(million_users()); }
  void run() override { this->store_.add(this->users_); }
};

/// Half of them are there already.
template <class Store>
class UpsertUsers final : public StoreUsers<Store> {
 public:
  using StoreUsers<Store>::StoreUsers;

  void prepare() override { this->users_ = known_and_new_users(); }
  void run() override { this->store_.upsert(this->users_); }
};

template <class Store>
class LoadUsers final : public Side {
 public:
  explicit LoadUsers(const Database& database) : store_(database.location()) {}

  void run() override { users_ = store_.load_users(); }
  std::uint64_t checksum() override { return checksum_of(users_); }
  void release() override { users_ = std::vector<User>(); }

 private:
  Store store_;
  std::vector<User> users_;
};

/// Every key once, in random order, in one transaction.
template <class Store>
class GetUsers final : public Side {
 public:
  explicit GetUsers(const Database& database)
      : store_(database.location()), keys_(shuffled_keys(store_.load_users())) {}

  void run() override {
    sum_ = Checksum();
    Transaction transaction(store_.connection());
    for (const std::int64_t key : keys_) {
      const User user = store_.find_user(key).value();
      sum_.add(user.id, user.age);
    }
    transaction.commit();
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  std::vector<std::int64_t> keys_;
  Checksum sum_;
};

/// The map a program without a mapper would keep: every user found again, in random order.
template <class Store>
class HitIdentityMap final : public Side {
 public:
  explicit HitIdentityMap(const Database& database)
      : users_(Store(database.location()).load_users()), keys_(shuffled_keys(users_)) {
    by_key_.reserve(users_.size());
    for (const User& user : users_) by_key_.emplace(user.id, &user);
  }

  void run() override {
    sum_ = Checksum();
    for (std::size_t pass = 0; pass < identity_map_passes; ++pass) {
      for (const std::int64_t key : keys_) sum_.add(by_key_.find(key)->second->age);
    }
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  std::vector<User> users_;
  std::vector<std::int64_t> keys_;
  std::unordered_map<std::int64_t, const User*> by_key_;
  Checksum sum_;
};

template <class Store>
class LoadGraph final : public Side {
 public:
  explicit LoadGraph(const Database& database) : store_(database.location()) {}

  void run() override { users_ = store_.load_users_with_orders(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const UserWithOrders& user : users_) {
      sum.add(static_cast<const User&>(user));
      for (const OrderWithItems& order : user.orders) {
        sum.add(order.id, user.id, order.total, static_cast<int>(order.status));
        for (const Item& item : order.items) {
          sum.add(item.id, order.id, item.product, item.quantity, item.price);
        }
      }
    }
    return sum.value();
  }
  void release() override { users_ = std::vector<UserWithOrders>(); }

 private:
  Store store_;
  std::vector<UserWithOrders> users_;
};

/// Users that were loaded before the clock starts grow a year older.
template <class Store, void (Store::*update)(std::span<const User>) = &Store::update_ages>
class UpdateAges final : public Side {
 public:
  explicit UpdateAges(const Database& database) : store_(database.location()) {}

  void prepare() override { users_ = store_.load_users(); }
  void run() override {
    for (User& user : users_) user.age = next_age(user.age);
    (store_.*update)(users_);
  }
  std::uint64_t checksum() override { return checksum_of(users_); }
  void release() override { users_ = std::vector<User>(); }

 private:
  Store store_;
  std::vector<User> users_;
};

}  // namespace bench
