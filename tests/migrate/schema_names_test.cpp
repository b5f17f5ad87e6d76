// SPDX-License-Identifier: MIT
// Types and sequences in schemas within the database, and foreign keys of which no part may be NULL
// alone.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migrate/create_all.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

constexpr const char* labels[] = {"red", "green"};
constexpr EnumInfo colors{.name = "color",
                          .labels = labels,
                          .index = nullptr,
                          .set_index = nullptr,
                          .database_schema = "orpiment_types"};
constexpr ColumnInfo thing_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true}),
    facts::column("color", facts::types::enumeration<int>(colors)),
};
constexpr TableInfo things{
    .name = "things", .columns = thing_columns, .primary_key = facts::list<0>};
constexpr ColumnInfo bill_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true}),
    facts::column("number", facts::types::int64,
                  {.server_default = facts::defaults::sequence("numbers", "orpiment_types")}),
};
constexpr TableInfo bills{.name = "bills", .columns = bill_columns, .primary_key = facts::list<0>};

class NamesInSchemas : public OnEachDatabase {
 protected:
  NamesInSchemas() { drop(); }
  ~NamesInSchemas() override { drop(); }

 private:
  void drop() {
    if (!is_postgres()) return;
    for (const char* schema : {"orpiment_types", "orpiment_others"})
      run(std::string("DROP SCHEMA IF EXISTS ") + schema + " CASCADE");
  }
};
ORPIMENT_ON_EACH_DATABASE(NamesInSchemas);

// Where there are no types they are texts, wherever the types would be.
TEST_P(NamesInSchemas, are_those_of_enumerations) {
  static constexpr const TableInfo* tables[] = {&things};
  static constexpr const EnumInfo* enumerations[] = {&colors};
  const Metadata metadata{.name = "m", .tables = tables, .enumerations = enumerations};
  for (int i = 0; i < 2; ++i) metadata.create_all(engine(), {.schemas = true});
  run("INSERT INTO things VALUES (1, 'green')");
  EXPECT_THROW(run("INSERT INTO things VALUES (2, 'blue')"), Error);
  if (is_postgres()) {
    EXPECT_EQ(
        value_of<std::string>("SELECT CAST(CAST(NULL AS orpiment_types.color) IS NULL AS text)"),
        "true");
    EXPECT_EQ(engine().dialect().cast_type(things.columns[1].type), "\"orpiment_types\".\"color\"");
    const SchemaTranslateMap map{{"orpiment_types", "orpiment_others"}};
    metadata.drop_all(engine());
    metadata.create_all(engine(), {.schemas = true, .schema_translate_map = map});
    EXPECT_EQ(
        value_of<std::string>("SELECT CAST(CAST(NULL AS orpiment_others.color) IS NULL AS text)"),
        "true");
    metadata.drop_all(engine(), {.schema_translate_map = map});
    return;
  }
  for (int i = 0; i < 2; ++i) metadata.drop_all(engine());
}

TEST_P(NamesInSchemas, of_types_stay_while_other_tables_use_them) {
  if (is_sqlite()) GTEST_SKIP() << "has no types";
  static constexpr const TableInfo* tables[] = {&things};
  static constexpr const EnumInfo* enumerations[] = {&colors};
  const Metadata metadata{.name = "m", .tables = tables, .enumerations = enumerations};
  const auto types = [&] {
    return value_of<std::int64_t>("SELECT count(*) FROM pg_type WHERE typname = 'color'");
  };
  metadata.create_all(engine(), {.schemas = true});
  run("CREATE TABLE others (color orpiment_types.color)");
  metadata.drop_all(engine());
  EXPECT_EQ(types(), 1);
  run("DROP TABLE others");
  metadata.drop_all(engine());
  EXPECT_EQ(types(), 0);
}

TEST_P(NamesInSchemas, are_those_of_sequences) {
  static constexpr const TableInfo* tables[] = {&bills};
  static constexpr SequenceInfo sequences[] = {
      {.name = "numbers", .start = 100, .database_schema = "orpiment_types"}};
  const Metadata metadata{.name = "m", .tables = tables, .sequences = sequences};
  if (is_sqlite()) {
    expect_error<UsageError>("ORP-1290", "sequence numbers",
                             [&] { metadata.create_all(engine(), {.schemas = true}); });
    return;
  }
  for (int i = 0; i < 2; ++i) metadata.create_all(engine(), {.schemas = true});
  run("INSERT INTO bills (id) VALUES (1)");
  EXPECT_EQ(value_of<std::int64_t>("SELECT number FROM bills"), 100);
  EXPECT_EQ(value_of<std::int64_t>("SELECT nextval('orpiment_types.numbers')"), 101);
  for (int i = 0; i < 2; ++i) metadata.drop_all(engine());
  metadata.create_all(
      engine(), {.schemas = true, .schema_translate_map = {{"orpiment_types", "orpiment_others"}}});
  EXPECT_EQ(value_of<std::int64_t>("SELECT nextval('orpiment_others.numbers')"), 100);
}

constexpr ColumnInfo pair_columns[] = {
    facts::column("a", facts::types::int64, {.primary_key = true}),
    facts::column("b", facts::types::int64, {.primary_key = true}),
};
constexpr TableInfo pairs{
    .name = "pairs", .columns = pair_columns, .primary_key = facts::list<0, 1>};
constexpr ColumnInfo use_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true}),
    facts::column("a", facts::types::int64.nullable()),
    facts::column("b", facts::types::int64.nullable()),
};
constexpr ForeignKeyInfo use_keys[] = {{.name = "fk_uses",
                                        .columns = facts::list<1, 2>,
                                        .referred = &pairs,
                                        .referred_columns = facts::list<0, 1>,
                                        .match = KeyMatch::full}};
constexpr TableInfo uses{.name = "uses",
                         .columns = use_columns,
                         .primary_key = facts::list<0>,
                         .foreign_keys = use_keys};

TEST_P(NamesInSchemas, full_keys_are_null_as_a_whole) {
  create_table(engine(), pairs);
  create_table(engine(), uses);
  run("INSERT INTO pairs VALUES (1, 2)");
  run("INSERT INTO uses VALUES (1, NULL, NULL), (2, 1, 2)");
  for (const char* values : {"(3, 1, NULL)", "(3, NULL, 2)", "(3, 2, 2)"}) {
    const auto error =
        error_of<IntegrityError>([&] { run(std::string("INSERT INTO uses VALUES ") + values); });
    ASSERT_TRUE(error) << values;
    const bool is_partial = std::string_view(values).find("NULL") != std::string_view::npos;
    if (is_sqlite()) continue;  // a CHECK of that name
    EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
    EXPECT_EQ(error->constraint(), "fk_uses");
    EXPECT_EQ(error->hint().find("all of its columns") != std::string::npos, is_partial) << values;
  }
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM uses"), 2);
  const auto sql = create_statements({.tables = {schema::from(uses)}}, engine().database(), {});
  EXPECT_THAT(is_sqlite() ? sql.front() : sql.back(),
              HasSubstr(is_sqlite() ? "CONSTRAINT \"fk_uses_match\" CHECK ((\"a\" IS "
                                      "NULL) = (\"b\" IS NULL))"
                                    : "MATCH FULL"));
  EXPECT_THAT(schema::from(uses).to_string(), HasSubstr("pairs(a, b) match full"));
  drop_table(engine(), uses);
  drop_table(engine(), pairs);
}

}  // namespace
}  // namespace orp::tests
