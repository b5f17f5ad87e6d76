// SPDX-License-Identifier: MIT
#include "backend/value_check.hpp"

#include <cstdint>
#include <cstring>
#include <string>

#include "backend/value_fault.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/detail/text.hpp"

namespace orp::backend {

namespace {

/// Whether eight bytes are ASCII and none is zero.
bool are_plain_ascii(const char* eight) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  constexpr std::uint64_t ones = 0x0101010101010101u;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, 8);
  // The lowest zero byte borrows, which sets its high bit; without one nothing borrows.
  return ((word | (word - ones)) & high_bits) == 0;
}

bool is_plain_ascii(std::string_view text) noexcept {
  if (text.size() < 8) {
    for (const char c : text)
      if (static_cast<signed char>(c) <= 0) return false;
    return true;
  }
  const char* const last = text.data() + text.size() - 8;
  for (const char* at = text.data(); at < last; at += 8)
    if (!are_plain_ascii(at)) return false;
  return are_plain_ascii(last);  // some of them for the second time
}

[[noreturn]] void fault_too_long(std::size_t length, const SqlType& type) {
  throw ValueFault{
      "ORP-2201",
      "a text of " + std::to_string(length) + " characters does not fit " + type_name(type),
      "shorten it, or make the column longer in the schema"};
}

// Without the value, which may be nobody else's business.
[[noreturn]] void fault_too_large(const SqlType& type) {
  throw ValueFault{"ORP-2204", "too many digits before the point for " + type_name(type),
                   "give the column more precision in the schema"};
}

[[noreturn]] void fault_too_fine(const Decimal& value, const SqlType& type) {
  throw ValueFault{
      "ORP-2204",
      std::to_string(value.scale()) + " digits after the point do not fit " + type_name(type),
      "round it first, value.round(" + std::to_string(type.scale) +
          "), or give the column more scale in the schema"};
}

[[noreturn]] void fault_too_fine(const SqlType& type, std::string time, std::string kind) {
  throw ValueFault{
      .code = "ORP-2212",
      .message = " has more digits of a second than are kept: the column is stored as " +
                 std::string(stored_as_word(type.stored_as)),
      .hint = "round it first: only what the column can hold is stored",
      .value = std::move(time),
      .kind = std::move(kind)};
}

/// Why a decimal is none of a type.
enum class Misfit { none, too_large, too_fine };

Misfit scale(const Decimal& value, const SqlType& type, detail::Int128& scaled) {
  const detail::Int128 coefficient = value.coefficient();
  const int shift = type.scale - value.scale();
  scaled = coefficient;
  if (shift > 0) {
    const detail::Int128 limit = detail::power_of_ten(Decimal::max_precision - shift);
    if (coefficient >= limit || coefficient <= -limit) return Misfit::too_large;
    scaled = coefficient * detail::power_of_ten(shift);
  } else if (shift < 0) {
    const detail::Int128 divisor = detail::power_of_ten(-shift);
    scaled = coefficient / divisor;
    if (scaled * divisor != coefficient) return Misfit::too_fine;
  }
  const int precision = type.precision > 0 ? type.precision : Decimal::max_precision;
  const detail::Int128 limit = detail::power_of_ten(precision);
  return scaled >= limit || scaled <= -limit ? Misfit::too_large : Misfit::none;
}

}  // namespace

void check_text(std::string_view text, const SqlType& type) {
  std::size_t length = text.size();
  if (!is_plain_ascii(text)) {
    if (std::memchr(text.data(), 0, text.size()) != nullptr) {
      throw ValueFault{"ORP-2203", "a text with a zero byte, which no database stores",
                       "use a bytes column"};
    }
    if (!detail::is_valid_utf8(text)) {
      throw ValueFault{"ORP-2202", "a text that is not UTF-8",
                       "convert it to UTF-8, or use a bytes column"};
    }
    if (type.length > 0 && length > type.length) length = detail::count_code_points(text);
  }
  if (type.length > 0 && length > type.length) fault_too_long(length, type);
}

detail::Int128 scaled_coefficient(const Decimal& value, const SqlType& type) {
  detail::Int128 scaled = 0;
  switch (scale(value, type, scaled)) {
    case Misfit::too_large:
      fault_too_large(type);
    case Misfit::too_fine:
      fault_too_fine(value, type);
    case Misfit::none:
      break;
  }
  return scaled;
}

Decimal unscaled_decimal(detail::Int128 coefficient, const SqlType& type) {
  return Decimal::from_coefficient(coefficient, type.scale);
}

Decimal kept_decimal_of(const Decimal& number, const SqlType& type) {
  detail::Int128 scaled = 0;
  if (scale(number, type, scaled) == Misfit::none) return unscaled_decimal(scaled, type);
  throw ValueFault{.code = "ORP-2204",
                   .message = " has more digits than " + type_name(type),
                   .hint =
                       "give the column more precision or scale in the schema, or round what "
                       "the table holds",
                   .value = number.to_string(),
                   .kind = "a decimal"};
}

void check_resolution(const Timestamp& time, const SqlType& type) {
  if (time.microseconds() % resolution(type.stored_as) != 0)
    fault_too_fine(type, time.to_string(), "a timestamp");
}

void check_resolution(const Time& time, const SqlType& type) {
  if (time.microseconds() % resolution(type.stored_as) != 0)
    fault_too_fine(type, time.to_string(), "a time");
}

namespace {

// A few characters: calls would cost more than they do.
bool is_label(const char* known, std::string_view label) {
  for (const char character : label)
    if (*known == '\0' || *known++ != character) return false;
  return *known == '\0';
}

}  // namespace

std::optional<unsigned> find_label(const EnumInfo& enumeration, std::string_view label) noexcept {
  for (unsigned i = 0; i < enumeration.labels.size(); ++i) {
    if (is_label(enumeration.labels[i], label)) return i;
  }
  return std::nullopt;
}

std::string_view label_of(const EnumInfo& enumeration, const void* value) {
  const unsigned index = enumeration.index(value);
  if (index >= enumeration.labels.size()) {
    throw ValueFault{.code = "ORP-2208",
                     .message = std::string(" is not an enumerator of ") + enumeration.name,
                     .value = std::to_string(index)};
  }
  return enumeration.labels[index];
}

}  // namespace orp::backend
