// SPDX-License-Identifier: MIT
#include "handwritten/postgres_users.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "handwritten/postgres_bulk.hpp"
#include "handwritten/postgres_store.hpp"

namespace bench {
namespace {

void write_age(WireWriter& writer, const User& user) {
  if (user.age) {
    writer.field(*user.age);
  } else {
    writer.null_field();
  }
}

/// One column of many users as an array parameter.
std::string make_array(ElementType type, std::span<const User> users, auto write) {
  WireWriter writer;
  begin_array(writer, type, users.size());
  for (const User& user : users) write(writer, user);
  return writer.bytes();
}

std::string make_age_array(std::span<const User> users) {
  return make_array(ElementType::integer, users, write_age);
}

/// All but the key.
void write_values(WireWriter& row, const User& user) {
  row.field(user.name);
  row.field(user.email);
  write_age(row, user);
  row.field(user.created_at - postgres_epoch);
  row.field(user.active);
}

/// All but the key, an array a column, as parameters.
class UserArrays {
 public:
  explicit UserArrays(std::span<const User> users)
      : arrays_{make_array(ElementType::text, users,
                           [](auto& array, auto& user) { array.field(user.name); }),
                make_array(ElementType::text, users,
                           [](auto& array, auto& user) { array.field(user.email); }),
                make_age_array(users),
                make_array(
                    ElementType::timestamptz, users,
                    [](auto& array, auto& user) { array.field(user.created_at - postgres_epoch); }),
                make_array(ElementType::boolean, users,
                           [](auto& array, auto& user) { array.field(user.active); })} {
    for (const std::string& array : arrays_) parameters_.add(std::string_view(array));
  }
  UserArrays(const UserArrays&) = delete;
  UserArrays& operator=(const UserArrays&) = delete;

  PostgresParameters& parameters() { return parameters_; }
  const PostgresParameters& parameters() const { return parameters_; }

 private:
  std::array<std::string, 5> arrays_;
  PostgresParameters parameters_;
};

void each_batch(std::span<User> users, auto work) {
  constexpr std::size_t batch_size = 10'000;
  for (std::size_t begin = 0; begin < users.size(); begin += batch_size)
    work(users.subspan(begin, std::min(batch_size, users.size() - begin)));
}

}  // namespace

void PostgresStore::insert(std::span<User> users) {
  copy_all(connection_, "users", postgres_user_columns, 6, users,
           [](WireWriter& row, const User& user) {
             row.field(user.id);
             write_values(row, user);
           });
}

void PostgresStore::add(std::span<User> users) {
  Transaction transaction(connection_);
  PostgresCopy copy(connection_,
                    "COPY users (name, email, age, created_at, active) FROM STDIN (FORMAT binary)",
                    5);
  for (const User& user : users) write_values(copy.row(), user);
  copy.finish();
  transaction.commit();
}

void PostgresStore::insert_by_unnest(std::span<User> users) {
  Transaction transaction(connection_);
  each_batch(users, [&](std::span<User> batch) {
    const UserArrays arrays(batch);
    const PostgresResult keys = connection_.query(
        "INSERT INTO users (name, email, age, created_at, active) "
        "SELECT name, email, age, created_at, active "
        "FROM unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::boolean[]) "
        "WITH ORDINALITY AS new (name, email, age, created_at, active, ordinal) "
        "ORDER BY ordinal RETURNING id",
        arrays.parameters());
    for (int i = 0; i < keys.size(); ++i) batch[static_cast<std::size_t>(i)].id = keys.int64(i, 0);
  });
  transaction.commit();
}

void PostgresStore::upsert(std::span<User> users) {
  Transaction transaction(connection_);
  each_batch(users, [&](std::span<User> batch) {
    UserArrays arrays(batch);
    const std::string keys = make_array(ElementType::bigint, batch,
                                        [](auto& array, auto& user) { array.field(user.id); });
    arrays.parameters().add(std::string_view(keys));
    connection_.query(
        "INSERT INTO users (name, email, age, created_at, active, id) "
        "SELECT name, email, age, created_at, active, id "
        "FROM unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::boolean[], "
        "$6::bigint[]) AS new (name, email, age, created_at, active, id) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, "
        "age = excluded.age, created_at = excluded.created_at, active = excluded.active",
        arrays.parameters());
  });
  transaction.commit();
}

std::vector<User> PostgresStore::load_users() {
  Transaction transaction(connection_);
  auto users = load_all<User>(
      connection_, "users", postgres_user_columns,
      [](const PostgresResult& rows, int row, User& user) { read_user(rows, row, user); });
  transaction.commit();
  return users;
}

void PostgresStore::update_ages(std::span<const User> users) {
  const std::string keys =
      make_array(ElementType::bigint, users, [](auto& array, auto& user) { array.field(user.id); });
  const std::string ages = make_age_array(users);
  PostgresParameters parameters;
  parameters.add(std::string_view(keys));
  parameters.add(std::string_view(ages));
  Transaction transaction(connection_);
  connection_.query(
      "UPDATE users SET age = new.age FROM unnest($1::bigint[], $2::integer[]) AS new (id, age) "
      "WHERE users.id = new.id",
      parameters);
  transaction.commit();
}

void PostgresStore::update_ages_pipelined(std::span<const User> users) {
  if (!has_update_age_) {
    connection_.prepare("update_age", "UPDATE users SET age = $1::integer WHERE id = $2");
    has_update_age_ = true;
  }
  Transaction transaction(connection_);
  connection_.run_pipelined("update_age", users, [](auto& parameters, const User& user) {
    if (user.age) {
      parameters.add(*user.age);
    } else {
      parameters.add_null();
    }
    parameters.add(user.id);
  });
  transaction.commit();
}

}  // namespace bench
