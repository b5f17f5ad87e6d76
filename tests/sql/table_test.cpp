// SPDX-License-Identifier: MIT
// Tables without classes: what their statements are as SQL.
#include "orpiment/sql/table.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/sql/functions.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/shape.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::delete_;
using orp::insert;
using orp::select;
using orp::update;
namespace func = orp::func;
namespace meta = orp::meta;

meta::Table users() {
  return {"users",
          {meta::column<std::int64_t>("id").primary_key(), meta::column<std::string>("name"),
           meta::column<std::optional<std::int32_t>>("age")}};
}

template <class Make>
void expect_error(const Make& make, const std::string& code, const std::string& message) {
  const auto error = orp::tests::error_of<orp::UsageError>(make);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), code);
  EXPECT_EQ(error->message(), message);
}

TEST(TableWithoutClass, is_selected_by_column_or_as_a_whole) {
  const auto table = users();
  const auto id = table.column<std::int64_t>("id");
  expect_sql(select(id, table.column<std::string>("name")).where(id > 5).order_by(id),
             R"(SELECT "users"."id", "users"."name" FROM "users" WHERE "users"."id" > $1 )"
             R"(ORDER BY "users"."id")");
  expect_sql(select(table), R"(SELECT "users"."id", "users"."name", "users"."age" FROM "users")");
  expect_sql(select(func::count()).select_from(table), R"(SELECT count(*) FROM "users")");
}

TEST(TableWithoutClass, stands_beside_classes_and_itself) {
  const auto table = users();
  const auto other = table.alias("other");
  const auto id = table.column<std::int64_t>("id");
  expect_sql(select(Order::c.id).join(table, Order::c.user_id == id),
             R"(SELECT "orders"."id" FROM "orders" JOIN "users" )"
             R"(ON "orders"."user_id" = "users"."id")");
  expect_sql(select(id).where(other.column<std::int64_t>("id") > id),
             R"(SELECT "users"."id" FROM "users", "users" AS "other" )"
             R"(WHERE "other"."id" > "users"."id")");
  const auto rows = select(id).where(id < 3).cte("few");
  expect_sql(select(rows[id]),
             R"(WITH "few" AS (SELECT "users"."id" FROM "users" WHERE "users"."id" < $1) )"
             R"(SELECT "few"."id" FROM "few")");
}

TEST(TableWithoutClass, is_written_by_names) {
  const auto table = users();
  const auto id = table.column<std::int64_t>("id");
  expect_sql(
      insert(table).values({{"id", 1}, {"name", "Ann"}}).values({{"name", "Bob"}, {"id", 2}}),
      R"(INSERT INTO "users" ("id", "name") VALUES ($1, $2), ($3, $4))");
  expect_sql(insert(table).values({{"id", 1}, {"age", std::nullopt}}).returning(id),
             R"(INSERT INTO "users" ("id", "age") VALUES ($1, $2) RETURNING "users"."id")");
  expect_sql(update(table)
                 .set({{"age", table.column<std::optional<std::int32_t>>("age") + 1}})
                 .where(id == 1),
             Spelling(R"(UPDATE "users" SET "age" = orpiment_int32("users"."age" + ?) )"
                      R"(WHERE "users"."id" = ?)",
                      R"(UPDATE "users" SET "age" = "users"."age" + $1 WHERE "users"."id" = $2)"));
  expect_sql(
      delete_(table).where(id.in_({1, 2})),
      Spelling(R"(DELETE FROM "users" WHERE "users"."id" IN (SELECT value FROM orpiment_keys(?1)))",
               R"(DELETE FROM "users" WHERE "users"."id" = ANY ($1))"));
}

TEST(TableWithoutClass, takes_rows_of_others_and_meets_keys) {
  const auto table = users();
  expect_sql(insert(table).from_select(select(Employee::c.id, Employee::c.name), {"id", "name"}),
             R"(INSERT INTO "users" ("id", "name") SELECT "employees"."id", )"
             R"("employees"."name" FROM "employees")");
  const auto rows = insert(table).values({{"id", 1}, {"name", "Ann"}});
  expect_sql(rows.on_conflict({"id"}).do_update(),
             R"(INSERT INTO "users" ("id", "name") VALUES ($1, $2) ON CONFLICT ("id") )"
             R"(DO UPDATE SET "name" = excluded."name")");
  expect_sql(rows.on_conflict().do_nothing(),
             R"(INSERT INTO "users" ("id", "name") VALUES ($1, $2) ON CONFLICT DO NOTHING)");
}

