// SPDX-License-Identifier: MIT
// What is in arrays, and any or all of several, as each database says it.
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/array.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;

#define NOTES "SELECT \"notes\".\"id\" FROM \"notes\" WHERE "
#define OF_NOTES(expression) "SELECT " expression " FROM \"notes\""
#define TAGS R"("notes"."tags")"
#define SCORES R"("notes"."scores")"

auto notes(const orp::Predicate& condition) { return select(Note::c.id).where(condition); }

TEST(SqlArray, is_compared_element_by_element) {
  expect_sql(notes("a" == orp::any_(Note::c.tags)),
             {NOTES "CASE json_array_length(" TAGS ") WHEN 0 THEN 0 ELSE (SELECT max(? = "
                    "element.value) FROM json_each(" TAGS ") AS element) END",
              NOTES "$1::text = ANY (" TAGS ")"});
  expect_sql(notes(Note::c.id >= orp::all_(Note::c.scores) && Note::c.id > 1),
             {NOTES "CASE json_array_length(" SCORES ") WHEN 0 THEN 1 ELSE (SELECT "
                    R"(min("notes"."id" >= element.value) FROM json_each()" SCORES
                    R"() AS element) END AND "notes"."id" > ?)",
              NOTES R"("notes"."id" >= ALL ()" SCORES R"() AND "notes"."id" > $1)"});
  static_assert(std::is_same_v<decltype("a" == orp::any_(Note::c.tags))::value_type, bool>);
  static_assert(
      std::is_same_v<decltype(1 == orp::any_(Note::c.scores))::value_type, std::optional<bool>>);
}

TEST(SqlArray, contains_others) {
  const auto tags = orp::array(Note::c.tags);
  expect_sql(notes(tags.contains({"a", "b"})),
             {NOTES "CASE WHEN " TAGS " IS NOT NULL AND ? IS NOT NULL THEN NOT EXISTS (SELECT 1 "
                    "FROM json_each(?1) AS element WHERE element.value NOT IN (SELECT own.value "
                    "FROM json_each(" TAGS ") AS own)) END",
              NOTES TAGS " @> $1::text[]"});
  expect_sql(notes(tags.overlap(Note::c.tags)),
             {NOTES "CASE WHEN " TAGS " IS NOT NULL AND " TAGS " IS NOT NULL THEN EXISTS (SELECT 1 "
                    "FROM json_each(" TAGS ") AS element WHERE element.value IN (SELECT own.value "
                    "FROM json_each(" TAGS ") AS own)) END",
              NOTES TAGS " && " TAGS});
  EXPECT_EQ(notes(tags.contained_by({"a"})).to_sql(orp::backend::postgres_dialect()),
            NOTES "$1::text[] @> " TAGS);
}

TEST(SqlArray, has_elements_and_a_length) {
  expect_sql(select(Note::c.tags[0]), {OF_NOTES("(SELECT element.value FROM json_each(" TAGS
                                                ") AS element WHERE element.key = ?)"),
                                       OF_NOTES("(" TAGS ")[$1::integer + 1]")});
  expect_sql(select(orp::func::cardinality(Note::c.scores)),
             {OF_NOTES("json_array_length(" SCORES ")"), OF_NOTES("cardinality(" SCORES ")")});
}

TEST(SqlArray, is_made_of_values) {
  expect_sql(select(orp::func::array_agg(Note::c.id)),
             {OF_NOTES(R"(nullif(json_group_array("notes"."id") FILTER (WHERE "notes"."id" )"
                       R"(IS NOT NULL), '[]'))"),
              OF_NOTES(R"(array_agg("notes"."id") FILTER (WHERE "notes"."id" IS NOT NULL))")});
}

