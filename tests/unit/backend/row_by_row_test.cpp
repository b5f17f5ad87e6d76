// SPDX-License-Identifier: MIT
// Batches written a row at a time, on a database that returns nothing: what keys it gives has to be
// told some other way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/meta/facts.hpp"
#include "support/expect_error.hpp"
#include "support/fake_database/parts.hpp"
#include "support/fake_link.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

constexpr std::uint16_t key_columns[] = {0};

/// Takes every statement, and says of a new row's number what the test tells it to.
class SilentLink : public testing::FakeLink {
 public:
  std::optional<std::int64_t> number;
  std::int64_t affected = 1;

  const backend::Dialect& dialect() const override { return testing::fake_dialect(); }
  std::size_t insert(const backend::InsertBatch& batch) override { return Link::insert(batch); }
  std::int64_t execute(const backend::Statement&, View<backend::BoundValue>) override {
    return affected;
  }
  std::int64_t last_identity() override { return number ? *number : Link::last_identity(); }
};

/// Inserts a row that gives no value, and wants the columns `returning` back in `results`.
std::size_t insert_defaults(SilentLink& link, const TableInfo& table, View<std::uint16_t> returning,
                            void* const* results) {
  return link.insert({.rows = {.table = &table, .columns = {}, .row_count = 1, .cells = nullptr},
                      .returning = returning,
                      .results = results});
}

constexpr ColumnInfo numbered_columns[] = {
    {.name = "id", .type = facts::types::int16, .primary_key = true, .identity = true}};
constexpr TableInfo numbered = {
    .name = "visits", .columns = numbered_columns, .primary_key = key_columns};

TEST(RowByRow, a_number_is_what_the_link_says) {
  SilentLink link;
  link.number = 7;
  std::int16_t id = 0;
  void* const results[] = {&id};
  EXPECT_EQ(insert_defaults(link, numbered, key_columns, results), 1U);
  EXPECT_EQ(id, 7);
}

TEST(RowByRow, a_row_that_the_database_drops_has_no_number) {
  SilentLink link;
  link.number = 7;
  link.affected = 0;
  std::int16_t id = 0;
  void* const results[] = {&id};
  EXPECT_EQ(insert_defaults(link, numbered, key_columns, results), 0U);
  EXPECT_EQ(id, 0);
}

TEST(RowByRow, a_number_that_the_key_cannot_hold_is_refused) {
  SilentLink link;
  link.number = 70000;
  std::int16_t id = 0;
  void* const results[] = {&id};
  const auto error =
      error_of<DataError>([&] { insert_defaults(link, numbered, key_columns, results); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-2208");
  EXPECT_THAT(error->what(), HasSubstr("object: table visits, columns id"));
}

TEST(RowByRow, a_number_that_no_link_tells_is_an_error) {
  SilentLink link;
  std::int16_t id = 0;
  void* const results[] = {&id};
  const auto error =
      error_of<UsageError>([&] { insert_defaults(link, numbered, key_columns, results); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-1416");
  EXPECT_THAT(error->what(), HasSubstr("fake does not tell the number that it gave a row"));
}

constexpr ColumnInfo keyed_columns[] = {
    {.name = "id",
     .type = facts::types::uuid,
     .primary_key = true,
     .server_default = {.kind = ServerDefaultKind::sql, .text = "new_uuid()"}}};
constexpr TableInfo keyed = {
    .name = "tokens", .columns = keyed_columns, .primary_key = key_columns};

TEST(RowByRow, a_key_that_only_the_database_knows_is_an_error) {
  SilentLink link;
  Uuid id;
  void* const results[] = {&id};
  const auto error =
      error_of<UsageError>([&] { insert_defaults(link, keyed, key_columns, results); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-1416");
  EXPECT_THAT(error->what(), HasSubstr("object: table tokens, columns id"));
  EXPECT_THAT(error->what(), HasSubstr("fake does not return the key that it gave a row"));
}

}  // namespace
}  // namespace orp::tests
