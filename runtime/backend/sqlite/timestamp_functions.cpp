// SPDX-License-Identifier: MIT
// Timestamps and times in the forms of other programs. By our own calendar: that of the library
// takes 0300-03-01 for another day.
#include "backend/sqlite/own_function.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/timestamp_text.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/meta/words.hpp"

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

/// Of a text; none where there is no such form.
std::optional<TimestampText> form_in(sqlite3_value* word) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(word));
  const auto* const found = std::find(std::begin(stored_as_words), std::end(stored_as_words),
                                      std::string_view(text == nullptr ? "" : text));
  if (found == std::end(stored_as_words)) return std::nullopt;
  return text_form(static_cast<StoredAs>(found - std::begin(stored_as_words)));
}

/// Calls read(text, form), and gives what that reads.
template <std::size_t Size, class Read>
void give_of_text(sqlite3_context* call, sqlite3_value** arguments, Read read) {
  if (is_null(arguments[0])) return;
  const std::optional<TimestampText> form = form_in(arguments[1]);
  if (!form || sqlite3_value_type(arguments[0]) != SQLITE_TEXT)
    return give_error(call, not_such_a_value);
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
  const auto value = text == nullptr ? std::nullopt : read(std::string_view(text, size), *form);
  if (!value) return give_error(call, not_such_a_value);
  give_text<Size>(call, *value);
}

void to_timestamp_of_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  const bool is_point = sqlite3_value_int(arguments[2]) != 0;
  give_of_text<Timestamp::text_size>(call, arguments,
                                     [&](std::string_view text, const TimestampText& form) {
                                       return read_timestamp_text(text, form, is_point);
                                     });
}

void to_time_of_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  give_of_text<Time::text_size>(call, arguments, read_time_text);
}

void to_timestamp_of_julian_day(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_number(arguments[0])) return give_error(call, not_such_a_value);
  const double day = sqlite3_value_double(arguments[0]);
  const std::optional<Timestamp> time = timestamp_of_julian_day(day);
  if (time && julian_day_of(*time) != day) return give_error(call, not_such_a_value);
  give_timestamp(call, time);
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
      {"timestamp_of_text", 3, to_timestamp_of_text},
      {"time_of_text", 2, to_time_of_text},
      {"timestamp_of_julian_day", 1, to_timestamp_of_julian_day},
      {"units", 2, to_units},
      {"julian_day", 1, to_julian_day},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
