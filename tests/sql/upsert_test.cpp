// SPDX-License-Identifier: MIT
#include "orpiment/sql/upsert.hpp"

#include <tuple>
#include <vector>

#include "orpiment/sql/functions.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::excluded;
using orp::insert;
using orp::select;

const auto tag = insert<Tag>().values(Tag::c.id = 1, Tag::c.label = "a");

TEST(Upsert, updates_the_row_that_is_there) {
  expect_sql(tag.on_conflict(Tag::c.id).do_update(Tag::c.label = excluded(Tag::c.label)),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2) )"
             R"(ON CONFLICT ("id") DO UPDATE SET "label" = excluded."label")");
  expect_sql(tag.on_conflict(Tag::c.id)
                 .do_update(Tag::c.label = Tag::c.label + "+" + excluded(Tag::c.label))
                 .where(excluded(Tag::c.label) != Tag::c.label),
             {R"(INSERT INTO "tags" ("id", "label") VALUES (?, ?) )"
              R"(ON CONFLICT ("id") DO UPDATE SET "label" = "tags"."label" || ? || )"
              R"(excluded."label" WHERE excluded."label" <> "tags"."label")",
              R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2) )"
              R"(ON CONFLICT ("id") DO UPDATE SET "label" = "tags"."label" || $3::text || )"
              R"(excluded."label" WHERE excluded."label" <> "tags"."label")"});
}

TEST(Upsert, without_assignments_takes_all_but_the_key) {
  expect_sql(tag.on_conflict(Tag::c.id).do_update(),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2) )"
             R"(ON CONFLICT ("id") DO UPDATE SET "label" = excluded."label")");
}

TEST(Upsert, leaves_defaults_of_the_schema_out_of_what_it_takes) {
  expect_sql(insert<User>()
                 .values(User::c.id = 1, User::c.name = "Ann", User::c.email = "ann@example.com")
                 .on_conflict(User::c.id)
                 .do_update(),
             R"(INSERT INTO "users" ("id", "name", "email", "active") VALUES ($1, $2, $3, $4) )"
             R"(ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", )"
             R"("email" = excluded."email")");
}

TEST(Upsert, leaves_rows_as_they_are) {
  expect_sql(tag.on_conflict().do_nothing(),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2) ON CONFLICT DO NOTHING)");
  expect_sql(tag.on_conflict(Tag::c.id).do_nothing().returning(Tag::c.id),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2) )"
             R"(ON CONFLICT ("id") DO NOTHING RETURNING "tags"."id")");
}

TEST(Upsert, counts_the_last_of_several_rows_with_one_key) {
  const std::vector<std::tuple<int, const char*>> rows{{1, "a"}, {2, "b"}, {1, "c"}};
  const auto all = insert<Tag>().values(rows, Tag::c.id, Tag::c.label);
  const auto stmt = all.on_conflict(Tag::c.id).do_update();
  EXPECT_EQ(stmt.folded_rows(), 1u);
  expect_sql(stmt, R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2), ($3, $4) )"
                   R"(ON CONFLICT ("id") DO UPDATE SET "label" = excluded."label")");
  expect_sql(all.on_conflict(Tag::c.id).do_nothing(),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2), ($3, $4), ($5, $6) )"
             R"(ON CONFLICT ("id") DO NOTHING)");
}

TEST(Upsert, takes_the_rows_of_a_select) {
  const auto users = select(User::c.id, User::c.name);
  expect_sql(
      insert<Tag>().from_select(users, Tag::c.id, Tag::c.label).on_conflict(Tag::c.id).do_update(),
      {R"(INSERT INTO "tags" ("id", "label") SELECT * FROM (SELECT "users"."id", )"
       R"("users"."name" FROM "users") AS "anon_1" WHERE 1 )"
       R"(ON CONFLICT ("id") DO UPDATE SET "label" = excluded."label")",
       R"(INSERT INTO "tags" ("id", "label") SELECT "users"."id", "users"."name" )"
       R"(FROM "users" ON CONFLICT ("id") DO UPDATE SET "label" = excluded."label")"});
}

TEST(Upsert, refuses_what_makes_no_sense) {
  const auto& dialect = orp::backend::postgres_dialect();
  expect_refused(tag.on_conflict(Tag::c.id).do_update(Tag::c.label = User::c.name), dialect,
                 "ORP-1201", "do_update() of tags names users");
  expect_refused(select(excluded(Tag::c.label)), dialect, "ORP-1239", "excluded() of tags");
  EXPECT_THROW((void)tag.on_conflict_on_constraint("no_such_key"), orp::UsageError);
  EXPECT_THROW((void)insert<Tag>().values(Tag::c.id = 1).on_conflict(Tag::c.id).do_update(),
               orp::UsageError);
}

}  // namespace
