// SPDX-License-Identifier: MIT
// Tables without classes on each database.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/json.hpp"
#include "orpiment/session/table_bulk.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/table.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::delete_;
using orp::insert;
using orp::select;
using orp::update;
namespace func = orp::func;
namespace meta = orp::meta;

class TableResults : public ResultsTest {
 protected:
  meta::Table events_{
      "events",
      {meta::column<std::int64_t>("id").primary_key(), meta::column<std::string>("name"),
       meta::column<std::optional<orp::Decimal>>("price").numeric(12, 2),
       meta::column<std::optional<orp::Timestamp>>("at"),
       meta::column<std::optional<double>>("weight"),
       meta::column<std::optional<std::vector<std::string>>>("tags")}};

  // Of a database in memory there is one connection, which a transaction holds.
  void SetUp() override {
    connection_.commit();
    events_.create(engine_);
  }
  void TearDown() override {
    connection_.close();
    events_.drop(engine_);
  }

  template <class T>
  auto column(const char* name) {
    return events_.column<T>(name);
  }
};

TEST_P(TableResults, come_back_as_they_went) {
  connection_.close();
  auto connection = engine_.connect();
  const auto at = orp::Timestamp::parse("2026-01-02T03:04:05.678901");
  connection.execute(
      insert(events_)
          .values({{"id", 1}, {"name", "start"}, {"price", "4.50"_dec}, {"at", at}, {"weight", 2}})
          .values({{"id", 2}, {"name", "end"}, {"price", 3}, {"at", nullptr}, {"weight", 0.5}}));
  const auto rows = connection
                        .execute(select(column<std::int64_t>("id"), column<std::string>("name"),
                                        column<std::optional<orp::Decimal>>("price"),
                                        column<std::optional<orp::Timestamp>>("at"),
                                        column<std::optional<double>>("weight"))
                                     .order_by(column<std::int64_t>("id")))
                        .all();
  using Row = std::tuple<std::int64_t, std::string, std::optional<orp::Decimal>,
                         std::optional<orp::Timestamp>, std::optional<double>>;
  EXPECT_EQ(rows, (std::vector<Row>{{1, "start", "4.50"_dec, at, 2.0},
                                    {2, "end", "3.00"_dec, std::nullopt, 0.5}}));
  const auto whole = connection.execute(select(events_));
  EXPECT_EQ(whole[0].get<std::string>("name"), "start");
  EXPECT_TRUE(whole[1].is_null("at"));
  connection.commit();
}

TEST_P(TableResults, are_copied_from_table_to_table) {
  connection_.close();
  const meta::Table copy("events_copy", {meta::column<std::int64_t>("id").primary_key(),
                                         meta::column<std::string>("name").length(40)});
  copy.create(engine_);
  auto connection = engine_.connect();
  connection.execute(insert(events_).values({{"id", 7}, {"name", "seven"}}));
  const auto from = select(column<std::int64_t>("id"), column<std::string>("name"));
  for (const auto& row :
       connection.execute(select(events_).where(column<std::int64_t>("id") == 7))) {
    auto values = meta::named_values(row);
    values.erase(values.begin() + 2, values.end());
    connection.execute(insert(copy).values(values));
  }
  connection.execute(insert(copy).from_select(
      select(column<std::int64_t>("id") + 1, column<std::string>("name")), {"id", "name"}));
  connection.execute(
      insert(copy).values({{"id", 7}, {"name", "again"}}).on_conflict({"id"}).do_update());
  const auto names =
      connection
          .execute(
              select(copy.column<std::string>("name")).order_by(copy.column<std::int64_t>("id")))
          .scalars();
  EXPECT_EQ(names, (std::vector<std::string>{"again", "seven"}));
  connection.commit();
  connection.close();
  copy.drop(engine_);
}

