// SPDX-License-Identifier: MIT
// Values that are kept as texts, and texts of values.
#include "backend/sqlite/own_function.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "backend/sqlite/decimal_forms.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::sqlite {

namespace {

std::optional<Decimal> decimal_in(sqlite3_value* value, int own_scale) {
  if (is_whole(value)) return Decimal::from_coefficient(sqlite3_value_int64(value), own_scale);
  if (sqlite3_value_type(value) != SQLITE_TEXT) return std::nullopt;
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::nullopt : Decimal::from_string(text);
}

/// As reading takes what others keep.
std::optional<Decimal> kept_in(sqlite3_value* value, int scale) {
  if (sqlite3_value_type(value) == SQLITE_FLOAT)
    return decimal_of(sqlite3_value_double(value), scale);
  return decimal_in(value, 0);
}

void to_scaled(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const int scale = sqlite3_value_int(arguments[2]);
  const auto value = kept_in(arguments[0], scale);
  if (!value) return give_error(call, not_such_a_value);
  const Decimal least = value->normalized();
  const bool fits = least.is_zero() ||
                    (least.scale() <= scale &&
                     least.precision() + scale - least.scale() <= sqlite3_value_int(arguments[1]));
  if (!fits) return give_error(call, out_of_range);
  sqlite3_result_int64(call, static_cast<std::int64_t>(least.rescaled(scale).coefficient()));
}

// What a decimal of at most 18 digits is compared with.
void to_bound(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto value = decimal_in(arguments[0], 0);
  if (!value) return give_error(call, not_such_a_value);
  constexpr int digits = 18;
  const Decimal least = value->normalized();
  const int scale = sqlite3_value_int(arguments[1]);
  const auto limit = static_cast<std::int64_t>(detail::power_of_ten(digits));
  if (!least.is_zero() && least.precision() + scale - least.scale() > digits)
    return sqlite3_result_int64(call, least.is_negative() ? -limit : limit);
  sqlite3_result_int64(call, static_cast<std::int64_t>(least.rescaled(scale).coefficient()));
}

/// Halves away from zero, as SQL rounds decimals; empty for more digits than there are.
std::optional<Decimal> with_scale(const Decimal& value, int scale) {
  if (value.is_zero()) return Decimal::from_coefficient(0, scale);
  const int more = scale - value.scale();
  if (value.precision() + more > Decimal::max_precision) return std::nullopt;
  if (more >= 0) return value.rescaled(scale);
  const detail::Int128 unit = detail::power_of_ten(-more);
  const detail::Int128 half = value.is_negative() ? -unit / 2 : unit / 2;
  return Decimal::from_coefficient((value.coefficient() + half) / unit, scale);
}

void to_decimal_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto value = decimal_in(arguments[0], sqlite3_value_int(arguments[1]));
  if (!value) return give_error(call, not_such_a_value);
  const auto scaled = with_scale(*value, sqlite3_value_int(arguments[2]));
  if (!scaled) return give_error(call, out_of_range);
  give_text<Decimal::max_text_size>(call, *scaled);
}

void to_uuid(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  const std::optional<Uuid> value = text == nullptr ? std::nullopt : Uuid::from_string(text);
  if (!value) return give_error(call, not_such_a_value);
  sqlite3_result_blob(call, value->data(), static_cast<int>(Uuid::size), SQLITE_TRANSIENT);
}

void to_comparable_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto value = decimal_in(arguments[0], sqlite3_value_int(arguments[1]));
  if (!value) return give_error(call, not_such_a_value);
  const Decimal least = value->normalized();
  const int scale = sqlite3_value_int(arguments[2]);
  const auto scaled = least.scale() <= scale ? with_scale(least, scale) : std::nullopt;
  give_text<Decimal::max_text_size>(call, scaled ? *scaled : least);
}

void to_uuid_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (sqlite3_value_bytes(arguments[0]) != static_cast<int>(Uuid::size))
    return give_error(call, not_such_a_value);
  const void* const bytes = sqlite3_value_blob(arguments[0]);
  give_text<Uuid::text_size>(call, Uuid::from_bytes(static_cast<const std::uint8_t*>(bytes)));
}

void to_bytes(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    const std::optional<Bytes> value = text == nullptr ? std::nullopt : Bytes::from_string(text);
    if (!value) return give_error(call, not_such_a_value);
    sqlite3_result_blob64(call, value->data(), value->size(), SQLITE_TRANSIENT);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

void to_bytes_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    const auto* const bytes = static_cast<const std::uint8_t*>(sqlite3_value_blob(arguments[0]));
    const std::size_t size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    std::string text;
    constexpr const char* digits = "0123456789abcdef";
    for (std::size_t i = 0; i < size; ++i) {
      text += digits[bytes[i] >> 4U];
      text += digits[bytes[i] & 15U];
    }
    sqlite3_result_text64(call, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

/// An element as the integer that stands for it with that scale; as it is if it has more digits.
void append_scaled(std::string& out, const std::string& element, int scale) {
  const std::size_t quote = element.starts_with('"') ? 1 : 0;
  const std::string number = element.substr(quote, element.size() - 2 * quote);
  const std::optional<Decimal> read = Decimal::from_string(number);
  const Decimal least = read ? read->normalized() : Decimal();
  const std::optional<Decimal> same =
      read && least.scale() <= scale ? with_scale(least, scale) : std::nullopt;
  const bool fits = same && has_digits(static_cast<std::int64_t>(same->coefficient()), 18) &&
                    same->precision() <= 18;
  out += fits ? std::to_string(static_cast<std::int64_t>(same->coefficient())) : element;
}

/// orpiment_scaled_elements(array of decimals, scale)
void scale_elements(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    if (text == nullptr) return sqlite3_result_error_nomem(call);
    std::string result;
    std::string element;
    for (const char* at = text; *at != '\0'; ++at) {
      const bool ends = *at == '[' || *at == ']' || *at == ',';
      if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') continue;
      if (ends && !element.empty()) append_scaled(result, element, sqlite3_value_int(arguments[1]));
      if (ends)
        result += *at, element.clear();
      else
        element += *at;
    }
    sqlite3_result_text64(call, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> text_functions() {
  static constexpr OwnFunction functions[] = {
      {"scaled", 3, to_scaled},
      {"bound", 2, to_bound},
      {"decimal_text", 3, to_decimal_text},
      {"comparable_text", 3, to_comparable_text},
      {"uuid", 1, to_uuid},
      {"uuid_text", 1, to_uuid_text},
      {"bytes", 1, to_bytes},
      {"bytes_text", 1, to_bytes_text},
      {"scaled_elements", 2, scale_elements},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
