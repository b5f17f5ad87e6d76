// SPDX-License-Identifier: MIT
#include "orpiment/sql/select.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

#include "orpiment/sql/functions.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::select;

TEST(Select, expands_an_entity_to_its_columns) {
  expect_sql(select<Order>(),
             R"(SELECT "orders"."id", "orders"."user_id", "orders"."total", "orders"."status", )"
             R"("orders"."due" FROM "orders")");
}

TEST(Select, has_rows_of_objects_and_values) {
  const auto boss = orp::aliased<Employee>();
  const auto one = select<User>();
  const auto many = select<User, Order*>(User::c.age, orp::func::count(), boss, boss.or_null());
  static_assert(std::is_same_v<decltype(one)::row_type, std::tuple<User&>>);
  static_assert(std::is_same_v<decltype(many)::row_type,
                               std::tuple<User&, Order*, std::optional<std::int32_t>, std::int64_t,
                                          Employee&, Employee*>>);
  static_assert(std::is_same_v<decltype(many)::stored_type,
                               std::tuple<User*, Order*, std::optional<std::int32_t>, std::int64_t,
                                          Employee*, Employee*>>);
}

TEST(Select, gives_columns_of_one_name_different_names) {
  expect_sql(select(User::c.id, Order::c.id, Order::c.id).join(User::c.orders),
             R"(SELECT "users"."id", "orders"."id" AS "id_1", "orders"."id" AS "id_2" )"
             R"(FROM "users" JOIN "orders" ON "users"."id" = "orders"."user_id")");
}

TEST(Select, names_a_value_by_its_label) {
  const auto length = orp::func::length(User::c.name).label("length");
  expect_sql(select(User::c.id, length).order_by(length.desc(), User::c.id),
             {R"(SELECT "users"."id", length("users"."name") AS "length" FROM "users" )"
              R"(ORDER BY "length" DESC, "users"."id")",
              R"(SELECT "users"."id", char_length("users"."name") AS "length" FROM "users" )"
              R"(ORDER BY "length" DESC, "users"."id")"});
}

TEST(Select, uses_one_parameter_for_one_expression_used_twice) {
  const auto decade = (User::c.age / 10).label("decade");
  expect_sql(select(decade, orp::func::count()).group_by(decade).order_by(decade),
             {R"(SELECT orpiment_int32(orpiment_div("users"."age", ?)) AS "decade", count(*) )"
              R"(FROM "users" GROUP BY orpiment_int32(orpiment_div("users"."age", ?1)) )"
              R"(ORDER BY "decade")",
              R"(SELECT "users"."age" / $1 AS "decade", count(*) FROM "users" )"
              R"(GROUP BY "users"."age" / $1 ORDER BY "decade")"});
}

TEST(Select, groups_and_filters_groups) {
  expect_sql(select(Order::c.user_id, orp::func::sum(Order::c.total))
                 .group_by(Order::c.user_id)
                 .having(orp::func::count() > 3, orp::func::max(Order::c.total) < 100),
             R"(SELECT "orders"."user_id", sum("orders"."total") FROM "orders" )"
             R"(GROUP BY "orders"."user_id" HAVING count(*) > $1 AND max("orders"."total") < $2)");
}

TEST(Select, orders_and_says_where_null_stands) {
  expect_sql(select(User::c.id).order_by(User::c.age.desc().nulls_last(), User::c.name.asc()),
             R"(SELECT "users"."id" FROM "users" )"
             R"(ORDER BY "users"."age" DESC NULLS LAST, "users"."name")");
  expect_sql(select(User::c.id).order_by(User::c.age).order_by(User::c.id),
             R"(SELECT "users"."id" FROM "users" ORDER BY "users"."age", "users"."id")");
  expect_sql(select(User::c.id).order_by(User::c.age).order_by(std::nullopt),
             R"(SELECT "users"."id" FROM "users")");
  expect_sql(select(Order::c.id).order_by(Order::c.status),
             {R"(SELECT "orders"."id" FROM "orders" ORDER BY CASE "orders"."status" )"
              R"(WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END)",
              R"(SELECT "orders"."id" FROM "orders" ORDER BY "orders"."status")"});
}