TEST_P(TableResults, change_and_go) {
  connection_.close();
  auto connection = engine_.connect();
  connection.execute(
      insert(events_).values({{"id", 1}, {"name", "a"}}).values({{"id", 2}, {"name", "b"}}));
  const auto id = column<std::int64_t>("id");
  const auto changed = connection.execute(update(events_)
                                              .set({{"name", column<std::string>("name") + "!"}})
                                              .where(id == 2)
                                              .returning(column<std::string>("name")));
  EXPECT_EQ(changed.scalars(), std::vector<std::string>{"b!"});
  EXPECT_EQ(connection.execute(delete_(events_).where(id == 1)).affected_rows(), 1);
  EXPECT_EQ(connection.execute(select(func::count()).select_from(events_)).scalar(), 1);
  EXPECT_EQ(connection.execute(delete_(events_).all_rows()).affected_rows(), 1);
  connection.commit();
}

// Statements own what they need to know of a table.
TEST_P(TableResults, outlive_the_table_that_they_were_made_of) {
  const auto made = [](std::string name) {
    const meta::Table table("users",
                            {meta::column<std::int64_t>("id"), meta::column<std::string>(name)});
    return select(table.column<std::string>(name).label("it"))
        .where(table.column<std::int64_t>("id") > 0);
  };
  run(orp::insert<User>().values(User::c.id = 1, User::c.name = "u", User::c.email = "e",
                                 User::c.created_at = func::now(),
                                 User::c.updated_at = func::now()));
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(connection_.execute(made("name")).scalars(), std::vector<std::string>{"u"});
    EXPECT_EQ(connection_.execute(made("email")).scalars(), std::vector<std::string>{"e"});
  }
  connection_.close();
}

TEST_P(TableResults, that_are_null_are_told_where_none_was_expected) {
  connection_.close();
  auto connection = engine_.connect();
  connection.execute(insert(events_).values({{"id", 1}, {"name", "a"}}));
  const auto error = orp::tests::error_of<orp::DataError>(
      [&] { (void)connection.execute(select(column<double>("weight"))).scalars(); });
  ASSERT_TRUE(error);
  EXPECT_NE(error->message().find("weight"), std::string::npos) << error->message();
}

TEST_P(TableResults, are_copied_as_what_they_are) {
  connection_.close();
  const meta::Table copy("events_copy",
                         {meta::column<std::int64_t>("id").primary_key(),
                          meta::column<std::optional<orp::Decimal>>("price").numeric(12, 2),
                          meta::column<std::optional<orp::Timestamp>>("at")});
  copy.create(engine_);
  auto connection = engine_.connect();
  const auto at = orp::Timestamp::parse("2026-01-02T03:04:05");
  connection.execute(
      insert(events_).values({{"id", 1}, {"name", "a"}, {"price", "4.50"_dec}, {"at", at}}));
  const auto rows = connection.execute(select(events_));
  EXPECT_EQ(rows[0].get<orp::Decimal>("price"), "4.50"_dec);
  EXPECT_EQ(rows[0].get<orp::Timestamp>("at"), at);
  auto values = meta::named_values(rows[0]);
  values = {values[0], values[2], values[3]};
  connection.execute(insert(copy).values(values));
  EXPECT_EQ(connection.execute(select(copy.column<std::optional<orp::Decimal>>("price"))).scalar(),
            "4.50"_dec);
  connection.commit();
  connection.close();
  copy.drop(engine_);
}

