// SPDX-License-Identifier: MIT
#include "orpiment/sql/text.hpp"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <tuple>

#include "orpiment/sql/select.hpp"
#include "sql/compiler.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::select;
using orp::text;

TEST(TypedText, takes_values) {
  const auto distance = orp::text<int>("abs(:a - :b)").bind("a", User::c.age).bind("b", 3);
  expect_sql(
      select(User::c.id).where(distance > 1),
      {R"(SELECT "users"."id" FROM "users" WHERE (abs("users"."age" - ?)) > ?)",
       R"(SELECT "users"."id" FROM "users" WHERE (abs("users"."age" - $1::integer)) > $2::integer)"});
  static_assert(std::is_same_v<decltype(distance), const orp::TextValue<int>>);
}

TEST(Text, is_a_condition_with_named_values) {
  expect_sql(select(User::c.id).where(text("age > :a AND age < :b").bind("a", 3).bind("b", 9)),
             {R"(SELECT "users"."id" FROM "users" WHERE age > ? AND age < ?)",
              R"(SELECT "users"."id" FROM "users" WHERE age > $1::integer AND age < $2::integer)"});
  expect_sql(select(User::c.id).where(text("age > :a OR id = :a").bind("a", 3), User::c.id > 1),
             {R"(SELECT "users"."id" FROM "users" WHERE (age > ? OR id = ?1) AND "users"."id" > ?)",
              R"(SELECT "users"."id" FROM "users" )"
              R"(WHERE (age > $1::integer OR id = $1::integer) AND "users"."id" > $2)"});
}

TEST(Text, keeps_colons_that_are_no_places) {
  expect_sql(text(R"(SELECT ':a' AS ":b", '\:c')").statement(), R"(SELECT ':a' AS ":b", '\:c')");
}

TEST(Text, takes_an_escaped_colon_as_it_is) {
  EXPECT_EQ(text("a \\:b c::int").statement().to_sql(), "a :b c::int");
}

TEST(Text, wants_every_place_to_have_a_value) {
  expect_refused(select(User::c.id).where(text("age > :a")), orp::backend::postgres_dialect(),
                 "ORP-1203", ":a of a text() has no value");
  try {
    (void)text("SELECT :a, :b, 1").bind("a", 1).statement().to_sql();
    ADD_FAILURE();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.message(), "the place :b of a text() has no value");
    EXPECT_EQ(error.sql(), "SELECT :a, :b, 1");
  }
}

TEST(Text, wants_every_value_to_have_a_place) {
  try {
    (void)text("age > :a").bind("b", 3);
    ADD_FAILURE();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1203");
    EXPECT_EQ(error.hint(), "the text has :a");
  }
}

TEST(Text, is_an_expression_of_another_type_when_told) {
  const auto length = text<std::int32_t>("length(name)");
  expect_sql(select(length.label("n")).select_from<User>().where(length > 3).order_by(length),
             {R"(SELECT length(name) AS "n" FROM "users" WHERE (length(name)) > ? )"
              R"(ORDER BY length(name))",
              R"(SELECT length(name) AS "n" FROM "users" WHERE (length(name)) > $1::integer )"
              R"(ORDER BY length(name))"});
}

TEST(Text, takes_expressions_for_its_places) {
  expect_sql(select(User::c.id).where(text(":x IS NOT NULL").bind("x", User::c.age)),
             R"(SELECT "users"."id" FROM "users" WHERE "users"."age" IS NOT NULL)");
}

TEST(Text, is_a_query_of_typed_rows) {
  const auto query = text("SELECT id, age FROM users WHERE id = :id")
                         .bind("id", 5L)
                         .columns<std::int64_t, std::optional<std::int32_t>>();
  static_assert(std::is_same_v<decltype(query)::row_type,
                               std::tuple<std::int64_t, std::optional<std::int32_t>>>);
  expect_sql(query, {"SELECT id, age FROM users WHERE id = ?",
                     "SELECT id, age FROM users WHERE id = $1::bigint"});
  const auto compiled =
      orp::sql::compile(*orp::StatementAccess::node(query), orp::backend::sqlite_dialect());
  ASSERT_EQ(compiled.columns.size(), 2U);
  EXPECT_EQ(compiled.columns[0].type.tag, orp::TypeTag::int64);
  EXPECT_FALSE(compiled.columns[0].type.nullable);
  EXPECT_EQ(compiled.columns[1].type.tag, orp::TypeTag::int32);
  EXPECT_TRUE(compiled.columns[1].type.nullable);
}

TEST(Text, keeps_what_is_no_place) {
  const auto text_of = [](const orp::Text& text) { return text.statement().to_sql(); };
  EXPECT_EQ(text_of(text("SELECT a::int, ':b', \":c\" -- :d\n, /* :e */ $x$ :f $x$, [1]")),
            "SELECT a::int, ':b', \":c\" -- :d\n, /* :e */ $x$ :f $x$, [1]");
  EXPECT_EQ(text_of(text("SELECT d ? 'k', d ?| e, f(a \\:= 1), E'it\\'s :g'")),
            "SELECT d ? 'k', d ?| e, f(a := 1), E'it\\'s :g'");
}

