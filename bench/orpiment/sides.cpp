// SPDX-License-Identifier: MIT
#include "orpiment/sides.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/dataset.hpp"
#include "orpiment/session_side.hpp"
#include "workloads/scale.hpp"
#include "workloads/sides.hpp"

namespace bench::orpiment {
namespace {

class InsertUsers final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void prepare() override { input_ = make_users(many_users()); }
  void run() override {
    for (User& user : input_) {
      session_.add<shop::User>({.name = std::move(user.name),
                                .email = std::move(user.email),
                                .age = user.age,
                                .created_at = orp::TimestampTz::from_microseconds(user.created_at),
                                .active = user.active});
    }
    session_.commit();
  }
  std::uint64_t checksum() override { return checksum_of_all_users(); }
  void release() override {
    SessionSide::release();
    input_ = std::vector<User>();
  }

 private:
  std::vector<User> input_;
};

/// Rows without objects.
class BulkSide : public SessionSide {
 public:
  using SessionSide::SessionSide;

  std::uint64_t checksum() override { return checksum_of_all_users(); }
  void release() override {
    SessionSide::release();
    input_ = std::vector<User>();
  }

 protected:
  std::vector<User> input_;
};

class BulkInsert final : public BulkSide {
 public:
  using BulkSide::BulkSide;

  void prepare() override { input_ = make_users(million_users()); }
  void run() override {
    using Row =
        std::tuple<std::string, std::string, std::optional<std::int32_t>, orp::TimestampTz, bool>;
    auto next = input_.begin();
    session_.bulk_insert(std::tuple(shop::User::c.name, shop::User::c.email, shop::User::c.age,
                                    shop::User::c.created_at, shop::User::c.active),
                         [&]() -> std::optional<Row> {
                           if (next == input_.end()) return std::nullopt;
                           User& user = *next++;
                           return Row(std::move(user.name), std::move(user.email), user.age,
                                      orp::TimestampTz::from_microseconds(user.created_at),
                                      user.active);
                         });
    session_.commit();
  }
};

class BulkUpsert final : public BulkSide {
 public:
  using BulkSide::BulkSide;

  void prepare() override { input_ = known_and_new_users(); }
  void run() override {
    auto next = input_.begin();
    const auto source = [&]() -> std::optional<shop::User::Row> {
      if (next == input_.end()) return std::nullopt;
      User& user = *next++;
      return shop::User::Row{.id = user.id,
                             .name = std::move(user.name),
                             .email = std::move(user.email),
                             .age = user.age,
                             .created_at = orp::TimestampTz::from_microseconds(user.created_at),
                             .active = user.active};
    };
    session_.bulk_upsert<shop::User>(source, orp::on_conflict(shop::User::c.id).do_update());
    session_.commit();
  }
};

class LoadUsers final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void run() override { users_ = load_all_users(); }
  std::uint64_t checksum() override {
    Checksum sum;
    for (const shop::User& user : *users_) add(sum, user);
    return sum.value();
  }
};

class GetUsers final : public SessionSide {
 public:
  explicit GetUsers(const Database& database)
      : SessionSide(database),
        keys_(shuffled(session_.scalars(orp::select(shop::User::c.id)).all())) {
    session_.close();
  }

  void run() override {
    sum_ = Checksum();
    for (const std::int64_t key : keys_) {
      const shop::User& user = session_.get_one<shop::User>(key);
      sum_.add(user.id(), user.age());
    }
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  std::vector<std::int64_t> keys_;
  Checksum sum_;
};

class HitIdentityMap final : public SessionSide {
 public:
  explicit HitIdentityMap(const Database& database) : SessionSide(database) {
    for (const shop::User& user : load_all_users()) keys_.push_back(user.id());
    keys_ = shuffled(std::move(keys_));
  }

  void run() override {
    sum_ = Checksum();
    for (std::size_t pass = 0; pass < identity_map_passes; ++pass) {
      for (const std::int64_t key : keys_) sum_.add(session_.get<shop::User>(key)->age());
    }
  }
  std::uint64_t checksum() override { return sum_.value(); }
  void release() override {}  // the users stay for the next round

 private:
  std::vector<std::int64_t> keys_;
  Checksum sum_;
};

class LoadGraph final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void run() override {
    users_ = session_.scalars(orp::select<shop::User>().options(
        orp::selectinload(shop::User::c.orders).selectinload(shop::Order::c.items)));
  }
  std::uint64_t checksum() override {
    Checksum sum;
    for (shop::User& user : *users_) {
      add(sum, user);
      for (shop::Order& order : user.orders()) {
        sum.add(order.id(), user.id(), hundredths(order.total()), static_cast<int>(order.status()));
        for (const shop::Item& item : order.items()) {
          sum.add(item.id(), order.id(), item.product(), item.quantity(), hundredths(item.price()));
        }
      }
    }
    return sum.value();
  }
};

class UpdateAges final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void prepare() override { users_ = load_all_users(); }
  void run() override {
    for (shop::User& user : *users_) user.set_age(next_age(user.age()));
    session_.commit();
  }
  std::uint64_t checksum() override { return checksum_of_all_users(); }
};

}  // namespace

std::unique_ptr<Side> insert_users(const Database& database) {
  return std::make_unique<InsertUsers>(database);
}

std::unique_ptr<Side> bulk_insert(const Database& database) {
  return std::make_unique<BulkInsert>(database);
}

std::unique_ptr<Side> bulk_upsert(const Database& database) {
  return std::make_unique<BulkUpsert>(database);
}

std::unique_ptr<Side> load_users(const Database& database) {
  return std::make_unique<LoadUsers>(database);
}

std::unique_ptr<Side> get_users(const Database& database) {
  return std::make_unique<GetUsers>(database);
}

std::unique_ptr<Side> hit_identity_map(const Database& database) {
  return std::make_unique<HitIdentityMap>(database);
}

std::unique_ptr<Side> load_graph(const Database& database) {
  return std::make_unique<LoadGraph>(database);
}

std::unique_ptr<Side> update_ages(const Database& database) {
  return std::make_unique<UpdateAges>(database);
}

}  // namespace bench::orpiment
