// SPDX-License-Identifier: MIT
// What a program asks for all day.
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/dataset.hpp"
#include "orpiment/session_side.hpp"
#include "orpiment/sides.hpp"
#include "workloads/scale.hpp"

namespace bench::orpiment {
namespace {

class LazyOrders final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void prepare() override {
    users_ =
        session_.scalars(orp::select<shop::User>().options(orp::lazyload(shop::User::c.orders)));
  }
  void run() override {
    sum_ = Checksum();
    for (shop::User& user : *users_)
      for (const shop::Order& order : user.orders())
        sum_.add(order.id(), hundredths(order.total()));
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

/// Without a word about loading: by peers.
class WalkGraph final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void run() override {
    sum_ = Checksum();
    users_ = load_all_users();
    for (shop::User& user : *users_)
      for (shop::Order& order : user.orders())
        for (const shop::Item& item : order.items()) sum_.add(user.id(), order.id(), item.id());
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

class FindNothing final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    sum_ = Checksum();
    for (std::size_t i = 0; i < some_users(); ++i)
      sum_.add(session_.scalars(orp::select<shop::User>().where(shop::User::c.email == nobody(i)))
                   .first() != nullptr);
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

orp::Select<shop::User> select_active_users(std::size_t number) {
  const std::int64_t first = first_of_query(number);
  const auto& c = shop::User::c;
  return orp::select<shop::User>().where(c.id >= first, c.id <= first + users_per_query - 1,
                                         c.active == true);
}

/// The query is built each time.
class FindActiveUsers final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    sum_ = Checksum();
    for (std::size_t i = 0; i < some_queries(); ++i)
      for (const shop::User& user : session_.scalars(select_active_users(i)))
        sum_.add(user.id(), user.age());
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

/// The queries are built once and run in every round.
class FindActiveUsersBuiltOnce final : public SessionSide {
 public:
  explicit FindActiveUsersBuiltOnce(const Database& database) : SessionSide(database) {
    for (std::size_t i = 0; i < some_queries(); ++i) queries_.push_back(select_active_users(i));
  }

  void run() override {
    sum_ = Checksum();
    for (const auto& query : queries_)
      for (const shop::User& user : session_.scalars(query)) sum_.add(user.id(), user.age());
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  std::vector<orp::Select<shop::User>> queries_;
  Checksum sum_;
};

/// A session for each, as a request has one.
class GetOne final : public Side {
 public:
  explicit GetOne(const Database& database) : engine_(connect(database)) {
    orp::Session session(engine_);
    keys_ = shuffled(session.scalars(orp::select(shop::User::c.id)).all());
  }

  void run() override {
    sum_ = Checksum();
    for (const std::int64_t key : keys_) {
      orp::Session session(engine_);
      const shop::User& user = session.get_one<shop::User>(key);
      sum_.add(user.id(), user.age());
    }
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  orp::Engine engine_;
  std::vector<std::int64_t> keys_;
  Checksum sum_;
};

auto names_and_ages() {
  return orp::select(shop::User::c.id, shop::User::c.name, shop::User::c.age);
}

using NamesAndAges =
    std::optional<orp::Rows<std::int64_t, std::string, std::optional<std::int32_t>>>;

std::uint64_t checksum_of_rows(const NamesAndAges& rows) {
  Checksum sum;
  for (const auto& [id, name, age] : rows.value()) sum.add(id, name, age);
  return sum.value();
}

class LoadNames final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override { rows_ = session_.execute(names_and_ages()); }
  std::uint64_t checksum() override { return checksum_of_rows(rows_); }
  void release() override {
    rows_.reset();
    SessionSide::release();
  }

 private:
  NamesAndAges rows_;
};

class LoadNamesByConnection final : public Side {
 public:
  explicit LoadNamesByConnection(const Database& database)
      : engine_(connect(database)), connection_(engine_.connect()) {}

  void run() override {
    rows_ = connection_.execute(names_and_ages());
    connection_.commit();
  }
  std::uint64_t checksum() override { return checksum_of_rows(rows_); }
  void release() override { rows_.reset(); }

 private:
  orp::Engine engine_;
  orp::Connection connection_;
  NamesAndAges rows_;
};

class StreamNames final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    sum_ = Checksum();
    for (const auto& [id, name, age] : session_.stream(names_and_ages())) sum_.add(id, name, age);
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

class StreamUsers final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    sum_ = Checksum();
    for (const shop::User& user : session_.stream(orp::select<shop::User>())) add(sum_, user);
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

class ReadExpired final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void prepare() override {
    users_ = load_all_users();
    session_.commit();
  }
  void run() override {
    sum_ = Checksum();
    for (const shop::User& user : *users_) sum_.add(user.id(), user.age());
  }
  std::uint64_t checksum() override { return sum_.value(); }

 private:
  Checksum sum_;
};

class JoinUser final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    orders_ =
        session_.scalars(orp::select<shop::Order>().options(orp::joinedload(shop::Order::c.user)));
  }
  std::uint64_t checksum() override {
    Checksum sum;
    for (shop::Order& order : *orders_)
      sum.add(order.id(), hundredths(order.total()), order.user().id(), order.user().name());
    return sum.value();
  }
  void release() override {
    orders_.reset();
    SessionSide::release();
  }

 private:
  std::optional<orp::Scalars<shop::Order>> orders_;
};

class JoinOrders final : public UsersSide {
 public:
  using UsersSide::UsersSide;