TEST(Text, of_named_columns_stands_in_from) {
  const auto total = orp::column<std::int64_t>("total");
  const auto per_user = text(
                            "SELECT user_id, count(*) AS total FROM orders WHERE id > :a "
                            "GROUP BY user_id")
                            .bind("a", 3)
                            .columns(Order::c.user_id, total);
  const auto counted = per_user.subquery("counted");
  expect_sql(
      select(User::c.name, counted[total]).join(counted, counted[Order::c.user_id] == User::c.id),
      {R"(SELECT "users"."name", "counted"."total" FROM "users" JOIN (SELECT user_id, )"
       R"(count(*) AS total FROM orders WHERE id > ? GROUP BY user_id) AS "counted" ON )"
       R"("counted"."user_id" = "users"."id")",
       R"(SELECT "users"."name", "counted"."total" FROM "users" JOIN (SELECT user_id, )"
       R"(count(*) AS total FROM orders WHERE id > $1::integer GROUP BY user_id) AS "counted" ON )"
       R"("counted"."user_id" = "users"."id")"});
  const auto cte = per_user.cte("c");
  expect_sql(
      select(cte[total] + 1),
      {R"(WITH "c" AS (SELECT user_id, count(*) AS total FROM orders WHERE id > ? )"
       R"(GROUP BY user_id) SELECT orpiment_int64("c"."total" + ?) FROM "c")",
       R"(WITH "c" AS (SELECT user_id, count(*) AS total FROM orders WHERE id > $1::integer )"
       R"(GROUP BY user_id) SELECT "c"."total" + $2 FROM "c")"});
  const auto names = text("SELECT name FROM users").columns(User::c.name);
  const auto labels = text("SELECT name FROM users").columns(orp::column<std::string>("label"));
  EXPECT_NE(select(names.subquery()).to_sql(), select(labels.subquery()).to_sql());
}

TEST(Text, names_columns_of_its_own) {
  expect_sql(select(orp::column<std::string>("name"))
                 .select_from<User>()
                 .where(orp::column<std::int64_t>("id") > 3L),
             {R"(SELECT "name" AS "name" FROM "users" WHERE ("id") > ?)",
              R"(SELECT "name" AS "name" FROM "users" WHERE ("id") > $1)"});
  EXPECT_THROW((void)orp::column<int>(""), orp::UsageError);
}

TEST(Text, finds_the_rows_of_objects) {
  const auto found = select<User>().from_statement(
      text("SELECT * FROM users WHERE age > :a ORDER BY name").bind("a", 3));
  static_assert(std::is_same_v<decltype(found), const orp::FromStatement<User>>);
  expect_sql(
      found,
      {R"(SELECT "from_statement"."id", "from_statement"."name", "from_statement"."email", )"
       R"("from_statement"."age", "from_statement"."active", "from_statement"."created_at", )"
       R"("from_statement"."updated_at" FROM (SELECT * FROM users WHERE age > ? ORDER BY name) )"
       R"(AS "from_statement")",
       R"(SELECT "from_statement"."id", "from_statement"."name", "from_statement"."email", )"
       R"("from_statement"."age", "from_statement"."active", "from_statement"."created_at", )"
       R"("from_statement"."updated_at" FROM (SELECT * FROM users WHERE age > $1::integer ORDER BY )"
       R"(name) AS "from_statement")"});
  expect_sql(
      select<Tag>().from_statement(select<Tag>().union_(select<Tag>().limit(1))),
      R"(SELECT "from_statement"."id", "from_statement"."label" FROM (SELECT "tags"."id", )"
      R"("tags"."label" FROM "tags" UNION SELECT * FROM (SELECT "tags"."id", "tags"."label" )"
      R"(FROM "tags" LIMIT $1) AS "anon_1") AS "from_statement")");
  try {
    (void)select<Tag>().where(Tag::c.id > 1L).from_statement(text("SELECT * FROM tags"));
    ADD_FAILURE();
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1265");
  }
}

TEST(Text, that_writes_is_no_query) {
  for (const char* sql : {"INSERT INTO tags VALUES (1, 'a') RETURNING *",
                          "/* all */ delete from tags where id = :id returning *",
                          "Update tags SET label = 'a' RETURNING id, label"}) {
    const auto text = orp::unsafe_text(sql);
    const auto rows = text.columns(Tag::c.id, Tag::c.label);
    for (const auto& use : std::initializer_list<std::function<void()>>{
             [&] { (void)select<Tag>().from_statement(text); }, [&] { (void)rows.subquery(); }}) {
      const auto error = orp::tests::error_of<orp::UsageError>(use);
      ASSERT_TRUE(error) << sql;
      EXPECT_EQ(error->code(), "ORP-1378");
      EXPECT_THAT(error->hint(), testing::HasSubstr("returning()"));
    }
    (void)rows.cte();  // which PostgreSQL has
  }
  (void)select<Tag>().from_statement(text("SELECT * FROM inserts"));
}

}  // namespace
