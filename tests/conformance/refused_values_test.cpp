// SPDX-License-Identifier: MIT
// Values that do not fit are refused before anything is sent, alike on all databases, and values
// that do not fit the program are refused when they are read.
#include <limits>
#include <string>
#include <vector>

#include "conformance/value_table.hpp"
#include "engine/access.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/literals.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
namespace types = facts::types;

class RefusedValues : public OnEachDatabase {
 protected:
  /// Expects that `value` is refused on each of the ways into the database, that the error names
  /// the column, and that the transaction goes on.
  template <class T>
  void expect_refused(const facts::Type<T>& type, const T& value, const char* code) {
    const ValueTable<T> table(type);
    const TableInfo* const info = &table.info();
    create({&info, 1});
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);
    table.insert(link, table.rows({T()}, 1));

    const auto expect_error = [&](const auto& action, const char* part) {
      const auto error = error_of<DataError>(action);
      if (!error) return;
      EXPECT_EQ(error->code(), code);
      ORPIMENT_EXPECT_PART(error->message(), part);
    };
    expect_error([&] { table.insert(link, table.rows({value}, 10)); }, "typed_values.value: ");
    expect_error([&] { table.insert(link, table.rows({T(), value}, 10)); }, "(row 2 of 2)");
    std::vector<std::optional<T>> many(500, T());
    many[321] = value;
    expect_error([&] { table.insert(link, table.rows(many, 1000)); }, "(row 322 of 500)");
    expect_error([&] { table.update(link, table.rows({value}, 1)); }, "typed_values.value: ");
    expect_error([&] { table.count_equal(link, value); }, "parameter 1: ");
    EXPECT_EQ(table.count_equal(link, std::nullopt), 0) << "the transaction goes on";
    connection.rollback();
    run("DROP TABLE typed_values");
  }

  /// Reads what `sql` selects as a `T`.
  template <class T>
  std::optional<DataError> error_of_reading(const std::string& sql) {
    Connection connection = engine().connect();
    return error_of<DataError>(
        [&] { connection.execute(unsafe_text(sql)).template scalar_one<T>(); });
  }
};
ORPIMENT_ON_EACH_DATABASE(RefusedValues);

// value_fault.hpp, rule 1.
TEST_P(RefusedValues, are_texts_longer_than_their_column) {
  expect_refused<std::string>(types::string(10), "12345678901", "ORP-2201");
}

TEST_P(RefusedValues, are_no_texts_whose_code_points_fit) {
  std::string eleven_umlauts;
  for (int i = 0; i < 11; ++i) eleven_umlauts += "\u00fc";
  expect_refused<std::string>(types::string(10), eleven_umlauts, "ORP-2201");
}

TEST_P(RefusedValues, are_texts_that_are_not_utf8) {
  expect_refused<std::string>(types::text, "caf\xe9", "ORP-2202");
  expect_refused<std::string>(types::text, "overlong \xc0\xaf slash", "ORP-2202");
  expect_refused<std::string>(types::text, "half a surrogate \xed\xa0\x80", "ORP-2202");
  expect_refused<std::string>(types::text, "cut \xf0\x9f\x98", "ORP-2202");
}

TEST_P(RefusedValues, are_texts_with_a_zero_byte) {
  using namespace std::string_literals;
  expect_refused<std::string>(types::text, "a\0b"s, "ORP-2203");
  expect_refused<std::string>(types::text, "12345678901234567890\0"s, "ORP-2203");
  expect_refused<std::string>(types::text, "\0\u00fc"s, "ORP-2203");
}

TEST_P(RefusedValues, are_decimals_with_too_many_digits) {
  expect_refused<Decimal>(types::decimal(6, 2), "10000.00"_dec, "ORP-2204");
  expect_refused<Decimal>(types::decimal(6, 2), "-99999999999999999999"_dec, "ORP-2204");
  expect_refused<Decimal>(types::decimal(30, 10), "100000000000000000000"_dec, "ORP-2204");
}

TEST_P(RefusedValues, are_decimals_that_would_lose_digits) {
  expect_refused<Decimal>(types::decimal(6, 2), "0.005"_dec, "ORP-2204");
  expect_refused<Decimal>(types::decimal(30, 2), "0.005"_dec, "ORP-2204");
}

TEST_P(RefusedValues, are_nans_where_the_database_has_none) {
  if (is_postgres()) GTEST_SKIP() << "PostgreSQL stores NaN";
  expect_refused<double>(types::float64, std::numeric_limits<double>::quiet_NaN(), "ORP-2205");
}

