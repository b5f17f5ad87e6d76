// SPDX-License-Identifier: MIT
#include "meta/stand_in.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp {

namespace {

constexpr std::int64_t three_centuries = 300LL * 365 * microseconds_per_day;

template <class T>
void set(void* value, T made) {
  *static_cast<T*>(value) = std::move(made);
}

// The `number`th of `limit` values, which begin again when they are used up.
std::int64_t nth(std::uint64_t number, std::uint64_t limit) {
  return static_cast<std::int64_t>(number % limit);
}

template <class T>
T low_integer(std::uint64_t number) {
  const auto quarter = static_cast<std::uint64_t>(std::numeric_limits<T>::max()) / 2 + 1;
  return static_cast<T>(std::numeric_limits<T>::min() + nth(number, quarter));
}

// Characters for private use, U+F0000 to U+FFFFD, as many as there is room for.
std::string private_text(std::uint64_t number, std::uint32_t length) {
  constexpr std::uint32_t enough = 4;  // for all 64 bits
  constexpr std::uint64_t characters = 0xfffe;
  std::string text;
  for (std::uint32_t i = 0; i < (length == 0 ? enough : std::min(length, enough)); ++i) {
    const auto low = static_cast<std::uint32_t>(nth(number, characters));
    number /= characters;
    text += static_cast<char>(0xf3);
    text += static_cast<char>(0xb0 | low >> 12);
    text += static_cast<char>(0x80 | (low >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (low & 0x3f));
  }
  return text;
}

Decimal low_decimal(std::uint64_t number, int precision, int scale) {
  const Int128 limit = detail::power_of_ten(precision > 0 ? precision : Decimal::max_precision);
  const auto room = static_cast<std::uint64_t>(std::min<Int128>(limit / 2, std::int64_t{1} << 62));
  return Decimal::from_coefficient(-(limit - 1) + nth(number, std::max<std::uint64_t>(room, 1)),
                                   scale);
}

template <class T>
T low_float(std::uint64_t number) {
  constexpr int digits = std::numeric_limits<T>::digits - 1;
  return static_cast<T>(
      -std::ldexp(1.0 + std::ldexp(double(nth(number, 1ULL << digits)), -digits), 100));
}

}  // namespace

bool has_stand_in(const ColumnType& type) {
  switch (type.tag) {
    case TypeTag::boolean:
    case TypeTag::json:
    case TypeTag::enumeration:
    case TypeTag::array:
    case TypeTag::converted:
      return false;
    default:
      return true;
  }
}

void StandInMaker::make(const ColumnType& type, void* field) {
  const auto [next, is_first] = next_.try_emplace(&type);
  if (is_first)
    next->second = Uuid::random().hash() / 2;  // it is counted on, and must not overflow
  const std::uint64_t number = next->second++;
  void* value = type.ops->emplace(field);
  switch (type.tag) {
    case TypeTag::int16:
      return set(value, low_integer<std::int16_t>(number));
    case TypeTag::int32:
      return set(value, low_integer<std::int32_t>(number));
    case TypeTag::int64:
      return set(value, low_integer<std::int64_t>(number));
    case TypeTag::float32:
      return set(value, low_float<float>(number));
    case TypeTag::float64:
      return set(value, low_float<double>(number));
    case TypeTag::decimal:
      return set(value, low_decimal(number, type.precision, type.scale));
    case TypeTag::string:
    case TypeTag::text:
      return set(value, private_text(number, type.length));
    case TypeTag::bytes: {
      const Uuid uuid = Uuid::random();
      return set(value, Bytes(uuid.data(), Uuid::size));
    }
    case TypeTag::uuid:
      return set(value, Uuid::random());
    case TypeTag::date:
      return set(value, Date::from_days(Date::min_days + std::int32_t(nth(number, 300 * 365))));
    case TypeTag::time:
      return set(value, Time::from_microseconds(nth(number, microseconds_per_day)));
    case TypeTag::timestamp:
      return set(value, Timestamp::from_microseconds(Timestamp::min_microseconds +
                                                     nth(number, three_centuries)));
    case TypeTag::timestamptz:
      return set(value, TimestampTz::from_microseconds(Timestamp::min_microseconds +
                                                       nth(number, three_centuries)));
    case TypeTag::interval:
      return set(value, Interval::of_microseconds(-nth(number, 1ULL << 50)));
    default:
      return;
  }
}

}  // namespace orp
