// SPDX-License-Identifier: MIT
// create_all and drop_all on each database, and what the tables then refuse.
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "company/model.hpp"
#include "everything/model.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/backend/ddl.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/meta/schema.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using everything::Chicken;
using everything::Fallback;

class CreateAll : public OnEachDatabase {
 protected:
  std::int64_t tables() {
    return value_of<std::int64_t>(
        is_postgres() ? "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                      : "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                        "'sqlite_%'");
  }
  /// The last index that create_all makes.
  static std::string some_index() {
    std::string name;
    for (const TableInfo* table : everything::metadata().tables)
      for (const IndexInfo& index : table->indexes) name = index.name;
    return name;
  }
};
ORPIMENT_ON_EACH_DATABASE(CreateAll);

TEST_P(CreateAll, creates_and_drops_everything) {
  everything::metadata().create_all(engine());
  EXPECT_EQ(tables(), 6);
  everything::metadata().drop_all(engine());
  EXPECT_EQ(tables(), 0);
}

TEST_P(CreateAll, does_nothing_the_second_time) {
  for (int i = 0; i < 2; ++i) everything::metadata().create_all(engine());
  EXPECT_EQ(tables(), 6);
  for (int i = 0; i < 2; ++i) everything::metadata().drop_all(engine());
  EXPECT_EQ(tables(), 0);
  everything::metadata().create_all(engine());
  EXPECT_EQ(tables(), 6);
}

// create_all.hpp, rule 3.
TEST_P(CreateAll, creates_everything_or_nothing) {
  run("CREATE TABLE others (n INTEGER)");
  run("CREATE INDEX " + some_index() + " ON others (n)");  // a name that is taken
  const std::int64_t before = tables();
  EXPECT_THROW(everything::metadata().create_all(engine()), SqlError);
  EXPECT_EQ(tables(), before);
  run("DROP TABLE others");
  everything::metadata().create_all(engine());
  EXPECT_EQ(tables(), 6);
}

// create_all.hpp, rule 2.
TEST_P(CreateAll, leaves_views_where_they_are) {
  run("CREATE TABLE all_eggs (id bigint, hen_id bigint)");
  run("CREATE VIEW eggs AS SELECT id, hen_id FROM all_eggs WHERE id > 0");
  everything::metadata().create_all(engine());
  EXPECT_EQ(tables(), 6);  // all_eggs in place of eggs
  everything::metadata().drop_all(engine());
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM eggs"), 0);
  EXPECT_EQ(tables(), 1);
}

// create_all.hpp, rule 2.
TEST_P(CreateAll, leaves_tables_that_exist_as_they_are) {
  run(is_postgres() ? "CREATE TABLE teams (id bigint PRIMARY KEY, extra text)"
                    : "CREATE TABLE teams (id INTEGER PRIMARY KEY, extra TEXT)");
  run("INSERT INTO teams VALUES (7, 'kept')");
  company::metadata().create_all(engine());
  EXPECT_EQ(value_of<std::string>("SELECT extra FROM teams WHERE id = 7"), "kept");
  run("INSERT INTO people (name, team_id) VALUES ('Ann', 7)");
  EXPECT_TRUE(error_of<IntegrityError>(
      [&] { run("INSERT INTO people (name, team_id) VALUES ('Ben', 8)"); }));
}

TEST_P(CreateAll, rows_are_numbered_from_where_the_schema_says) {
  everything::metadata().create_all(engine());
  Session session(engine());
  const auto add = [&]() -> Chicken& {
    Chicken& chicken = session.add<Chicken>({.name = "Berta"});
    session.commit();
    return chicken;
  };
  EXPECT_EQ(add().id(), 1000);
  Chicken& second = add();
  EXPECT_EQ(second.id(), 1001);
  session.delete_(second);
  session.commit();
  EXPECT_EQ(add().id(), 1002);
}

