// SPDX-License-Identifier: MIT
// What one database has and another has not: made, refused, or left out where it only makes things
// faster.
#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migrate/create_all.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

schema::Table numbers() {
  return {.name = "numbers",
          .columns = {{.name = "id", .type = {.tag = TypeTag::int64}},
                      {.name = "n", .type = {.tag = TypeTag::int64}, .nullable = true}},
          .primary_key = {"pk_numbers", {"id"}}};
}

std::vector<std::string> statements(const char* database, schema::Table table) {
  return create_statements({.tables = {std::move(table)}}, backend::find_database(database), {});
}

void expect_refused(const char* database, const schema::Table& table, const char* part) {
  EXPECT_ERROR(UsageError, "ORP-1290", statements(database, table), part);
}

TEST(DatabaseLimits, of_columns_that_are_calculated_when_they_are_read) {
  schema::Table table = numbers();
  table.columns[1].computed = {ComputedKind::virtual_, "id * 2"};
  EXPECT_THAT(statements("sqlite", table).front(), HasSubstr("\"n\" INTEGER AS (id * 2) VIRTUAL"));
  expect_refused("postgresql", table, "numbers: it does not know the column n");
}

TEST(DatabaseLimits, of_sequences) {
  schema::Table table = numbers();
  table.columns[0].server_default = {ServerDefaultKind::sequence, "Tens"};
  EXPECT_THAT(statements("postgresql", table).front(),
              HasSubstr("\"id\" bigint DEFAULT nextval('\"Tens\"') NOT NULL"));
  expect_refused("sqlite", table, "the sequence Tens of the column id");
}

TEST(DatabaseLimits, of_keys) {
  schema::Table table = numbers();
  table.primary_key.deferrable = Deferrable::deferred;
  EXPECT_THAT(statements("postgresql", table).front(),
              HasSubstr("PRIMARY KEY (\"id\") DEFERRABLE INITIALLY DEFERRED"));
  expect_refused("sqlite", table, "a primary key that is deferrable");
  table = numbers();
  table.uniques = {{"one_n", {"n"}, Deferrable::immediate}};
  EXPECT_THAT(statements("postgresql", table).front(), HasSubstr("UNIQUE (\"n\") DEFERRABLE\n"));
  expect_refused("sqlite", table, "the unique constraint one_n, which is deferrable");
  table.uniques = {{"one_n", {"n"}, Deferrable::no, true}};
  EXPECT_THAT(statements("postgresql", table).front(),
              HasSubstr("UNIQUE NULLS NOT DISTINCT (\"n\")"));
  expect_refused("sqlite", table, "one_n, for which one NULL is like another");
}

TEST(DatabaseLimits, of_exclusions) {
  schema::Table table = numbers();
  table.exclusions = {{.name = "apart", .parts = {{"n", "", "="}}, .condition = "n > 0"}};
  EXPECT_THAT(statements("postgresql", table).front(),
              HasSubstr("CONSTRAINT \"apart\" EXCLUDE (\"n\" WITH =) WHERE (n > 0)"));
  expect_refused("sqlite", table, "the exclusion constraint apart");
  table.exclusions[0].dialects = "mine postgresql";
  EXPECT_THAT(statements("sqlite", table).front(), ::testing::Not(HasSubstr("EXCLUDE")));
  EXPECT_THAT(statements("postgresql", table).front(), HasSubstr("EXCLUDE"));
}

TEST(DatabaseLimits, of_indexes_are_none) {
  schema::Table table = numbers();
  table.indexes = {{.name = "i",
                    .parts = {{"n", "", true, NullsPlace::last, "int8_ops"}},
                    .method = "btree",
                    .include = {"id"}}};
  EXPECT_EQ(statements("postgresql", table).back(),
            "CREATE INDEX \"i\" ON \"numbers\" USING btree (\"n\" int8_ops DESC NULLS LAST) "
            "INCLUDE (\"id\")");
  EXPECT_EQ(statements("sqlite", table).back(), "CREATE INDEX \"i\" ON \"numbers\" (\"n\" DESC)");
  table.indexes[0].dialects = "postgresql";
  EXPECT_EQ(statements("sqlite", table).size(), 1U);
}

