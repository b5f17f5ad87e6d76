// SPDX-License-Identifier: MIT
// Lists of keys, one parameter a column (docs/decisions/0002).
#include <algorithm>
#include <string>
#include <vector>

#include "support/database.hpp"

namespace orp::tests {
namespace {

class KeyLists : public OnEachDatabase {};
ORPIMENT_ON_EACH_DATABASE(KeyLists);

/// How SQLite goes about `sql`, a line a table.
std::vector<std::string> plan_of(Engine& engine, const std::string& sql) {
  Connection connection = engine.connect();
  std::vector<std::string> lines;
  for (const DynamicRow& row : connection.execute(unsafe_text("EXPLAIN QUERY PLAN " + sql)))
    lines.push_back(row.get<std::string>("detail"));
  return lines;
}

std::size_t count_with(const std::vector<std::string>& lines, std::string_view part) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const std::string& line) { return line.find(part) != std::string::npos; }));
}

TEST_P(KeyLists, of_several_columns_are_put_together_by_position_without_a_search) {
  if (is_postgres()) GTEST_SKIP() << "PostgreSQL has unnest of several arrays";
  const auto plan = plan_of(engine(),
                            "SELECT k0.value, k1.value, k2.value FROM orpiment_keys(NULL) AS k0 "
                            "JOIN orpiment_keys(NULL) AS k1 ON k1.position = k0.position "
                            "JOIN orpiment_keys(NULL) AS k2 ON k2.position = k0.position");
  EXPECT_EQ(count_with(plan, "VIRTUAL TABLE INDEX 1:"), 1U) << "one list is read in its order";
  EXPECT_EQ(count_with(plan, "VIRTUAL TABLE INDEX 2:"), 2U) << "the others by position";
}

}  // namespace
}  // namespace orp::tests
