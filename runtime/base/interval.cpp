// SPDX-License-Identifier: MIT
#include "orpiment/base/interval.hpp"

#include <charconv>
#include <iterator>

#include "base/text_reader.hpp"
#include "base/value_errors.hpp"

namespace orp {

namespace {

enum class Part { months, days, microseconds };

/// A designator of ISO 8601, and what one of it is worth.
struct Unit {
  char designator;
  Part part;
  std::int64_t worth;
};

// In the order in which they must come.
constexpr Unit date_units[] = {
    {'Y', Part::months, 12}, {'M', Part::months, 1}, {'W', Part::days, 7}, {'D', Part::days, 1}};
constexpr Unit time_units[] = {{'H', Part::microseconds, microseconds_per_hour},
                               {'M', Part::microseconds, microseconds_per_minute},
                               {'S', Part::microseconds, microseconds_per_second}};

/// The parts while they are read, all in 64 bits.
struct Parts {
  std::int64_t values[3] = {};

  /// False when it overflows.
  bool add(Part part, std::int64_t count, std::int64_t worth) {
    std::int64_t& value = values[static_cast<int>(part)];
    std::int64_t product = 0;
    return !__builtin_mul_overflow(count, worth, &product) &&
           !__builtin_add_overflow(value, product, &value);
  }
};

constexpr const char* too_long = "more than an interval holds";

/// A count with its own sign, turned by the sign in front of all.
bool read_count(TextReader& reader, int& sign, std::int64_t& count) {
  count = 0;
  if (reader.skip_if('-')) {
    sign = -sign;
  } else {
    reader.skip_if('+');
  }
  if (!reader.is_at_digit()) return reader.fail("digit expected");
  for (; reader.is_at_digit(); reader.skip()) {
    // Downwards for negative ones, so that the lowest number can be read.
    if (__builtin_mul_overflow(count, 10, &count) ||
        __builtin_add_overflow(count, sign * (reader.peek() - '0'), &count)) {
      return reader.fail(too_long);
    }
  }
  return true;
}

/// One component such as "-7.5S": `next` is the first unit that may come, and the one after it
/// then.
bool read_component(TextReader& reader, int sign, const Unit*& next, const Unit* end,
                    Parts& parts) {
  std::int64_t count = 0;
  int millionths = 0;
  if (!read_count(reader, sign, count)) return false;
  const bool has_fraction = reader.skip_if('.');
  if (has_fraction && !reader.read_fraction(millionths)) return false;

  const Unit* unit = next;
  while (unit != end && unit->designator != reader.peek()) ++unit;
  if (unit == end) return reader.fail("unit expected, each once and the longest first");
  if (has_fraction && unit->designator != 'S') return reader.fail("only seconds have a fraction");
  if (!parts.add(unit->part, count, unit->worth) ||
      !parts.add(unit->part, std::int64_t{sign} * millionths, 1)) {
    return reader.fail(too_long);
  }
  reader.skip();
  next = unit + 1;
  return true;
}

bool read_interval(TextReader& reader, Interval& interval) {
  const int sign = reader.skip_if('-') ? -1 : 1;
  if (sign > 0) reader.skip_if('+');
  if (!reader.expect('P', "'P' expected")) return false;
  Parts parts;
  if (reader.is_at_end()) return reader.fail("a count and its unit expected");
  for (const Unit* next = date_units; !reader.is_at_end() && reader.peek() != 'T';) {
    if (!read_component(reader, sign, next, std::end(date_units), parts)) return false;
  }
  if (reader.skip_if('T')) {
    const Unit* next = time_units;
    do {
      if (!read_component(reader, sign, next, std::end(time_units), parts)) return false;
    } while (!reader.is_at_end());
  }

  const auto months = static_cast<std::int32_t>(parts.values[0]);
  const auto days = static_cast<std::int32_t>(parts.values[1]);
  if (months != parts.values[0] || days != parts.values[1]) return reader.fail(too_long);
  interval = Interval(months, days, parts.values[2]);
  return true;
}

/// Writes "-12Y", or nothing for zero; returns the end.
char* write_component(char* at, std::int64_t count, char designator) {
  if (count == 0) return at;
  at = std::to_chars(at, at + 20, count).ptr;
  *at++ = designator;
  return at;
}

/// Writes "-7.5S", or nothing for zero; returns the end.
char* write_seconds(char* at, std::int64_t microseconds) {
  if (microseconds == 0) return at;
  if (microseconds < 0) *at++ = '-';
  const std::int64_t seconds = microseconds / microseconds_per_second;
  const auto fraction = static_cast<int>(microseconds % microseconds_per_second);
  at = std::to_chars(at, at + 20, seconds < 0 ? -seconds : seconds).ptr;
  if (fraction != 0) {
    *at++ = '.';
    at = write_six_digits(at, fraction < 0 ? -fraction : fraction);
    while (at[-1] == '0') --at;
  }
  *at++ = 'S';
  return at;
}

Interval checked(std::int64_t months, std::int64_t days, std::int64_t microseconds) {
  const auto narrow_months = static_cast<std::int32_t>(months);
  const auto narrow_days = static_cast<std::int32_t>(days);
  if (narrow_months != months || narrow_days != days) detail::throw_interval_overflow();
  return {narrow_months, narrow_days, microseconds};
}

}  // namespace

Interval Interval::parse(std::string_view text) {
  return parse_all("an ISO 8601 interval", text, read_interval);
}

std::optional<Interval> Interval::from_string(std::string_view text) noexcept {
  return read_all(text, read_interval);
}

char* Interval::write_to(char* buffer) const noexcept {
  char* at = buffer;
  *at++ = 'P';
  at = write_component(at, months_ / 12, 'Y');
  at = write_component(at, months_ % 12, 'M');
  at = write_component(at, days_, 'D');
  if (microseconds_ != 0) {
    *at++ = 'T';
    at = write_component(at, microseconds_ / microseconds_per_hour, 'H');
    at = write_component(at, microseconds_ / microseconds_per_minute % 60, 'M');
    return write_seconds(at, microseconds_ % microseconds_per_minute);
  }
  if (at == buffer + 1) {
    for (const char c : {'T', '0', 'S'}) *at++ = c;
  }
  return at;
}

std::string Interval::to_string() const {
  char buffer[max_text_size];
  return std::string(buffer, write_to(buffer));
}

Interval Interval::operator-() const { return Interval() - *this; }

Interval operator+(const Interval& a, const Interval& b) {
  std::int64_t microseconds = 0;
  if (__builtin_add_overflow(a.microseconds_, b.microseconds_, &microseconds)) {
    detail::throw_interval_overflow();
  }
  return checked(std::int64_t{a.months_} + b.months_, std::int64_t{a.days_} + b.days_,
                 microseconds);
}

Interval operator-(const Interval& a, const Interval& b) {
  std::int64_t microseconds = 0;
  if (__builtin_sub_overflow(a.microseconds_, b.microseconds_, &microseconds)) {
    detail::throw_interval_overflow();
  }
  return checked(std::int64_t{a.months_} - b.months_, std::int64_t{a.days_} - b.days_,
                 microseconds);
}

void detail::throw_interval_overflow() {
  throw_out_of_range("interval out of range",
                     "months and days are 32 bits wide, the microseconds 64");
}

}  // namespace orp