TEST_P(CreateAll, an_increment_is_kept_or_refused) {
  static constexpr ColumnInfo columns[] = {
      facts::column("id", facts::types::int64,
                    {.primary_key = true, .identity = true, .identity_increment = 10}),
      facts::column("note", facts::types::text),
  };
  static constexpr TableInfo tickets{
      .name = "tickets", .columns = columns, .primary_key = facts::list<0>};
  static constexpr const TableInfo* all[] = {&tickets};
  if (is_sqlite()) {
    const auto error = error_of<UsageError>([&] { create(all); });
    EXPECT_EQ(error->code(), "ORP-1410");
    ORPIMENT_EXPECT_PART(error->what(), "tickets.id is an identity with the increment 10");
    EXPECT_EQ(tables(), 0);
  } else {
    create(all);
    run("INSERT INTO tickets (note) VALUES ('one'), ('two')");
    EXPECT_EQ(value_of<std::int64_t>("SELECT max(id) FROM tickets"), 11);
  }
}

// create_all.hpp, rule 1.
TEST_P(CreateAll, labels_of_any_number_are_checked) {
  if (is_postgres()) GTEST_SKIP() << "has types for them";
  for (const std::size_t count : {1U, 2U, 3U, 500U, 501U, 3000U}) {
    SCOPED_TRACE(count);
    schema::Type type{.tag = TypeTag::enumeration};
    for (std::size_t i = 0; i < count; ++i)
      type.enumeration.labels.push_back("label " + std::to_string(i));
    const std::string check = backend::find_database("sqlite").ddl.value_check(type, "label");
    run("CREATE TABLE labelled (label TEXT CHECK (" + check + "))");
    run("INSERT INTO labelled VALUES ('label 0'), ('" + type.enumeration.labels.back() +
        "'), (NULL)");
    EXPECT_THROW(run("INSERT INTO labelled VALUES ('other')"), IntegrityError);
    run("DROP TABLE labelled");
  }
}

TEST_P(CreateAll, tables_with_rows_that_refer_in_a_circle_are_dropped) {
  everything::metadata().create_all(engine());
  run("INSERT INTO chickens (id, \"full name\") VALUES (1, 'Berta')");
  run("INSERT INTO eggs (id, hen_id) VALUES (1, 1)");
  run("UPDATE chickens SET egg_id = 1");
  everything::metadata().drop_all(engine());
  EXPECT_EQ(tables(), 0);
}

