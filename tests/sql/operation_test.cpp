// SPDX-License-Identifier: MIT
// Operations that each database spells in a way of its own.
#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::Field;
using orp::select;

#define USERS "SELECT \"users\".\"id\" FROM \"users\" WHERE "
#define OF_USERS(expression) "SELECT " expression " FROM \"users\""
#define OF_ITEMS(expression) "SELECT " expression " FROM \"items\""
#define OF_ORDERS(expression) "SELECT " expression " FROM \"orders\""

auto users(const orp::Predicate& condition) { return select(User::c.id).where(condition); }

/// The code of the error that `make` ends in.
template <class Make>
std::string refusal(const Make& make) {
  try {
    make();
  } catch (const orp::UsageError& error) {
    return error.code();
  }
  return "none";
}

template <class T, class X>
constexpr bool has_value = std::is_same_v<typename X::value_type, T>;

TEST(SqlOperation, calculates_with_bits) {
  expect_sql(users(User::c.id.bitwise_and(6) == 2),
             {USERS R"(("users"."id" & ?) = ?)", USERS R"(("users"."id" & $1::bigint) = $2)"});
  expect_sql(select(User::c.age.bitwise_or(User::c.id)),
             OF_USERS(R"("users"."age" | "users"."id")"));
  expect_sql(select(User::c.id.bitwise_xor(5)),
             {OF_USERS(R"(("users"."id" | ?) - ("users"."id" & ?1))"),
              OF_USERS(R"("users"."id" # $1::bigint)")});
  expect_sql(select(User::c.id.bitwise_not()), OF_USERS(R"(~"users"."id")"));
  static_assert(
      has_value<std::optional<std::int64_t>, decltype(User::c.age.bitwise_or(User::c.id))>);
}

TEST(SqlOperation, calculates_with_bits_of_32_at_least) {
  expect_sql(select(Item::c.position.bitwise_and(6)),
             {OF_ITEMS(R"("items"."position" & ?)"),
              OF_ITEMS(R"(CAST("items"."position" AS integer) & $1::smallint)")});
  static_assert(has_value<std::int32_t, decltype(Item::c.position.bitwise_and(6))>);
  static_assert(has_value<std::int32_t, decltype(Item::c.position.bitwise_not())>);
}

TEST(SqlOperation, shifts_in_64_bits) {
  expect_sql(select(User::c.id.bitwise_lshift(2)),
             {OF_USERS(R"("users"."id" << ?)"), OF_USERS(R"("users"."id" << $1::integer)")});
  expect_sql(select(Item::c.position.bitwise_rshift(Item::c.order_id)),
             {OF_ITEMS(R"("items"."position" >> "items"."order_id")"),
              OF_ITEMS(R"(CAST("items"."position" AS bigint) >> )"
                       R"(CAST("items"."order_id" AS integer))")});
  static_assert(has_value<std::int64_t, decltype(Item::c.position.bitwise_lshift(1))>);
  EXPECT_EQ(refusal([] { (void)User::c.id.bitwise_lshift(64); }), "ORP-1241");
  EXPECT_EQ(refusal([] { (void)User::c.id.bitwise_rshift(-1); }), "ORP-1241");
}

TEST(SqlOperation, orders_and_compares_by_a_collation) {
  const auto binary = [](const orp::Expr<std::string>& text) { return text; };
  EXPECT_EQ(select(User::c.id)
                .order_by(binary(User::c.name.collate("NOCASE")).desc())
                .to_sql(orp::backend::sqlite_dialect()),
            R"(SELECT "users"."id" FROM "users" ORDER BY "users"."name" COLLATE "NOCASE" DESC)");
  EXPECT_EQ(users(User::c.name.collate("C") < "b").to_sql(orp::backend::postgres_dialect()),
            USERS R"(("users"."name" COLLATE "C") < $1)");
  EXPECT_THROW(void(User::c.name.collate("")), orp::UsageError);
}

