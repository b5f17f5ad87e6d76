// SPDX-License-Identifier: MIT
// What the library's own functions do not say of JSON.
#include "backend/sqlite/own_function.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "base/json_value.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"

namespace orp::backend::sqlite {

namespace {

std::string text_in(sqlite3_value* value) { return std::string(text_of(value)); }
Json json_in(sqlite3_value* value) { return Json::trusted(text_in(value)); }

void json_contains(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  try {  // the caller is C
    sqlite3_result_int(call, holds_value(json_in(arguments[0]), json_in(arguments[1])) ? 1 : 0);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

/// The path of a member by its name. A path knows no escapes.
void give_path(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    const std::string key = text_in(arguments[0]);
    const bool is_plain = std::none_of(key.begin(), key.end(), [](char c) {
      return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
    });
    if (!is_plain) return refuse_value(call, "a key of JSON that needs escapes");
    const std::string path = "$.\"" + key + '"';
    sqlite3_result_text(call, path.data(), static_cast<int>(path.size()), SQLITE_TRANSIENT);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

/// A number as JSON spells it, in digits without a point, times 10^exponent.
struct NumberText {
  explicit NumberText(const std::string& text) {
    const std::size_t end = std::min(text.find_first_of("eE"), text.size());
    bool is_fraction = false;
    for (std::size_t i = 0; i < end; ++i) {
      if (text[i] == '-') is_negative = true;
      if (text[i] == '.') is_fraction = true;
      if (text[i] < '0' || text[i] > '9') continue;
      if (!digits.empty() || text[i] != '0') digits += text[i];
      if (is_fraction) --exponent;
    }
    if (end == text.size()) return;
    const char* const first = text.data() + end + (text[end + 1] == '+' ? 2 : 1);
    constexpr std::int64_t far = 1'000'000'000;  // all beyond is as good
    std::int64_t written = 0;
    const auto read = std::from_chars(first, text.data() + text.size(), written);
    if (read.ec != std::errc()) written = *first == '-' ? -far : far;
    exponent += std::clamp(written, -far, far);
  }

  /// Times 10^scale as an integer, rounded, halves away from zero; empty beyond so many digits.
  std::optional<detail::Int128> scaled(int scale, int precision) const {
    const std::int64_t shift = exponent + scale;
    const auto size = static_cast<std::int64_t>(digits.size());
    if (digits.empty() || size + shift < 0) return 0;
    if (size + shift > precision) return std::nullopt;
    detail::Int128 value = 0;
    for (std::int64_t i = 0; i < size + shift; ++i)
      value = value * 10 + (i < size ? digits[static_cast<std::size_t>(i)] - '0' : 0);
    if (shift < 0 && digits[static_cast<std::size_t>(size + shift)] >= '5') ++value;
    if (value >= detail::power_of_ten(precision)) return std::nullopt;
    return is_negative ? -value : value;
  }

  std::string digits;
  std::int64_t exponent = 0;
  bool is_negative = false;
};

/// orpiment_json_decimal(number, precision, scale), in the form in which columns have it.
void json_decimal(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  try {  // the caller is C
    const int precision = sqlite3_value_int(arguments[1]);
    const int scale = sqlite3_value_int(arguments[2]);
    const auto value = NumberText(text_in(arguments[0])).scaled(scale, precision);
    if (!value) return give_error(call, out_of_range);
    constexpr int most_digits = 18;
    if (precision <= most_digits)
      return sqlite3_result_int64(call, static_cast<std::int64_t>(*value));
    give_text<Decimal::max_text_size>(call, Decimal::from_coefficient(*value, scale));
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> json_functions() {
  static constexpr OwnFunction functions[] = {
      {"json_contains", 2, json_contains},
      {"json_path", 1, give_path},
      {"json_decimal", 3, json_decimal},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