TEST(Select, counts_and_skips_rows_by_parameters) {
  const auto all = select(User::c.id);
  expect_sql(all.limit(10).offset(20), R"(SELECT "users"."id" FROM "users" LIMIT $1 OFFSET $2)");
  expect_sql(all.offset(20), {R"(SELECT "users"."id" FROM "users" LIMIT -1 OFFSET ?)",
                              R"(SELECT "users"."id" FROM "users" OFFSET $1)"});
  expect_sql(all.limit(10).limit(std::nullopt), R"(SELECT "users"."id" FROM "users")");
}

TEST(Select, refuses_to_count_below_zero) {
  const auto all = select(User::c.id);
  for (const bool is_limit : {true, false}) {
    const auto error = orp::tests::error_of<orp::UsageError>(
        [&] { is_limit ? void(all.limit(-1)) : void(all.offset(-1)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1204");
    EXPECT_THAT(error->message(), ::testing::HasSubstr("cannot be negative, and is -1"));
    EXPECT_THAT(error->message(), ::testing::StartsWith(is_limit ? "LIMIT" : "OFFSET"));
  }
}

TEST(Select, leaves_repeated_rows_out) {
  expect_sql(select(User::c.name).distinct(), R"(SELECT DISTINCT "users"."name" FROM "users")");
}

TEST(Select, locks_rows_where_the_database_can) {
  const auto all = select(User::c.id);
  const char* const plain = R"(SELECT "users"."id" FROM "users")";
  expect_sql(all.with_for_update(), {plain, R"(SELECT "users"."id" FROM "users" FOR UPDATE)"});
  expect_sql(all.with_for_update({.strength = orp::LockStrength::no_key_update,
                                  .wait = orp::LockWait::skip_locked}),
             {plain, R"(SELECT "users"."id" FROM "users" FOR NO KEY UPDATE SKIP LOCKED)"});
  expect_sql(
      all.with_for_update({.strength = orp::LockStrength::share, .wait = orp::LockWait::nowait}),
      {plain, R"(SELECT "users"."id" FROM "users" FOR SHARE NOWAIT)"});
}

TEST(Select, is_a_value_that_is_never_changed) {
  const auto all = select(User::c.id);
  const auto some = all.where(User::c.id > 1);
  auto none = some;
  none = none.where(User::c.id < 0).limit(1);
  expect_sql(all, R"(SELECT "users"."id" FROM "users")");
  expect_sql(some, R"(SELECT "users"."id" FROM "users" WHERE "users"."id" > $1)");
  expect_sql(none, R"(SELECT "users"."id" FROM "users" )"
                   R"(WHERE "users"."id" > $1 AND "users"."id" < $2 LIMIT $3)");
}

TEST(Select, computes_without_a_table) {
  expect_sql(select(orp::literal(1).label("one")),
             {R"(SELECT ? AS "one")", R"(SELECT $1::integer AS "one")"});
}

TEST(Select, quotes_every_identifier) {
  expect_sql(select(orp::aliased<Tag>(R"(t"x)")[Tag::c.label].label("a\"b")),
             R"(SELECT "t""x"."label" AS "a""b" FROM "tags" AS "t""x")");
}

TEST(Select, keeps_names_within_what_a_database_takes) {
  std::string umlauts;
  for (int i = 0; i < 31; ++i) umlauts += "\u00fc";  // 62 bytes
  const std::string sql = select(User::c.id.label(umlauts), User::c.name.label(umlauts))
                              .to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(sql, "SELECT \"users\".\"id\" AS \"" + umlauts + "\", \"users\".\"name\" AS \"" +
                     umlauts.substr(0, 60) + "_1\" FROM \"users\"");
  EXPECT_EQ(refusal_of_postgres(sql), "");
}

TEST(Select, takes_a_value_from_another_select) {
  const auto spent = select(orp::func::sum(Order::c.total)).where(Order::c.user_id == User::c.id);
  static_assert(
      std::is_same_v<decltype(spent.scalar_subquery()), orp::Expr<std::optional<orp::Decimal>>>);
  expect_sql(select(User::c.id, spent.scalar_subquery().label("spent")),
             R"(SELECT "users"."id", (SELECT sum("orders"."total") FROM "orders" )"
             R"(WHERE "orders"."user_id" = "users"."id") AS "spent" FROM "users")");
  expect_sql(
      select(User::c.id).where(spent.scalar_subquery() > 100),
      R"(SELECT "users"."id" FROM "users" WHERE (SELECT sum("orders"."total") FROM "orders" )"
      R"(WHERE "orders"."user_id" = "users"."id") > $1)");
}

TEST(Select, asks_whether_rows_exist) {
  const auto theirs = select(Order::c.id).where(Order::c.user_id == User::c.id);
  expect_sql(select(User::c.id).where(exists(theirs)),
             R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT "orders"."id" FROM "orders" )"
             R"(WHERE "orders"."user_id" = "users"."id"))");
  expect_sql(select(User::c.id).where(!theirs.exists()),
             R"(SELECT "users"."id" FROM "users" WHERE NOT EXISTS (SELECT "orders"."id" )"
             R"(FROM "orders" WHERE "orders"."user_id" = "users"."id"))");
}

TEST(Select, says_nothing_in_its_sql_of_how_it_is_run) {
  const auto query = select(User::c.id);
  const auto anew = query.execution_options({.populate_existing = true});
  expect_sql(anew, R"(SELECT "users"."id" FROM "users")");
  EXPECT_EQ(query.to_sql(), anew.to_sql());
}

TEST(FakeDatabase, is_spoken_to_in_words_that_it_knows) {
  const auto spelled = [](const orp::Executable& statement) {
    return statement.to_sql(orp::testing::fake_database().dialect);
  };
  EXPECT_EQ(spelled(select(User::c.name + "!").where(User::c.age.is_distinct_from(User::c.id))),
            "SELECT concat(`users`.`name`, ?) FROM `users` "
            "WHERE is_distinct(`users`.`age`, `users`.`id`)");
  EXPECT_EQ(spelled(select(User::c.id).order_by(User::c.age.desc().nulls_last()).offset(2)),
            "SELECT `users`.`id` FROM `users` ORDER BY `users`.`age` IS NULL, `users`.`age` DESC "
            "LIMIT 9223372036854775807 OFFSET ?");
  EXPECT_EQ(spelled(select(User::c.id).where(User::c.id.in_({1, 2})).with_for_update()),
            "SELECT `users`.`id` FROM `users` WHERE (`users`.`id`) IN "
            "(SELECT k0.value FROM json_each(?1) AS k0)");
}

std::string postgres(const orp::Executable& statement) {
  const std::string sql = statement.to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(refusal_of_postgres(sql), "") << sql;
  return sql;
}

TEST(Select, takes_the_first_row_of_each_kind) {
  const auto latest = select(Order::c.user_id, Order::c.id).distinct(Order::c.user_id);
  const auto ordered = latest.order_by(Order::c.user_id, Order::c.id.desc());
  EXPECT_EQ(postgres(ordered),
            R"(SELECT DISTINCT ON ("orders"."user_id") "orders"."user_id", "orders"."id" )"
            R"(FROM "orders" ORDER BY "orders"."user_id", "orders"."id" DESC)");
  const std::string sqlite = ordered.limit(3).to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(sqlite,
            R"(SELECT "anon_1"."user_id", "anon_1"."id" FROM (SELECT "orders"."user_id", )"
            R"("orders"."id", row_number() OVER (PARTITION BY "orders"."user_id" ORDER BY )"
            R"("orders"."user_id", "orders"."id" DESC) AS "row_number" FROM "orders") AS "anon_1" )"
            R"(WHERE "anon_1"."row_number" = 1 ORDER BY "anon_1"."user_id", "anon_1"."id" DESC )"
            R"(LIMIT ?)");
  EXPECT_EQ(refusal_of_sqlite(sqlite), "");
  expect_refused(latest.order_by(Order::c.user_id, orp::text("2")), orp::backend::sqlite_dialect(),
                 "ORP-1235", "DISTINCT ON");
  expect_refused(latest.order_by(Order::c.id), orp::backend::postgres_dialect(), "ORP-1226",
                 "does not begin with");
}

TEST(Select, keeps_rows_that_are_ordered_like_the_last_one) {
  const auto oldest = select(User::c.id).order_by(User::c.age).limit_with_ties(3);
  EXPECT_EQ(postgres(oldest.offset(2)),
            R"(SELECT "users"."id" FROM "users" ORDER BY "users"."age" )"
            R"(OFFSET $1 FETCH FIRST $2 ROWS WITH TIES)");
  EXPECT_EQ(postgres(oldest.limit(3)),
            R"(SELECT "users"."id" FROM "users" ORDER BY "users"."age" LIMIT $1)");
  const std::string sqlite = oldest.offset(2).to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(sqlite,
            R"(SELECT "anon_1"."id" FROM (SELECT "users"."id", rank() OVER (ORDER BY )"
            R"("users"."age") AS "rank", row_number() OVER (ORDER BY "users"."age") AS )"
            R"("row_number", "users"."age" FROM "users") AS "anon_1" WHERE "anon_1"."rank" <= )"
            R"(orpiment_int64(? + ?) AND "anon_1"."row_number" > ?2 ORDER BY "anon_1"."age")");
  EXPECT_EQ(refusal_of_sqlite(sqlite), "");
  expect_refused(oldest.distinct().order_by(std::nullopt).order_by(User::c.id),
                 orp::backend::sqlite_dialect(), "ORP-1235", "WITH TIES");
  expect_refused(oldest.order_by(std::nullopt), orp::backend::postgres_dialect(), "ORP-1204",
                 "ordered by");
}

// The database looks for the terms of DISTINCT ON in the order, where names say what is selected.
TEST(Select, takes_the_first_row_of_each_labelled_kind) {
  const auto size = orp::cast<std::int64_t>(User::c.age / 10).label("size");
  EXPECT_EQ(postgres(select(size, User::c.id).distinct(size).order_by(size, User::c.id)),
            R"(SELECT DISTINCT ON (CAST("users"."age" / $1 AS bigint)) )"
            R"(CAST("users"."age" / $1 AS bigint) AS "size", "users"."id" FROM "users" )"
            R"(ORDER BY CAST("users"."age" / $1 AS bigint), "users"."id")");
}

TEST(Select, orders_distinct_rows_as_they_are_selected) {
  const auto decade = (User::c.age / 10).label("decade");
  expect_sql(
      select(decade).distinct().order_by(decade),
      {R"(SELECT DISTINCT orpiment_int32(orpiment_div("users"."age", ?)) AS "decade" FROM "users" )"
       R"(ORDER BY "decade")",
       R"(SELECT DISTINCT "users"."age" / $1 AS "decade" FROM "users" ORDER BY "decade")"});
  const auto length = orp::func::length(User::c.name);
  expect_sql(select(length).distinct().order_by(length),
             {R"(SELECT DISTINCT length("users"."name") FROM "users" )"
              R"(ORDER BY length("users"."name"))",
              R"(SELECT DISTINCT char_length("users"."name") FROM "users" )"
              R"(ORDER BY char_length("users"."name"))"});
}

/// PostgreSQL wants to see in each clause what is selected.
template <class Expression>
void expect_found_again(const Expression& value) {
  const auto label = value.label("l");
  (void)postgres(select(value).distinct().order_by(value));
  (void)postgres(select(label).distinct().order_by(label));
  (void)postgres(select(label).distinct().order_by(value));
  (void)postgres(select(value).distinct(value).order_by(value));
  (void)postgres(select(label).distinct(label).order_by(label));
  (void)postgres(select(label).distinct(value).order_by(label));
  (void)postgres(select(value, orp::func::count()).group_by(value).order_by(value));
  (void)postgres(select(label, orp::func::count()).group_by(label).order_by(label));
  (void)postgres(select(label, orp::func::count()).group_by(label).distinct().order_by(label));
  (void)postgres(select(select(label).distinct().order_by(label).limit(2).subquery("few")));
}

TEST(Select, names_in_each_clause_what_is_selected) {
  expect_found_again(Item::c.position + Item::c.position);
  expect_found_again(Item::c.position);
  expect_found_again(Item::c.weight * 2);
  expect_found_again(Item::c.price * Item::c.mass);
  expect_found_again(Item::c.price / 3);
  expect_found_again(Item::c.mass);
  expect_found_again(Item::c.discount);
  expect_found_again(Item::c.token);
  expect_found_again(Order::c.status);
  expect_found_again(Order::c.due);
  expect_found_again(User::c.created_at);
  expect_found_again(User::c.name + "!");
  expect_found_again(User::c.age / 10);
  expect_found_again(User::c.age > 10);
  expect_found_again(User::c.age.in_({1, 2}));
  expect_found_again(User::c.name.ilike("a%"));
  expect_found_again(orp::func::length(User::c.name));
  expect_found_again(orp::func::round(Item::c.price, 1));
  expect_found_again(orp::func::coalesce(User::c.age, 3));
  expect_found_again(orp::cast<std::string>(Order::c.status));
  expect_found_again(orp::cast<double>(User::c.age));
  expect_found_again(orp::case_().when(User::c.age > 3, 1).else_(2));
  expect_found_again(orp::case_().when(User::c.age > 3, "x").else_("y"));
  expect_found_again(orp::case_().when(User::c.age > 3, Status::open).else_(Status::paid));
  expect_found_again(orp::case_().when(Item::c.position > 3, Item::c.price).else_(Item::c.mass));
  expect_found_again(User::c.name.like("a%") && User::c.age.not_in({3}));
  expect_found_again(User::c.age.between(3, 4));
  expect_found_again(-User::c.age);
}

TEST(Select, locks_no_rows_that_are_none_of_a_table) {
  const auto expect_no_lock = [](const auto& statement, const char* of) {
    const auto locks = statement.with_for_update();
    expect_refused(locks, orp::backend::postgres_dialect(), "ORP-1249", of);
    EXPECT_EQ(refusal_of_sqlite(locks.to_sql(orp::backend::sqlite_dialect())), "");
  };
  const auto names = select(User::c.name);
  expect_no_lock(names.distinct(), "distinct rows");
  expect_no_lock(names.group_by(User::c.name), "groups");
  expect_no_lock(select(orp::func::count()).select_from<User>(), "groups");
  expect_no_lock(select(orp::func::rank().over(orp::order_by(User::c.id))), "windows");
  const std::string on =
      names.distinct(User::c.name).with_for_update().to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(refusal_of_sqlite(on), "");
  const auto both = names.with_for_update().union_all(select(Tag::c.label));
  (void)postgres(both);
}

TEST(Select, locks_rows_of_some_tables_alone) {
  const auto boss = orp::aliased<Employee>("boss");
  const auto both = select(Employee::c.id).join(Employee::c.manager, boss);
  EXPECT_EQ(postgres(both.with_for_update<Employee>()),
            R"(SELECT "employees"."id" FROM "employees" JOIN "employees" AS "boss" )"
            R"(ON "employees"."manager_id" = "boss"."id" FOR UPDATE OF "employees")");
  EXPECT_EQ(postgres(both.with_for_update<Employee>(
                {.strength = orp::LockStrength::share, .wait = orp::LockWait::nowait}, boss)),
            R"(SELECT "employees"."id" FROM "employees" JOIN "employees" AS "boss" )"
            R"(ON "employees"."manager_id" = "boss"."id" FOR SHARE OF "employees", "boss" NOWAIT)");
  expect_refused(both.with_for_update<User>(), orp::backend::postgres_dialect(), "ORP-1201",
                 "with_for_update() names users");
}

TEST(Select, carries_a_comment) {
  expect_sql(select(Tag::c.id).comment("checkout"),
             R"(/* checkout */ SELECT "tags"."id" FROM "tags")");
  expect_sql(select(Tag::c.id).comment("+SeqScan(tags)"),
             R"(/*+SeqScan(tags) */ SELECT "tags"."id" FROM "tags")");
  const auto error = orp::tests::error_of<orp::UsageError>(
      [] { (void)select(Tag::c.id).comment("*/ DROP TABLE tags"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1264");
}

TEST(Select, correlates_what_it_is_told_to) {
  const auto newest = select(orp::func::max(Order::c.id)).where(Order::c.user_id == User::c.id);
  expect_sql(select(User::c.id, newest.correlate<User>().scalar_subquery()),
             R"(SELECT "users"."id", (SELECT max("orders"."id") FROM "orders" )"
             R"(WHERE "orders"."user_id" = "users"."id") FROM "users")");
  const auto same = select(User::c.name).correlate<User>().where(User::c.age > 3);
  expect_refused(select(User::c.id, same.scalar_subquery()), orp::backend::postgres_dialect(),
                 "ORP-1201", "no table of its own");
  expect_refused(select(Tag::c.id, newest.correlate<User>().scalar_subquery()),
                 orp::backend::postgres_dialect(), "ORP-1201",
                 "correlate() names users, which no statement around the subquery has");
  const auto boss = orp::aliased<Employee>("boss");
  const auto team = select(orp::func::count(Employee::c.id))
                        .where(Employee::c.manager_id == boss[Employee::c.id])
                        .correlate(boss);
  expect_sql(select(boss[Employee::c.name], team.scalar_subquery()),
             R"(SELECT "boss"."name", (SELECT count("employees"."id") FROM "employees" )"
             R"(WHERE "employees"."manager_id" = "boss"."id") FROM "employees" AS "boss")");
}

}  // namespace