TEST_P(RefusedValues, are_named_by_their_type_and_their_place) {
  const auto error = error_of_reading<std::int64_t>("SELECT 'a'");
  ASSERT_TRUE(error);
  ORPIMENT_EXPECT_PART(error->message(), "column 1");
  if (is_sqlite()) return;
  EXPECT_EQ(error->message().substr(0, 23), "column 1 of the result:");
  EXPECT_TRUE(error->columns().empty());
  const auto inet = error_of_reading<std::string>("SELECT inet '127.0.0.1'");
  ASSERT_TRUE(inet);
  ORPIMENT_EXPECT_PART(inet->message(), "a value of the type inet instead of");
  const auto dates = error_of_reading<bool>("SELECT ARRAY[date '2024-01-01']");
  ASSERT_TRUE(dates);
  ORPIMENT_EXPECT_PART(dates->message(), "a value of the type date[] instead of");
}

TEST_P(RefusedValues, are_nulls_for_a_field_that_cannot_be_empty) {
  const auto error = error_of_reading<std::int64_t>("SELECT NULL AS answer");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2206");
  ORPIMENT_EXPECT_PART(error->message(), "column 1, \"answer\", of the result");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"answer"});
  EXPECT_TRUE(error_of_reading<std::string>("SELECT NULL AS answer"));
  EXPECT_TRUE(error_of_reading<bool>("SELECT NULL AS answer"));
  EXPECT_TRUE(error_of_reading<Decimal>("SELECT NULL AS answer"));
}

TEST_P(RefusedValues, are_integers_out_of_the_range_of_their_type) {
  for (const char* sql : {"SELECT 32768 AS answer", "SELECT -32769 AS answer"}) {
    const auto error = error_of_reading<std::int16_t>(sql);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2208");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"answer"});
  }
  EXPECT_TRUE(error_of_reading<std::int32_t>("SELECT 2147483648 AS answer"));
}

// value_fault.hpp, rule 1.
TEST_P(RefusedValues, are_values_of_another_type) {
  for (const char* sql : {"SELECT 'text' AS answer", "SELECT 1.5 AS answer"}) {
    EXPECT_TRUE(error_of_reading<std::int64_t>(sql));
  }
  EXPECT_TRUE(error_of_reading<std::string>("SELECT 1 AS answer"));
  EXPECT_TRUE(error_of_reading<bool>("SELECT 7 AS answer"));
  EXPECT_TRUE(error_of_reading<Date>("SELECT 'never' AS answer"));
}

TEST_P(RefusedValues, are_numbers_that_a_floating_point_type_has_not_exactly) {
  if (is_postgres()) GTEST_SKIP() << "has types for them";
  const auto refused = [&](const auto& error) {
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2208");
  };
  const auto of_tenth = error_of_reading<float>("SELECT 0.1 AS answer");
  refused(of_tenth);
  ORPIMENT_EXPECT_PART(of_tenth->message(), "0.1 is not exactly a float");
  ORPIMENT_EXPECT_PART(of_tenth->hint(), "\"double\"");
  refused(error_of_reading<float>("SELECT 16777217 AS answer"));
  refused(error_of_reading<float>("SELECT 1e-300 AS answer"));
  refused(error_of_reading<float>("SELECT 9223372036854775807 AS answer"));
  refused(error_of_reading<double>("SELECT 9007199254740993 AS answer"));
  refused(error_of_reading<double>("SELECT 9223372036854775807 AS answer"));
  Connection connection = engine().connect();
  for (const char* exact :
       {"0.5", "16777216", "16777218", "9e999", "-9e999", "-9223372036854775808"}) {
    SCOPED_TRACE(exact);
    EXPECT_NO_THROW(
        connection.execute(unsafe_text(std::string("SELECT ") + exact)).scalar_one<float>());
    EXPECT_NO_THROW(
        connection.execute(unsafe_text(std::string("SELECT ") + exact)).scalar_one<double>());
  }
}

