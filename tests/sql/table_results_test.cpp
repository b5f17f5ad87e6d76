// SPDX-License-Identifier: MIT
// Tables without classes on each database.
#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/json.hpp"
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

TEST_P(TableResults, are_copied_only_where_their_type_is_known) {
  run(orp::insert<Note>().values(Note::c.id = 1, Note::c.tags = std::vector<std::string>{"a"}));
  const auto tags = select(Note::c.tags);
  const auto rows = connection_.execute(static_cast<const orp::Executable&>(tags));
  const auto error =
      orp::tests::error_of<orp::UsageError>([&] { (void)meta::named_values(rows[0]); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1374");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"tags"});
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
  EXPECT_EQ(connection.execute(orp::select(archive))[0].get<double>("weight"), 1.0);
  connection.close();
  archive.drop(engine_);
  events.drop(engine_);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(TableGuide);
ORPIMENT_RESULTS_ON_EACH_DATABASE(TableResults);

}  // namespace
