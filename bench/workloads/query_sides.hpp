// SPDX-License-Identifier: MIT
// The hand-written sides of what a program asks for all day, over either database's store.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handwritten/transaction.hpp"
#include "harness/checksum.hpp"
#include "harness/database.hpp"
#include "harness/side.hpp"
#include "workloads/scale.hpp"

namespace bench {

/// Every user's orders, by a query each.
template <class Store>
class LazyOrders final : public Side {
 public:
  explicit LazyOrders(const Database& database) : store_(database.location()) {}

  void prepare() override { users_ = store_.load_users(); }
  void run() override {
    sum_ = Checksum();
    Transaction transaction(store_.connection());
    for (const User& user : users_)
      for (const Order& order : store_.find_orders(user.id)) sum_.add(order.id, order.total);
    transaction.commit();
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  std::vector<User> users_;
  Checksum sum_;
};

/// The graph, of which each object is looked at.
template <class Store>
class WalkGraph final : public Side {
 public:
  explicit WalkGraph(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    users_ = store_.load_users_with_orders();
    for (const UserWithOrders& user : users_)
      for (const OrderWithItems& order : user.orders)
        for (const Item& item : order.items) sum_.add(user.id, order.id, item.id);
  }
  std::uint64_t checksum() override { return sum_.value(); }
  void release() override { users_ = std::vector<UserWithOrders>(); }

 private:
  Store store_;
  std::vector<UserWithOrders> users_;
  Checksum sum_;
};

/// By a key that nobody has.
template <class Store>
class FindNothing final : public Side {
 public:
  explicit FindNothing(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    Transaction transaction(store_.connection());
    for (std::size_t i = 0; i < some_users(); ++i) {
      const std::string email = nobody(i);
      sum_.add(store_.find_user_by_email(email).has_value());
    }
    transaction.commit();
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  Checksum sum_;
};

template <class Store>
class FindActiveUsers final : public Side {
 public:
  explicit FindActiveUsers(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    Transaction transaction(store_.connection());
    for (std::size_t i = 0; i < some_queries(); ++i) {
      const std::int64_t first = first_of_query(i);
      found_.push_back(store_.find_active_users(first, first + users_per_query - 1));
      for (const User& user : found_.back()) sum_.add(user.id, user.age);
    }
    transaction.commit();
  }
  std::uint64_t checksum() override { return sum_.value(); }
  void release() override { found_.clear(); }

 private:
  Store store_;
  std::vector<std::vector<User>> found_;
  Checksum sum_;
};

/// Each in a transaction of its own, as a request has one.
template <class Store>
class GetOne final : public Side {
 public:
  explicit GetOne(const Database& database)
      : store_(database.location()), keys_(shuffled_keys(store_.load_users())) {}

  void run() override {
    sum_ = Checksum();
    for (const std::int64_t key : keys_) {
      Transaction transaction(store_.connection());
      const User user = store_.find_user(key).value();
      sum_.add(user.id, user.age);
    }
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  std::vector<std::int64_t> keys_;
  Checksum sum_;
};

template <class Store>
class LoadNames final : public Side {
 public:
  explicit LoadNames(const Database& database) : store_(database.location()) {}

  void run() override { rows_ = store_.load_names_and_ages(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const NameAndAge& row : rows_) sum.add(row.id, row.name, row.age);
    return sum.value();
  }
  void release() override { rows_ = std::vector<NameAndAge>(); }

 private:
  Store store_;
  std::vector<NameAndAge> rows_;
};

/// None of which is kept.
template <class Store>
class StreamNames final : public Side {
 public:
  explicit StreamNames(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    store_.stream_names_and_ages(
        [&](const NameAndAge& row) { sum_.add(row.id, row.name, row.age); });
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  Checksum sum_;
};

template <class Store>
class StreamUsers final : public Side {
 public:
  explicit StreamUsers(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    store_.stream_users([&](const User& user) { sum_.add(user); });
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Store store_;
  Checksum sum_;
};

/// What Orpiment has expired by a commit is read by hand in one query.
template <class Store>
class ReadAges final : public Side {
 public:
  explicit ReadAges(const Database& database) : store_(database.location()) {}

  void run() override {
    sum_ = Checksum();
    users_ = store_.load_users();
    for (const User& user : users_) sum_.add(user.id, user.age);
  }
  std::uint64_t checksum() override { return sum_.value(); }
  void release() override { users_ = std::vector<User>(); }

 private:
  Store store_;
  std::vector<User> users_;
  Checksum sum_;
};

template <class Store>
class JoinUser final : public Side {
 public:
  explicit JoinUser(const Database& database) : store_(database.location()) {}

  void run() override { orders_ = store_.load_orders_with_user(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const OrderOfUser& order : orders_)
      sum.add(order.id, order.total, order.user.id, order.user.name);
    return sum.value();
  }
  void release() override { orders_ = std::vector<OrderOfUser>(); }

 private:
  Store store_;
  std::vector<OrderOfUser> orders_;
};

template <class Store>
class JoinOrders final : public Side {
 public:
  explicit JoinOrders(const Database& database) : store_(database.location()) {}

  void run() override { users_ = store_.load_users_joined_with_orders(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const UserWithOrders& user : users_)
      for (const Order& order : user.orders) sum.add(user.id, user.name, order.id, order.total);
    return sum.value();
  }
  void release() override { users_ = std::vector<UserWithOrders>(); }

 private:
  Store store_;
  std::vector<UserWithOrders> users_;
};

/// A many-to-many.
template <class Store>
class LoadTags final : public Side {
 public:
  explicit LoadTags(const Database& database) : store_(database.location()) {}

  void run() override { loaded_ = store_.load_products_with_tags(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const ProductWithTags& product : loaded_.products)
      for (const Tag* tag : product.tags)
        sum.add(product.id, product.name, product.price, tag->id, tag->name);
    return sum.value();
  }
  void release() override { loaded_ = TaggedProducts(); }

 private:
  Store store_;
  TaggedProducts loaded_;
};

/// Items that were loaded before the clock starts.
template <class Store>
class DeleteItems final : public Side {
 public:
  explicit DeleteItems(const Database& database) : store_(database.location()) {}

  void prepare() override { keys_ = store_.load_item_keys(); }
  void run() override { store_.delete_items(keys_); }
  std::uint64_t checksum() override { return keys_.size() + store_.load_item_keys().size(); }

 private:
  Store store_;
  std::vector<std::int64_t> keys_;
};

/// One of a million, again and again; a commit each.
template <class Store>
class ChangeOne final : public Side {
 public:
  explicit ChangeOne(const Database& database) : store_(database.location()) {}

  void prepare() override { users_ = store_.load_users(); }
  void run() override {
    for (std::size_t i = 0; i < lone_changes; ++i) {
      User& user = users_[i * users_.size() / lone_changes];
      user.age = next_age(user.age);
      store_.update_age(user);
    }
  }
  std::uint64_t checksum() override { return checksum_of(users_); }
  void release() override { users_ = std::vector<User>(); }

 private:
  Store store_;
  std::vector<User> users_;
};

}  // namespace bench
