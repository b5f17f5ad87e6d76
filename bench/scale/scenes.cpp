// SPDX-License-Identifier: MIT
#include "scale/scenes.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "handwritten/postgres_store.hpp"
#include "handwritten/sqlite_store.hpp"
#include "orpiment/session_side.hpp"
#include "scale/growth.hpp"

namespace bench::scale {
namespace {

using orpiment::connect;

/// What `work` takes, in microseconds, divided by `count`.
double microseconds_each(std::size_t count, auto work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::micro> elapsed =
      std::chrono::steady_clock::now() - start;
  return elapsed.count() / static_cast<double>(count);
}

/// Calls `work` with the store of the database, by hand.
void with_store(const Database& database, auto work) {
  if (database.name() == "sqlite") {
    SqliteStore store(database.location());
    work(store);
  } else {
    PostgresStore store(database.location());
    work(store);
  }
}

shop::User& add_user(orp::Session& session, User&& user) {
  return session.add<shop::User>(
      {.name = std::move(user.name),
       .email = std::move(user.email),
       .age = user.age,
       .created_at = orp::TimestampTz::from_microseconds(user.created_at),
       .active = user.active});
}

/// Writes a row of each class, so that what is prepared once has been.
void warm(orp::Session& session) {
  shop::User& user = add_user(session, std::move(make_users(1).front()));
  user.orders().add({.total = orp::Decimal(1)});
  session.flush();
  session.rollback();
  session.clear();
}

/// What a flush of what `add` adds, `count` objects, takes.
std::vector<Figure> measure_flush(const Database& database, std::size_t count, auto add) {
  orp::Session session(connect(database));
  warm(session);
  std::vector<Figure> figures;
  const auto measure = [&](const char* what, auto work) {
    figures.push_back({what, microseconds_each(count, work)});
  };
  const Growth growth;
  measure("add: us an object", [&] { add(session); });
  const double objects = growth.bytes();
  measure("flush: us an object", [&] { session.flush(); });
  const double peak = growth.peak_bytes();
  measure("commit: us an object", [&] { session.commit(); });
  figures.push_back({"bytes an object", objects / static_cast<double>(count)});
  figures.push_back({"peak over the objects' memory", peak / objects});
  return figures;
}

std::vector<Figure> flush_users(const Database& database, std::size_t count) {
  return measure_flush(database, count, [&](orp::Session& session) {
    // One at a time, so that the input takes no memory beside the objects.
    UserSource source;
    for (std::size_t i = 0; i < count; ++i) add_user(session, source.next());
  });
}

/// Parents, and then the children of each.
std::vector<Figure> insert_by_hand(const Database& database, std::size_t parents,
                                   std::size_t children) {
  std::vector<User> users = make_users(parents);
  std::vector<Order> orders(parents * children);
  double each = 0;
  with_store(database, [&](auto& store) {
    each = microseconds_each(users.size() + orders.size(), [&] {
      store.insert(users);
      for (std::size_t i = 0; i < orders.size(); ++i) orders[i].user_id = users[i / children].id;
      store.insert(orders);
    });
  });
  return {{"by hand, insert and commit: us each", each}};
}

std::vector<Figure> insert_users_by_hand(const Database& database, std::size_t count) {
  return insert_by_hand(database, count, 0);
}

/// `count` parents and children together, `children` of each parent.
template <std::size_t children>
std::vector<Figure> flush_families(const Database& database, std::size_t count) {
  return measure_flush(database, count, [&](orp::Session& session) {
    UserSource source;
    for (std::size_t i = 0; i < count; i += 1 + children) {
      shop::User& user = add_user(session, source.next());
      for (std::size_t child = 0; child < children; ++child)
        user.orders().add({.total = orp::Decimal(static_cast<std::int64_t>(i % 1000))});
    }
  });
}

template <std::size_t children>
std::vector<Figure> insert_families_by_hand(const Database& database, std::size_t count) {
  return insert_by_hand(database, count / (1 + children), children);
}

constexpr std::size_t hits = 1'000'000;

/// What it takes to find one of these keys, all of which are there.
double nanoseconds_of_hit(const std::vector<std::int64_t>& keys, auto age_of) {
  Checksum sum;
  const double each = microseconds_each(hits, [&] {
    for (std::size_t i = 0; i < hits; ++i) sum.add(age_of(keys[i % keys.size()]));
  });
  if (sum.value() == 0) throw std::runtime_error("nobody is there");
  return 1'000 * each;
}

std::vector<Figure> load_users(const Database& database, std::size_t count) {
  orp::Session session(connect(database));
  session.get_one<shop::User>(1);  // so that what is prepared once has been
  session.clear();
  std::vector<Figure> figures;
  std::optional<orpiment::Users> users;
  const Growth growth;
  figures.push_back({"load: us an object", microseconds_each(count, [&] {
                       users = session.scalars(orp::select<shop::User>());
                     })});
  const double objects = growth.bytes();
  figures.push_back({"bytes an object", objects / static_cast<double>(count)});
  figures.push_back({"peak over the objects' memory", growth.peak_bytes() / objects});
  std::vector<std::int64_t> keys;
  for (const shop::User& user : *users) keys.push_back(user.id());
  figures.push_back({"get of one that is loaded: ns",
                     nanoseconds_of_hit(shuffled(std::move(keys)), [&](std::int64_t key) {
                       return session.get<shop::User>(key)->age();
                     })});
  figures.push_back({"close: us an object", microseconds_each(count, [&] { session.close(); })});
  return figures;
}

std::vector<Figure> load_by_hand(const Database& database, std::size_t count) {
  std::vector<Figure> figures;
  with_store(database, [&](auto& store) {
    std::vector<User> users;
    const Growth growth;
    figures.push_back(
        {"by hand, load: us each", microseconds_each(count, [&] { users = store.load_users(); })});
    const double objects = growth.bytes();
    figures.push_back({"by hand, bytes an object", objects / static_cast<double>(count)});
    figures.push_back({"by hand, peak", growth.peak_bytes() / objects});
    std::unordered_map<std::int64_t, const User*> by_key;
    by_key.reserve(users.size());
    for (const User& user : users) by_key.emplace(user.id, &user);
    figures.push_back({"by hand, std::unordered_map::find: ns",
                       nanoseconds_of_hit(shuffled_keys(users), [&](std::int64_t key) {
                         return by_key.find(key)->second->age;
                       })});
  });
  return figures;
}

constexpr std::size_t changes = 1'000;  // of the members, far from one another
constexpr std::size_t single_changes = 10;

std::vector<Figure> change_collection(const Database& database, std::size_t count) {
  orp::Session session(connect(database));
  shop::User& user = session.get_one<shop::User>(1);
  orp::Many<shop::Order>& orders = user.orders();
  std::vector<Figure> figures;
  const auto measure = [&](const char* what, std::size_t times, auto work) {
    figures.push_back({what, microseconds_each(times, work)});
  };
  measure("load: us a member", count, [&] { static_cast<void>(orders.size()); });

  std::vector<shop::Order*> members;
  for (shop::Order& order : orders) members.push_back(&order);
  const auto member = [&](std::size_t i) -> shop::Order& {
    return *members[i * (members.size() / (changes + single_changes + 1))];
  };
  const auto add_one = [&] { orders.add({.total = orp::Decimal(1)}); };
  measure("the first add: us", 1, add_one);
  measure("add: us each of 1,000", changes, [&] {
    for (std::size_t i = 0; i < changes; ++i) add_one();
  });
  measure("flush of 1,000 added: us each", changes, [&] { session.flush(); });
  measure("the first remove: us", 1, [&] { orders.remove(member(changes + single_changes)); });
  measure("remove: us each of 1,000", changes, [&] {
    for (std::size_t i = 0; i < changes; ++i) orders.remove(member(i));
  });
  measure("walk after that: us a member", count, [&] {
    for (const shop::Order& order : orders) static_cast<void>(order.id());
  });
  measure("flush of 1,000 removed: us each", changes, [&] { session.flush(); });
  measure("add one and flush: us", single_changes, [&] {
    for (std::size_t i = 0; i < single_changes; ++i) add_one(), session.flush();
  });
  measure("remove one and flush: us", single_changes, [&] {
    for (std::size_t i = 0; i < single_changes; ++i)
      orders.remove(member(changes + i)), session.flush();
  });
  return figures;
}

Dataset nothing(std::size_t) { return {}; }
Dataset users(std::size_t count) { return {.users = count}; }
Dataset one_collection(std::size_t count) { return {.users = 1, .orders_per_user = count}; }

}  // namespace

std::span<const Scene> scenes() {
  static const std::vector<Scene> table = {
      {.title = "users in one flush",
       .sizes = {10'000, 100'000, 1'000'000},
       .dataset = nothing,
       .measure = flush_users,
       .measure_by_hand = insert_users_by_hand,
       .writes = true},
      {.title = "users with ten orders each in one flush",
       .sizes = {11'000, 110'000, 1'100'000},
       .dataset = nothing,
       .measure = flush_families<10>,
       .measure_by_hand = insert_families_by_hand<10>,
       .writes = true},
      {.title = "users with one order each in one flush",
       .sizes = {20'000, 200'000, 2'000'000},
       .dataset = nothing,
       .measure = flush_families<1>,
       .measure_by_hand = insert_families_by_hand<1>,
       .writes = true},
      {.title = "users in one identity map",
       .sizes = {10'000, 100'000, 1'000'000, 5'000'000},
       .dataset = users,
       .measure = load_users,
       .measure_by_hand = load_by_hand},
      {.title = "a collection",
       .sizes = {10'000, 100'000, 1'000'000},
       .dataset = one_collection,
       .measure = change_collection,
       .writes = true},
  };
  return table;
}

}  // namespace bench::scale
