// SPDX-License-Identifier: MIT
// Expressions over a row of every type, beside what SQL says that they give. What is expected is
// written by hand, from the SQL standard and PostgreSQL's documentation, and holds wherever the
// expression stands: selected, and in a condition.
#pragma once
#include <cstdint>
#include <everything/model.hpp>
#include <limits>
#include <optional>

#include "orpiment/base/literals.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {

class Expressions : public OnEachDatabase {
 protected:
  using Value = everything::Value;
  static constexpr const Value::Attributes& c = Value::c;

  /// Rows of `values`.
  using RowId = std::int64_t;
  static constexpr RowId usual = 1;
  static constexpr RowId least = 2;
  static constexpr RowId greatest = 3;

  void SetUp() override {
    using namespace orp::literals;
    everything::metadata().create_all(engine());
    connection_.emplace(engine().connect());
    // No setting of a server shows in what an expression gives.
    if (is_postgres())
      connection_->execute_script("SET TIME ZONE 'Asia/Tokyo'; SET DateStyle = 'German, DMY'");
    add({.id = usual,
         .boolean = true,
         .small = 300,
         .middle = 70'000,
         .big = 5'000'000'000,
         .single = 0.1F,
         .twice = 2.5,
         .money = "12.50"_dec,
         .huge = "1.5"_dec});
    add({.id = least,
         .boolean = false,
         .small = std::numeric_limits<std::int16_t>::min(),
         .middle = std::numeric_limits<std::int32_t>::min(),
         .big = std::numeric_limits<std::int64_t>::min(),
         .single = -2.5F,
         .twice = -3.5,
         .money = "-0.05"_dec,
         .huge = "-12345678901234567890.5"_dec});
    add({.id = greatest,
         .boolean = true,
         .small = std::numeric_limits<std::int16_t>::max(),
         .middle = std::numeric_limits<std::int32_t>::max(),
         .big = std::numeric_limits<std::int64_t>::max(),
         .single = 1e30F,
         .twice = 1e308,
         .money = "99999999.99"_dec,
         .huge = "12345678901234567890.5"_dec});
    connection_->commit();
  }

  template <class T>
  T selected(RowId row, const Expr<T>& expression) {
    return connection_->execute(select(expression).where(c.id == row)).scalar_one();
  }
  template <class T>
  std::size_t rows_where(RowId row, const Expr<T>& condition) {
    return connection_->execute(select(c.id).where(c.id == row).where(condition)).all().size();
  }

  template <class T, class V>
  void gives(RowId row, const Expr<T>& expression, const V& expected) {
    EXPECT_EQ(selected(row, expression), expected);
    EXPECT_EQ(rows_where(row, expression == expected), 1U) << "in a condition";
  }
  template <class T>
  void gives_null(const Expr<T>& expression) {
    EXPECT_EQ(selected(usual, expression), std::nullopt);
    EXPECT_EQ(rows_where(usual, expression.is_null()), 1U) << "in a condition";
  }
  template <class T>
  void fails(RowId row, const Expr<T>& expression, std::string_view code) {
    const auto alone = error_of<DataError>([&] { selected(row, expression); });
    connection_->rollback();
    const auto inside = error_of<DataError>([&] { rows_where(row, expression.is_not_null()); });
    connection_->rollback();
    EXPECT_EQ(alone ? alone->code() : "none", code);
    EXPECT_EQ(inside ? inside->code() : "none", code) << "in a condition";
  }
  template <class T>
  auto aggregate(const Expr<T>& expression) {
    return connection_->execute(select(expression)).scalar_one();
  }

  /// NULL of a column's type.
  template <class X>
  static auto none(const X& column) {
    return case_().when(c.id == -1, column);
  }

  Connection& connection() { return *connection_; }

 private:
  struct Numbers {
    std::int64_t id;
    bool boolean;
    std::int16_t small;
    std::int32_t middle;
    std::int64_t big;
    float single;
    double twice;
    Decimal money;
    Decimal huge;
  };
  void add(const Numbers& of) {
    using namespace orp::literals;
    connection_->execute(insert<Value>().values(
        c.id = of.id, c.boolean = of.boolean, c.small = of.small, c.middle = of.middle,
        c.big = of.big, c.single = of.single, c.twice = of.twice, c.money = of.money,
        c.huge = of.huge, c.short_text = "Ab", c.long_text = "long Text", c.blob = Bytes{1, 2, 3},
        c.uid = Uuid::parse("123E4567-e89b-12d3-a456-426614174000"),
        c.day = Date::parse("2024-02-29"), c.clock = Time::parse("12:30:00.5"),
        c.local = Timestamp::parse("2024-02-29 23:30:00.123456"),
        c.instant = TimestampTz::parse("2024-03-01 01:30:00.25+02"),
        c.span = Interval::parse("P1DT2H"), c.document = Json::parse("{\"a\": 1}"),
        c.mood = everything::Mood::ok, c.numbers = std::vector<std::int32_t>{1, 2},
        c.texts = std::vector<std::string>{"a"},
        c.moods = std::vector<everything::Mood>{everything::Mood::sad}));
  }

  std::optional<Connection> connection_;
};

#define GIVES(row, expression, expected)         \
  {                                              \
    SCOPED_TRACE(#expression);                   \
    gives(row, orp::Expr(expression), expected); \
  }
#define GIVES_NULL(expression)         \
  {                                    \
    SCOPED_TRACE(#expression);         \
    gives_null(orp::Expr(expression)); \
  }
#define FAILS(row, expression, code)         \
  {                                          \
    SCOPED_TRACE(#expression);               \
    fails(row, orp::Expr(expression), code); \
  }

}  // namespace orp::tests
