// SPDX-License-Identifier: MIT
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;

// SELECT of one column with that condition; what is checked is the condition.
auto users(const orp::Predicate& condition) { return select(User::c.id).where(condition); }
auto orders(const orp::Predicate& condition) { return select(Order::c.id).where(condition); }

#define USERS "SELECT \"users\".\"id\" FROM \"users\" WHERE "
#define ORDERS "SELECT \"orders\".\"id\" FROM \"orders\" WHERE "

TEST(SqlExpression, compares_with_values_of_either_side) {
  expect_sql(users(User::c.id == 1), USERS R"("users"."id" = $1)");
  expect_sql(users(User::c.id != 1), USERS R"("users"."id" <> $1)");
  expect_sql(users(User::c.id < 1), USERS R"("users"."id" < $1)");
  expect_sql(users(User::c.id <= 1), USERS R"("users"."id" <= $1)");
  expect_sql(users(User::c.id > 1), USERS R"("users"."id" > $1)");
  expect_sql(users(User::c.id >= 1), USERS R"("users"."id" >= $1)");
  expect_sql(users(1 < User::c.id), USERS R"($1 < "users"."id")");
  expect_sql(users("Ann" == User::c.name), USERS R"($1 = "users"."name")");
  expect_sql(users(User::c.active == true), USERS R"("users"."active" = $1)");
  expect_sql(users(User::c.name == User::c.email), USERS R"("users"."name" = "users"."email")");
}

TEST(SqlExpression, takes_an_empty_optional_for_null) {
  const std::optional<int> none;
  const std::optional<int> three = 3;
  expect_sql(users(User::c.age == none), USERS R"("users"."age" IS NULL)");
  expect_sql(users(User::c.age != none), USERS R"("users"."age" IS NOT NULL)");
  expect_sql(users(none == User::c.age), USERS R"("users"."age" IS NULL)");
  expect_sql(users(User::c.age == three), USERS R"("users"."age" = $1)");
  expect_sql(users(User::c.age == std::nullopt), USERS R"("users"."age" IS NULL)");
  expect_sql(users(User::c.age != std::nullopt), USERS R"("users"."age" IS NOT NULL)");
  expect_sql(users(User::c.age.is_null()), USERS R"("users"."age" IS NULL)");
  expect_sql(users(User::c.age.is_not_null()), USERS R"("users"."age" IS NOT NULL)");
}

