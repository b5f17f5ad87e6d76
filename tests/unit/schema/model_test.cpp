// SPDX-License-Identifier: MIT
// One test for each schema in models/: it is accepted and means exactly what the .txt beside it
// says.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "schema/diagnostic.hpp"
#include "schema/front/check.hpp"
#include "schema/front/front.hpp"
#include "schema/front/parse.hpp"
#include "schema/front/resolve.hpp"
#include "schema/json/reader.hpp"
#include "schema/model/model_text.hpp"
#include "support/golden.hpp"

namespace orp::language {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ORPIMENT_SOURCE_DIR) / "tests/unit/schema/models";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Models : public testing::TestWithParam<std::string> {};

TEST_P(Models, mean_what_was_accepted) {
  Diagnostics diagnostics;
  const std::optional<Model> model = read_schema(folder / (GetParam() + ".json"), diagnostics);
  ASSERT_TRUE(model) << diagnostics.to_string();
  tests::expect_golden(folder / (GetParam() + ".txt"), to_text(*model));
}

INSTANTIATE_TEST_SUITE_P(Schema, Models, testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param; });

// ---- Schemas made by the tests ------------------------------------------------------------------

struct Outcome {
  Model model;
  std::string errors;
};

Outcome model_of(const json::Node& root, Diagnostics& diagnostics) {
  const std::vector<Document> documents{parse(root, diagnostics)};
  Model model = resolve(documents, diagnostics);
  check(model, diagnostics);
  return {std::move(model), diagnostics.to_string()};
}

Outcome model_of(const std::string& text) {
  Diagnostics diagnostics;
  const std::optional<json::Node> root =
      json::read(text, diagnostics.add_file("a.json"), diagnostics);
  if (!root) return {{}, diagnostics.to_string()};
  return model_of(*root, diagnostics);
}

std::string entity_of_columns(int count) {
  std::string columns = R"("c0": { "type": "int64", "primary_key": true })";
  for (int i = 1; i < count; ++i) {
    columns += ", \"c" + std::to_string(i) + R"(": { "type": "bool" })";
  }
  return R"({ "namespace": "a", "entities": { "Wide": { "table": "wide", "columns": { )" + columns +
         " } } } }";
}

TEST(Model, holds_up_to_128_columns_an_entity) {
  EXPECT_EQ(model_of(entity_of_columns(128)).errors, "");
  EXPECT_EQ(model_of(entity_of_columns(129)).errors,
            "a.json:1:35: /entities/Wide: Wide has 129 columns, more than 128\n");
}

TEST(Model, knows_the_entity_and_the_key_of_a_relationship) {
  const Outcome outcome = model_of(R"({ "namespace": "a", "entities": {
    "User": { "table": "users", "columns": { "id": { "type": "int64", "primary_key": true } },
              "relationships": { "orders": { "to_many": "Order", "back_populates": "user" } } },
    "Order": { "table": "orders", "columns": {
                 "id": { "type": "int64", "primary_key": true },
                 "user_id": { "type": "int64", "references": "User.id" } },
               "relationships": { "user": { "to_one": "User", "back_populates": "orders" } } } } })");
  ASSERT_EQ(outcome.errors, "");
  const Entity& user = outcome.model.entities[0];
  const Entity& order = outcome.model.entities[1];
  for (const Entity* entity : {&user, &order}) {
    const Relationship& relationship = entity->relationships[0];
    EXPECT_EQ(&foreign_key_owner(outcome.model, *entity, relationship), &order);
    EXPECT_EQ(&foreign_key_of(outcome.model, *entity, relationship), &order.table.foreign_keys[0]);
  }
}

// ---- What no schema may do ----------------------------------------------------------------------

/// Calls `use(root)` once for every change of every node below `node`, which is part of `root`.
template <class Use>
void for_each_change(json::Node& root, json::Node& node, const std::vector<json::Node>& values,
                     Use use) {
  const json::Node original = node;
  for (const json::Node& value : values) {
    node = value;
    node.where = original.where;
    use(root);
  }
  node = original;
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    node.members.erase(node.members.begin() + static_cast<std::ptrdiff_t>(i));
    use(root);
    node = original;
    node.members[i].key += 'x';
    use(root);
    node = original;
    for_each_change(root, node.members[i].value, values, use);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(i));
    use(root);
    node = original;
    for_each_change(root, node.items[i], values, use);
  }
}

/// Whatever is changed, there is either a report or a model that can be printed.
TEST_P(Models, survive_every_change_of_their_schema) {
  Diagnostics diagnostics;
  const std::uint32_t file = diagnostics.add_file("a.json");
  const std::string text = tests::file_content(folder / (GetParam() + ".json"));
  std::optional<json::Node> root = json::read(text, file, diagnostics);
  ASSERT_TRUE(root);
  std::vector<json::Node> values;
  for (const char* value : {"null", "\"Person\"", "[\"id\"]", "{}"}) {
    values.push_back(*json::read(value, file, diagnostics));
  }
  for_each_change(*root, *root, values, [](const json::Node& changed) {
    Diagnostics reports;
    reports.add_file("a.json");
    const Outcome outcome = model_of(changed, reports);
    if (outcome.errors.empty()) {
      EXPECT_FALSE(to_text(outcome.model).empty());
    }
  });
}

}  // namespace
}  // namespace orp::language
