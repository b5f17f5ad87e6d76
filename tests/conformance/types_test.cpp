// SPDX-License-Identifier: MIT
// Every type goes to the database and comes back as it was, on each of the ways there are: one row,
// a few rows, many rows (which may take another way), an update, a parameter, a list of keys.
#include <limits>
#include <string>
#include <vector>

#include "conformance/value_table.hpp"
#include "engine/access.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/base/uuid.hpp"
#include "support/database.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
namespace types = facts::types;

constexpr std::size_t many = 400;  // rows: more than any threshold between two ways

class Types : public OnEachDatabase {
 protected:
  template <class T>
  using Values = std::vector<std::optional<T>>;

  /// All ways for `values` and for NULL.
  template <class T>
  void check(const facts::Type<T>& type, const std::vector<T>& values) {
    const ValueTable<T> table(type);
    const TableInfo* const info = &table.info();
    create({&info, 1}, enumerations_of(type));
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);

    Values<T> with_null(values.begin(), values.end());
    with_null.push_back(std::nullopt);
    auto expected = insert_in_all_ways(table, link, with_null);
    EXPECT_EQ(table.read(link), expected) << "by cursor";
    EXPECT_EQ(table.read_stored(link), expected) << "stored";

    update_with_neighbours(table, link, expected);
    EXPECT_EQ(table.read(link), expected) << "after an update";
    connection.rollback();
  }

  /// Values found again by the database's own comparison. For types that have one.
  template <class T>
  void check_parameters(const facts::Type<T>& type, const std::vector<T>& distinct_values) {
    const ValueTable<T> table(type);
    const TableInfo* const info = &table.info();
    create({&info, 1}, enumerations_of(type));
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);
    table.insert(link, table.rows(Values<T>(distinct_values.begin(), distinct_values.end()), 1));
    for (const T& value : distinct_values) EXPECT_EQ(table.count_equal(link, value), 1);
    EXPECT_EQ(table.count_equal(link, std::nullopt), 0);
    EXPECT_EQ(table.count_among(link, distinct_values), distinct_values.size());
    EXPECT_EQ(table.count_among(link, {distinct_values.front()}), 1);
    EXPECT_EQ(table.count_among(link, {}), 0);
    connection.rollback();
    run("DROP TABLE typed_values");
  }

 private:
  template <class T>
  View<const EnumInfo*> enumerations_of(const facts::Type<T>& type) {
    const ColumnType& element = type.tag == TypeTag::array ? *type.array->element : type;
    enumeration_ = element.enumeration;
    return {&enumeration_, enumeration_ == nullptr ? 0u : 1u};
  }

  template <class T>
  auto insert_in_all_ways(const ValueTable<T>& table, backend::Link& link,
                          const Values<T>& values) {
    auto all = table.rows({}, 1);
    const auto insert = [&](const Values<T>& batch) {
      const auto rows = table.rows(batch, static_cast<std::int32_t>(all.size()) + 1);
      table.insert(link, rows);
      all.insert(all.end(), rows.begin(), rows.end());
    };
    for (const auto& value : values) insert({value});
    insert(values);
    Values<T> repeated;
    while (repeated.size() < many) repeated.insert(repeated.end(), values.begin(), values.end());
    insert(repeated);
    return all;
  }

  /// Every row takes the value of the next one.
  template <class T, class Rows>
  void update_with_neighbours(const ValueTable<T>& table, backend::Link& link, Rows& rows) {
    const auto first = rows.front().value;
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) rows[i].value = rows[i + 1].value;
    rows.back().value = first;
    EXPECT_TRUE(table.update(link, rows).empty());
  }

  const EnumInfo* enumeration_ = nullptr;
};
ORPIMENT_ON_EACH_DATABASE(Types);

template <class T>
std::vector<T> extremes_and(std::vector<T> others) {
  others.push_back(std::numeric_limits<T>::min());
  others.push_back(std::numeric_limits<T>::max());
  return others;
}

TEST_P(Types, bool_comes_back_as_it_went) {
  check<bool>(types::boolean, {true, false});
  run("DROP TABLE typed_values");
  check_parameters<bool>(types::boolean, {true, false});
}

TEST_P(Types, int16_comes_back_as_it_went) {
  const auto values = extremes_and<std::int16_t>({0, 1, -1, 255, 256});
  check(types::int16, values);
  run("DROP TABLE typed_values");
  check_parameters(types::int16, values);
}