TEST(SqlArray, has_decimals_and_uuids_as_columns_have_them) {
  expect_sql(
      notes(1 == orp::any_(Note::c.amounts)),
      {R"(SELECT "notes"."id" FROM "notes" WHERE CASE )"
       R"(json_array_length(orpiment_scaled_elements("notes"."amounts", 2)) WHEN 0 THEN 0 ELSE )"
       R"((SELECT max((? * 100) = element.value) FROM )"
       R"(json_each(orpiment_scaled_elements("notes"."amounts", 2)) AS element) END)",
       R"(SELECT "notes"."id" FROM "notes" WHERE $1::integer = ANY ("notes"."amounts"))"});
  expect_sql(
      notes(orp::array(Note::c.amounts).overlap({"1.5"_dec})),
      {R"(SELECT "notes"."id" FROM "notes" WHERE CASE WHEN )"
       R"(orpiment_scaled_elements("notes"."amounts", 2) IS NOT NULL AND )"
       R"(orpiment_scaled_elements(?, 2) IS NOT NULL THEN EXISTS (SELECT 1 FROM )"
       R"(json_each(orpiment_scaled_elements(?1, 2)) AS element WHERE element.value IN (SELECT )"
       R"(own.value FROM json_each(orpiment_scaled_elements("notes"."amounts", 2)) AS own)) END)",
       R"(SELECT "notes"."id" FROM "notes" WHERE "notes"."amounts" && $1::numeric[])"});
  expect_sql(
      select(Note::c.amounts[-1]),
      {R"(SELECT (SELECT element.value FROM )"
       R"(json_each(orpiment_scaled_elements("notes"."amounts", 2)) AS element WHERE element.key )"
       R"(= json_array_length(orpiment_scaled_elements("notes"."amounts", 2)) + ?) FROM "notes")",
       R"(SELECT ("notes"."amounts")[cardinality("notes"."amounts") + 1 + $1::integer] FROM )"
       R"("notes")"});
  expect_sql(
      select(orp::func::array_agg(Item::c.token), orp::func::array_agg(Item::c.price)),
      {R"(SELECT nullif(json_group_array(orpiment_uuid_text("items"."token")) FILTER (WHERE )"
       R"("items"."token" IS NOT NULL), '[]'), )"
       R"(nullif(json_group_array(orpiment_decimal_text("items"."price", 4, 4)) FILTER (WHERE )"
       R"("items"."price" IS NOT NULL), '[]') FROM "items")",
       R"(SELECT array_agg("items"."token") FILTER (WHERE "items"."token" IS NOT NULL), )"
       R"(array_agg("items"."price") FILTER (WHERE "items"."price" IS NOT NULL) FROM "items")"});
  const auto amount = orp::unnest(Note::c.amounts);
  expect_sql(select(amount.value()).select_from<Note>().cross_join(amount),
             {R"(SELECT "anon_1"."value" FROM "notes" CROSS JOIN )"
              R"(json_each(orpiment_scaled_elements("notes"."amounts", 2)) AS "anon_1")",
              R"(SELECT "anon_1"."value" FROM "notes" CROSS JOIN unnest("notes"."amounts") WITH )"
              R"(ORDINALITY AS "anon_1"("value", "ordinality"))"});
}

TEST(SqlArray, is_refused_where_its_elements_are_another_thing) {
  const auto& sqlite = orp::backend::sqlite_dialect();
  expect_refused(notes(Status::open < orp::any_(Note::c.states)), sqlite, "ORP-1245", "enum");
  expect_refused(select(orp::func::array_agg(Item::c.details)), sqlite, "ORP-1245", "json");
  EXPECT_NE(notes(1 == orp::any_(Note::c.amounts)).to_sql(orp::backend::postgres_dialect()), "");
}

TEST(SqlQuantified, compares_with_the_rows_of_a_select) {
  const auto other = orp::aliased<User>("other");
  const auto ages = select(other[User::c.age]);
  const auto users = [](const orp::Predicate& condition) {
    return select(User::c.id).where(condition);
  };
#define USERS "SELECT \"users\".\"id\" FROM \"users\" WHERE "
#define AGES R"((SELECT "other"."age" FROM "users" AS "other"))"
  expect_sql(users(User::c.age == orp::any_(ages)), USERS R"("users"."age" IN )" AGES);
  expect_sql(users(User::c.age != orp::all_(ages)), USERS R"("users"."age" NOT IN )" AGES);
  const auto oldest = users(User::c.age >= orp::all_(ages));
  EXPECT_EQ(oldest.to_sql(orp::backend::postgres_dialect()), USERS R"("users"."age" >= ALL )" AGES);
  EXPECT_EQ(refusal_of_postgres(oldest.to_sql(orp::backend::postgres_dialect())), "");
  const std::string sqlite = oldest.to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(sqlite, USERS
            R"((SELECT CASE WHEN count(*) FILTER (WHERE "users"."age" < "anon_1"."age") > 0 )"
            R"(THEN 0 WHEN count(*) FILTER (WHERE ("users"."age" >= "anon_1"."age") IS NULL) )"
            R"(= 0 THEN 1 END FROM )" AGES R"( AS "anon_1"))");
  EXPECT_EQ(refusal_of_sqlite(sqlite), "");
  const auto counted = select(orp::func::count())
                           .select_from<User>()
                           .having(orp::func::count() > orp::any_(select(other[User::c.id])));
  expect_refused(counted, orp::backend::sqlite_dialect(), "ORP-1240", "sqlite has no any_()");
}

}  // namespace