TEST_P(CreateAll, server_defaults_of_every_type_come_back_as_they_were_said) {
  everything::metadata().create_all(engine());
  Session session(engine());
  Fallback& row = session.add<Fallback>({});
  session.commit();
  EXPECT_TRUE(row.boolean());
  EXPECT_EQ(row.small(), -7);
  EXPECT_EQ(row.middle(), 2147483647);
  EXPECT_EQ(row.big(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(row.single(), 0.5F);
  EXPECT_EQ(row.twice(), -2.25);
  EXPECT_EQ(row.money(), Decimal::parse("12.50"));
  EXPECT_EQ(row.huge(), Decimal::parse("-1.5"));
  EXPECT_EQ(row.short_text(), "it's");
  EXPECT_EQ(row.long_text(), "");
  EXPECT_EQ(row.blob(), Bytes("ab"));
  EXPECT_EQ(row.uid(), Uuid::parse("123e4567-e89b-12d3-a456-426614174000"));
  EXPECT_EQ(row.day(), Date::parse("2024-02-29"));
  EXPECT_EQ(row.clock(), Time::parse("12:30:00"));
  EXPECT_EQ(row.local(), Timestamp::parse("2024-02-29 12:30:00"));
  EXPECT_EQ(row.instant(), TimestampTz::parse("2024-02-29 10:30:00+00"));
  EXPECT_EQ(row.span(), Interval::parse("P1DT2H"));
  EXPECT_EQ(row.mood(), everything::Mood::ok);
  EXPECT_GT(row.today(), Date::parse("2024-01-01"));
  EXPECT_GT(row.now(), TimestampTz::parse("2024-01-01 00:00:00+00"));
  EXPECT_GT(row.now_local(), Timestamp::parse("2024-01-01 00:00:00"));
  EXPECT_EQ(row.computed(), 42);
}

TEST_P(CreateAll, a_flush_returns_server_defaults_at_once) {
  everything::metadata().create_all(engine());
  Session session(engine());
  Fallback& row = session.add<Fallback>({.middle = 5});
  session.flush();
  EXPECT_EQ(row.middle(), 5);
  EXPECT_EQ(row.computed(), 42);
  EXPECT_EQ(row.clock(), Time::parse("12:30:00"));
}

// Statements of somebody else are held to the same rules on both databases.
class WrongValues : public CreateAll {
 protected:
  void SetUp() override {
    everything::metadata().create_all(engine());
    run("INSERT INTO fallbacks (id) VALUES (1)");
  }
  void expect_refused(const std::string& assignment) {
    EXPECT_TRUE(error_of<Error>([&] { run("UPDATE fallbacks SET " + assignment); })) << assignment;
  }
  void expect_taken(const std::string& assignment) {
    EXPECT_NO_THROW(run("UPDATE fallbacks SET " + assignment)) << assignment;
  }
};
ORPIMENT_ON_EACH_DATABASE(WrongValues);

TEST_P(WrongValues, are_refused_by_the_tables) {
  expect_refused("boolean = 2");
  expect_refused("small = 32768");
  expect_refused("small = -32769");
  expect_refused("middle = 2147483648");
  expect_refused("middle = 'many'");
  expect_refused("money = 100000000000");
  expect_refused("short_text = 'sixsix'");
  expect_refused("short_text = NULL");
  expect_refused("document = '{'");
  expect_refused("mood = 'furious'");
  if (is_sqlite()) expect_refused("uid = x'00'");
}

TEST_P(WrongValues, stand_beside_those_that_are_taken) {
  expect_taken("small = 32767");
  expect_taken("small = -32768");
  expect_taken("middle = -2147483648");
  expect_taken("short_text = 'fives'");
  expect_taken("short_text = '\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4'");
  expect_taken("document = '[1]'");
  expect_taken("mood = 'sad'");
}

TEST_P(CreateAll, indexes_and_constraints_are_in_force) {
  everything::metadata().create_all(engine());
  const std::string insert =
      "INSERT INTO coops (block, number, capacity, label, heated, owner) VALUES ";
  const std::string yes = is_postgres() ? "true" : "1";
  const std::string no = is_postgres() ? "false" : "0";
  run(insert + "('A', 1, 20, 'one', " + yes + ", 'Ann')");
  const auto refused = [&](const std::string& values) {
    const auto error = error_of<IntegrityError>([&] { run(insert + values); });
    return error ? error->kind() : ConstraintKind::exclusion;
  };
  EXPECT_EQ(refused("('A', 1, 5, 'two', " + no + ", NULL)"), ConstraintKind::unique) << "key";
  EXPECT_EQ(refused("('A', 2, 5, 'one', " + no + ", NULL)"), ConstraintKind::unique) << "label";
  EXPECT_EQ(refused("('A', 2, 5, 'two', " + no + ", 'Ann')"), ConstraintKind::unique) << "owner";
  EXPECT_EQ(refused("('A', 2, 20, 'two', " + yes + ", NULL)"), ConstraintKind::unique)
      << "the partial index";
  run(insert + "('A', 2, 20, 'two', " + no + ", NULL)");
  EXPECT_EQ(refused("('A', 3, 0, 'three', " + no + ", NULL)"), ConstraintKind::check);
  EXPECT_EQ(refused("('B', 3, 1, 'B', " + no + ", NULL)"), ConstraintKind::check);
}

}  // namespace
}  // namespace orp::tests