  void run() override {
    users_ =
        session_.scalars(orp::select<shop::User>().options(orp::joinedload(shop::User::c.orders)));
  }
  std::uint64_t checksum() override {
    Checksum sum;
    for (shop::User& user : *users_)
      for (const shop::Order& order : user.orders())
        sum.add(user.id(), user.name(), order.id(), hundredths(order.total()));
    return sum.value();
  }
};

class LoadTags final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void run() override {
    products_ = session_.scalars(
        orp::select<shop::Product>().options(orp::selectinload(shop::Product::c.tags)));
  }
  std::uint64_t checksum() override {
    Checksum sum;
    for (shop::Product& product : *products_)
      for (const shop::Tag& tag : product.tags())
        sum.add(product.id(), product.name(), hundredths(product.price()), tag.id(), tag.name());
    return sum.value();
  }
  void release() override {
    products_.reset();
    SessionSide::release();
  }

 private:
  std::optional<orp::Scalars<shop::Product>> products_;
};

class DeleteItems final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void prepare() override { items_ = session_.scalars(orp::select<shop::Item>()); }
  void run() override {
    count_ = 0;
    for (shop::Item& item : *items_) {
      session_.delete_(item);
      ++count_;
    }
    session_.commit();
  }
  std::uint64_t checksum() override {
    return count_ + session_.scalars(orp::select(shop::Item::c.id)).all().size();
  }
  void release() override {
    items_.reset();
    SessionSide::release();
  }

 private:
  std::optional<orp::Scalars<shop::Item>> items_;
  std::size_t count_ = 0;
};

class ChangeOne final : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void prepare() override {
    std::vector<shop::User*> users;
    for (shop::User& user : load_all_users()) users.push_back(&user);
    changes_.clear();
    for (std::size_t i = 0; i < lone_changes; ++i) {
      shop::User& user = *users[i * users.size() / lone_changes];
      changes_.emplace_back(&user, next_age(user.age()));
    }
  }
  void run() override {
    for (const auto& [user, age] : changes_) {
      user->set_age(age);
      session_.commit();
    }
  }
  std::uint64_t checksum() override { return checksum_of_all_users(); }

 private:
  std::vector<std::pair<shop::User*, std::int32_t>> changes_;  // and the new ages
};

}  // namespace

std::unique_ptr<Side> lazy_orders(const Database& database) {
  return std::make_unique<LazyOrders>(database);
}

std::unique_ptr<Side> walk_graph(const Database& database) {
  return std::make_unique<WalkGraph>(database);
}

std::unique_ptr<Side> find_nothing(const Database& database) {
  return std::make_unique<FindNothing>(database);
}

std::unique_ptr<Side> find_active_users(const Database& database) {
  return std::make_unique<FindActiveUsers>(database);
}

std::unique_ptr<Side> find_active_users_built_once(const Database& database) {
  return std::make_unique<FindActiveUsersBuiltOnce>(database);
}

std::unique_ptr<Side> get_one(const Database& database) {
  return std::make_unique<GetOne>(database);
}

std::unique_ptr<Side> load_names(const Database& database) {
  return std::make_unique<LoadNames>(database);
}

std::unique_ptr<Side> stream_names(const Database& database) {
  return std::make_unique<StreamNames>(database);
}
std::unique_ptr<Side> stream_users(const Database& database) {
  return std::make_unique<StreamUsers>(database);
}
std::unique_ptr<Side> load_names_by_connection(const Database& database) {
  return std::make_unique<LoadNamesByConnection>(database);
}

std::unique_ptr<Side> read_expired(const Database& database) {
  return std::make_unique<ReadExpired>(database);
}

std::unique_ptr<Side> join_user(const Database& database) {
  return std::make_unique<JoinUser>(database);
}

std::unique_ptr<Side> join_orders(const Database& database) {
  return std::make_unique<JoinOrders>(database);
}

std::unique_ptr<Side> load_tags(const Database& database) {
  return std::make_unique<LoadTags>(database);
}

std::unique_ptr<Side> delete_items(const Database& database) {
  return std::make_unique<DeleteItems>(database);
}

std::unique_ptr<Side> change_one(const Database& database) {
  return std::make_unique<ChangeOne>(database);
}

}  // namespace bench::orpiment
