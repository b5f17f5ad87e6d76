// SPDX-License-Identifier: MIT
// Timestamps of other programs' numbers. By our own calendar: that of the library takes 0300-03-01
// for another day.
#include "backend/sqlite/own_function.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/timestamp_text.hpp"
#include "orpiment/base/timestamp.hpp"

namespace orp::backend::sqlite {

namespace {

void give_timestamp(sqlite3_context* call, const std::optional<Timestamp>& time) {
  if (time)
    give_text<Timestamp::text_size>(call, *time);
  else
    give_error(call, out_of_range);
}

void to_timestamp(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_whole(arguments[0])) return give_error(call, not_such_a_value);
  give_timestamp(
      call, timestamp_of(sqlite3_value_int64(arguments[0]), sqlite3_value_int64(arguments[1])));
}

void to_timestamp_of_julian_day(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_number(arguments[0])) return give_error(call, not_such_a_value);
  give_timestamp(call, timestamp_of_julian_day(sqlite3_value_double(arguments[0])));
}

/// Empty, and an error is given: not a timestamp as this backend spells it.
std::optional<Timestamp> timestamp_in(sqlite3_context* call, sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  const std::optional<Timestamp> time =
      text == nullptr ? std::nullopt : read_stored_timestamp(text);
  if (!time) give_error(call, not_such_a_value);
  return time;
}

void to_units(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (const auto time = timestamp_in(call, arguments[0]))
    sqlite3_result_int64(call, units_of(*time, sqlite3_value_int64(arguments[1])));
}

void to_julian_day(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (const auto time = timestamp_in(call, arguments[0]))
    sqlite3_result_double(call, julian_day_of(*time));
}

}  // namespace

View<const OwnFunction> timestamp_functions() {
  static constexpr OwnFunction functions[] = {
      {"timestamp", 2, to_timestamp},
      {"timestamp_of_julian_day", 1, to_timestamp_of_julian_day},
      {"units", 2, to_units},
      {"julian_day", 1, to_julian_day},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
