// SPDX-License-Identifier: MIT
// Functions of one row's values give the same on every database.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/number_functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text_functions.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using orp::Unit;
namespace func = orp::func;
using Text = std::optional<std::string>;

class ScalarResults : public ResultsTest {
 protected:
  void SetUp() override {
    run(orp::insert<Order>().values(Order::c.id = 1, Order::c.user_id = 1,
                                    Order::c.total = "-7.25"_dec, Order::c.status = Status::paid));
  }
  template <class T>
  T value(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression)).scalar_one();
  }
  template <class T>
  T of_order(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).where(Order::c.id == 1)).scalar_one();
  }
  template <class T>
  void expect_data_error(const orp::Expr<T>& expression, const char* code = "ORP-2220") {
    auto around = connection_.begin_nested();
    const auto error = orp::tests::error_of<orp::DataError>([&] { (void)value(expression); });
    EXPECT_EQ(error ? error->code() : "none", code);
    around.rollback();
  }
  static auto text(const char* of) { return orp::literal(std::string(of)); }
  static auto no_text() { return orp::literal(Text()); }
};

TEST_P(ScalarResults, are_parts_of_texts) {
  EXPECT_EQ(value(func::trim(text("  a b\t "))), "a b\t");
  EXPECT_EQ(value(func::trim(text("xyaxy"), "yx")), "a");
  EXPECT_EQ(value(func::ltrim(text("xxax"), "x")), "ax");
  EXPECT_EQ(value(func::rtrim(text("xxax"), "x")), "xxa");
  EXPECT_EQ(value(func::trim(no_text())), std::nullopt);
  const auto word = text("Größe");
  EXPECT_EQ(value(func::substr(word, 3)), "öße");
  EXPECT_EQ(value(func::substr(word, 3, 2)), "öß");
  EXPECT_EQ(value(func::substr(word, -1, 3)), "G") << "characters before the first count";
  EXPECT_EQ(value(func::substr(word, 0)), "Größe");
  EXPECT_EQ(value(func::substr(word, 6)), "");
  EXPECT_EQ(value(func::substr(word, 2, 0)), "");
  EXPECT_EQ(value(func::substr(word, 2, std::numeric_limits<std::int32_t>::max())), "röße");
  expect_data_error(func::substr(word, 2, -1));
  EXPECT_EQ(value(func::left(word, 3)), "Grö");
  EXPECT_EQ(value(func::left(word, -3)), "Gr");
  EXPECT_EQ(value(func::left(word, -9)), "");
  EXPECT_EQ(value(func::right(word, 2)), "ße");
  EXPECT_EQ(value(func::right(word, 9)), "Größe");
  EXPECT_EQ(value(func::right(word, -2)), "öße");
  EXPECT_EQ(value(func::right(word, orp::literal(std::int64_t{1}))), "e");
  EXPECT_EQ(value(func::right(word, 0)), "");
}

TEST_P(ScalarResults, are_texts_of_texts) {
  EXPECT_EQ(value(func::replace(text("abcab"), "ab", "x")), "xcx");
  EXPECT_EQ(value(func::replace(text("abc"), "", "x")), "abc");
  EXPECT_EQ(value(func::position(text("Größe"), "ß")), 4);
  EXPECT_EQ(value(func::position(text("abc"), "x")), 0);
  EXPECT_EQ(value(func::position(text("abc"), "")), 1);
  EXPECT_EQ(value(func::concat(no_text(), "a", text("b"), no_text())), "ab");
  EXPECT_EQ(value(func::concat(no_text())), "");
  EXPECT_EQ(value(func::concat_ws("-", "a", no_text(), text(""), "b")), "a--b");
  EXPECT_EQ(value(func::concat_ws(no_text(), "a", "b")), std::nullopt);
  EXPECT_EQ(value(func::concat_ws("-", no_text())), "");
}

TEST_P(ScalarResults, are_whole_numbers) {
  EXPECT_EQ(of_order(func::floor(Order::c.total)), "-8"_dec);
  EXPECT_EQ(of_order(func::ceil(Order::c.total)), "-7"_dec);
  EXPECT_EQ(of_order(func::trunc(Order::c.total)), "-7"_dec);
  EXPECT_EQ(of_order(func::floor(-Order::c.total)), "7"_dec);
  EXPECT_EQ(of_order(func::ceil(-Order::c.total)), "8"_dec);
  EXPECT_EQ(of_order(func::ceil(Order::c.total - Order::c.total)), "0"_dec);
  EXPECT_EQ(of_order(func::floor(Order::c.total) + "0.5"_dec), "-7.5"_dec);
  EXPECT_EQ(of_order(func::sign(Order::c.total)), -1);
  EXPECT_EQ(value(func::floor(orp::literal(-2.5))), -3.0);
  EXPECT_EQ(value(func::ceil(orp::literal(-2.5))), -2.0);
  EXPECT_EQ(value(func::trunc(orp::literal(2.5))), 2.0);
  EXPECT_EQ(value(func::sign(orp::literal(0.0))), 0);
  EXPECT_EQ(value(func::sign(orp::literal(std::optional<double>()))), std::nullopt);
  EXPECT_EQ(value(func::sign(orp::literal(std::int64_t{7}))), 1);
}

