// SPDX-License-Identifier: MIT
#include "scale/scenes.hpp"

#include <memory>
#include <optional>
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
Figures measure_flush(const Database& database, std::size_t count, auto add) {
  orp::Session session(connect(database));
  warm(session);
  Figures figures;
  const Growth growth;
  figures.time("add: us an object", count, [&] { add(session); });
  const double objects = growth.bytes();
  figures.time("flush: us an object", count, [&] { session.flush(); });
  const double peak = growth.peak_bytes();
  figures.time("commit: us an object", count, [&] { session.commit(); });
  figures.add("bytes an object", objects / static_cast<double>(count));
  figures.add("peak over the objects' memory", peak / objects);
  return figures;
}

Figures flush_users(const Database& database, std::size_t count) {
  return measure_flush(database, count, [&](orp::Session& session) {
    // One at a time, so that the input takes no memory beside the objects.
    UserSource source;
    for (std::size_t i = 0; i < count; ++i) add_user(session, source.next());
  });
}

/// Parents, and then the children of each.
Figures insert_by_hand(const Database& database, std::size_t parents, std::size_t children) {
  std::vector<User> users = make_users(parents);
  std::vector<Order> orders(parents * children);
  Figures figures;
  with_store(database, [&](auto& store) {
    figures.time("by hand, insert and commit: us each", users.size() + orders.size(), [&] {
      store.insert(users);
      for (std::size_t i = 0; i < orders.size(); ++i) orders[i].user_id = users[i / children].id;
      store.insert(orders);
    });
  });
  return figures;
}

Figures insert_users_by_hand(const Database& database, std::size_t count) {
  return insert_by_hand(database, count, 0);
}

