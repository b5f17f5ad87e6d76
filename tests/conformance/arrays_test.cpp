// SPDX-License-Identifier: MIT
// Arrays and types of the program's own, on all the ways that types_test.cpp describes.
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

class Arrays : public OnEachDatabase {
 protected:
  template <class T>
  void check(const facts::Type<T>& type, const std::vector<T>& values,
             View<const EnumInfo*> enumerations = {}) {
    const ValueTable<T> table(type);
    const TableInfo* const info = &table.info();
    create({&info, 1}, enumerations);
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);
    std::vector<std::optional<T>> with_null(values.begin(), values.end());
    with_null.push_back(std::nullopt);

    auto expected = table.rows({}, 1);
    const auto insert = [&](const std::vector<std::optional<T>>& batch) {
      const auto rows = table.rows(batch, static_cast<std::int32_t>(expected.size()) + 1);
      table.insert(link, rows);
      expected.insert(expected.end(), rows.begin(), rows.end());
    };
    for (const auto& value : with_null) insert({value});
    insert(with_null);
    while (with_null.size() < 400) with_null.insert(with_null.end(), values.begin(), values.end());
    insert(with_null);
    EXPECT_EQ(table.read(link), expected);
    EXPECT_EQ(table.read_stored(link), expected);

    for (auto& row : expected) row.value = values.front();
    EXPECT_TRUE(table.update(link, expected).empty());
    EXPECT_EQ(table.read(link), expected);
  }

  template <class T>
  void check_elements(const ColumnType& element, const std::vector<T>& elements,
                      View<const EnumInfo*> enumerations = {}) {
    const ArrayInfo info = facts::array_of<std::vector<T>>(element);
    check(types::array<std::vector<T>>(info),
          {std::vector<T>{}, std::vector<T>{elements.front()}, elements}, enumerations);
  }
};
ORPIMENT_ON_EACH_DATABASE(Arrays);

TEST_P(Arrays, of_bool_come_back_as_they_went) {
  check_elements<bool>(types::boolean, {true, false, true});
}

TEST_P(Arrays, of_int64_come_back_as_they_went) {
  check_elements<std::int64_t>(types::int64, {0, -1, std::numeric_limits<std::int64_t>::max()});
}

TEST_P(Arrays, of_double_come_back_as_they_went) {
  check_elements<double>(types::float64, {0.1, -1e300, 1.0 / 3});
}

TEST_P(Arrays, of_decimal_come_back_as_they_went) {
  check_elements<Decimal>(types::decimal(20, 4), {"12.5"_dec, "-0.0001"_dec, "0"_dec});
}

TEST_P(Arrays, of_text_come_back_as_they_went) {
  check_elements<std::string>(types::text, {"", "NULL", "a,b", "{\"x\"}", "\\", "it's", "\n\t\x01",
                                            "\u65e5\u672c \U0001F600", "null", " padded "});
}

TEST_P(Arrays, of_bytes_come_back_as_they_went) {
  check_elements<Bytes>(types::bytes, {Bytes(), Bytes{0, 255, 0}, Bytes("\\\"")});
}

TEST_P(Arrays, of_uuid_come_back_as_they_went) {
  check_elements<Uuid>(types::uuid, {Uuid(), Uuid::random()});
}

TEST_P(Arrays, of_date_come_back_as_they_went) {
  check_elements<Date>(types::date, {Date(1, 1, 1), Date(9999, 12, 31)});
}

TEST_P(Arrays, of_timestamptz_come_back_as_they_went) {
  check_elements<TimestampTz>(types::timestamptz,
                              {TimestampTz(), TimestampTz::parse("2026-11-20 19:54:00.5+02")});
}

TEST_P(Arrays, of_interval_come_back_as_they_went) {
  check_elements<Interval>(types::interval, {Interval(), Interval(14, -3, -7'500'000)});
}

TEST_P(Arrays, of_json_come_back_as_they_went) {
  check_elements<Json>(types::json, {Json(), Json::parse("[\"a,]\\\"\", {\"b\": [1, 2]}]"),
                                     Json::parse("\"null\"")});
}

enum class Colour { red, green };
constexpr const char* colour_labels[] = {"red", "dark \"green\""};
constexpr EnumInfo colour{"colour", colour_labels, &detail::enum_index<Colour>,
                          &detail::set_enum_index<Colour>};

TEST_P(Arrays, of_enumeration_come_back_as_they_went) {
  const EnumInfo* const enumerations[] = {&colour};
  check_elements<Colour>(types::enumeration<Colour>(colour), {Colour::green, Colour::red},
                         enumerations);
}

// A type of the program's own

struct Money {
  std::int64_t cents = 0;
  friend bool operator==(const Money&, const Money&) = default;
};

struct MoneyConverter {
  static Decimal to_stored(const Money& money) { return Decimal::from_coefficient(money.cents, 2); }
  static Money from_stored(const Decimal& amount) {
    return {static_cast<std::int64_t>(amount.rescaled(2).coefficient())};
  }
};

struct Email {
  std::string address;
  friend bool operator==(const Email&, const Email&) = default;
};

struct EmailConverter {
  static std::string to_stored(const Email& email) { return email.address; }
  static Email from_stored(const std::string& text) { return {text}; }
};

TEST_P(Arrays, converted_to_decimal) {
  constexpr ColumnType stored = types::decimal(12, 2);
  const auto info = facts::conversion<MoneyConverter, Money, Decimal>(stored);
  check(types::converted<Money>(info), {Money{0}, Money{-1250}, Money{999'999'999'999}});
}

TEST_P(Arrays, converted_to_text) {
  constexpr ColumnType stored = types::string(300);
  const auto info = facts::conversion<EmailConverter, Email, std::string>(stored);
  const Email longer_than_any_buffer{std::string(300, 'e')};
  check(types::converted<Email>(info), {Email{"a@b.c"}, Email{""}, longer_than_any_buffer});
  Connection connection = engine().connect();
  const ValueTable<Email> table(types::converted<Email>(info));
  table.insert(EngineAccess::link(connection), table.rows({Email{"x"}, Email{"y"}}, 1000));
  EXPECT_EQ(table.count_equal(EngineAccess::link(connection), Email{"x"}), 1);
  EXPECT_EQ(table.count_among(EngineAccess::link(connection), {Email{"x"}, Email{"y"}, Email{"z"}}),
            2);
}

}  // namespace
}  // namespace orp::tests
