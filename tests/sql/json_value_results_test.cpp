// SPDX-License-Identifier: MIT
// What is in JSON is the same on every database.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::json;
using orp::Json;
using orp::select;

template <class T>
using Values = std::vector<std::optional<T>>;
using Ids = std::vector<std::int64_t>;

constexpr auto none = std::nullopt;

class JsonResults : public ResultsTest {
 protected:
  /// Notes with these details, numbered from 1.
  void add(const std::vector<const char*>& details) {
    std::int64_t id = 0;
    for (const char* text : details) {
      const auto value = text == nullptr ? std::nullopt : std::optional(Json::parse(text));
      run(orp::insert<Note>().values(Note::c.id = ++id, Note::c.details = value,
                                     Note::c.tags = std::vector<std::string>()));
    }
  }
  template <class T>
  std::vector<T> of_notes(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).order_by(Note::c.id)).scalars();
  }
  Ids ids(const orp::Predicate& condition) {
    return connection_.execute(select(Note::c.id).where(condition).order_by(Note::c.id)).scalars();
  }
  Values<std::string> texts(const orp::JsonValue& value) {
    return of_notes(value.as<std::string>());
  }
};

TEST_P(JsonResults, are_found_by_names_and_numbers) {
  add({R"({"a": {"b c": [1, "x", null]}, "1": "one", "d.e": 2, "$": 3})", "[[5], 6]", "7",
       nullptr});
  const auto& in = Note::c.details;
  EXPECT_EQ(texts(in["a"]["b c"][1]), (Values<std::string>{"x", none, none, none}));
  EXPECT_EQ(texts(in["a"]["b c"][-3]), (Values<std::string>{"1", none, none, none}));
  EXPECT_EQ(texts(in["1"]), (Values<std::string>{"one", none, none, none}));
  EXPECT_EQ(texts(in["d.e"]), (Values<std::string>{"2", none, none, none}));
  EXPECT_EQ(texts(in["$"]), (Values<std::string>{"3", none, none, none}));
  const auto lone = is_sqlite() ? std::optional<std::string>()
                                : std::optional<std::string>("7");  // as the guide says
  EXPECT_EQ(texts(in[0][0]), (Values<std::string>{none, "5", lone, none}));
  EXPECT_EQ(texts(in[-1]), (Values<std::string>{none, "6", lone, none}));
  EXPECT_EQ(texts(in[9]), (Values<std::string>{none, none, none, none}));
  EXPECT_EQ(texts(in["e"]), (Values<std::string>{none, none, none, none}));
  EXPECT_EQ(of_notes(in["a"]["b c"][0]), (Values<Json>{Json::parse("1"), none, none, none}));
}

TEST_P(JsonResults, are_read_as_what_they_are) {
  add({R"("text")", "12", "2.5", "-2.5", "true", "false", "null", "[1]", nullptr, "1e2"});
  const auto value = json(Note::c.details);
  EXPECT_EQ(of_notes(value.as<std::int32_t>()),
            (Values<std::int32_t>{none, 12, 3, -3, none, none, none, none, none, 100}));
  EXPECT_EQ(of_notes(value.as<std::int64_t>()),
            (Values<std::int64_t>{none, 12, 3, -3, none, none, none, none, none, 100}));
  EXPECT_EQ(of_notes(value.as<double>()),
            (Values<double>{none, 12, 2.5, -2.5, none, none, none, none, none, 100}));
  EXPECT_EQ(of_notes(value.as<bool>()),
            (Values<bool>{none, none, none, none, true, false, none, none, none, none}));
  const auto read = texts(value);
  EXPECT_EQ(Values<std::string>(read.begin(), read.begin() + 9),
            (Values<std::string>{"text", "12", "2.5", "-2.5", "true", "false", none, "[1]", none}));
}