TEST_P(TableResults, are_copied_with_arrays) {
  run(orp::insert<Note>().values(Note::c.id = 1, Note::c.tags = std::vector<std::string>{"a", ""}));
  const meta::Table copy("copy",
                         {meta::column<std::int64_t>("id").primary_key(),
                          meta::column<std::vector<std::optional<std::string>>>("tags"),
                          meta::column<std::optional<std::vector<std::int32_t>>>("numbers")});
  copy.create(connection_);
  {
    const auto notes = select(Note::c.id, Note::c.tags);
    const auto rows = connection_.execute(static_cast<const orp::Executable&>(notes));
    connection_.execute(insert(copy).values(meta::named_values(rows[0])));
  }
  const auto whole = [&](std::int64_t id) {
    return connection_.execute(select(copy).where(copy.column<std::int64_t>("id") == id));
  };
  auto second = meta::named_values(whole(1)[0]);
  second[0] = {"id", 2};
  second[2] = {"numbers", std::vector<std::int32_t>{7}};
  connection_.execute(insert(copy).values(second));
  auto third = meta::named_values(whole(2)[0]);
  third[0] = {"id", 3};
  connection_.execute(insert(copy).values(third));
  const auto rows = whole(3);
  EXPECT_EQ(rows[0].get<std::vector<std::optional<std::string>>>("tags"),
            (std::vector<std::optional<std::string>>{"a", ""}));
  EXPECT_EQ(rows[0].get<std::vector<std::int32_t>>("numbers"), std::vector<std::int32_t>{7});
  using Numbers = std::vector<std::int32_t>;
  const auto raw = orp::text("SELECT numbers FROM copy WHERE numbers = :those");
  EXPECT_EQ(connection_.execute(raw.bind("those", Numbers{7}).columns<Numbers>()).scalars(),
            (std::vector<Numbers>{{7}, {7}}));
  EXPECT_EQ(connection_.execute(select(orp::literal(Numbers{1, 2}))).scalar(), (Numbers{1, 2}));
  copy.drop(connection_);
}

