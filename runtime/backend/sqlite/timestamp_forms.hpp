// SPDX-License-Identifier: MIT
// Timestamps and times of day as other programs' tables keep them (StoredAs): encoded and decoded
// exactly, or refused. Every form keeps the order of time, and gives equal ones one spelling. A
// time is spelled as the part behind the day of a timestamp.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/timestamp_text.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"

namespace orp::backend::sqlite {

/// A form that is a text.
struct TimestampText {
  char separator;            ///< between day and time
  std::size_t digits;        ///< of a second
  bool has_zone_in_utc;      ///< of points in time: "Z" behind it
  bool drops_zeros = false;  ///< a fraction of zero is left out; then never with a "Z", which would
                             ///< not be in order
};

constexpr std::size_t seconds_size = 19;  // "2026-11-20 19:54:00"
constexpr std::size_t day_size = 11;      // "2026-11-20 "

/// Empty: the form is a number.
constexpr std::optional<TimestampText> text_form(StoredAs how) {
  switch (how) {
    case StoredAs::text_seconds:
      return TimestampText{' ', 0, false};
    case StoredAs::text_milliseconds:
      return TimestampText{' ', 3, false};
    case StoredAs::text_short:
      return TimestampText{' ', 6, false, true};
    case StoredAs::iso:
      return TimestampText{'T', 6, true};
    case StoredAs::iso_seconds:
      return TimestampText{'T', 0, true};
    case StoredAs::iso_milliseconds:
      return TimestampText{'T', 3, true};
    case StoredAs::unix_seconds:
    case StoredAs::unix_milliseconds:
    case StoredAs::julian_day:
      return std::nullopt;
    default:
      return TimestampText{' ', 6, false};
  }
}

constexpr std::size_t size_of(const TimestampText& form) {
  return seconds_size + (form.digits == 0 ? 0 : form.digits + 1);
}

// The database keeps moments as milliseconds from noon of -4713-11-24 on; a day is divided so.
constexpr std::int64_t julian_milliseconds_of_1970 = 210'866'760'000'000;
constexpr double milliseconds_per_day = 86'400'000.0;

/// Of so many microseconds, from 1970 on; what is left over of one is cut.
constexpr std::int64_t units_of(const Timestamp& time, std::int64_t resolution) {
  const std::int64_t rest = time.microseconds() % resolution;
  return (time.microseconds() - (rest < 0 ? rest + resolution : rest)) / resolution;
}

constexpr double julian_day_of(const Timestamp& time) {
  return static_cast<double>(units_of(time, 1'000) + julian_milliseconds_of_1970) /
         milliseconds_per_day;
}

/// Requires: `time` is a multiple of the form's resolution. The cell borrows `buffer`.
inline Cell timestamp_cell(const Timestamp& time, StoredAs how, bool is_point, CellBuffer& buffer) {
  const std::optional<TimestampText> form = text_form(how);
  if (!form) {
    if (how == StoredAs::julian_day) return Cell::of_real(julian_day_of(time));
    return Cell::of_integer(units_of(time, resolution(how)));
  }
  static_assert(sizeof buffer.small > Timestamp::text_size);
  time.write_to(buffer.small);
  buffer.small[10] = form->separator;
  const bool is_short = form->drops_zeros && time.microseconds() % 1'000'000 == 0;
  std::size_t size = is_short ? seconds_size : size_of(*form);
  if (form->has_zone_in_utc && is_point) buffer.small[size++] = 'Z';
  return Cell::of_bytes(Cell::Kind::text, buffer.small, size);
}

/// Empty: another form.
inline std::optional<Timestamp> read_timestamp_text(std::string_view text,
                                                    const TimestampText& form, bool is_point) {
  if (form.has_zone_in_utc && is_point) {
    if (text.empty() || text.back() != 'Z') return std::nullopt;
    text.remove_suffix(1);
  }
  const bool is_short = form.drops_zeros && text.size() == seconds_size;
  if ((text.size() != size_of(form) && !is_short) || text[10] != form.separator)
    return std::nullopt;
  if (form.drops_zeros && text.ends_with(".000000")) return std::nullopt;
  char standard[] = "0000-00-00 00:00:00.000000";
  std::memcpy(standard, text.data(), text.size());
  standard[10] = ' ';
  return read_stored_timestamp({standard, Timestamp::text_size});
}

/// Requires: `time` is a multiple of the form's resolution, which is a text without a zone. The
/// cell borrows `buffer`.
inline Cell time_cell(const Time& time, StoredAs how, CellBuffer& buffer) {
  const auto [text, size] = timestamp_cell(Timestamp(Date(), time), how, false, buffer).bytes;
  return Cell::of_bytes(Cell::Kind::text, text + day_size, size - day_size);
}

/// Empty: another form.
inline std::optional<Time> read_time_text(std::string_view text, const TimestampText& form) {
  char whole[Timestamp::text_size] = {'1', '9', '7', '0', '-', '0', '1', '-', '0', '1', ' '};
  if (text.size() > Time::text_size) return std::nullopt;
  std::memcpy(whole + day_size, text.data(), text.size());
  const auto time = read_timestamp_text({whole, day_size + text.size()}, form, false);
  return time ? std::optional(time->time()) : std::nullopt;
}

/// Empty: out of the range of timestamps.
inline std::optional<Timestamp> timestamp_of(std::int64_t units, std::int64_t resolution) {
  if (units < Timestamp::min_microseconds / resolution ||
      units > Timestamp::max_microseconds / resolution)
    return std::nullopt;
  return Timestamp::from_microseconds(units * resolution);
}

inline std::optional<Timestamp> timestamp_of_julian_day(double day) {
  if (!(day > 0 && day < 1e7)) return std::nullopt;
  return timestamp_of(std::llround(day * milliseconds_per_day) - julian_milliseconds_of_1970,
                      1'000);
}

}  // namespace orp::backend::sqlite
