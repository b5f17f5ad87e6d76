// SPDX-License-Identifier: MIT
// Results as CSV and as JSON: every type, and every character that either has to escape.
#include <limits>
#include <sstream>

#include "everything/model.hpp"
#include "flow/flow_test.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/json.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using everything::Mood;
using everything::Size;
using everything::Value;

const std::string odd_text = "a \"quoted\", cut\r\nline \\ \x01 zażółć \xf0\x9f\x98\x80";

template <class Result>
std::string csv(const Result& result) {
  std::ostringstream out;
  result.to_csv(out);
  return out.str();
}

template <class Result>
std::string json(const Result& result) {
  std::ostringstream out;
  result.to_json(out);
  return out.str();
}

class ExportedResults : public FlowTest {
 protected:
  void SetUp() override {
    set_up(everything::metadata());
    Session session = open();
    session.add<Value>({.id = 9'007'199'254'740'993,
                        .boolean = true,
                        .small = -3,
                        .middle = 42,
                        .big = std::numeric_limits<std::int64_t>::min(),
                        .single = 0.1F,
                        .twice = 0.1,
                        .money = "12.50"_dec,
                        .huge = "12345678901234567890.0123456789"_dec,
                        .short_text = "",
                        .long_text = odd_text,
                        .blob = Bytes{0, 255, 16},
                        .uid = "123e4567-e89b-12d3-a456-426614174000"_uuid,
                        .day = Date::parse("2024-02-29"),
                        .clock = Time::parse("12:30:00"),
                        .local = Timestamp::parse("2024-02-29 12:30:00"),
                        .instant = TimestampTz::parse("2024-02-29 12:30:00Z"),
                        .span = Interval::parse("P1DT2H"),
                        .document = Json::parse(R"({"a": [1, "it's"]})"),
                        .mood = Mood::happy,
                        .numbers = std::vector<std::int32_t>{1, -2},
                        .texts = std::vector<std::string>{"a\"b", "", "c,d"},
                        .moods = std::vector<Mood>{Mood::sad, Mood::ok}});
    session.commit();
  }
};
ORPIMENT_ON_EACH_DATABASE(ExportedResults);

TEST_P(ExportedResults, have_each_type_as_csv) {
  Session session = open();
  const auto numbers = session.execute(select(Value::c.id, Value::c.boolean, Value::c.small,
                                              Value::c.big, Value::c.single, Value::c.twice,
                                              Value::c.money, Value::c.huge, Value::c.maybe_money));
  EXPECT_EQ(csv(numbers),
            "id,boolean,small,big,single,twice,money,huge,maybe_money\r\n"
            "9007199254740993,true,-3,-9223372036854775808,0.1,0.1,12.50,"
            "12345678901234567890.0123456789,\r\n");
  const auto texts = session.execute(
      select(Value::c.short_text, Value::c.maybe_text, Value::c.long_text, Value::c.blob));
  EXPECT_EQ(csv(texts),
            "short_text,maybe_text,long_text,blob\r\n"
            "\"\",,\"a \"\"quoted\"\", cut\r\nline \\ \x01 zażółć \xf0\x9f\x98\x80\",00ff10\r\n");
  const auto times = session.execute(select(Value::c.uid, Value::c.day, Value::c.clock,
                                            Value::c.local, Value::c.instant, Value::c.span));
  const auto& [uid, day, clock, local, instant, span] = times[0];
  EXPECT_EQ(csv(times), "uid,day,clock,local,instant,span\r\n" + uid.to_string() + ',' +
                            day.to_string() + ',' + clock.to_string() + ',' + local.to_string() +
                            ',' + instant.to_string() + ',' + span.to_string() + "\r\n");
  const auto others = session.execute(
      select(Value::c.mood, Value::c.maybe_size, Value::c.numbers, Value::c.texts, Value::c.moods));
  EXPECT_EQ(csv(others),
            "mood,maybe_size,numbers,texts,moods\r\n"
            "happy,,\"[1,-2]\",\"[\"\"a\\\"\"b\"\",\"\"\"\",\"\"c,d\"\"]\","
            "\"[\"\"sad\"\",\"\"ok\"\"]\"\r\n");
}

TEST_P(ExportedResults, have_each_type_as_json) {
  Session session = open();
  const auto numbers = session.execute(select(Value::c.id, Value::c.boolean, Value::c.money,
                                              Value::c.huge, Value::c.maybe_small, Value::c.twice));
  EXPECT_EQ(json(numbers),
            "[\n{\"id\":9007199254740993,\"boolean\":true,\"money\":12.50,"
            "\"huge\":12345678901234567890.0123456789,\"maybe_small\":null,\"twice\":0.1}\n]\n");
  const auto others =
      session.execute(select(Value::c.blob, Value::c.day, Value::c.mood, Value::c.numbers,
                             Value::c.texts, Value::c.moods, Value::c.maybe_json));
  EXPECT_EQ(json(others),
            "[\n{\"blob\":\"00ff10\",\"day\":\"2024-02-29\",\"mood\":\"happy\",\"numbers\":[1,-2],"
            "\"texts\":[\"a\\\"b\",\"\",\"c,d\"],\"moods\":[\"sad\",\"ok\"],"
            "\"maybe_json\":null}\n]\n");
}

TEST_P(ExportedResults, are_json_that_others_read) {
  Session session = open();
  const auto read = nlohmann::json::parse(json(session.execute(
      select(Value::c.long_text.label("a \"name\""), Value::c.short_text, Value::c.document))));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0]["a \"name\""], odd_text);
  EXPECT_EQ(read[0]["short_text"], "");
  EXPECT_EQ(read[0]["document"]["a"][1], "it's");
}

