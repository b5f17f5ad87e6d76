// SPDX-License-Identifier: MIT
// Parts of values: of a text some characters, of a number what stands before its point, of a moment
// its beginning.
#include "backend/sqlite/own_function.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "orpiment/base/date.hpp"

namespace orp::backend::sqlite {

namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

std::int64_t characters_of(std::string_view text) {
  return std::count_if(text.begin(), text.end(), begins_character);
}

/// Where character number `count`, from 0 on, begins; or the end.
std::size_t place_of(std::string_view text, std::int64_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (begins_character(text[at]) && count-- == 0) break;
  return at;
}

/// The characters from number `begin` up to number `end`, from 0 on.
void give_part(sqlite3_context* call, std::string_view text, std::int64_t begin, std::int64_t end) {
  const std::size_t from = place_of(text, std::max<std::int64_t>(begin, 0));
  const std::string_view behind = text.substr(from);
  const std::int64_t count = std::max<std::int64_t>(end - std::max<std::int64_t>(begin, 0), 0);
  const std::size_t size = place_of(behind, count);
  sqlite3_result_text(call, behind.data() == nullptr ? "" : behind.data(), static_cast<int>(size),
                      SQLITE_TRANSIENT);
}

bool has_null(int argument_count, sqlite3_value** arguments) {
  return std::any_of(arguments, arguments + argument_count, is_null);
}

void give_substr(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  if (has_null(argument_count, arguments)) return;
  const std::int64_t begin = sqlite3_value_int64(arguments[1]) - 1;
  const std::int64_t count = sqlite3_value_int64(arguments[2]);
  if (count < 0) return refuse_value(call, "a part of a text of negative length");
  give_part(call, text_of(arguments[0]), begin, begin + count);
}

void give_left(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  if (has_null(argument_count, arguments)) return;
  const std::string_view text = text_of(arguments[0]);
  const std::int64_t count = sqlite3_value_int64(arguments[1]);
  give_part(call, text, 0, count < 0 ? characters_of(text) + count : count);
}

void give_right(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  if (has_null(argument_count, arguments)) return;
  const std::string_view text = text_of(arguments[0]);
  const std::int64_t count = sqlite3_value_int64(arguments[1]);
  const std::int64_t all = characters_of(text);
  give_part(call, text, count < 0 ? -count : all - count, all);
}

template <double (*Whole)(double)>
void give_whole(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  sqlite3_result_double(call, Whole(sqlite3_value_double(arguments[0])));
}

double floor_of(double value) { return std::floor(value); }
double ceil_of(double value) { return std::ceil(value); }
double trunc_of(double value) { return std::trunc(value); }

/// `Rest`: the sign of a rest for which the quotient is one further away from zero.
template <int Rest>
void give_whole_of_scaled(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_whole(arguments[0])) return give_error(call, out_of_range);
  const std::int64_t value = sqlite3_value_int64(arguments[0]);
  const auto unit =
      static_cast<std::int64_t>(detail::power_of_ten(sqlite3_value_int(arguments[1])));
  const std::int64_t rest = value % unit;
  const bool is_further = (Rest > 0 && rest > 0) || (Rest < 0 && rest < 0);
  sqlite3_result_int64(call, value / unit + Rest * static_cast<int>(is_further));
}

// As SQL says, what is no number, and infinity of numbers that are not, are errors.
void give_power(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  const double base = sqlite3_value_double(arguments[0]);
  const double exponent = sqlite3_value_double(arguments[1]);
  if (base == 0 && exponent < 0) return refuse_value(call, "a negative power of 0");
  const bool is_finite = std::isfinite(base) && std::isfinite(exponent);
  if (is_finite && base < 0 && exponent != std::trunc(exponent))
    return refuse_value(call, "a power of a negative number that is no number");
  give_real(call, std::pow(base, exponent), is_finite, is_finite && base != 0);
}

/// How much of a timestamp's text there is before a unit ends; 0: it is none of these.
std::size_t size_before(std::string_view unit) {
  if (unit == "year") return 4;
  if (unit == "month" || unit == "quarter") return 7;
  if (unit == "day" || unit == "week") return 10;
  if (unit == "hour") return 13;
  if (unit == "minute") return 16;
  return unit == "second" ? 19 : 0;
}

void to_first_month(char* month) {
  const int number = (month[0] - '0') * 10 + (month[1] - '0');
  const int first = (number - 1) / 3 * 3 + 1;
  month[0] = static_cast<char>('0' + first / 10);
  month[1] = static_cast<char>('0' + first % 10);
}

bool to_monday(char* day) {
  const std::optional<Date> date = Date::from_string(std::string_view(day, Date::text_size));
  if (!date) return false;
  Date::from_days(date->days() - (date->weekday() - 1)).write_to(day);  // 0001-01-01 is one
  return true;
}

void truncate_moment(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  constexpr std::string_view beginning = "0001-01-01 00:00:00.000000";
  const std::string_view text = text_of(arguments[0]);
  const std::string_view unit = text_of(arguments[1]);
  const bool is_date = text.size() == Date::text_size;
  if (!is_date && text.size() != beginning.size()) return give_error(call, not_such_a_value);
  std::array<char, beginning.size()> result{};
  std::memcpy(result.data(), beginning.data(), beginning.size());
  std::memcpy(result.data(), text.data(), std::min(size_before(unit), text.size()));
  constexpr std::size_t month_at = 5;
  if (unit == "quarter") to_first_month(result.data() + month_at);
  if (unit == "week" && !to_monday(result.data())) return give_error(call, not_such_a_value);
  sqlite3_result_text(call, result.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

}  // namespace

View<const OwnFunction> part_functions() {
  static constexpr OwnFunction functions[] = {
      {"substr", 3, give_substr},
      {"left", 2, give_left},
      {"right", 2, give_right},
      {"floor", 1, give_whole<floor_of>},
      {"ceil", 1, give_whole<ceil_of>},
      {"trunc", 1, give_whole<trunc_of>},
      {"floor_scaled", 2, give_whole_of_scaled<-1>},
      {"ceil_scaled", 2, give_whole_of_scaled<1>},
      {"trunc_scaled", 2, give_whole_of_scaled<0>},
      {"power", 2, give_power},
      {"date_trunc", 2, truncate_moment},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