TEST(SqlExpression, casts_a_parameter_that_is_wider_than_the_column) {
  expect_sql(users(User::c.age == 5'000'000'000),
             {USERS R"("users"."age" = ?)", USERS R"("users"."age" = $1::bigint)"});
  expect_sql(users(User::c.age == 5ULL), USERS R"("users"."age" = $1)");
  EXPECT_THROW(void(User::c.id == 18'000'000'000'000'000'000ULL), orp::DataError);
}

TEST(SqlExpression, tells_null_from_values_when_asked) {
  expect_sql(users(User::c.age.is_distinct_from(3)),
             {USERS R"("users"."age" IS NOT ?)", USERS R"("users"."age" IS DISTINCT FROM $1)"});
  expect_sql(users(User::c.age.is_not_distinct_from(User::c.id)),
             {USERS R"("users"."age" IS "users"."id")",
              USERS R"("users"."age" IS NOT DISTINCT FROM "users"."id")"});
  expect_sql(users(User::c.age.is_distinct_from(std::nullopt)),
             USERS R"("users"."age" IS NOT NULL)");
}

TEST(SqlExpression, keeps_the_order_of_and_or_not) {
  const auto a = User::c.id == 1;
  const auto b = User::c.age == 2;
  const auto c = User::c.name == "x";
  expect_sql(users(a && b && c),
             USERS R"("users"."id" = $1 AND "users"."age" = $2 AND "users"."name" = $3)");
  expect_sql(users(a && (b || c)),
             USERS R"("users"."id" = $1 AND ("users"."age" = $2 OR "users"."name" = $3))");
  expect_sql(users((a && b) || c),
             USERS R"("users"."id" = $1 AND "users"."age" = $2 OR "users"."name" = $3)");
  expect_sql(users(!(a && b)), USERS R"(NOT ("users"."id" = $1 AND "users"."age" = $2))");
  expect_sql(users(!User::c.active), USERS R"(NOT "users"."active")");
  expect_sql(users(User::c.active && a), USERS R"("users"."active" AND "users"."id" = $1)");
}

TEST(SqlExpression, negates_by_the_opposite_operator) {
  expect_sql(users(!(User::c.id == 1)), USERS R"("users"."id" <> $1)");
  expect_sql(users(!(User::c.id < 1)), USERS R"("users"."id" >= $1)");
  expect_sql(users(!User::c.age.is_null()), USERS R"("users"."age" IS NOT NULL)");
  expect_sql(users(!User::c.name.like("a%")), {USERS R"("users"."name" NOT LIKE ?)",
                                               USERS R"("users"."name" NOT LIKE $1 ESCAPE '')"});
  expect_sql(users(!User::c.age.between(1, 2)), USERS R"("users"."age" NOT BETWEEN $1 AND $2)");
  expect_sql(users(!!(User::c.id == 1)), USERS R"("users"."id" = $1)");
}

TEST(SqlExpression, simplifies_true_and_false_away) {
  orp::Predicate all = orp::true_();
  all = all && User::c.id == 1;
  orp::Predicate any = orp::false_();
  any = any || User::c.id == 1;
  expect_sql(users(all), USERS R"("users"."id" = $1)");
  expect_sql(users(any), USERS R"("users"."id" = $1)");
  expect_sql(users(orp::true_()), {USERS "1", USERS "true"});
  expect_sql(users(all && orp::false_()), {USERS "0", USERS "false"});
}

TEST(SqlExpression, puts_parentheses_where_arithmetic_needs_them) {
  expect_sql(users((User::c.id + 1) * 2 > 3),
             {USERS R"(orpiment_int64(("users"."id" + ?) * ?) > ?)",
              USERS R"(("users"."id" + $1) * $2 > $3)"});
  expect_sql(users(User::c.id + User::c.id * 2 > 3),
             {USERS R"(orpiment_int64("users"."id" + "users"."id" * ?) > ?)",
              USERS R"("users"."id" + "users"."id" * $1 > $2)"});
  expect_sql(users(User::c.id - (User::c.id - 1) > 3),
             {USERS R"(orpiment_int64("users"."id" - ("users"."id" - ?)) > ?)",
              USERS R"("users"."id" - ("users"."id" - $1) > $2)"});
  expect_sql(users(-(User::c.id + 1) == 10 % User::c.id),
             {USERS R"(orpiment_int64(-("users"."id" + ?)) = orpiment_mod(?, "users"."id"))",
              USERS R"(-("users"."id" + $1) = $2 % "users"."id")"});
  expect_sql(users((User::c.id == 1) == User::c.active),
             USERS R"(("users"."id" = $1) = "users"."active")");
}

TEST(SqlExpression, joins_texts) {
  expect_sql(users(User::c.name + " " + User::c.email == "x"),
             {USERS R"("users"."name" || ? || "users"."email" = ?)",
              USERS R"("users"."name" || $1::text || "users"."email" = $2)"});
}

TEST(SqlExpression, matches_patterns) {
  expect_sql(users(User::c.name.like("a%")),
             {USERS R"("users"."name" LIKE ?)", USERS R"("users"."name" LIKE $1 ESCAPE '')"});
  expect_sql(users(User::c.name.not_like("a%")), {USERS R"("users"."name" NOT LIKE ?)",
                                                  USERS R"("users"."name" NOT LIKE $1 ESCAPE '')"});
  expect_sql(users(User::c.name.ilike("a%")), {USERS R"(lower("users"."name") LIKE lower(?))",
                                               USERS R"("users"."name" ILIKE $1 ESCAPE '')"});
  expect_sql(users(User::c.name.not_ilike("a%")),
             {USERS R"(lower("users"."name") NOT LIKE lower(?))",
              USERS R"("users"."name" NOT ILIKE $1 ESCAPE '')"});
  expect_sql(users(User::c.name.like(User::c.email)),
             {USERS R"("users"."name" LIKE "users"."email")",
              USERS R"("users"."name" LIKE "users"."email" ESCAPE '')"});
  expect_sql(users(User::c.name.startswith("50%")), USERS R"("users"."name" LIKE $1 ESCAPE '/')");
  expect_sql(users(User::c.name.icontains("50%")),
             {USERS R"(lower("users"."name") LIKE lower(?) ESCAPE '/')",
              USERS R"("users"."name" ILIKE $1 ESCAPE '/')"});
}

TEST(SqlExpression, escapes_in_patterns_by_what_is_said) {
  expect_sql(users(User::c.name.like("50/%", '/')), USERS R"("users"."name" LIKE $1 ESCAPE '/')");
  expect_sql(users(!User::c.name.like("50'%", '\'')),
             USERS R"("users"."name" NOT LIKE $1 ESCAPE '''')");
  expect_sql(users(User::c.name.not_ilike(User::c.email, '\\')),
             {USERS R"(lower("users"."name") NOT LIKE lower("users"."email") ESCAPE '\')",
              USERS R"("users"."name" NOT ILIKE "users"."email" ESCAPE '\')"});
  for (const char escape : {'a', 'Z', '\0', '\xe4'}) {
    EXPECT_THROW((void)User::c.name.like("a%", escape), orp::UsageError);
  }
  try {
    (void)User::c.name.ilike("a%", 'x');
    ADD_FAILURE();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1224");
  }
}

TEST(SqlExpression, sends_a_list_as_one_parameter) {
  const Spelling in{USERS R"("users"."id" IN (SELECT value FROM orpiment_keys(?1)))",
                    USERS R"("users"."id" = ANY ($1))"};
  const std::set<int> set{1, 2, 3};
  expect_sql(users(User::c.id.in_({1, 2})), in);
  expect_sql(users(User::c.id.in_(std::vector<std::int64_t>{})), in);
  expect_sql(users(User::c.id.in_(set)), in);
  expect_sql(users(User::c.name.not_in({"a", "b"})),
             {USERS R"("users"."name" NOT IN (SELECT value FROM orpiment_keys(?1)))",
              USERS R"("users"."name" <> ALL ($1))"});
  expect_sql(orders(Order::c.status.in_({Status::open, Status::paid})),
             {ORDERS R"("orders"."status" IN (SELECT value FROM orpiment_keys(?1)))",
              ORDERS R"("orders"."status" = ANY ($1))"});
  expect_sql(users(User::c.age.in_({5'000'000'000})),
             {USERS R"("users"."age" IN (SELECT value FROM orpiment_keys(?1)))",
              USERS R"("users"."age" = ANY ($1::bigint[]))"});
  expect_sql(
      users(User::c.id == 7 && !User::c.id.in_({1})),
      {USERS R"("users"."id" = ? AND "users"."id" NOT IN (SELECT value FROM orpiment_keys(?2)))",
       USERS R"("users"."id" = $1 AND "users"."id" <> ALL ($2))"});
}

TEST(SqlExpression, looks_into_the_rows_of_a_select) {
  const auto buyers = select(Order::c.user_id).where(Order::c.total > 5);
  expect_sql(
      users(User::c.id.in_(buyers)), USERS
      R"("users"."id" IN (SELECT "orders"."user_id" FROM "orders" WHERE "orders"."total" > $1))");
  expect_sql(
      users(User::c.id.not_in(buyers)), USERS
      R"("users"."id" NOT IN (SELECT "orders"."user_id" FROM "orders" WHERE "orders"."total" > $1))");
}

TEST(SqlExpression, orders_enumerations_as_they_are_declared) {
  expect_sql(orders(Order::c.status == Status::paid), ORDERS R"("orders"."status" = $1)");
  expect_sql(
      orders(Order::c.status < Status::shipped),
      {ORDERS
       R"(CASE "orders"."status" WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END)"
       R"( < CASE ? WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END)",
       ORDERS R"("orders"."status" < $1)"});
}

TEST(SqlExpression, binds_a_converted_type_as_what_it_is_stored_as) {
  expect_sql(select(Item::c.order_id).where(Item::c.discount >= Percent{5}),
             R"(SELECT "items"."order_id" FROM "items" WHERE "items"."discount" >= $1)");
}

TEST(SqlExpression, has_a_cpp_type_that_says_whether_it_may_be_null) {
  static_assert(std::is_same_v<decltype(User::c.id == 1), orp::Expr<bool>>);
  static_assert(std::is_same_v<decltype(User::c.age == 1), orp::Expr<std::optional<bool>>>);
  static_assert(std::is_same_v<decltype(User::c.age + 1), orp::Expr<std::optional<std::int32_t>>>);
  static_assert(std::is_same_v<decltype(User::c.id + User::c.id), orp::Expr<std::int64_t>>);
  static_assert(std::is_same_v<decltype(Item::c.position + 1), orp::Expr<std::int32_t>>);
  static_assert(std::is_same_v<decltype(-Item::c.position), orp::Expr<std::int32_t>>);
  static_assert(std::is_same_v<decltype(Item::c.position + 1L), orp::Expr<std::int64_t>>);
  static_assert(std::is_same_v<decltype(Item::c.weight * Item::c.position), orp::Expr<double>>);
  static_assert(std::is_same_v<decltype(Order::c.total * 2), orp::Expr<orp::Decimal>>);
  static_assert(std::is_same_v<decltype(User::c.name + "x"), orp::Expr<std::string>>);
  static_assert(std::is_convertible_v<orp::Expr<std::optional<bool>>, orp::Predicate>);
  static_assert(std::is_convertible_v<orp::Expr<int>, orp::Expr<std::optional<int>>>);
  static_assert(!std::is_convertible_v<orp::Expr<std::optional<int>>, orp::Expr<int>>);
}

TEST(SqlExpression, is_shared_rather_than_copied) {
  const auto adult = User::c.age >= 18;
  const auto with_it = users(adult);
  const auto with_more = with_it.where(User::c.id > 1);
  expect_sql(with_it, USERS R"("users"."age" >= $1)");
  expect_sql(with_more, USERS R"("users"."age" >= $1 AND "users"."id" > $2)");
}

}  // namespace
