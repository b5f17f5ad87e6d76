// SPDX-License-Identifier: MIT
// Functions in a FROM give the same rows on every database.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::generate_series;
using orp::Json;
using orp::select;
namespace func = orp::func;

using Int = std::int64_t;
using Texts = std::vector<std::string>;
template <class... Ts>
using Rows = std::vector<std::tuple<Ts...>>;

class TableFunctionResults : public ResultsTest {
 protected:
  void SetUp() override {
    add(1, R"({"a": 1, "b": [true, null], "c": "x\"y"})", {"x", "y"});
    add(2, R"([1.5, {"k": 2}, null, "t", false])", {});
    add(3, nullptr, {"y"});
  }

  void add(Int id, const char* details, const Texts& tags) {
    const auto json = details == nullptr ? std::nullopt : std::optional(Json::parse(details));
    run(orp::insert<Note>().values(Note::c.id = id, Note::c.details = json, Note::c.tags = tags));
  }
  template <class Series>
  auto values(const Series& series) {
    return connection_.execute(select(series.value()).order_by(series.value())).scalars();
  }
};

TEST_P(TableFunctionResults, are_integers_from_one_to_another) {
  EXPECT_EQ(values(generate_series(2, 5)), (std::vector{2, 3, 4, 5}));
  EXPECT_EQ(values(generate_series(0, 10, 4)), (std::vector{0, 4, 8}));
  EXPECT_EQ(values(generate_series(3, 1, -1)), (std::vector{1, 2, 3}));
  EXPECT_EQ(values(generate_series(3, 1)), std::vector<std::int32_t>{});
  constexpr Int most = std::numeric_limits<Int>::max();
  EXPECT_EQ(values(generate_series(most - 1, most, 3)), (std::vector{most - 1}));
  EXPECT_EQ(values(generate_series(most - 1, most)), (std::vector{most - 1, most}));
  EXPECT_THROW(values(generate_series(1, 2, orp::literal(1) - 1)), orp::DataError);
}

TEST_P(TableFunctionResults, are_dates_and_timestamps_from_one_to_another) {
  using Dates = std::vector<orp::Date>;
  const auto weeks = generate_series("2024-02-20"_date, "2024-03-05"_date, std::chrono::days(7));
  EXPECT_EQ(values(weeks), (Dates{"2024-02-20"_date, "2024-02-27"_date, "2024-03-05"_date}));
  const auto months =
      generate_series("2024-01-31"_date, "2024-04-30"_date, orp::Interval::of_months(1));
  EXPECT_EQ(values(months),
            (Dates{"2024-01-31"_date, "2024-02-29"_date, "2024-03-29"_date, "2024-04-29"_date}));
  const auto back =
      generate_series("2024-01-03"_date, "2024-01-01"_date, orp::Interval::of_days(-1));
  EXPECT_EQ(values(back), (Dates{"2024-01-01"_date, "2024-01-02"_date, "2024-01-03"_date}));
  const auto none = generate_series("2024-01-03"_date, orp::literal(std::optional<orp::Date>()),
                                    orp::Interval::of_days(1));
  EXPECT_EQ(values(none), Dates{});
  const auto at = [](const char* text) { return orp::Timestamp::parse(text); };
  const auto times = generate_series(at("2024-01-01T00:00:00"), at("2024-01-01T01:00:00"),
                                     std::chrono::minutes(25));
  EXPECT_EQ(values(times), (std::vector{at("2024-01-01T00:00:00"), at("2024-01-01T00:25:00"),
                                        at("2024-01-01T00:50:00")}));
  const auto point = [](const char* text) { return orp::TimestampTz::parse(text); };
  if (!is_sqlite()) run(orp::text("SET LOCAL TIME ZONE 'Europe/Berlin'").statement());
  const auto days = generate_series(point("2024-03-30T12:00:00Z"), point("2024-04-01T12:00:00Z"),
                                    orp::Interval::of_days(1));
  EXPECT_EQ(values(days), (std::vector{point("2024-03-30T12:00:00Z"), point("2024-03-31T12:00:00Z"),
                                       point("2024-04-01T12:00:00Z")}))
      << "in UTC, whose days are all of one length";
}

