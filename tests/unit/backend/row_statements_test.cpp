// SPDX-License-Identifier: MIT
#include "backend/row_statements.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "orpiment/meta/facts.hpp"
#include "support/fake_database/parts.hpp"

namespace orp::tests {
namespace {

using backend::RowBatch;
using backend::RowStatement;
using backend::RowStatements;

constexpr std::uint16_t both[] = {0, 1};
constexpr std::uint16_t swapped[] = {1, 0};
constexpr std::uint16_t first[] = {0};
constexpr ColumnInfo columns[] = {{.name = "id", .type = facts::types::int16, .primary_key = true},
                                  {.name = "age", .type = facts::types::int16}};
constexpr TableInfo people = {.name = "people", .columns = columns, .primary_key = first};
constexpr TableInfo places = {.name = "places", .columns = columns, .primary_key = first};

RowBatch rows_of(const TableInfo& table, View<std::uint16_t> written) {
  return {.table = &table, .columns = written, .row_count = 1, .cells = nullptr};
}

class RowStatementsTest : public ::testing::Test {
 protected:
  std::string update(const TableInfo& table, View<std::uint16_t> written, std::size_t set_count) {
    return statements_.update({rows_of(table, written), set_count}).sql;
  }

  RowStatements statements_{testing::fake_dialect()};
};

TEST_F(RowStatementsTest, a_text_is_built_once) {
  const RowStatement* built = &statements_.update({rows_of(people, swapped), 1});
  const std::string text = built->sql;
  EXPECT_EQ(&statements_.update({rows_of(people, swapped), 1}), built);
  EXPECT_EQ(built->sql, text);
  EXPECT_NE(built->cache_key, 0U);
}

TEST_F(RowStatementsTest, what_differs_in_anything_is_another_text) {
  const std::string age = update(people, swapped, 1);
  EXPECT_NE(update(people, both, 1), age);
  EXPECT_NE(update(people, swapped, 2), age);
  EXPECT_NE(update(places, swapped, 1), age);
  EXPECT_EQ(update(people, swapped, 1), age);
  EXPECT_NE(statements_.erase({rows_of(people, both)}).sql,
            statements_.erase({rows_of(people, first)}).sql);
}

TEST_F(RowStatementsTest, an_insert_is_also_what_it_returns_and_leaves_out) {
  const std::string plain = statements_.insert({.rows = rows_of(people, both)}, {}).sql;
  const std::string returning = statements_.insert({.rows = rows_of(people, both)}, first).sql;
  const backend::InsertBatch careful{.rows = rows_of(people, both), .unless_there = first};
  EXPECT_NE(returning, plain);
  EXPECT_NE(statements_.insert(careful, {}).sql, plain);
  EXPECT_NE(statements_.insert(careful, {}).sql, returning);
  EXPECT_NE(statements_.insert_absent(careful).sql, statements_.insert(careful, {}).sql);
}

}  // namespace
}  // namespace orp::tests