TEST_P(ScalarResults, are_powers) {
  EXPECT_EQ(value(func::power(orp::literal(2), 10)), 1024.0);
  EXPECT_EQ(value(func::power(2.0, orp::literal(-1.0))), 0.5);
  EXPECT_EQ(value(func::power(orp::literal(0.0), 0)), 1.0);
  EXPECT_EQ(value(func::power(orp::literal(0.0), 2)), 0.0);
  EXPECT_EQ(value(func::power(orp::literal(std::optional<double>()), 2)), std::nullopt);
  expect_data_error(func::power(orp::literal(0.0), -1));
  expect_data_error(func::power(orp::literal(-8.0), 0.5));
  expect_data_error(func::power(orp::literal(10.0), 400), "ORP-2208");
  expect_data_error(func::power(orp::literal(10.0), -400), "ORP-2208");
}

TEST_P(ScalarResults, are_the_outermost_that_are_not_null) {
  using Int = std::optional<std::int32_t>;
  const auto none = orp::literal(Int());
  EXPECT_EQ(value(func::greatest(none, 3, Int(), 7, -1)), 7);
  EXPECT_EQ(value(func::least(none, 3, Int(), 7, -1)), -1);
  EXPECT_EQ(value(func::least(none, none)), std::nullopt);
  EXPECT_EQ(of_order(func::greatest(Order::c.total, "-7.249"_dec)), "-7.249"_dec);
  EXPECT_EQ(of_order(func::least(Order::c.total, 1)), "-7.25"_dec);
  EXPECT_EQ(of_order(func::greatest(Order::c.status, Status::open, Status::shipped)),
            Status::shipped);
  EXPECT_EQ(of_order(func::least(Order::c.status, Status::shipped)), Status::paid);
  EXPECT_EQ(of_order(func::greatest(Order::c.due, "2024-05-01"_date)), "2024-05-01"_date);
  EXPECT_EQ(value(func::greatest(text("a"), "b", "ab")), "b");
  EXPECT_EQ(value(func::greatest(orp::literal(1.5), 2)), 2.0);
  EXPECT_EQ(value(func::greatest(orp::literal(false), true)), true);
}

TEST_P(ScalarResults, are_null_where_they_are_equal) {
  EXPECT_EQ(of_order(func::nullif(Order::c.total, "-7.25"_dec)), std::nullopt);
  EXPECT_EQ(of_order(func::nullif(Order::c.total, 1)), "-7.25"_dec);
  EXPECT_EQ(of_order(func::nullif(Order::c.status, Status::paid)), std::nullopt);
  EXPECT_EQ(value(func::nullif(text("a"), no_text())), "a");
  EXPECT_EQ(value(func::nullif(no_text(), "a")), std::nullopt);
}

TEST_P(ScalarResults, are_beginnings_of_times) {
  const auto at = orp::literal(orp::Timestamp::parse("2024-11-20T19:54:12.345678"));
  const auto cut = [&](Unit unit) { return value(orp::date_trunc(unit, at)).to_string(); };
  const auto time = [](const char* of) { return orp::Timestamp::parse(of).to_string(); };
  EXPECT_EQ(cut(Unit::year), time("2024-01-01T00:00:00"));
  EXPECT_EQ(cut(Unit::quarter), time("2024-10-01T00:00:00"));
  EXPECT_EQ(cut(Unit::month), time("2024-11-01T00:00:00"));
  EXPECT_EQ(cut(Unit::week), time("2024-11-18T00:00:00"));
  EXPECT_EQ(cut(Unit::day), time("2024-11-20T00:00:00"));
  EXPECT_EQ(cut(Unit::hour), time("2024-11-20T19:00:00"));
  EXPECT_EQ(cut(Unit::minute), time("2024-11-20T19:54:00"));
  EXPECT_EQ(cut(Unit::second), time("2024-11-20T19:54:12"));
  const auto point = orp::literal(orp::TimestampTz::parse("2024-01-01T00:30:00+02:00"));
  EXPECT_EQ(value(orp::date_trunc(Unit::year, point)),
            orp::TimestampTz::parse("2023-01-01T00:00:00Z"));
  const auto day = [&](const char* of, Unit unit) {
    return value(orp::date_trunc(unit, orp::literal(orp::Date::parse(of))));
  };
  EXPECT_EQ(day("2024-03-03", Unit::week), "2024-02-26"_date) << "a Sunday";
  EXPECT_EQ(day("2024-02-26", Unit::week), "2024-02-26"_date);
  EXPECT_EQ(day("0300-03-01", Unit::week), "0300-02-26"_date);
  EXPECT_EQ(day("2024-03-31", Unit::quarter), "2024-01-01"_date);
  EXPECT_EQ(day("2024-03-31", Unit::day), "2024-03-31"_date);
  EXPECT_EQ(of_order(orp::date_trunc(Unit::month, Order::c.due)), std::nullopt);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(ScalarResults);

}  // namespace