TEST_P(TableFunctionResults, depend_on_what_stands_before_them) {
  const auto number = generate_series(1, Note::c.id);
  const auto rows = connection_
                        .execute(select(Note::c.id, number.value())
                                     .cross_join(number)
                                     .where(number.value() > 1)
                                     .order_by(Note::c.id, number.value()))
                        .all();
  EXPECT_EQ(rows, (Rows<Int, Int>{{2, 2}, {3, 2}, {3, 3}}));
}

TEST_P(TableFunctionResults, are_joined_to_data) {
  const auto number = generate_series(1, 4);
  const auto stmt = select(number.value(), Note::c.id.or_null())
                        .select_from(number)
                        .outerjoin<Note>(Note::c.id + 1 == number.value())
                        .order_by(number.value());
  EXPECT_EQ(connection_.execute(stmt).all(),
            (Rows<std::int32_t, std::optional<Int>>{{1, std::nullopt}, {2, 1}, {3, 2}, {4, 3}}));
}

TEST_P(TableFunctionResults, are_elements_of_an_array) {
  const auto tag = orp::unnest(Note::c.tags);
  const auto all = select(Note::c.id, tag.value(), tag.ordinality())
                       .cross_join(tag)
                       .order_by(Note::c.id, tag.ordinality());
  EXPECT_EQ(connection_.execute(all).all(),
            (Rows<Int, std::string, Int>{{1, "x", 1}, {1, "y", 2}, {3, "y", 1}}));
  const auto counted = select(tag.value(), func::count())
                           .select_from<Note>()
                           .cross_join(tag)
                           .group_by(tag.value())
                           .order_by(tag.value());
  EXPECT_EQ(connection_.execute(counted).all(), (Rows<std::string, Int>{{"x", 1}, {"y", 2}}));
  const auto kept = select(Note::c.id, tag.value().or_null())
                        .outerjoin(tag, tag.value() == "x")
                        .order_by(Note::c.id);
  EXPECT_EQ(connection_.execute(kept).all(), (Rows<Int, std::optional<std::string>>{
                                                 {1, "x"}, {2, std::nullopt}, {3, std::nullopt}}));
}

TEST_P(TableFunctionResults, are_members_of_json) {
  const auto member = orp::json_each(Note::c.details);
  const auto stmt = select(Note::c.id, member.key(), member.value())
                        .cross_join(member)
                        .order_by(Note::c.id, member.key());
  Rows<Int, std::string, std::string> found;
  for (const auto& [id, key, value] : connection_.execute(stmt).all())
    found.emplace_back(id, key, value.text());
  const std::string list = is_sqlite() ? "[true,null]" : "[true, null]";
  EXPECT_EQ(found, (Rows<Int, std::string, std::string>{
                       {1, "a", "1"}, {1, "b", list}, {1, "c", R"("x\"y")"}}));
}

TEST_P(TableFunctionResults, are_elements_of_json) {
  const auto element = orp::json_array_elements(Note::c.details);
  const auto stmt = select(element.ordinality(), func::json_typeof(element.value()),
                           orp::json(element.value())["k"].as<std::int32_t>())
                        .select_from<Note>()
                        .cross_join(element)
                        .order_by(element.ordinality());
  using Text = std::optional<std::string>;
  using Number = std::optional<std::int32_t>;
  EXPECT_EQ(connection_.execute(stmt).all(),
            (Rows<Int, Text, Number>{{1, "number", std::nullopt},
                                     {2, "object", 2},
                                     {3, "null", std::nullopt},
                                     {4, "string", std::nullopt},
                                     {5, "boolean", std::nullopt}}));
}

TEST_P(TableFunctionResults, stand_in_subqueries) {
  const auto tag = orp::unnest(Note::c.tags);
  const auto stmt =
      select(Note::c.id)
          .where(orp::exists(select(tag.value()).select_from(tag).where(tag.value() == "x")))
          .order_by(Note::c.id);
  EXPECT_EQ(connection_.execute(stmt).scalars(), (std::vector<Int>{1}));
}

TEST_P(TableFunctionResults, are_those_of_any_function) {
  const char* const name = is_sqlite() ? "orpiment_series" : "generate_series";
  const auto rows = func::table<std::int32_t>(name, {"value"}, 1, 3, 1);
  const auto stmt = select(rows.column<0>()).order_by(rows.column<0>().desc());
  EXPECT_EQ(connection_.execute(stmt).scalars(), (std::vector<std::int32_t>{3, 2, 1}));
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(TableFunctionResults);

}  // namespace