TEST(DatabaseLimits, of_table_options_are_none) {
  schema::Table table = numbers();
  table.options = {.strict = false,
                   .without_rowid = true,
                   .unlogged = true,
                   .partition_by = "RANGE (id)",
                   .tablespace = "fast",
                   .storage = "fillfactor = 70"};
  EXPECT_THAT(statements("sqlite", table).front(), ::testing::EndsWith("\n) WITHOUT ROWID"));
  EXPECT_THAT(statements("postgresql", table).front(), ::testing::StartsWith("CREATE UNLOGGED "));
  EXPECT_THAT(
      statements("postgresql", table).front(),
      ::testing::EndsWith(") PARTITION BY RANGE (id) WITH (fillfactor = 70) TABLESPACE \"fast\""));
  table.options = {.without_rowid = true};
  EXPECT_THAT(statements("sqlite", table).front(),
              ::testing::EndsWith("\n) STRICT, WITHOUT ROWID"));
}

// What is there already is not made, and not refused either.
TEST(DatabaseLimits, of_tables_that_exist_are_none) {
  schema::Table table = numbers();
  table.primary_key.deferrable = Deferrable::deferred;
  EXPECT_THAT(create_statements({.tables = {table}}, backend::find_database("sqlite"),
                                {.tables = {"numbers"}, .types = {}}),
              IsEmpty());
}

TEST(DatabaseLimits, sequences_are_made_and_dropped_where_there_are_such) {
  const schema::Catalog catalog{.sequences = {{"numbers"}, {"tens", 100, 10}}};
  const backend::Database& postgres = backend::find_database("postgresql");
  EXPECT_THAT(create_statements(catalog, postgres, {}),
              ElementsAre("CREATE SEQUENCE \"numbers\"",
                          "CREATE SEQUENCE \"tens\" START WITH 100 INCREMENT BY 10"));
  const ExistingNames existing{.tables = {}, .types = {}, .views = {}, .sequences = {"tens"}};
  EXPECT_THAT(create_statements(catalog, postgres, existing),
              ElementsAre("CREATE SEQUENCE \"numbers\""));
  EXPECT_THAT(drop_statements(catalog, postgres, existing), ElementsAre("DROP SEQUENCE \"tens\""));
  EXPECT_THAT(create_statements(catalog, backend::find_database("sqlite"), {}), IsEmpty());
}

class NumberedRows : public OnEachDatabase {};
ORPIMENT_ON_EACH_DATABASE(NumberedRows);

TEST_P(NumberedRows, by_a_sequence) {
  static constexpr ColumnInfo columns[] = {
      facts::column("id", facts::types::int64,
                    {.primary_key = true, .server_default = facts::defaults::sequence("tens")}),
      facts::column("note", facts::types::text),
  };
  static constexpr TableInfo tickets{
      .name = "tickets", .columns = columns, .primary_key = facts::list<0>};
  static constexpr const TableInfo* all[] = {&tickets};
  static constexpr SequenceInfo sequences[] = {{.name = "tens", .start = 100, .increment = 10}};
  constexpr Metadata metadata{.name = "numbered", .tables = all, .sequences = sequences};
  if (is_sqlite())
    return EXPECT_ERROR(UsageError, "ORP-1290", metadata.create_all(engine()), "tens");
  for (int i = 0; i < 2; ++i) metadata.create_all(engine());
  run("INSERT INTO tickets (note) VALUES ('one'), ('two')");
  EXPECT_EQ(value_of<std::int64_t>("SELECT max(id) FROM tickets"), 110);
  for (int i = 0; i < 2; ++i) metadata.drop_all(engine());
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM pg_sequences WHERE sequencename = 'tens'"),
            0);
}

TEST_P(NumberedRows, by_an_identity_among_other_columns_of_the_key) {
  static constexpr ColumnInfo columns[] = {
      facts::column("shop", facts::types::int32, {.primary_key = true}),
      facts::column("id", facts::types::int64, {.primary_key = true, .identity = true}),
  };
  static constexpr TableInfo orders{
      .name = "orders", .columns = columns, .primary_key = facts::list<0, 1>};
  static constexpr const TableInfo* all[] = {&orders};
  if (is_sqlite())
    return EXPECT_ERROR(UsageError, "ORP-1410", create(all), "orders.id is an identity among");
  create(all);
  run("INSERT INTO orders (shop) VALUES (1), (2)");
  EXPECT_EQ(value_of<std::int64_t>("SELECT max(id) FROM orders"), 2);
}

}  // namespace
}  // namespace orp::tests