TEST(SqlOperation, extracts_parts_of_dates_and_times) {
  expect_sql(select(orp::extract(Field::year, Order::c.due)),
             {OF_ORDERS(R"(CAST(substr("orders"."due", 1, 4) AS INTEGER))"),
              OF_ORDERS(R"(CAST(extract(year FROM "orders"."due") AS integer))")});
  expect_sql(users(orp::extract(Field::hour, User::c.created_at) == 3),
             {USERS R"(CAST(substr(CAST("users"."created_at" AS TEXT), -15, 2) AS INTEGER) = ?)",
              USERS R"(CAST(extract(hour FROM CAST(("users"."created_at") AT TIME ZONE 'UTC' )"
                    R"(AS timestamp)) AS integer) = $1)"});
  static_assert(
      has_value<std::optional<std::int32_t>, decltype(orp::extract(Field::day, Order::c.due))>);
  EXPECT_EQ(refusal([] { (void)orp::extract(Field::minute, Order::c.due); }), "ORP-1243");
  const auto time = orp::cast<orp::Time>(User::c.created_at);
  EXPECT_EQ(refusal([&] { (void)orp::extract(Field::year, time); }), "ORP-1243");
  EXPECT_EQ(refusal([&] { (void)orp::extract_epoch(time); }), "ORP-1243");
}

TEST(SqlOperation, reads_an_expression_as_another_type) {
  expect_sql(select(orp::type_coerce<orp::Json>(User::c.name)), OF_USERS(R"("users"."name")"));
  expect_sql(
      users(orp::type_coerce<std::int64_t>(User::c.age) + 1 == 2),
      {USERS R"(orpiment_int64("users"."age" + ?) = ?)", USERS R"("users"."age" + $1 = $2)"});
  expect_refused(select(orp::type_coerce<orp::Decimal>(User::c.age)),
                 orp::backend::sqlite_dialect(), "ORP-1220", "type_coerce()");
}

TEST(SqlOperation, takes_the_ends_of_a_range_in_any_order) {
  expect_sql(users(User::c.age.between_symmetric(9, User::c.id) && User::c.active),
             {USERS R"(("users"."age" BETWEEN ? AND "users"."id" OR )"
                    R"("users"."age" BETWEEN "users"."id" AND ?1) AND "users"."active")",
              USERS R"(("users"."age" BETWEEN $1 AND "users"."id" OR )"
                    R"("users"."age" BETWEEN "users"."id" AND $1) AND "users"."active")"});
}

TEST(SqlOperation, matches_regular_expressions) {
  expect_sql(users(User::c.name.regexp_match("^a") && User::c.active),
             {USERS R"(orpiment_regexp("users"."name", ?, 0) AND "users"."active")",
              USERS R"("users"."name" ~ $1::text AND "users"."active")"});
  expect_sql(users(!User::c.name.regexp_imatch(User::c.email)),
             {USERS R"(NOT orpiment_regexp("users"."name", "users"."email", 1))",
              USERS R"(NOT "users"."name" ~* "users"."email")"});
}

TEST(SqlOperation, replaces_what_matches) {
  expect_sql(select(User::c.name.regexp_replace("(.)b", "\\1")),
             {OF_USERS(R"(orpiment_regexp_replace("users"."name", ?, ?, 0))"),
              OF_USERS(R"(regexp_replace("users"."name", $1::text, $2::text, 'g'))")});
}

TEST(SqlOperation, takes_operators_of_the_programs_own) {
  expect_sql(users(User::c.name.op<bool>("<>")("Ann") && User::c.active),
             {USERS R"("users"."name" <> ? AND "users"."active")",
              USERS R"("users"."name" <> $1::text AND "users"."active")"});
  expect_sql(select(User::c.id.op<std::int64_t>("%")(User::c.age + 1)),
             {OF_USERS(R"("users"."id" % orpiment_int32("users"."age" + ?))"),
              OF_USERS(R"("users"."id" % ("users"."age" + $1))")});
  expect_sql(users(User::c.id.op<std::int64_t>("%")(2) == 1),
             {USERS R"(("users"."id" % ?) = ?)", USERS R"(("users"."id" % $1::integer) = $2)"});
  expect_sql(users(User::c.name.op<bool>("LIKE")("a%")),
             {USERS R"("users"."name" LIKE ?)", USERS R"("users"."name" LIKE $1::text)"});
}

TEST(SqlOperation, refuses_what_is_no_operator) {
  for (const char* text : {"", "--", "+ --", "/*", "= 1 OR", "'", ";", " IS", "a;b", "(", "=1"})
    EXPECT_EQ(refusal([&] { (void)User::c.name.op<bool>(text)("x"); }), "ORP-1242") << text;
  EXPECT_NO_THROW(void(User::c.name.op<bool>("IS NOT")("x")));
}

}  // namespace
