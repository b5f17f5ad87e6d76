// SPDX-License-Identifier: MIT
// What is in JSON, as each database says it.
#include <string>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;

#define NOTES "SELECT \"notes\".\"id\" FROM \"notes\" WHERE "
#define OF_NOTES(expression) "SELECT " expression " FROM \"notes\""
#define DETAILS R"("notes"."details")"

auto notes(const orp::Predicate& condition) { return select(Note::c.id).where(condition); }

TEST(SqlJson, has_members_and_elements) {
  expect_sql(select(Note::c.details["a"]),
             {OF_NOTES(DETAILS R"( -> ('$."' || ? || '"'))"), OF_NOTES(DETAILS " -> $1::text")});
  expect_sql(select(Note::c.details["a"][0]),
             {OF_NOTES("(" DETAILS R"( -> ('$."' || ? || '"')) -> ?)"),
              OF_NOTES("(" DETAILS " -> $1::text) -> $2::integer")});
  expect_sql(select(Note::c.details[-1]),
             {OF_NOTES(DETAILS " -> ('$[#' || ? || ']')"), OF_NOTES(DETAILS " -> $1::integer")});
}

TEST(SqlJson, is_read_as_a_text_in_one_step) {
  expect_sql(notes(Note::c.details["a"].as<std::string>() == "x"),
             {NOTES R"(CASE json_type("notes"."details" -> ('$."' || ? || '"')) WHEN 'text' THEN )"
                    R"(("notes"."details" -> ('$."' || ?1 || '"')) ->> '$' WHEN 'null' THEN NULL )"
                    R"(ELSE ("notes"."details" -> ('$."' || ?1 || '"')) -> '$' END = ?)",
              NOTES "(" DETAILS " ->> $1::text) = $2"});
  expect_sql(select(orp::json(Note::c.details).as<std::string>()),
             {OF_NOTES("CASE json_type(" DETAILS ") WHEN 'text' THEN " DETAILS
                       " ->> '$' WHEN 'null' THEN NULL ELSE " DETAILS " -> '$' END"),
              OF_NOTES(DETAILS " #>> '{}'")});
}

TEST(SqlJson, is_read_as_numbers_and_conditions) {
  const auto json = orp::json(Note::c.details);
  expect_sql(select(json.as<std::int64_t>()),
             {OF_NOTES("orpiment_int64(CASE json_type(" DETAILS ") WHEN 'integer' THEN " DETAILS
                       " ->> '$' WHEN 'real' THEN orpiment_whole(round(" DETAILS " ->> '$')) END)"),
              OF_NOTES("CASE jsonb_typeof(" DETAILS ") WHEN 'number' THEN CAST(" DETAILS
                       " AS bigint) END")});
  expect_sql(select(Note::c.id).order_by(json.as<double>().desc()),
             {"SELECT \"notes\".\"id\" FROM \"notes\" ORDER BY CASE WHEN json_type(" DETAILS
              ") IN ('integer', 'real') THEN CAST(" DETAILS " ->> '$' AS REAL) END DESC",
              "SELECT \"notes\".\"id\" FROM \"notes\" ORDER BY CASE jsonb_typeof(" DETAILS
              ") WHEN 'number' THEN CAST(" DETAILS " AS double precision) END DESC"});
  expect_sql(
      notes(json.as<bool>()),
      {NOTES "CASE json_type(" DETAILS ") WHEN 'true' THEN 1 WHEN 'false' THEN 0 END", NOTES
       "CASE jsonb_typeof(" DETAILS ") WHEN 'boolean' THEN CAST(" DETAILS " AS boolean) END"});
}

TEST(SqlJson, is_read_as_a_decimal) {
  expect_sql(
      select(Note::c.details["a"].as<orp::Decimal>(12, 2)),
      {R"(SELECT CASE WHEN json_type("notes"."details" -> ('$."' || ? || '"')) IN ('integer', )"
       R"('real') THEN orpiment_json_decimal(("notes"."details" -> ('$."' || ?1 || '"')) -> '$', )"
       R"(12, 2) END FROM "notes")",
       R"(SELECT CASE jsonb_typeof("notes"."details" -> $1::text) WHEN 'number' THEN )"
       R"(CAST(("notes"."details" -> $1::text) AS numeric(12, 2)) END FROM "notes")"});
}

TEST(SqlJson, has_what_an_expression_says) {
  expect_sql(
      select(Note::c.details[Tag::c.label][Note::c.id]).cross_join<Tag>(),
      {R"(SELECT ("notes"."details" -> orpiment_json_path("tags"."label")) -> ('$[' || CASE WHEN )"
       R"(orpiment_int32("notes"."id") < 0 THEN '#' ELSE '' END || orpiment_int32("notes"."id") )"
       R"(|| ']') FROM "notes" CROSS JOIN "tags")",
       R"(SELECT ("notes"."details" -> "tags"."label") -> CAST("notes"."id" AS integer) FROM )"
       R"("notes" CROSS JOIN "tags")"});
}

TEST(SqlJson, contains_json) {
  const auto json = orp::json(Note::c.details);
  expect_sql(notes(json.contains(orp::Json::parse("[1]")) && Note::c.id == 1),
             {NOTES "orpiment_json_contains(" DETAILS R"(, ?) AND "notes"."id" = ?)",
              NOTES DETAILS R"( @> $1::jsonb AND "notes"."id" = $2)"});
  expect_sql(notes(json["a"].contained_by(Note::c.details)),
             {NOTES "orpiment_json_contains(" DETAILS ", " DETAILS R"( -> ('$."' || ? || '"')))",
              NOTES DETAILS " @> (" DETAILS " -> $1::text)"});
}

TEST(SqlJson, has_keys) {
  const std::string sqlite =
      notes(orp::json(Note::c.details).has_any({"a", "b"})).to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(refusal_of_sqlite(sqlite), "");
  const std::string postgres = notes(orp::json(Note::c.details).has_all({"a", "b"}))
                                   .to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(postgres, NOTES DETAILS " ? $1::text AND " DETAILS " ? $2::text");
  EXPECT_EQ(refusal_of_postgres(postgres), "");
}

TEST(SqlJson, refuses_keys_that_not_every_database_can_be_told) {
  for (const char* key : {"a\"b", "a\\b", "a\nb"}) {
    try {
      (void)Note::c.details[key];
      ADD_FAILURE() << key;
    } catch (const orp::UsageError& error) {
      EXPECT_EQ(error.code(), "ORP-1244");
    }
  }
}

TEST(SqlJson, is_grouped_by_what_is_in_it) {
  const auto kind = Note::c.details["kind"].as<std::string>();
  const auto per_kind = select(kind, orp::func::count()).group_by(kind);
  EXPECT_EQ(refusal_of_sqlite(per_kind.to_sql(orp::backend::sqlite_dialect())), "");
  EXPECT_EQ(refusal_of_postgres(per_kind.to_sql(orp::backend::postgres_dialect())), "");
}

}  // namespace
