// SPDX-License-Identifier: MIT
// Functions that give rows, in a FROM.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

TEST(TableFunction, stands_in_from) {
  const auto series = orp::generate_series(1, 10, 2);
  expect_sql(select(series.value()),
             {R"(SELECT "anon_1"."value" FROM orpiment_series(?, ?, ?) AS "anon_1")",
              R"(SELECT "anon_1"."value" FROM generate_series($1::integer, $2::integer, )"
              R"($3::integer) AS "anon_1"("value"))"});
  static_assert(std::is_same_v<decltype(series.value())::value_type, std::int32_t>);
  static_assert(std::is_same_v<decltype(orp::generate_series(1, User::c.id).value())::value_type,
                               std::int64_t>);
}

TEST(TableFunction, sees_what_stands_before_it) {
  const auto tag = orp::unnest(Note::c.tags);
  expect_sql(select(Note::c.id, tag.value(), tag.ordinality()).cross_join(tag),
             {R"(SELECT "notes"."id", "anon_1"."value", ("anon_1".key + 1) FROM "notes" )"
              R"(CROSS JOIN json_each("notes"."tags") AS "anon_1")",
              R"(SELECT "notes"."id", "anon_1"."value", "anon_1"."ordinality" FROM "notes" )"
              R"(CROSS JOIN unnest("notes"."tags") WITH ORDINALITY )"
              R"(AS "anon_1"("value", "ordinality"))"});
  expect_sql(select(Note::c.id).join(tag, tag.value() == "news"),
             {R"(SELECT "notes"."id" FROM "notes" JOIN json_each("notes"."tags") AS "anon_1" )"
              R"(ON "anon_1"."value" = ?)",
              R"(SELECT "notes"."id" FROM "notes" JOIN unnest("notes"."tags") WITH ORDINALITY )"
              R"(AS "anon_1"("value", "ordinality") ON "anon_1"."value" = $1)"});
}

TEST(TableFunction, takes_json_apart) {
  const auto member = orp::json_each(Note::c.details);
  expect_sql(select(member.key()).select_from<Note>().cross_join(member),
             {R"(SELECT "anon_1"."key" FROM "notes" CROSS JOIN json_each(CASE )"
              R"(json_type("notes"."details") WHEN 'object' THEN "notes"."details" END) )"
              R"(AS "anon_1")",
              R"(SELECT "anon_1"."key" FROM "notes" CROSS JOIN jsonb_each(CASE )"
              R"(jsonb_typeof("notes"."details") WHEN 'object' THEN "notes"."details" END) )"
              R"(AS "anon_1"("key", "value"))"});
}

TEST(TableFunction, is_any_function_of_the_database) {
  const auto rows = func::table<std::string, std::optional<std::string>>(
      "json_each", {"key", "value"}, R"({"a": "b"})");
  EXPECT_EQ(select(rows.column<0>(), rows.column<1>()).to_sql(orp::backend::sqlite_dialect()),
            R"(SELECT "anon_1"."key", "anon_1"."value" FROM json_each(?) AS "anon_1")");
  EXPECT_EQ(select(rows.column<1>()).to_sql(orp::backend::postgres_dialect()),
            R"(SELECT "anon_1"."value" FROM json_each($1::text) AS "anon_1"("key", "value"))");
  expect_refused(select(func::table<int>("a; b", {"x"}).column<0>()),
                 orp::backend::sqlite_dialect(), "ORP-1212", "a; b");
}

TEST(TableFunction, goes_by_intervals) {
  const auto days =
      orp::generate_series("2024-01-01"_date, "2024-03-01"_date, std::chrono::days(7));
  expect_sql(select(days.value()),
             {R"(SELECT "anon_1"."value" FROM orpiment_moments(?, ?, ?) AS "anon_1")",
              R"(SELECT CAST("anon_1"."value" AS date) FROM generate_series(CAST($1::date AS )"
              R"(timestamp), CAST($2::date AS timestamp), $3::interval) AS "anon_1"("value"))"});
  const auto hours =
      orp::generate_series(User::c.created_at, User::c.updated_at, orp::Interval::of_hours(1));
  expect_sql(
      select(hours.value()).select_from<User>().cross_join(hours),
      {R"(SELECT "anon_1"."value" FROM "users" CROSS JOIN orpiment_moments("users"."created_at", )"
       R"("users"."updated_at", ?) AS "anon_1")",
       R"(SELECT timezone('UTC', "anon_1"."value") FROM "users" CROSS JOIN )"
       R"(generate_series(timezone('UTC', "users"."created_at"), timezone('UTC', )"
       R"("users"."updated_at"), $1::interval) AS "anon_1"("value"))"});
  static_assert(std::is_same_v<decltype(hours.value())::value_type, orp::TimestampTz>);
  EXPECT_THROW((void)orp::generate_series("2024-01-01"_date, "2024-01-02"_date, orp::Interval()),
               orp::UsageError);
}

TEST(TableFunction, has_a_step) {
  try {
    (void)orp::generate_series(1, 2, 0);
    ADD_FAILURE();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1246");
  }
}

TEST(TableFunction, is_told_apart_by_its_arguments) {
  const auto text = [](const auto& rows) {
    return select(rows.value()).to_sql(orp::backend::postgres_dialect());
  };
  EXPECT_EQ(text(orp::generate_series(1, 2)), text(orp::generate_series(3, 4)));
  EXPECT_NE(text(orp::generate_series(1, 2)), text(orp::generate_series(1, 5'000'000'000)));
}

}  // namespace