TEST_P(JsonResults, do_not_fit_in_silence) {
  add({"3000000000"});
  EXPECT_EQ(of_notes(json(Note::c.details).as<std::int64_t>()),
            (Values<std::int64_t>{3'000'000'000}));
  EXPECT_THROW(of_notes(json(Note::c.details).as<std::int32_t>()), orp::DataError);
}

TEST_P(JsonResults, do_not_fit_in_64_bits) {
  add({"1e30"});
  EXPECT_THROW(of_notes(json(Note::c.details).as<std::int64_t>()), orp::DataError);
}

TEST_P(JsonResults, are_decimals_with_all_their_digits) {
  add({R"({"price": 12.50, "far": 123456789012345.6789})", R"({"price": "12.50"})",
       R"({"price": 1.2e3, "far": 1E-2})", R"({"price": -0.005, "far": 0})", R"({"far": 7})",
       nullptr});
  const auto price = Note::c.details["price"].as<orp::Decimal>(12, 2);
  EXPECT_EQ(of_notes(price),
            (Values<orp::Decimal>{"12.50"_dec, none, "1200.00"_dec, "-0.01"_dec, none, none}));
  EXPECT_EQ(of_notes(price * 2).front(), "25.00"_dec);
  EXPECT_EQ(ids(price > "12.49"_dec), (Ids{1, 3}));
  const auto far = Note::c.details["far"].as<orp::Decimal>(18, 3);
  EXPECT_EQ(of_notes(far), (Values<orp::Decimal>{"123456789012345.679"_dec, none, "0.010"_dec,
                                                 "0"_dec, "7"_dec, none}));
  const auto wide = Note::c.details["far"].as<orp::Decimal>(38, 10);
  EXPECT_EQ(of_notes(wide).front(), "123456789012345.6789000000"_dec);
  EXPECT_THROW(of_notes(Note::c.details["far"].as<orp::Decimal>(5, 2)), orp::DataError);
  EXPECT_THROW((void)Note::c.details["far"].as<orp::Decimal>(2, 5), orp::DataError);
}

TEST_P(JsonResults, are_found_by_what_is_known_when_the_statement_runs) {
  add({R"({"b c": [1, 2, 3], "1": "one"})", R"([7, 8])", nullptr});
  const auto& in = Note::c.details;
  const std::string name = "b c";
  EXPECT_EQ(of_notes(in[name][0].as<int>()), (Values<int>{1, none, none}));
  const auto text = [](const char* of) { return orp::literal(std::string(of)); };
  EXPECT_EQ(of_notes(in[text("b c")][1].as<int>()), (Values<int>{2, none, none}));
  EXPECT_EQ(texts(in[text("1")]), (Values<std::string>{"one", none, none}));
  EXPECT_EQ(texts(in[orp::literal(std::optional<std::string>())]),
            (Values<std::string>{none, none, none}));
  const auto place = Note::c.id - 1;  // 0, 1, 2
  EXPECT_EQ(of_notes(in["b c"][place].as<int>()), (Values<int>{1, none, none}));
  EXPECT_EQ(of_notes(in[place].as<int>()), (Values<int>{none, 8, none}));
  EXPECT_EQ(of_notes(in[place - 2].as<int>()), (Values<int>{none, 8, none}));
}

TEST_P(JsonResults, have_kinds_and_lengths) {
  add({R"("text")", "12", "2.5", "true", "false", "null", "[1, 2]", "{}", nullptr, "[]"});
  EXPECT_EQ(of_notes(orp::func::json_typeof(Note::c.details)),
            (Values<std::string>{"string", "number", "number", "boolean", "boolean", "null",
                                 "array", "object", none, "array"}));
  EXPECT_EQ(of_notes(orp::func::json_array_length(Note::c.details)),
            (Values<std::int32_t>{none, none, none, none, none, none, 2, none, none, 0}));
}

TEST_P(JsonResults, tell_null_from_nothing) {
  add({R"({"a": null})", R"({"b": 1})", nullptr});
  const auto a = Note::c.details["a"];
  EXPECT_EQ(ids(a.is_null()), (Ids{2, 3}));
  EXPECT_EQ(ids(orp::func::json_typeof(a) == "null"), (Ids{1}));
  EXPECT_EQ(ids(a.as<std::string>().is_null()), (Ids{1, 2, 3}));
}

TEST_P(JsonResults, are_compared_and_ordered_by_what_they_are_read_as) {
  add({R"({"n": 9})", R"({"n": 10})", R"({"n": "10"})", R"({"n": true})", R"({"n": 10.0})"});
  const auto n = Note::c.details["n"];
  EXPECT_EQ(ids(n.as<double>() == 10), (Ids{2, 5}));
  EXPECT_EQ(ids(n.as<std::int64_t>() < 10), (Ids{1}));
  EXPECT_EQ(ids(n.as<bool>()), (Ids{4}));
  EXPECT_EQ(ids(n.as<std::string>() == "10"), (Ids{2, 3}));
  const auto ordered = select(Note::c.id).order_by(n.as<double>().desc().nulls_last(), Note::c.id);
  EXPECT_EQ(connection_.execute(ordered).scalars(), (Ids{2, 5, 1, 3, 4}));
}

TEST_P(JsonResults, have_keys) {
  add({R"({"a": null, "b": 1})", R"(["a", 1])", R"("a")", "1", "null", nullptr, R"({"a b": 1})"});
  const auto value = json(Note::c.details);
  EXPECT_EQ(ids(value.has_key("a")), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(!value.has_key("a")), (Ids{4, 5, 7}));
  EXPECT_EQ(ids(value.has_key("a b")), (Ids{7}));
  EXPECT_EQ(ids(value.has_any({"b", "a b"})), (Ids{1, 7}));
  EXPECT_EQ(ids(value.has_all({"a", "b"})), (Ids{1}));
  EXPECT_EQ(ids(value.has_any({})), Ids{});
  EXPECT_EQ(ids(value.has_all({})), (Ids{1, 2, 3, 4, 5, 6, 7}));
}

TEST_P(JsonResults, contain_others) {
  add({R"({"a": [1, {"b": 2, "c": 3}], "d": "x"})", R"(["x", [1, 2]])", "1", nullptr});
  const auto value = json(Note::c.details);
  const auto containing = [&](const char* text) { return ids(value.contains(Json::parse(text))); };
  EXPECT_EQ(containing("{}"), (Ids{1}));
  EXPECT_EQ(containing(R"({"d": "x"})"), (Ids{1}));
  EXPECT_EQ(containing(R"({"a": [{"c": 3.0}]})"), (Ids{1}));
  EXPECT_EQ(containing(R"({"a": [2]})"), Ids{});
  EXPECT_EQ(containing(R"({"a": 1})"), Ids{});
  EXPECT_EQ(containing("[]"), (Ids{2}));
  EXPECT_EQ(containing(R"("x")"), (Ids{2}));
  EXPECT_EQ(containing("[[2]]"), (Ids{2}));
  EXPECT_EQ(containing("[2]"), Ids{});
  EXPECT_EQ(containing("1"), (Ids{3}));
  EXPECT_EQ(ids(!value.contains(Json::parse("1"))), (Ids{1, 2}));
  EXPECT_EQ(ids(value["d"].contained_by(Json::parse(R"(["x", "y"])"))), (Ids{1}));
  EXPECT_EQ(ids(value.contains(value["d"])), Ids{});
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(JsonResults);

}  // namespace
