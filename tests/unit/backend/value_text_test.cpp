// SPDX-License-Identifier: MIT
#include "orpiment/backend/value_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::backend {
namespace {

using namespace orp::literals;
namespace types = facts::types;

template <class T>
std::string text_of(const facts::Type<T>& type, const T& value) {
  std::string text;
  append_value(text, type, &value);
  return text;
}

TEST(ValueText, looks_like_a_literal) {
  EXPECT_EQ(text_of(types::int64, std::int64_t{-42}), "-42");
  EXPECT_EQ(text_of(types::boolean, true), "true");
  EXPECT_EQ(text_of(types::float64, 0.1), "0.1");
  EXPECT_EQ(text_of(types::decimal(12, 2), "12.5"_dec), "12.50");
  EXPECT_EQ(text_of(types::text, std::string("it's")), "'it''s'");
  EXPECT_EQ(text_of(types::bytes, Bytes{0, 255}), "x'00ff'");
  EXPECT_EQ(text_of(types::date, Date(2026, 11, 20)), "'2026-11-20'");
}

TEST(ValueText, of_an_empty_field_is_null) {
  const std::optional<std::int32_t> empty;
  std::string text;
  append_value(text, types::int32.nullable(), &empty);
  append_value(text, types::int32, nullptr);
  EXPECT_EQ(text, "NULLNULL");
}

TEST(ValueText, is_cut_between_characters) {
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "\u00fc";
  const std::string text = text_of(types::text, "x" + umlauts);
  EXPECT_TRUE(text.ends_with("\u00fc'...")) << text;
  EXPECT_LT(text.size(), 210u);
}

TEST(ValueText, says_what_is_wrong_with_a_value_that_does_not_fit) {
  EXPECT_EQ(text_of(types::string(2), std::string("abc")),
            "<a text of 3 characters does not fit string(2)>");
}

TEST(ValueText, of_a_batch_shows_the_first_rows) {
  constexpr ColumnInfo columns[] = {facts::column("n", types::int32)};
  const TableInfo table{.name = "t", .columns = columns, .primary_key = facts::list<0>};
  const std::vector<std::int32_t> numbers{1, 2, 3, 4, 5};
  std::vector<const void*> cells;
  for (const std::int32_t& number : numbers) cells.push_back(&number);
  const RowBatch batch{&table, facts::list<0>, cells.size(), cells.data()};
  EXPECT_EQ(rows_text(batch), "(1), (2), (3), ... 2 more");
  EXPECT_EQ(rows_text(batch, 9), "(1), (2), (3), (4), (5)");
}

TEST(ValueText, of_parameters_shortens_lists) {
  const ColumnType type = types::int32;
  const std::vector<std::int32_t> numbers(20, 7);
  std::vector<const void*> pointers;
  for (const std::int32_t& number : numbers) pointers.push_back(&number);
  const KeyList keys{&type, pointers.data(), pointers.size()};
  const BoundValue parameters[] = {{.type = &type, .field = &numbers[0]},
                                   {.type = &type, .keys = &keys}};
  EXPECT_EQ(parameters_text(View<BoundValue>(parameters)),
            "(7, [7, 7, 7, 7, 7, 7, 7, 7, ... 12 more])");
}

}  // namespace
}  // namespace orp::backend
