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

std::int64_t below(std::uint64_t limit) {
  return static_cast<std::int64_t>(Uuid::random().hash() % limit);
}

template <class T>
T low_integer() {
  const auto quarter = static_cast<std::uint64_t>(std::numeric_limits<T>::max()) / 2 + 1;
  return static_cast<T>(std::numeric_limits<T>::min() + below(quarter));
}

// Characters for private use, U+F0000 to U+FFFFD, as many as there is room for.
std::string private_text(std::uint32_t length) {
  constexpr std::uint32_t enough = 8;
  constexpr std::uint64_t characters = 0xfffe;
  std::string text;
  for (std::uint32_t i = 0; i < (length == 0 ? enough : std::min(length, enough)); ++i) {
    const auto low = static_cast<std::uint32_t>(below(characters));
    text += static_cast<char>(0xf3);
    text += static_cast<char>(0xb0 | low >> 12);
    text += static_cast<char>(0x80 | (low >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (low & 0x3f));
  }
  return text;
}

Decimal low_decimal(int precision, int scale) {
  const Int128 limit = detail::power_of_ten(precision > 0 ? precision : Decimal::max_precision);
  const auto room = static_cast<std::uint64_t>(std::min<Int128>(limit / 2, std::int64_t{1} << 62));
  return Decimal::from_coefficient(-(limit - 1) + below(std::max<std::uint64_t>(room, 1)), scale);
}

template <class T>
T low_float() {
  return static_cast<T>(-std::ldexp(1.0 + std::ldexp(double(below(1ULL << 52)), -52), 100));
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

void make_stand_in(const ColumnType& type, void* field) {
  void* value = type.ops->emplace(field);
  switch (type.tag) {
    case TypeTag::int16:
      return set(value, low_integer<std::int16_t>());
    case TypeTag::int32:
      return set(value, low_integer<std::int32_t>());
    case TypeTag::int64:
      return set(value, low_integer<std::int64_t>());
    case TypeTag::float32:
      return set(value, low_float<float>());
    case TypeTag::float64:
      return set(value, low_float<double>());
    case TypeTag::decimal:
      return set(value, low_decimal(type.precision, type.scale));
    case TypeTag::string:
    case TypeTag::text:
      return set(value, private_text(type.length));
    case TypeTag::bytes: {
      const Uuid uuid = Uuid::random();
      return set(value, Bytes(uuid.data(), Uuid::size));
    }
    case TypeTag::uuid:
      return set(value, Uuid::random());
    case TypeTag::date:
      return set(value, Date::from_days(Date::min_days + std::int32_t(below(300 * 365))));
    case TypeTag::time:
      return set(value, Time::from_microseconds(below(microseconds_per_day)));
    case TypeTag::timestamp:
      return set(value, Timestamp::from_microseconds(Timestamp::min_microseconds +
                                                     below(three_centuries)));
    case TypeTag::timestamptz:
      return set(value, TimestampTz::from_microseconds(Timestamp::min_microseconds +
                                                       below(three_centuries)));
    case TypeTag::interval:
      return set(value, Interval::of_microseconds(-below(1ULL << 50)));
    default:
      return;
  }
}

}  // namespace orp
