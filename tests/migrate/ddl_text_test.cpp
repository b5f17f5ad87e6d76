// SPDX-License-Identifier: MIT
// What create_all and drop_all would send, without a database. The goldens stand side by side.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "branches/model.hpp"
#include "company/model.hpp"
#include "everything/model.hpp"
#include "migrate/create_all.hpp"
#include "orpiment/backend/database.hpp"
#include "support/golden.hpp"
#include "warehouse/model.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DdlText : public ::testing::TestWithParam<const char*> {
 protected:
  static const backend::Database& database() { return backend::find_database(GetParam()); }
  static bool is_sqlite() { return std::string(GetParam()) == "sqlite"; }
  static void expect(const std::string& name, const std::vector<std::string>& statements) {
    std::string text;
    for (const std::string& statement : statements) text += statement + ";\n";
    expect_golden(std::filesystem::path(ORPIMENT_SOURCE_DIR) / "tests/migrate" /
                      (name + '.' + GetParam() + ".sql"),
                  text);
  }
};
INSTANTIATE_TEST_SUITE_P(Of, DdlText, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& of) { return std::string(of.param); });

// create_all.hpp, rule 1.
TEST_P(DdlText, creates_everything) {
  expect("create_everything",
         create_statements(schema::from(everything::metadata()), database(), {}));
}

TEST_P(DdlText, creates_what_databases_keep_in_their_own_way) {
  expect("create_warehouse",
         create_statements(schema::from(warehouse::metadata()), database(), {}));
}

TEST_P(DdlText, creates_tables_in_schemas_of_the_database) {
  const schema::Catalog catalog = schema::from(branches::metadata());
  std::vector<std::string> statements = create_schema_statements(catalog, database());
  for (std::string& each : create_statements(catalog, database(), {}))
    statements.push_back(std::move(each));
  expect("create_branches", statements);
}

TEST_P(DdlText, drops_everything) {
  ExistingNames existing;
  for (const TableInfo* table : everything::metadata().tables) existing.tables.insert(table->name);
  if (!is_sqlite())
    for (const EnumInfo* type : everything::metadata().enumerations)
      existing.types.insert(type->name);
  expect("drop_everything",
         drop_statements(schema::from(everything::metadata()), database(), existing));
}

// create_all.hpp, rule 2.
TEST_P(DdlText, what_exists_is_not_created_again) {
  ExistingNames existing;
  for (const TableInfo* table : company::metadata().tables) existing.tables.insert(table->name);
  EXPECT_THAT(create_statements(schema::from(company::metadata()), database(), existing),
              IsEmpty());
  existing.tables.erase("labels");
  EXPECT_EQ(create_statements(schema::from(company::metadata()), database(), existing).size(), 1U);
}

TEST_P(DdlText, what_does_not_exist_is_not_dropped) {
  EXPECT_THAT(drop_statements(schema::from(company::metadata()), database(), {}), IsEmpty());
}

// create_all.hpp, rule 1.
TEST_P(DdlText, referred_tables_are_created_first) {
  const auto statements = create_statements(schema::from(company::metadata()), database(), {});
  const auto position = [&](const std::string& table) {
    for (std::size_t i = 0; i < statements.size(); ++i)
      if (statements[i].rfind("CREATE TABLE \"" + table + "\"", 0) == 0) return i;
    return statements.size();
  };
  EXPECT_LT(position("teams"), position("people"));
  EXPECT_LT(position("people"), position("badges"));
  EXPECT_LT(position("tasks"), position("notes"));
  EXPECT_LT(position("rooms"), position("bookings"));
  EXPECT_LT(position("notes"), statements.size());
}

}  // namespace
}  // namespace orp::tests
