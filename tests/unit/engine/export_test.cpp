// SPDX-License-Identifier: MIT
// CSV and JSON of what no database of the tests gives.
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "backend/plain_type.hpp"
#include "orpiment/engine/dynamic_result.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

/// One column of texts, or of values of which nothing is known.
class OneColumn final : public backend::StoredRows {
 public:
  explicit OneColumn(std::vector<std::optional<std::string>> values, bool knows_type = true)
      : values_(std::move(values)), knows_type_(knows_type) {}

  std::size_t row_count() const override { return values_.size(); }
  std::size_t column_count() const override { return 1; }
  std::string_view column_name(std::size_t) const override { return "a,\"b\""; }
  bool is_null(std::size_t row, std::size_t) const override { return !values_[row]; }
  const ColumnType* type(std::size_t row, std::size_t column) const override {
    return knows_type_ ? &backend::plain_type<std::string, TypeTag::text>
                       : StoredRows::type(row, column);
  }
  void read(std::size_t row, std::size_t, const ColumnType&, void* field) const override {
    *static_cast<std::string*>(field) = *values_[row];
  }

 private:
  std::vector<std::optional<std::string>> values_;
  bool knows_type_;
};

DynamicResult result_of(std::vector<std::optional<std::string>> values, bool knows_type = true) {
  return {std::make_shared<OneColumn>(std::move(values), knows_type), 0};
}

std::string csv(const DynamicResult& result) {
  std::ostringstream out;
  result.to_csv(out);
  return out.str();
}
std::string json(const DynamicResult& result) {
  std::ostringstream out;
  result.to_json(out);
  return out.str();
}

TEST(Export, quotes_what_csv_would_take_apart) {
  EXPECT_EQ(csv(result_of({"plain", "a,b", "say \"a\"", "\r", "\n", "", std::nullopt, " "})),
            "\"a,\"\"b\"\"\"\r\nplain\r\n\"a,b\"\r\n\"say \"\"a\"\"\"\r\n\"\r\"\r\n\"\n\"\r\n"
            "\"\"\r\n\r\n \r\n");
}

TEST(Export, keeps_zero_bytes) {
  const std::string text("a\0b", 3);
  EXPECT_EQ(csv(result_of({text})), "\"a,\"\"b\"\"\"\r\n" + text + "\r\n");
  EXPECT_EQ(json(result_of({text})), "[\n{\"a,\\\"b\\\"\":\"a\\u0000b\"}\n]\n");
}

TEST(Export, needs_to_know_what_a_value_is) {
  EXPECT_ERROR(UsageError, "ORP-1231", csv(result_of({"a"}, false)), "what the values of the");
  EXPECT_ERROR(UsageError, "ORP-1231", json(result_of({"a"}, false)), "columns<...>()");
  EXPECT_EQ(json(result_of({std::nullopt}, false)), "[\n{\"a,\\\"b\\\"\":null}\n]\n");
  EXPECT_EQ(result_of({"a"}, false)[0][0].type(), std::nullopt);
}

}  // namespace
}  // namespace orp::tests
