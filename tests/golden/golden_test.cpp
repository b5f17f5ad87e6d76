// SPDX-License-Identifier: MIT
// Each folder beside this file is a case: what its schema.json becomes stands in expected/.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cpp/emit.hpp"
#include "cpp/plan.hpp"
#include "print/file_set.hpp"
#include "schema/diagnostic.hpp"
#include "schema/front/front.hpp"
#include "support/golden.hpp"

namespace orp::codegen {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ORPIMENT_SOURCE_DIR) / "tests/golden";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

FileSet generated(const fs::path& schema) {
  Diagnostics diagnostics;
  const std::optional<Model> model = read_schema(schema, diagnostics);
  EXPECT_TRUE(model) << diagnostics.to_string();
  FileSet files(schema);
  if (model) cpp::emit(cpp::make_plan(*model), files);
  return files;
}

std::set<std::string> files_below(const fs::path& root) {
  std::set<std::string> paths;
  if (!fs::exists(root)) return paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) paths.insert(entry.path().lexically_relative(root).string());
  }
  return paths;
}

class Generating : public testing::TestWithParam<std::string> {};

// cpp/plan.hpp, rule 2.
TEST_P(Generating, writes_what_was_accepted) {
  const fs::path expected = folder / GetParam() / "expected";
  const FileSet files = generated(folder / GetParam() / "schema.json");
  std::set<std::string> accepted = files_below(expected);
  for (const auto& [path, content] : files.files()) {
    tests::expect_golden(expected / path, content);
    accepted.erase(path);
  }
  for (const std::string& path : accepted) {
    if (tests::is_accepting()) {
      fs::remove(expected / path);
    } else {
      ADD_FAILURE() << path << " is expected but not generated";
    }
  }
}

// cpp/plan.hpp, rule 1.
TEST_P(Generating, writes_the_same_each_time) {
  const fs::path schema = folder / GetParam() / "schema.json";
  EXPECT_EQ(generated(schema).files(), generated(schema).files());
}

INSTANTIATE_TEST_SUITE_P(Schema, Generating, testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param; });

TEST(Generating, keeps_an_ordinary_entity_within_three_screens) {
  const FileSet files = generated(folder / "quick_start/schema.json");
  for (const auto& [path, content] : files.files()) {
    const auto lines = std::count(content.begin(), content.end(), '\n');
    EXPECT_LE(lines, path.ends_with(".hpp") ? 150 : 120) << path;
  }
}

}  // namespace
}  // namespace orp::codegen