/// `count` parents and children together, `children` of each parent.
template <std::size_t children>
Figures flush_families(const Database& database, std::size_t count) {
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
Figures insert_families_by_hand(const Database& database, std::size_t count) {
  return insert_by_hand(database, count / (1 + children), children);
}

constexpr std::size_t hits = 1'000'000;

/// What it takes to find one of these keys, all of which are there.
void time_hits(Figures& figures, const char* what, const std::vector<std::int64_t>& keys,
               auto age_of) {
  Checksum sum;
  figures.time_in_nanoseconds(what, hits, [&] {
    for (std::size_t i = 0; i < hits; ++i) sum.add(age_of(keys[i % keys.size()]));
  });
  if (sum.value() == 0) throw std::runtime_error("nobody is there");
}

Figures load_users(const Database& database, std::size_t count) {
  orp::Session session(connect(database));
  session.get_one<shop::User>(1);  // so that what is prepared once has been
  session.clear();
  Figures figures;
  std::optional<orpiment::Users> users;
  const Growth growth;
  figures.time("load: us an object", count,
               [&] { users = session.scalars(orp::select<shop::User>()); });
  const double objects = growth.bytes();
  figures.add("bytes an object", objects / static_cast<double>(count));
  figures.add("peak over the objects' memory", growth.peak_bytes() / objects);
  std::vector<std::int64_t> keys;
  for (const shop::User& user : *users) keys.push_back(user.id());
  time_hits(figures, "get of one that is loaded: ns", shuffled(std::move(keys)),
            [&](std::int64_t key) { return session.get<shop::User>(key)->age(); });
  figures.time("close: us an object", count, [&] { session.close(); });
  return figures;
}

Figures load_by_hand(const Database& database, std::size_t count) {
  Figures figures;
  with_store(database, [&](auto& store) {
    std::vector<User> users;
    const Growth growth;
    figures.time("by hand, load: us each", count, [&] { users = store.load_users(); });
    const double objects = growth.bytes();
    figures.add("by hand, bytes an object", objects / static_cast<double>(count));
    figures.add("by hand, peak", growth.peak_bytes() / objects);
    std::unordered_map<std::int64_t, const User*> by_key;
    by_key.reserve(users.size());
    for (const User& user : users) by_key.emplace(user.id, &user);
    time_hits(figures, "by hand, std::unordered_map::find: ns", shuffled_keys(users),
              [&](std::int64_t key) { return by_key.find(key)->second->age; });
  });
  return figures;
}

/// `make_stream(session)` is read to its end.
Figures measure_stream(const Database& database, std::size_t count, auto make_stream) {
  orp::Session session(connect(database));
  for ([[maybe_unused]] auto&& row : make_stream(session)) break;  // what is prepared once has been
  session.clear();
  Figures figures;
  const Growth growth;
  std::size_t rows = 0;
  figures.time("stream: us each", count, [&] {
    for ([[maybe_unused]] auto&& row : make_stream(session)) ++rows;
  });
  if (rows != count) throw std::runtime_error("a stream has lost rows");
  figures.add("peak, KiB", growth.peak_bytes() / 1024);
  return figures;
}

Figures stream_users(const Database& database, std::size_t count) {
  return measure_stream(database, count, [](orp::Session& session) {
    return session.stream(orp::select<shop::User>());
  });
}

Figures stream_rows(const Database& database, std::size_t count) {
  return measure_stream(database, count, [](orp::Session& session) {
    return session.stream(orp::select(shop::User::c.id, shop::User::c.name, shop::User::c.age));
  });
}

Figures bulk_insert_users(const Database& database, std::size_t count) {
  orp::Session session(connect(database));
  UserSource source;
  std::size_t made = 0;
  const auto next = [&]() -> std::optional<shop::User::New> {
    if (made++ == count) return std::nullopt;
    User user = source.next();
    return shop::User::New{.name = std::move(user.name),
                           .email = std::move(user.email),
                           .age = user.age,
                           .created_at = orp::TimestampTz::from_microseconds(user.created_at),
                           .active = user.active};
  };
  Figures figures;
  const Growth growth;
  figures.time("bulk insert: us each", count, [&] { session.bulk_insert<shop::User>(next); });
  figures.add("peak, KiB", growth.peak_bytes() / 1024);
  figures.time("commit: us each", count, [&] { session.commit(); });
  return figures;
}

constexpr std::size_t changes = 1'000;  // of the members, far from one another
constexpr std::size_t single_changes = 10;

Figures change_collection(const Database& database, std::size_t count) {
  orp::Session session(connect(database));
  shop::User& user = session.get_one<shop::User>(1);
  orp::Many<shop::Order>& orders = user.orders();
  Figures figures;
  figures.time("load: us a member", count, [&] { static_cast<void>(orders.size()); });

  std::vector<shop::Order*> members;
  for (shop::Order& order : orders) members.push_back(&order);
  const auto member = [&](std::size_t i) -> shop::Order& {
    return *members[i * (members.size() / (changes + single_changes + 1))];
  };
  const auto add_one = [&] { orders.add({.total = orp::Decimal(1)}); };
  figures.time("the first add: us", 1, add_one);
  figures.time("add: us each of 1,000", changes, [&] {
    for (std::size_t i = 0; i < changes; ++i) add_one();
  });
  figures.time("flush of 1,000 added: us each", changes, [&] { session.flush(); });
  figures.time("the first remove: us", 1, [&] { orders.remove(member(changes + single_changes)); });
  figures.time("remove: us each of 1,000", changes, [&] {
    for (std::size_t i = 0; i < changes; ++i) orders.remove(member(i));
  });
  figures.time("walk after that: us a member", count, [&] {
    for (const shop::Order& order : orders) static_cast<void>(order.id());
  });
  figures.time("flush of 1,000 removed: us each", changes, [&] { session.flush(); });
  figures.time("add one and flush: us", single_changes, [&] {
    for (std::size_t i = 0; i < single_changes; ++i) add_one(), session.flush();
  });
  figures.time("remove one and flush: us", single_changes, [&] {
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
      {.title = "rows of a bulk insert",
       .sizes = {10'000, 100'000, 1'000'000, 5'000'000},
       .dataset = nothing,
       .measure = bulk_insert_users,
       .writes = true},
      {.title = "a stream of users",
       .sizes = {10'000, 100'000, 1'000'000, 5'000'000},
       .dataset = users,
       .measure = stream_users},
      {.title = "a stream of rows",
       .sizes = {10'000, 100'000, 1'000'000, 5'000'000},
       .dataset = users,
       .measure = stream_rows},
      {.title = "a collection",
       .sizes = {10'000, 100'000, 1'000'000},
       .dataset = one_collection,
       .measure = change_collection,
       .writes = true},
  };
  return table;
}

}  // namespace bench::scale
