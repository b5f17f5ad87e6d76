// SPDX-License-Identifier: MIT
// One test for each schema in models/: it is accepted and means exactly what the .txt beside it
// says.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
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
#include "schema/model/naming.hpp"
#include "support/golden.hpp"

namespace orp::language {
namespace {

std::string full_name(const Table& table) {
  return lower_case(table.database_schema) + '.' + lower_case(table.name);
}

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

// ---- What emitters may rely on ------------------------------------------------------------------

// The primary key, or a unique constraint or index over plain columns.
bool is_unique(const Table& table, std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  const auto are_these = [&](std::vector<std::string> others) {
    std::sort(others.begin(), others.end());
    return others == columns;
  };
  if (are_these(table.primary_key.columns)) return true;
  for (const Unique& unique : table.uniques)
    if (are_these(unique.columns)) return true;
  for (const Index& index : table.indexes) {
    std::vector<std::string> parts;
    for (const schema::IndexPart& part : index.parts) parts.push_back(part.column);
    if (index.unique && index.condition.empty() && are_these(parts)) return true;
  }
  return false;
}

void expect_database_names(const Table& table) {
  std::set<std::string> names;
  for (const Column& column : table.columns) {
    EXPECT_LE(column.name.size(), max_name_bytes);
    EXPECT_TRUE(names.insert(lower_case(column.name)).second) << column.name;
  }
}

void expect_foreign_keys(const Model& model, const Table& table) {
  for (const ForeignKey& key : table.foreign_keys) {
    ASSERT_LT(key.target, model.entities.size());
    const Table& target = model.entities[key.target].table;
    EXPECT_EQ(key.referred_table, target.name);
    EXPECT_TRUE(is_unique(target, key.referred_columns)) << key.name;
    ASSERT_EQ(key.columns.size(), key.referred_columns.size());
    for (std::size_t i = 0; i < key.columns.size(); ++i)
      EXPECT_EQ(column_named(table, key.columns[i]).type,
                column_named(target, key.referred_columns[i]).type);
  }
}

void expect_key(const Model& model, const Entity& entity, const Relationship& relationship) {
  if (relationship.kind == RelationshipKind::many_to_many) {
    EXPECT_EQ(relationship.foreign_key, npos);
    ASSERT_LT(relationship.secondary, model.secondary_tables.size());
    const auto& keys = model.secondary_tables[relationship.secondary].foreign_keys;
    ASSERT_LT(relationship.secondary_local_key, keys.size());
    ASSERT_LT(relationship.secondary_target_key, keys.size());
    return;
  }
  EXPECT_EQ(relationship.secondary, npos);
  ASSERT_LT(relationship.foreign_key,
            foreign_key_owner(model, entity, relationship).table.foreign_keys.size());
}

void expect_reverse(const Model& model, std::size_t number, std::size_t place) {
  const Entity& entity = model.entities[number];
  const Relationship& relationship = entity.relationships[place];
  if (relationship.reverse == npos) return;
  const Entity& target = model.entities[relationship.target];
  ASSERT_LT(relationship.reverse, target.relationships.size());
  const Relationship& reverse = target.relationships[relationship.reverse];
  EXPECT_EQ(reverse.target, number);
  EXPECT_EQ(reverse.reverse, place);
  if (relationship.kind == RelationshipKind::many_to_many) {
    EXPECT_EQ(reverse.secondary, relationship.secondary);
    EXPECT_EQ(reverse.secondary_local_key, relationship.secondary_target_key);
    EXPECT_EQ(reverse.secondary_target_key, relationship.secondary_local_key);
  } else {
    EXPECT_EQ(&foreign_key_of(model, entity, relationship),
              &foreign_key_of(model, target, reverse));
  }
}

// model.hpp, rules 1, 2, 3, 4 and 5.
TEST_P(Models, hold_what_emitters_rely_on) {
  Diagnostics diagnostics;
  const std::optional<Model> read = read_schema(folder / (GetParam() + ".json"), diagnostics);
  ASSERT_TRUE(read) << diagnostics.to_string();
  const Model& model = *read;
  std::set<std::string> tables;
  bool is_root = false;  // whose entities come last
  for (std::size_t number = 0; number < model.entities.size(); ++number) {
    const Entity& entity = model.entities[number];
    SCOPED_TRACE(entity.name);
    EXPECT_EQ(why_refused(entity.name, NameUse::entity), "");
    EXPECT_TRUE(tables.insert(full_name(entity.table)).second);
    for (const Column& column : entity.table.columns)
      EXPECT_EQ(why_refused(column.attribute, NameUse::attribute), "");
    expect_database_names(entity.table);
    expect_foreign_keys(model, entity.table);
    EXPECT_FALSE(is_root && entity.where.file != 0);
    is_root = is_root || entity.where.file == 0;
    bool is_hidden = false;
    for (std::size_t place = 0; place < entity.relationships.size(); ++place) {
      const Relationship& relationship = entity.relationships[place];
      ASSERT_LT(relationship.target, model.entities.size());
      for (const OrderBy& term : relationship.order_by)
        EXPECT_LT(term.column, model.entities[relationship.target].table.columns.size());
      expect_key(model, entity, relationship);
      expect_reverse(model, number, place);
      EXPECT_FALSE(is_hidden && !relationship.hidden);
      is_hidden = relationship.hidden;
    }
  }
  for (const Table& table : model.secondary_tables) {
    EXPECT_TRUE(tables.insert(full_name(table)).second);
    expect_database_names(table);
    expect_foreign_keys(model, table);
  }
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
            "a.json:1:35: /entities/Wide: Wide has 129 columns, more than 128; move some to "
            "an entity of their own, in a \"one_to_one\"\n");
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