TEST_P(Types, int32_comes_back_as_it_went) {
  const auto values = extremes_and<std::int32_t>({0, 1, -1, 65'536});
  check(types::int32, values);
  run("DROP TABLE typed_values");
  check_parameters(types::int32, values);
}

TEST_P(Types, int64_comes_back_as_it_went) {
  const auto values = extremes_and<std::int64_t>({0, 1, -1, 4'294'967'296});
  check(types::int64, values);
  run("DROP TABLE typed_values");
  check_parameters(types::int64, values);
}

TEST_P(Types, float_comes_back_as_it_went) {
  check(types::float32,
        extremes_and<float>({0.0f, -0.0f, 0.1f, -3.25e7f, std::numeric_limits<float>::denorm_min(),
                             std::numeric_limits<float>::infinity()}));
}

TEST_P(Types, double_comes_back_as_it_went) {
  const auto values = extremes_and<double>(
      {0.0, 0.1, -1e300, 1.0 / 3, std::numeric_limits<double>::denorm_min(),
       std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
  check(types::float64, values);
  run("DROP TABLE typed_values");
  check_parameters(types::float64, values);
}

TEST_P(Types, decimal_of_twelve_digits_comes_back_as_it_went) {
  const std::vector<Decimal> values{"0.00"_dec,  "12.50"_dec,         "-12.50"_dec,
                                    "0.01"_dec,  "9999999999.99"_dec, "-9999999999.99"_dec,
                                    "10000"_dec, "100000000"_dec,     "10000.1"_dec};
  check(types::decimal(12, 2), values);
  run("DROP TABLE typed_values");
  check_parameters(types::decimal(12, 2), values);
}

TEST_P(Types, decimal_comes_back_with_the_scale_of_its_column) {
  const ValueTable<Decimal> table(types::decimal(12, 2));
  const TableInfo* const info = &table.info();
  create({&info, 1});
  Connection connection = engine().connect();
  table.insert(EngineAccess::link(connection), table.rows({"12.5"_dec, "7"_dec}, 1));
  const auto rows = table.read(EngineAccess::link(connection));
  EXPECT_EQ(rows[0].value->to_string(), "12.50");
  EXPECT_EQ(rows[1].value->to_string(), "7.00");
}

TEST_P(Types, decimal_of_eighteen_digits_comes_back_as_it_went) {
  check(types::decimal(18, 18), {"0"_dec, "0.999999999999999999"_dec, "-0.000000000000000001"_dec});
  run("DROP TABLE typed_values");
  check(types::decimal(18, 0), {"999999999999999999"_dec, "-999999999999999999"_dec});
}

TEST_P(Types, decimal_of_thirty_eight_digits_comes_back_as_it_went) {
  const std::vector<Decimal> values{"0"_dec, "12345678901234567890.123456789012345678"_dec,
                                    "99999999999999999999.999999999999999999"_dec,
                                    "-99999999999999999999.999999999999999999"_dec,
                                    "0.000000000000000001"_dec};
  check(types::decimal(38, 18), values);
  run("DROP TABLE typed_values");
  check_parameters(types::decimal(38, 18), values);
  check(types::decimal(38, 37), {"9.9999999999999999999999999999999999999"_dec, "-1.1"_dec});
  run("DROP TABLE typed_values");
  check(types::decimal(38, 0), {"99999999999999999999999999999999999999"_dec, "-1"_dec});
}

TEST_P(Types, string_comes_back_as_it_went) {
  std::string widest;  // as many code points as fit, of four bytes each
  for (int i = 0; i < 100; ++i) widest += "\U0001F600";
  const std::vector<std::string> values{"",
                                        "plain",
                                        "it's \"quoted\" \\ and {braced}, NULL",
                                        "Zo\u00eb \u65e5\u672c\u8a9e \U0001F600",
                                        "\t\r\n\x7f\x01",
                                        std::string(100, 'x'),
                                        widest};
  check(types::string(100), values);
  run("DROP TABLE typed_values");
  check_parameters(types::string(100), values);
}

TEST_P(Types, text_of_a_megabyte_comes_back_as_it_went) {
  check(types::text, {std::string(1'000'000, 'y'), std::string()});
}

TEST_P(Types, bytes_comes_back_as_it_went) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const std::vector<Bytes> values{Bytes(), Bytes{0}, Bytes{0, 0, 1, 0}, Bytes(every_byte),
                                  Bytes("\\x00 'text'")};
  check(types::bytes, values);
  run("DROP TABLE typed_values");
  check_parameters(types::bytes, values);
}

TEST_P(Types, uuid_comes_back_as_it_went) {
  const std::vector<Uuid> values{Uuid(), Uuid::random(),
                                 "ffffffff-ffff-ffff-ffff-ffffffffffff"_uuid};
  check(types::uuid, values);
  run("DROP TABLE typed_values");
  check_parameters(types::uuid, values);
}

// SQLite 3.40 takes it for the day before where it calculates.
constexpr Date miscounted(300, 3, 1);

TEST_P(Types, date_comes_back_as_it_went) {
  const std::vector<Date> values{Date(1, 1, 1),    miscounted,        Date(1969, 12, 31),
                                 Date(2000, 1, 1), Date(2024, 2, 29), Date(9999, 12, 31)};
  check(types::date, values);
  run("DROP TABLE typed_values");
  check_parameters(types::date, values);
}

TEST_P(Types, time_comes_back_as_it_went) {
  const std::vector<Time> values{Time(), Time(0, 0, 0, 1), Time(12, 34, 56, 789'000),
                                 Time(23, 59, 59, 999'999)};
  check(types::time, values);
  run("DROP TABLE typed_values");
  check_parameters(types::time, values);
}

TEST_P(Types, timestamp_comes_back_as_it_went) {
  const std::vector<Timestamp> values{Timestamp(),
                                      Timestamp(miscounted, Time(12, 0)),
                                      Timestamp::from_microseconds(Timestamp::min_microseconds),
                                      Timestamp::from_microseconds(Timestamp::max_microseconds),
                                      Timestamp::from_microseconds(-1),
                                      Timestamp(Date(2026, 11, 20), Time(19, 54, 0, 123'456))};
  check(types::timestamp, values);
  run("DROP TABLE typed_values");
  check_parameters(types::timestamp, values);
}

TEST_P(Types, timestamptz_comes_back_as_it_went) {
  const std::vector<TimestampTz> values{TimestampTz(),
                                        TimestampTz::from_microseconds(Timestamp::min_microseconds),
                                        TimestampTz::from_microseconds(Timestamp::max_microseconds),
                                        TimestampTz::parse("2026-11-20 19:54:00.123456+05:30")};
  check(types::timestamptz, values);
  run("DROP TABLE typed_values");
  check_parameters(types::timestamptz, values);
}

/// The words of `stored_as` from `first` to `last`.
std::vector<StoredAs> forms(StoredAs first, StoredAs last) {
  std::vector<StoredAs> all;
  for (int form = static_cast<int>(first); form <= static_cast<int>(last); ++form)
    all.push_back(static_cast<StoredAs>(form));
  return all;
}

TEST_P(Types, decimal_comes_back_from_every_form_it_may_be_kept_in) {
  const std::vector<Decimal> values{0,           "0.01"_dec,          "-0.01"_dec,
                                    "12.50"_dec, "9999999999.99"_dec, "-9999999999.99"_dec};
  for (const StoredAs form : forms(StoredAs::scaled, StoredAs::numeric)) {
    SCOPED_TRACE(stored_as_word(form));
    const auto type = types::decimal(12, 2).stored_as(form);
    check(type, values);
    run("DROP TABLE typed_values");
    check_parameters(type, values);
  }
}

TEST_P(Types, timestamps_come_back_from_every_form_they_may_be_kept_in) {
  const std::vector<TimestampTz> points{TimestampTz(), TimestampTz::parse("2026-11-20 19:54:01Z"),
                                        TimestampTz::parse("1969-12-31 23:59:59Z"),
                                        TimestampTz::parse("1900-02-28 00:00:00Z"),
                                        TimestampTz::parse("9999-12-31 23:59:59Z")};
  std::vector<Timestamp> readings;
  for (const TimestampTz point : points) readings.push_back(point.utc());
  for (const StoredAs form : forms(StoredAs::text, StoredAs::julian_day)) {
    if (form == StoredAs::real || form == StoredAs::numeric) continue;  // of decimals
    SCOPED_TRACE(stored_as_word(form));
    const auto point = types::timestamptz.stored_as(form);
    check(point, points);
    run("DROP TABLE typed_values");
    check_parameters(point, points);
    const auto reading = types::timestamp.stored_as(form);
    check(reading, readings);
    run("DROP TABLE typed_values");
    check_parameters(reading, readings);
  }
}

TEST_P(Types, uuids_come_back_from_every_form_they_may_be_kept_in) {
  const std::vector<Uuid> values{Uuid(), Uuid::parse("0a112233-4455-6677-8899-aabbccddeeff"),
                                 Uuid::v7()};
  for (const StoredAs form : {StoredAs::standard, StoredAs::text, StoredAs::hex}) {
    SCOPED_TRACE(stored_as_word(form));
    const auto type = types::uuid.stored_as(form);
    check(type, values);
    run("DROP TABLE typed_values");
    check_parameters(type, values);
  }
}

TEST_P(Types, interval_comes_back_as_it_went) {
  const std::int32_t most = std::numeric_limits<std::int32_t>::max();
  check(types::interval,
        {Interval(), Interval(14, -3, 7'500'000), Interval(-1, 30, -86'400'000'001),
         Interval(most, most, std::numeric_limits<std::int64_t>::max())});
}

TEST_P(Types, json_comes_back_as_it_went) {
  // As PostgreSQL spells it, which keeps the value and not the text.
  check(types::json,
        {Json(), Json::parse("{}"), Json::parse("[1, 2.5, \"\\\"\", null, true]"),
         Json::parse("{\"a\": {\"b\": [\"\u00fc\", \"\U0001F600\"]}}"), Json::parse("\"it's\"")});
}

enum class Mood { sad, ok, very_happy };
constexpr const char* mood_labels[] = {"sad", "ok", "very happy, \"really\""};
constexpr EnumInfo mood{"mood", mood_labels, &detail::enum_index<Mood>,
                        &detail::set_enum_index<Mood>};

TEST_P(Types, enumeration_comes_back_as_it_went) {
  const auto type = types::enumeration<Mood>(mood);
  check<Mood>(type, {Mood::sad, Mood::ok, Mood::very_happy});
  run("DROP TABLE typed_values");
  check_parameters<Mood>(type, {Mood::sad, Mood::ok, Mood::very_happy});
}

}  // namespace
}  // namespace orp::tests