TEST_P(ExportedResults, of_no_rows_are_a_line_or_an_empty_array) {
  Session session = open();
  const auto none = session.execute(select(Value::c.id, Value::c.day).where(Value::c.small == 0));
  EXPECT_EQ(csv(none), "id,day\r\n");
  EXPECT_EQ(json(none), "[\n]\n");
  const auto changed = session.execute(text("UPDATE \"values\" SET small = 1"));
  EXPECT_EQ(csv(changed), "");
  EXPECT_EQ(json(changed), "[\n]\n");
}

TEST_P(ExportedResults, of_text_have_what_the_database_says) {
  Session session = open();
  const DynamicResult found = session.execute(
      text("SELECT id, twice, long_text, blob, maybe_text, mood FROM \"values\" WHERE id > 0"));
  EXPECT_EQ(json(found),
            "[\n{\"id\":9007199254740993,\"twice\":0.1,\"long_text\":"
            "\"a \\\"quoted\\\", cut\\u000d\\u000aline \\\\ \\u0001 zażółć \xf0\x9f\x98\x80\","
            "\"blob\":\"00ff10\",\"maybe_text\":null,\"mood\":\"happy\"}\n]\n");
  EXPECT_EQ(csv(session.execute(text("SELECT id, maybe_text, mood FROM \"values\""))),
            "id,maybe_text,mood\r\n9007199254740993,,happy\r\n");
  EXPECT_EQ(found[0]["twice"].type(), TypeTag::float64);
  EXPECT_EQ(found[0]["maybe_text"].type(), std::nullopt);
}

TEST_P(ExportedResults, of_every_type_are_read_by_name) {
  Session session = open();
  const DynamicRow row =
      session
          .execute(select(Value::c.mood, Value::c.maybe_size, Value::c.single, Value::c.money,
                          Value::c.instant, Value::c.big, Value::c.id, Value::c.numbers))
          .mappings()
          .one();
  EXPECT_EQ(row["mood"].get<Mood>(), Mood::happy);
  EXPECT_EQ(row["mood"].get<std::string>(), "happy");
  EXPECT_EQ(row["maybe_size"].get<std::optional<Size>>(), std::nullopt);
  EXPECT_EQ(row["single"].get<double>(), static_cast<double>(0.1F));
  EXPECT_EQ(row["money"].get<Decimal>(), "12.5"_dec);
  EXPECT_EQ(row["instant"].get<TimestampTz>(), TimestampTz::parse("2024-02-29 12:30:00Z"));
  EXPECT_EQ(row["numbers"].type(), TypeTag::array);
  EXPECT_ERROR(DataError, "ORP-2208", row["big"].get<std::int32_t>(), "big");
  EXPECT_THROW(row["mood"].get<Size>(), DataError);
  EXPECT_THROW(row["id"].get<double>(), DataError);  // no double is that number
  EXPECT_THROW(row["money"].get<double>(), DataError);
}

TEST_P(ExportedResults, of_arrays_are_given_once) {
  Session session = open();
  const auto again = text(
      "SELECT texts, moods, document FROM \"values\" UNION ALL "
      "SELECT texts, moods, document FROM \"values\"");
  const auto rows =
      session.execute(again.columns(Value::c.texts, Value::c.moods, Value::c.document));
  EXPECT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.unique().size(), 1U);
}

TEST_P(ExportedResults, refuse_what_they_cannot_say) {
  Session session = open();
  const auto twice = session.execute(text("SELECT id, small AS id FROM \"values\""));
  EXPECT_ERROR(UsageError, "ORP-1409", json(twice), "named \"id\"");
  EXPECT_EQ(csv(twice).substr(0, 7), "id,id\r\n");
  if (is_sqlite()) return;  // which keeps arrays as texts
  const auto arrays = session.execute(text("SELECT moods FROM \"values\""));
  EXPECT_ERROR(UsageError, "ORP-1231", csv(arrays), "\"moods\"");
  EXPECT_ERROR(UsageError, "ORP-1231", json(arrays), "\"moods\"");
}

TEST_P(ExportedResults, have_numbers_that_json_lacks_as_texts) {
  Session session = open();
  const auto infinite =
      session.execute(select(literal(std::numeric_limits<double>::infinity()).label("up"),
                             literal(-std::numeric_limits<double>::infinity()).label("down")));
  EXPECT_EQ(json(infinite), "[\n{\"up\":\"Infinity\",\"down\":\"-Infinity\"}\n]\n");
  EXPECT_EQ(csv(infinite), "up,down\r\nInfinity,-Infinity\r\n");
}

}  // namespace
}  // namespace orp::tests