TEST_P(RefusedValues, are_numbers_of_another_type_that_a_floating_point_type_has_not_exactly) {
  if (is_sqlite()) GTEST_SKIP() << "has one type of real numbers, see above";
  const auto refused = [&](const auto& error) {
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2208");
  };
  refused(error_of_reading<float>("SELECT 0.1::float8 AS answer"));
  refused(error_of_reading<float>("SELECT 0.1 AS answer"));
  refused(error_of_reading<float>("SELECT 1e-300::float8 AS answer"));
  refused(error_of_reading<float>("SELECT 16777217 AS answer"));
  refused(error_of_reading<double>("SELECT 9007199254740993 AS answer"));
  Connection connection = engine().connect();
  for (const char* exact : {"0.5::float8", "0.1::float4", "'NaN'::float8", "'-Infinity'::float8",
                            "0.5", "16777216", "16777218"}) {
    SCOPED_TRACE(exact);
    EXPECT_NO_THROW(
        connection.execute(unsafe_text(std::string("SELECT ") + exact)).scalar_one<float>());
    EXPECT_NO_THROW(
        connection.execute(unsafe_text(std::string("SELECT ") + exact)).scalar_one<double>());
  }
  EXPECT_EQ(connection.execute(text("SELECT 0.1")).scalar_one<double>(), 0.1);
}

TEST_P(RefusedValues, are_texts_in_another_spelling_than_is_written) {
  if (is_postgres()) GTEST_SKIP() << "has types for them";
  // As another program's table has it; says why it is not read, or nothing.
  const auto read = [&](const auto& type, const char* value, auto sample) {
    const ValueTable<decltype(sample)> table(type);
    run("DROP TABLE IF EXISTS typed_values");
    run("CREATE TABLE typed_values (position INTEGER, value TEXT)");
    run(std::string("INSERT INTO typed_values VALUES (1, '") + value + "')");
    Connection connection = engine().connect();
    try {
      table.read(EngineAccess::link(connection));
    } catch (const DataError& error) {
      EXPECT_THROW(table.read_stored(EngineAccess::link(connection)), DataError);
      EXPECT_EQ(error.code(), "ORP-2207");
      return std::string(error.what());
    }
    return std::string();
  };
  for (const auto& [value, way_out] :
       {std::pair("19:54", "map it as \"text\""), std::pair("19:54:00.0", "map it as \"text\""),
        std::pair("19:54:00", "\"stored_as\": \"text_seconds\""),
        std::pair("19:54:00.123", "\"stored_as\": \"text_milliseconds\"")}) {
    SCOPED_TRACE(value);
    const std::string why = read(types::time, value, Time());
    ORPIMENT_EXPECT_PART(why, std::string("\"") + value + "\" is not a time stored as text");
    ORPIMENT_EXPECT_PART(why, way_out);
  }
  for (const char* value : {"PT90M", "P0D", "P14M"})
    EXPECT_NE(read(types::interval, value, Interval()), "") << value;
  EXPECT_EQ(read(types::time, "19:54:00.000000", Time()), "");
  EXPECT_EQ(read(types::interval, "PT1H30M", Interval()), "");
  EXPECT_EQ(read(types::date, "2026-11-20", Date()), "");
  // Nothing is known of SQL of the program's own.
  Connection connection = engine().connect();
  EXPECT_EQ(connection.execute(text("SELECT time('19:54')")).scalar_one<Time>(), Time(19, 54));
}

TEST_P(RefusedValues, are_infinite_points_in_time) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has none";
  for (const char* sql :
       {"SELECT 'infinity'::timestamptz AS answer", "SELECT '-infinity'::timestamptz AS answer"}) {
    const auto error = error_of_reading<TimestampTz>(sql);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-2208");
    ORPIMENT_EXPECT_PART(error->message(), "infinity");
  }
  EXPECT_TRUE(error_of_reading<Timestamp>("SELECT 'infinity'::timestamp AS answer"));
  EXPECT_TRUE(error_of_reading<Date>("SELECT 'infinity'::date AS answer"));
  EXPECT_TRUE(error_of_reading<TimestampTz>("SELECT '4713-01-01 BC'::timestamptz AS answer"));
}

TEST_P(RefusedValues, are_labels_that_the_schema_does_not_know) {
  enum class Answer { yes, no };
  constexpr const char* labels[] = {"yes", "no"};
  const EnumInfo info{"answer", labels, &detail::enum_index<Answer>,
                      &detail::set_enum_index<Answer>};
  const ColumnType type = types::enumeration<Answer>(info);
  Connection connection = engine().connect();
  const backend::CursorHandle cursor =
      EngineAccess::link(connection).open({"SELECT 'perhaps' AS answer"}, {});
  ASSERT_TRUE(cursor->next());
  Answer answer{};
  const auto error = error_of<DataError>([&] { cursor->read(0, type, &answer); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2209");
}

}  // namespace
}  // namespace orp::tests
