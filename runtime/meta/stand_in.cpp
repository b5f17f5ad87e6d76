// SPDX-License-Identifier: MIT
#include "meta/stand_in.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <utility>

#include "meta/visit.hpp"

namespace orp {

namespace {

constexpr std::int64_t three_centuries = 300LL * 365 * microseconds_per_day;

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
  const detail::Int128 limit =
      detail::power_of_ten(precision > 0 ? precision : Decimal::max_precision);
  const auto room =
      static_cast<std::uint64_t>(std::min<detail::Int128>(limit / 2, std::int64_t{1} << 62));
  return Decimal::from_coefficient(-(limit - 1) + nth(number, std::max<std::uint64_t>(room, 1)),
                                   scale);
}

template <class T>
T low_float(std::uint64_t number) {
  constexpr int digits = std::numeric_limits<T>::digits - 1;
  return static_cast<T>(
      -std::ldexp(1.0 + std::ldexp(double(nth(number, 1ULL << digits)), -digits), 100));
}

// The `number`th value of a type that no program stores; void for types that have none.
template <class T>
auto low_value([[maybe_unused]] std::uint64_t number, [[maybe_unused]] const SqlType& type) {
  if constexpr (std::integral<T> && !std::same_as<T, bool>)
    return low_integer<T>(number);
  else if constexpr (std::floating_point<T>)
    return low_float<T>(number);
  else if constexpr (std::same_as<T, Decimal>)
    return low_decimal(number, type.precision, type.scale);
  else if constexpr (std::same_as<T, std::string>)
    return private_text(number, type.length);
  else if constexpr (std::same_as<T, Bytes>)
    return Bytes(Uuid::random().data(), Uuid::size);
  else if constexpr (std::same_as<T, Uuid>)
    return Uuid::random();
  else if constexpr (std::same_as<T, Date>)
    return Date::from_days(Date::min_days + std::int32_t(nth(number, 300 * 365)));
  else if constexpr (std::same_as<T, Time>)
    return Time::from_microseconds(nth(number, microseconds_per_day));
  else if constexpr (std::same_as<T, Timestamp> || std::same_as<T, TimestampTz>)
    return T::from_microseconds(Timestamp::min_microseconds + nth(number, three_centuries));
  else if constexpr (std::same_as<T, Interval>)
    return Interval::of_microseconds(-nth(number, 1ULL << 50));
}

template <class T>
constexpr bool has_low_value =
    !std::is_void_v<decltype(low_value<T>(0, std::declval<const SqlType&>()))>;

}  // namespace

bool has_stand_in(const SqlType& type) {
  if (!type.variants.empty()) return false;  // no address of a network is a text like these
  return visit_type(
      type.tag, []<class T>(std::type_identity<T>) { return has_low_value<T>; },
      [] { return false; });
}

void StandInMaker::make(const ColumnType& type, void* field) {
  const auto [next, is_first] = next_.try_emplace(&type);
  if (is_first)
    next->second = Uuid::random().hash() / 2;  // it is counted on, and must not overflow
  const std::uint64_t number = next->second++;
  void* value = type.ops->emplace(field);
  visit_type(
      type.tag,
      [&]<class T>(std::type_identity<T>) {
        if constexpr (has_low_value<T>) *static_cast<T*>(value) = low_value<T>(number, type);
      },
      [] {});
}

}  // namespace orp