TEST(TableWithoutClass, assigns_what_is_said_where_keys_are_met) {
  const auto table = users();
  const auto age = table.column<std::optional<std::int32_t>>("age");
  expect_sql(insert(table)
                 .values({{"id", 1}, {"name", "Ann"}, {"age", 3}})
                 .on_conflict({"id"})
                 .do_update({{"name", table.excluded<std::string>("name")}, {"age", nullptr}})
                 .where(age < table.excluded<std::optional<std::int32_t>>("age")),
             R"(INSERT INTO "users" ("id", "name", "age") VALUES ($1, $2, $3) ON CONFLICT ("id") )"
             R"(DO UPDATE SET "name" = excluded."name", "age" = $4 )"
             R"(WHERE "users"."age" < excluded."age")");
}

TEST(TableWithoutClass, has_enumerations_as_their_labels) {
  const meta::Table table(
      "moods", {meta::column<std::int64_t>("id").primary_key(),
                meta::enumeration("mood", {.name = "mood", .labels = {"calm", "cross"}})});
  const auto mood = table.column<std::string>("mood");
  const orp::backend::Dialect& postgres = orp::backend::postgres_dialect();
  EXPECT_EQ(select(mood).where(mood == "calm").to_sql(postgres),
            R"(SELECT CAST("moods"."mood" AS text) FROM "moods" )"
            R"(WHERE CAST("moods"."mood" AS text) = $1)");
  EXPECT_EQ(insert(table).values({{"id", 1}, {"mood", "calm"}}).to_sql(postgres),
            R"(INSERT INTO "moods" ("id", "mood") VALUES ($1, $2))");
  EXPECT_EQ(update(table).set({{"mood", mood}}).all_rows().to_sql(postgres),
            R"(UPDATE "moods" SET "mood" = CAST(CAST("moods"."mood" AS text) AS "mood"))");
}

TEST(TableWithoutClass, has_keys_that_are_given) {
  const meta::Table words("words", {meta::column<std::string>("word").primary_key(),
                                    meta::column<std::optional<int>>("number")});
  const char* const hint = "declared with identity() or server_default()";
  const auto refused = [](const auto& use, const char* fault, const char* cure) {
    const auto error = orp::tests::error_of<orp::UsageError>(use);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1379");
    EXPECT_THAT(error->message(), testing::EndsWith(fault));
    EXPECT_THAT(error->hint(), testing::HasSubstr(cure));
  };
  refused(
      [&] {
        (void)insert(words).values({{"number", 1}});
      },
      "word of table words belongs to the primary key and is given no value", hint);
  refused(
      [&] {
        (void)insert(words).values({{"word", nullptr}, {"number", 1}});
      },
      "word of table words belongs to the primary key and is given NULL", hint);
  refused(
      [&] {
        (void)update(words).set({{"word", std::optional<std::string>()}});
      },
      "is given NULL", hint);
  const meta::Table numbered("numbered", {meta::column<int>("id").primary_key().identity(),
                                          meta::column<std::string>("name")});
  (void)insert(numbered).values({{"name", "a"}});
  refused(
      [&] {
        (void)insert(numbered).values({{"id", nullptr}, {"name", "a"}});
      },
      "is given NULL", "leave it out: the database fills it in");
  const meta::Table loose("loose",
                          {meta::column<std::optional<int>>("id").primary_key(),
                           meta::column<std::string>("code").primary_key().server_default("'x'")});
  (void)insert(loose).values({{"id", nullptr}});
}

