// SPDX-License-Identifier: MIT
// What generated descriptors say, as values, and that a schema says the same.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "branches/model.hpp"
#include "company/model.hpp"
#include "everything/model.hpp"
#include "kinds/model.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/meta/metadata.hpp"
#include "orpiment/meta/schema.hpp"
#include "schema/front/front.hpp"
#include "schema/model/model.hpp"
#include "support/golden.hpp"
#include "warehouse/model.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

TEST(Catalog, holds_and_prints_everything) {
  expect_golden(std::filesystem::path(ORPIMENT_SOURCE_DIR) / "tests/migrate/everything.catalog.txt",
                schema::from(everything::metadata()).to_string());
}

schema::Catalog catalog_of_file(const char* name) {
  language::Diagnostics diagnostics;
  const auto model = language::read_schema(
      std::filesystem::path(ORPIMENT_SOURCE_DIR) / "tests/models" / name, diagnostics);
  EXPECT_TRUE(model) << diagnostics.to_string();
  return language::catalog_of(*model);
}

// schema.hpp, rule 2.
TEST(Catalog, of_a_schema_is_that_of_what_is_generated_from_it) {
  EXPECT_EQ(catalog_of_file("everything.json"), schema::from(everything::metadata()));
  EXPECT_EQ(catalog_of_file("company.json"), schema::from(company::metadata()));
  EXPECT_EQ(catalog_of_file("branches.json"), schema::from(branches::metadata()));
  EXPECT_EQ(catalog_of_file("warehouse.json"), schema::from(warehouse::metadata()));
  EXPECT_EQ(catalog_of_file("kinds.json"), schema::from(kinds::metadata()));
}

TEST(Catalog, prints_what_a_type_is_on_one_database) {
  const std::string text = schema::from(kinds::metadata()).to_string();
  EXPECT_THAT(text, HasSubstr("address text [postgresql inet column abbrev(?)] "
                              "[sqlite without order]"));
  EXPECT_THAT(text, HasSubstr("count int32 [postgresql domain positive check VALUE > 0]"));
  EXPECT_THAT(text, HasSubstr("marks int32 null[]"));
  EXPECT_THAT(text, HasSubstr("view SELECT room_id, visits FROM room_uses WHERE visits > 1"));
}

TEST(Catalog, equals_one_of_the_same_descriptors) {
  EXPECT_EQ(schema::from(company::metadata()), schema::from(company::metadata()));
}

// schema.hpp, rule 1.
TEST(Catalog, a_copy_changes_alone) {
  const schema::Catalog before = schema::from(company::metadata());
  schema::Catalog after = before;
  after.tables.front().columns.back().nullable ^= true;
  EXPECT_NE(before, after);
  EXPECT_EQ(before, schema::from(company::metadata()));
}

// Numbers and addresses would tell these apart.
// schema.hpp, rule 1.
TEST(Catalog, a_constraint_means_the_same_wherever_its_columns_stand) {
  static constexpr ColumnInfo one_way[] = {facts::column("id", facts::types::int64),
                                           facts::column("boss_id", facts::types::int64)};
  static constexpr ColumnInfo other_way[] = {facts::column("boss_id", facts::types::int64),
                                             facts::column("id", facts::types::int64)};
  struct People {
    TableInfo table;
    ForeignKeyInfo boss;
    explicit People(View<ColumnInfo> columns, View<std::uint16_t> id, View<std::uint16_t> boss_id)
        : table{.name = "people", .columns = columns, .primary_key = id},
          boss{.name = "fk", .columns = boss_id, .referred = &table, .referred_columns = id} {
      table.foreign_keys = {&boss, 1};
    }
  };
  const People here(one_way, facts::list<0>, facts::list<1>);
  const People there(other_way, facts::list<1>, facts::list<0>);
  const schema::Table first = schema::from(here.table);
  const schema::Table second = schema::from(there.table);
  EXPECT_EQ(first.foreign_keys, second.foreign_keys);
  EXPECT_EQ(first.primary_key, second.primary_key);
  EXPECT_NE(first, second);
}

// schema.hpp, rule 2.
TEST(Catalog, says_what_a_type_is_in_the_database) {
  const auto text = [](const ColumnType& type) { return schema::from(type).to_string(); };
  EXPECT_EQ(text(facts::types::decimal(12, 2)), "decimal(12,2)");
  EXPECT_EQ(text(facts::types::string(40).nullable()), "string(40)");
  EXPECT_EQ(text(facts::types::float64), "double");
  static constexpr ColumnType element = facts::types::int32;
  static constexpr ArrayInfo array = facts::array_of<std::vector<std::int32_t>>(element);
  EXPECT_EQ(text(facts::types::array<std::vector<std::int32_t>>(array)), "int32[]");
  EXPECT_EQ(schema::Type().to_string(), "unknown");
}

}  // namespace
}  // namespace orp::tests
