// SPDX-License-Identifier: MIT
// One test for each schema of this folder: its mistakes are reported exactly as in the .txt beside
// it.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "schema/diagnostic.hpp"
#include "schema/front/front.hpp"
#include "support/golden.hpp"

namespace orp::language {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ORPIMENT_SOURCE_DIR) / "tests/diagnostics";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Diagnosing : public testing::TestWithParam<std::string> {};

// front.hpp, rules 1, 2 and 3.
TEST_P(Diagnosing, reports_all_mistakes_with_their_places) {
  fs::current_path(folder);  // so that the names of files in messages are the same everywhere
  Diagnostics diagnostics;
  EXPECT_FALSE(read_schema(GetParam() + ".json", diagnostics));
  EXPECT_TRUE(diagnostics.has_errors());
  tests::expect_golden(folder / (GetParam() + ".txt"), diagnostics.to_string());
}

INSTANTIATE_TEST_SUITE_P(Schema, Diagnosing, testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param; });

TEST(Diagnosing, has_no_expectation_without_a_schema) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    fs::path schema = entry.path();
    if (schema.extension() == ".txt" && schema.filename() != "CMakeLists.txt") {
      EXPECT_TRUE(fs::exists(schema.replace_extension(".json"))) << entry.path();
    }
  }
}

TEST(Diagnosing, reports_a_root_file_that_cannot_be_read) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_schema("nowhere.json", diagnostics));
  EXPECT_EQ(diagnostics.to_string(),
            "nowhere.json: cannot read the schema: No such file or directory\n");
}

}  // namespace
}  // namespace orp::language