TEST_P(TableResults, are_copied_only_where_their_type_is_known) {
  if (is_sqlite()) GTEST_SKIP() << "knows the types of all its values";
  const auto rows = connection_.execute(orp::text("SELECT point '(1,2)' AS id"));
  const auto error =
      orp::tests::error_of<orp::UsageError>([&] { (void)meta::named_values(rows[0]); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1374");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"id"});
}

TEST_P(TableResults, are_arrays) {
  connection_.close();
  const meta::Table lists(
      "lists", {meta::column<std::int64_t>("id").primary_key(),
                meta::column<std::vector<std::int32_t>>("numbers"),
                meta::column<std::optional<std::vector<std::optional<std::string>>>>("words"),
                meta::column<std::optional<std::vector<bool>>>("flags")});
  lists.create(engine_);
  using Words = std::vector<std::optional<std::string>>;
  const Words words{"a", std::nullopt, ""};
  auto connection = engine_.connect();
  connection.execute(insert(lists)
                         .values({{"id", 1},
                                  {"numbers", std::vector<std::int32_t>{3, -1}},
                                  {"words", words},
                                  {"flags", std::vector<bool>{true, false}}})
                         .values({{"id", 2},
                                  {"numbers", std::vector<std::int32_t>()},
                                  {"words", std::optional<Words>()},
                                  {"flags", nullptr}}));
  const auto id = lists.column<std::int64_t>("id");
  const auto rows = connection
                        .execute(select(lists.column<std::vector<std::int32_t>>("numbers"),
                                        lists.column<std::optional<Words>>("words"),
                                        lists.column<std::optional<std::vector<bool>>>("flags"))
                                     .order_by(id))
                        .all();
  using Row =
      std::tuple<std::vector<std::int32_t>, std::optional<Words>, std::optional<std::vector<bool>>>;
  EXPECT_EQ(rows, (std::vector<Row>{{{3, -1}, words, std::vector<bool>{true, false}},
                                    {{}, std::nullopt, std::nullopt}}));
  connection.execute(update(lists).set({{"numbers", std::vector<std::int32_t>{7}}}).where(id == 2));
  EXPECT_EQ(
      connection.execute(select(lists.column<std::vector<std::int32_t>>("numbers")).where(id == 2))
          .scalar(),
      std::vector<std::int32_t>{7});
  connection.commit();
  connection.close();
  lists.drop(engine_);
}

TEST_P(TableResults, are_enumerations) {
  connection_.close();
  const meta::Table moods(
      "moods",
      {meta::column<std::int64_t>("id").primary_key(),
       meta::enumeration("mood", {.name = "table_mood", .labels = {"so so", "calm"}}),
       meta::enumeration("last", {.name = "table_mood", .labels = {"so so", "calm"}}, true)});
  for (int i = 0; i < 2; ++i) moods.create(engine_);
  auto connection = engine_.connect();
  const auto id = moods.column<std::int64_t>("id");
  const auto mood = moods.column<std::string>("mood");
  const auto last = moods.column<std::optional<std::string>>("last");
  connection.execute(insert(moods)
                         .values({{"id", 1}, {"mood", "calm"}, {"last", std::nullopt}})
                         .values({{"id", 2}, {"mood", "so so"}, {"last", "calm"}}));
  const auto rows = connection.execute(select(id, mood, last).order_by(mood)).all();
  using Row = std::tuple<std::int64_t, std::string, std::optional<std::string>>;
  EXPECT_EQ(rows, (std::vector<Row>{{1, "calm", std::nullopt}, {2, "so so", "calm"}}));
  EXPECT_EQ(connection.execute(select(id).where(mood == "so so")).scalar(), 2);
  connection.execute(update(moods).set({{"last", mood}}).where(id == 1));
  const auto whole = connection.execute(select(moods).where(id == 1));
  EXPECT_EQ(whole[0].get<std::string>("last"), "calm");
  auto copied = meta::named_values(whole[0]);
  copied[0] = {"id", 3};
  connection.execute(insert(moods).values(copied));
  EXPECT_EQ(connection.execute(select(mood).where(id == 3)).scalar(), "calm");
  const meta::Table others(
      "moods",
      {meta::column<std::int64_t>("id").primary_key(),
       meta::enumeration("mood", {.name = "table_mood", .labels = {"so so", "calm"}}),
       meta::enumeration("last", {.name = "table_mood", .labels = {"so so", "calm"}}, true)});
  connection.execute(
      insert(moods).from_select(select(id + 10, mood, last).where(id < 3), {"id", "mood", "last"}));
  connection.execute(insert(moods).from_select(select(id + 20, orp::literal("calm")).where(id < 3),
                                               {"id", "mood"}));
  const meta::Table again = moods.alias("again");
  connection.execute(insert(others).from_select(
      select(again).where(again.column<std::int64_t>("id") == 99), {"id", "mood", "last"}));
  EXPECT_EQ(connection.execute(select(mood).where(id > 10).order_by(id)).scalars(),
            (std::vector<std::string>{"calm", "so so", "calm", "calm"}));
  const auto error = orp::tests::error_of<orp::DataError>([&] {
    (void)insert(moods).values({{"id", 4}, {"mood", "glad"}});
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2209");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"mood"});
  connection.commit();
  connection.close();
  moods.drop(engine_);
  engine_.transaction([&](orp::Connection& dropping) {
    if (engine_.dialect().facts().casts_variants) dropping.execute_script("DROP TYPE table_mood");
  });
}

TEST_P(TableResults, are_changed_where_they_are_there) {
  connection_.close();
  auto connection = engine_.connect();
  connection.execute(insert(events_)
                         .values({{"id", 1}, {"name", "a"}, {"weight", 1.5}})
                         .values({{"id", 2}, {"name", "b"}, {"weight", 5.0}}));
  const auto weight = column<std::optional<double>>("weight");
  const auto coming = events_.excluded<std::optional<double>>("weight");
  const auto changed =
      connection
          .execute(insert(events_)
                       .values({{"id", 1}, {"name", "x"}, {"weight", 2.5}})
                       .values({{"id", 2}, {"name", "y"}, {"weight", 2.5}})
                       .values({{"id", 3}, {"name", "z"}, {"weight", 2.5}})
                       .on_conflict({"id"})
                       .do_update({{"weight", weight + coming},
                                   {"name", events_.excluded<std::string>("name") + "!"}})
                       .where(weight < coming)
                       .returning(column<std::int64_t>("id")))
          .scalars();
  EXPECT_EQ(changed, (std::vector<std::int64_t>{1, 3}));
  const auto rows =
      connection
          .execute(select(column<std::string>("name"), weight).order_by(column<std::int64_t>("id")))
          .all();
  using Row = std::tuple<std::string, std::optional<double>>;
  EXPECT_EQ(rows, (std::vector<Row>{{"x!", 4.0}, {"b", 5.0}, {"z", 2.5}}));
  connection.commit();
}

// docs/guide/tables_without_classes.md
class TableGuide : public ResultsTest {};

TEST_P(TableGuide, shows_the_life_of_a_table) {
  connection_.close();
  // snippet: table
  const orp::meta::Table events("events", {orp::meta::column<std::int64_t>("id").primary_key(),
                                           orp::meta::column<std::string>("name").length(80),
                                           orp::meta::column<std::optional<double>>("weight")});
  events.create(engine_);

  auto connection = engine_.connect();
  connection.execute(orp::insert(events)
                         .values({{"id", 1}, {"name", "start"}, {"weight", 0.5}})
                         .values({{"id", 2}, {"name", "stop"}, {"weight", std::nullopt}}));
  const auto id = events.column<std::int64_t>("id");
  const auto stmt = orp::select(events.column<std::string>("name")).where(id > 1);
  // end snippet
  EXPECT_EQ(connection.execute(stmt).scalars(), std::vector<std::string>{"stop"});
  // snippet: table_rows
  for (const orp::DynamicRow& row : connection.execute(orp::select(events).order_by(id)))
    std::cout << row.get<std::string>("name") << '\n';
  connection.execute(orp::update(events).set({{"weight", 1}}).where(id == 2));
  connection.execute(orp::delete_(events).where(id == 1));
  // end snippet
  // snippet: table_upsert
  connection.execute(
      orp::insert(events)
          .values({{"id", 2}, {"name", "stop"}, {"weight", 0.25}})
          .on_conflict({"id"})
          .do_update({{"weight", events.column<std::optional<double>>("weight") +
                                     events.excluded<std::optional<double>>("weight")}}));
  // end snippet
  connection.commit();
  connection.close();
  {
    // snippet: table_bulk
    orp::Session session(engine_);
    std::vector<std::vector<orp::meta::NamedValue>> rows;
    for (int i = 10; i < 20; ++i) rows.push_back({{"id", i}, {"name", "again"}});
    orp::bulk_insert(session, events, rows, {.chunk = 1'000});
    orp::bulk_upsert(session, events, rows, orp::on_conflict(events, {"id"}).do_update());
    session.commit();
    // end snippet
    session.execute(orp::delete_(events).where(id >= 10));
    session.commit();
  }
  connection = engine_.connect();
  // snippet: table_copy
  const orp::meta::Table archive(
      "events_archive",
      {orp::meta::column<std::int64_t>("id").primary_key(), orp::meta::column<std::string>("name"),
       orp::meta::column<std::optional<double>>("weight")});
  connection.commit();
  archive.create(engine_);
  for (const orp::DynamicRow& row : connection.execute(orp::select(events)))
    connection.execute(
        orp::insert(archive).values(orp::meta::named_values(row)).on_conflict({"id"}).do_update());
  connection.commit();
  // end snippet
  EXPECT_EQ(connection.execute(orp::select(archive))[0].get<double>("weight"), 1.25);
  // snippet: table_from_select
  const auto shifted = orp::select(id + 100, events.column<std::string>("name"));
  connection.execute(orp::insert(archive).from_select(shifted, {"id", "name"}));
  // end snippet
  connection.close();
  archive.drop(engine_);
  events.drop(engine_);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(TableGuide);
ORPIMENT_RESULTS_ON_EACH_DATABASE(TableResults);

}  // namespace