TEST(TableWithoutClass, tells_what_it_has_not) {
  const auto table = users();
  const auto read = [&table](auto value) { return table.column<decltype(value)>("id"); };
  expect_error([&] { (void)table.column<int>("ident"); }, "ORP-1371",
               "table users has no column ident");
  expect_error([&] { (void)read(std::string()); }, "ORP-1373",
               "column id is of type int64, and it is asked for as text");
  expect_error([&] { (void)read(std::vector<std::int64_t>()); }, "ORP-1373",
               "column id is of type int64, and it is asked for as int64[]");
  expect_error(
      [&] {
        (void)insert(table).values({{"id", "one"}});
      },
      "ORP-1373", "column id is of type int64, and it is given a value of type text");
  expect_error(
      [&] {
        (void)insert(table).values({{"id", 1}, {"id", 2}});
      },
      "ORP-1205", "column id is assigned twice");
  expect_error([&] { (void)insert(table).from_select(select(User::c.name), {"id"}); }, "ORP-1373",
               "column id is of type int64, and it is given a column of type string(100)");
  const auto declared = [](orp::schema::Type type) {
    orp::schema::Table moods{.name = "moods"};
    moods.columns.push_back({.name = "mood", .type = std::move(type)});
    (void)meta::Table(moods);
  };
  orp::schema::Type moods{.tag = orp::TypeTag::enumeration};
  expect_error([&] { declared(moods); }, "ORP-1370",
               "column mood is an enumeration without a name");
  moods.enumeration.name = "mood";
  expect_error([&] { declared(moods); }, "ORP-1370",
               "column mood is an enumeration without labels");
  moods.enumeration.labels = {"calm", "cross"};
  moods.is_array = true;
  expect_error([&] { declared(moods); }, "ORP-1372",
               "column mood is of type mood[], whose values no table without a class can have");
  const meta::Table lists("lists", {meta::column<std::vector<std::int64_t>>("numbers")});
  expect_error([&] { (void)lists.column<std::vector<std::int32_t>>("numbers"); }, "ORP-1373",
               "column numbers is of type int64[], and it is asked for as int32[]");
  expect_error([&] { (void)lists.column<std::vector<std::optional<std::int64_t>>>("numbers"); },
               "ORP-1373",
               "column numbers is of type int64[], and it is asked for as int64 null[]");
  expect_error(
      [&] {
        (void)insert(lists).values({{"numbers", std::vector<std::int32_t>{1}}});
      },
      "ORP-1373", "column numbers is of type int64[], and it is given a value of type int32[]");
  expect_error([] { meta::Table("t", {}); }, "ORP-1370", "table t has no columns");
  expect_error(
      [] {
        meta::Table("t", {meta::column<int>("a"), meta::column<int>("a")});
      },
      "ORP-1370", "table t has two columns a");
  using meta::column;
  const auto declares = [](meta::ColumnDraft draft, const char* fault) {
    expect_error([&] { meta::Table("t", {std::move(draft)}); }, "ORP-1370", fault);
  };
  declares(column<int>("n").length(5), "column n has a length, and is no text");
  declares(column<int>("n").numeric(5, 2), "column n has digits, and is no decimal");
  declares(column<orp::Decimal>("n").numeric(2, 5),
           "column n has a precision above 38, or a scale above its precision");
  declares(column<orp::Decimal>("n").numeric(60, 2),
           "column n has a precision above 38, or a scale above its precision");
  declares(column<std::string>("n").identity(), "column n is an identity, and no integer");
  moods.is_array = false;
  moods.enumeration.labels = {"calm", "cross", "calm"};
  expect_error([&] { declared(moods); }, "ORP-1370",
               "column mood is an enumeration with a label twice");
  expect_error(
      [&] {
        (void)insert(table).values({{"id", 1}}).on_conflict().do_update();
      },
      "ORP-1239", "an upsert of users is to change rows, and names no key by which they meet");
}

TEST(TableWithoutClass, takes_no_value_that_does_not_fit) {
  const auto table = users();
  const auto error = orp::tests::error_of<orp::DataError>([&] {
    (void)insert(table).values({{"id", 1}, {"age", std::int64_t{3'000'000'000}}});
  });
  ASSERT_TRUE(error);
  EXPECT_NE(error->message().find("3000000000"), std::string::npos) << error->message();
}

TEST(TableWithoutClass, needs_a_name_of_its_own) {
  const auto table = users();
  expect_refused(select(User::c.id).join(table, table.column<std::int64_t>("id") == User::c.id),
                 orp::backend::sqlite_dialect(), "ORP-1234",
                 "a table and a table of one statement are both called users");
}

std::vector<std::uint64_t> words_of(const orp::Executable& statement) {
  const orp::sql::Shape shape(*orp::StatementAccess::node(statement));
  return {shape.words().begin(), shape.words().end()};
}

// owned_table.hpp, rule 1: two tables of one content have one shape, and of another one another.
TEST(TableWithoutClass, is_known_by_its_content) {
  const auto selected = [](const meta::Table& table) {
    return words_of(select(table.column<std::int64_t>("id")));
  };
  EXPECT_EQ(selected(users()), selected(users()));
  EXPECT_NE(selected(users()), selected({"users", {meta::column<std::int64_t>("id")}}));
  EXPECT_NE(selected(users()), selected(users().alias("u")));
  const auto added = [](const meta::Table& table) {
    return words_of(insert(table).values({{"id", 1}}));
  };
  EXPECT_EQ(added(users()), added(users()));
  EXPECT_NE(added(users()), added({"users", {meta::column<std::int32_t>("id")}}));
}

}  // namespace
