// SPDX-License-Identifier: MIT
#include "backend/sqlite/functions.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "backend/sqlite/decimal_forms.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::sqlite {

namespace {

void fail(sqlite3_context* call, const char* why) { sqlite3_result_error(call, why, -1); }

bool is_null(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }
bool is_whole(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_INTEGER; }

/// The value as it is, if it may be.
void pass_if(bool is_right, sqlite3_context* call, sqlite3_value* value, const char* else_why) {
  if (is_right || is_null(value))
    sqlite3_result_value(call, value);
  else
    fail(call, else_why);
}

template <class Integer>
void check_integer(sqlite3_context* call, int, sqlite3_value** arguments) {
  sqlite3_value* const value = arguments[0];
  pass_if(is_whole(value) && std::in_range<Integer>(sqlite3_value_int64(value)), call, value,
          out_of_range);
}

// ---- calculating with real numbers: infinity may go in, and comes out of nothing else

/// Gives a result, or says what became of it.
void give_real(sqlite3_context* call, double result, bool overflows, bool underflows) {
  if (std::isnan(result) || (std::isinf(result) && overflows) || (result == 0 && underflows))
    return fail(call, out_of_range);
  sqlite3_result_double(call, result);
}

template <class Operation>
void calculate(sqlite3_value** arguments, Operation operation) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  operation(sqlite3_value_double(arguments[0]), sqlite3_value_double(arguments[1]));
}

void add_reals(sqlite3_context* call, int, sqlite3_value** arguments) {
  calculate(arguments, [call](double a, double b) {
    give_real(call, a + b, std::isfinite(a) && std::isfinite(b), false);
  });
}

void subtract_reals(sqlite3_context* call, int, sqlite3_value** arguments) {
  calculate(arguments, [call](double a, double b) {
    give_real(call, a - b, std::isfinite(a) && std::isfinite(b), false);
  });
}

void multiply_reals(sqlite3_context* call, int, sqlite3_value** arguments) {
  calculate(arguments, [call](double a, double b) {
    give_real(call, a * b, std::isfinite(a) && std::isfinite(b), a != 0 && b != 0);
  });
}

void divide_reals(sqlite3_context* call, int, sqlite3_value** arguments) {
  calculate(arguments, [call](double a, double b) {
    if (b == 0) return fail(call, division_by_zero);
    give_real(call, a / b, std::isfinite(a), a != 0 && std::isfinite(b));
  });
}

void to_float(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double value = sqlite3_value_double(arguments[0]);
  give_real(call, static_cast<float>(value), std::isfinite(value), value != 0);
}

// Aggregates: an infinite sum is one of infinite numbers.

struct RealTotal {
  double sum;
  std::int64_t count;
  bool has_infinity;
};

void add_to_total(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  auto* const total =
      static_cast<RealTotal*>(sqlite3_aggregate_context(call, static_cast<int>(sizeof(RealTotal))));
  if (total == nullptr) return sqlite3_result_error_nomem(call);
  const double value = sqlite3_value_double(arguments[0]);
  total->sum += value;
  total->count += 1;
  total->has_infinity = total->has_infinity || std::isinf(value);
}

/// Calls give(total), unless there were no numbers.
template <class Give>
void give_total(sqlite3_context* call, Give give) {
  const auto* const total = static_cast<RealTotal*>(sqlite3_aggregate_context(call, 0));
  if (total != nullptr && total->count > 0)
    give_real(call, give(*total), !total->has_infinity, false);
}

void give_sum(sqlite3_context* call) {
  give_total(call, [](const RealTotal& total) { return total.sum; });
}

void give_average(sqlite3_context* call) {
  give_total(call,
             [](const RealTotal& total) { return total.sum / static_cast<double>(total.count); });
}

// ---- integers

/// Calls give(a, b) with integers, b not zero.
template <class Give>
void divide_integers(sqlite3_context* call, sqlite3_value** arguments, Give give) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  if (!is_whole(arguments[0]) || !is_whole(arguments[1])) return fail(call, out_of_range);
  const sqlite3_int64 divisor = sqlite3_value_int64(arguments[1]);
  if (divisor == 0) return fail(call, division_by_zero);
  give(sqlite3_value_int64(arguments[0]), divisor);
}

void integer_quotient(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [call](sqlite3_int64 a, sqlite3_int64 b) {
    if (b == -1 && a == std::numeric_limits<sqlite3_int64>::min()) return fail(call, out_of_range);
    sqlite3_result_int64(call, a / b);
  });
}

void integer_remainder(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [call](sqlite3_int64 a, sqlite3_int64 b) {
    sqlite3_result_int64(call, b == -1 ? 0 : a % b);  // of the least integer C++ does not say it
  });
}

bool has_digits(std::int64_t value, int digits) {
  const detail::Int128 limit = detail::power_of_ten(digits);
  return value < limit && value > -limit;
}

void check_digits(sqlite3_context* call, int, sqlite3_value** arguments) {
  sqlite3_value* const value = arguments[0];
  pass_if(
      is_whole(value) && has_digits(sqlite3_value_int64(value), sqlite3_value_int(arguments[1])),
      call, value, out_of_range);
}

/// numerator / denominator, halves away from zero.
void give_ratio(sqlite3_context* call, detail::Int128 numerator, detail::Int128 denominator) {
  const auto magnitude = [](detail::Int128 value) { return value < 0 ? -value : value; };
  const bool is_half = magnitude(numerator % denominator) * 2 >= magnitude(denominator);
  const int away_from_zero = (numerator < 0) == (denominator < 0) ? 1 : -1;
  const detail::Int128 ratio = numerator / denominator + (is_half ? away_from_zero : 0);
  const auto result = static_cast<std::int64_t>(ratio);
  if (result != ratio) return fail(call, out_of_range);
  sqlite3_result_int64(call, result);
}

void round_quotient(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [&](detail::Int128 numerator, sqlite3_int64 denominator) {
    const detail::Int128 unit = detail::power_of_ten(sqlite3_value_int(arguments[2]));
    if (__builtin_mul_overflow(numerator, unit, &numerator)) return fail(call, out_of_range);
    give_ratio(call, numerator, denominator);
  });
}

void drop_digits(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_whole(arguments[0])) return fail(call, out_of_range);
  give_ratio(call, sqlite3_value_int64(arguments[0]),
             detail::power_of_ten(sqlite3_value_int(arguments[1])));
}

void to_whole(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double whole = std::nearbyint(sqlite3_value_double(arguments[0]));
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (!(whole >= -limit && whole < limit)) return fail(call, out_of_range);
  sqlite3_result_int64(call, static_cast<std::int64_t>(whole));
}

// ---- real numbers as decimals

/// coefficient * 10^exponent
struct DecimalDigits {
  std::int64_t coefficient;
  int exponent;
};

/// The fifteen digits that a real number has for certain, of which a decimal is made: 0.1
/// is 0.1, whatever follows in the seventeenth digit. Requires: finite.
DecimalDigits certain_digits(double value) {
  constexpr int behind_point = 14;
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  const auto written =
      std::to_chars(text.data(), end, value, std::chars_format::scientific, behind_point);
  DecimalDigits digits{0, 0};
  const char* at = text.data();
  for (; *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9') digits.coefficient = digits.coefficient * 10 + (*at - '0');
  at += at[1] == '+' ? 2 : 1;
  std::from_chars(at, written.ptr, digits.exponent);
  digits.exponent -= behind_point;
  if (value < 0) digits.coefficient = -digits.coefficient;
  return digits;
}

/// Without the digits beyond 10^exponent, rounded, halves away from zero.
DecimalDigits rounded_to(DecimalDigits digits, int exponent) {
  if (digits.exponent >= exponent) return digits;
  const int dropped = exponent - digits.exponent;
  if (dropped > 18) return {0, exponent};
  const auto unit = static_cast<std::int64_t>(detail::power_of_ten(dropped));
  const std::int64_t half = digits.coefficient < 0 ? -unit / 2 : unit / 2;
  return {(digits.coefficient + half) / unit, exponent};
}

double double_of(const DecimalDigits& digits) {
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  constexpr int exponent_size = 8;  // more than "e-310"
  char* at = std::to_chars(text.data(), end - exponent_size, digits.coefficient).ptr;
  *at++ = 'e';
  at = std::to_chars(at, end, digits.exponent).ptr;
  double value = 0;
  const bool is_out_of_range =
      std::from_chars(text.data(), at, value).ec == std::errc::result_out_of_range;
  return is_out_of_range && digits.exponent > 0 ? std::numeric_limits<double>::infinity() : value;
}

void round_real(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double value = sqlite3_value_double(arguments[0]);
  if (!std::isfinite(value)) return sqlite3_result_double(call, value);
  const int places = sqlite3_value_int(arguments[1]);
  give_real(call, double_of(rounded_to(certain_digits(value), -places)), true, false);
}

void to_decimal(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double value = sqlite3_value_double(arguments[0]);
  const int precision = sqlite3_value_int(arguments[1]);
  const int scale = sqlite3_value_int(arguments[2]);
  if (!std::isfinite(value)) return fail(call, out_of_range);
  DecimalDigits digits = rounded_to(certain_digits(value), -scale);
  for (; digits.exponent > -scale && digits.coefficient != 0; --digits.exponent)
    if (__builtin_mul_overflow(digits.coefficient, std::int64_t{10}, &digits.coefficient))
      return fail(call, out_of_range);
  if (!has_digits(digits.coefficient, precision)) return fail(call, out_of_range);
  sqlite3_result_int64(call, digits.coefficient);
}

// ---- texts

/// `Value` writes itself into a buffer: nothing here may throw into the library, which is C.
template <std::size_t Size, class Value>
void give_text(sqlite3_context* call, const Value& value) {
  std::array<char, Size> text{};
  const char* const end = value.write_to(text.data());
  sqlite3_result_text(call, text.data(), static_cast<int>(end - text.data()), SQLITE_TRANSIENT);
}

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
  if (!value) return fail(call, not_such_a_value);
  const Decimal least = value->normalized();
  const bool fits = least.is_zero() ||
                    (least.scale() <= scale &&
                     least.precision() + scale - least.scale() <= sqlite3_value_int(arguments[1]));
  if (!fits) return fail(call, out_of_range);
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
  if (!value) return fail(call, not_such_a_value);
  const auto scaled = with_scale(*value, sqlite3_value_int(arguments[2]));
  if (!scaled) return fail(call, out_of_range);
  give_text<Decimal::max_text_size>(call, *scaled);
}

void to_uuid(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  const std::optional<Uuid> value = text == nullptr ? std::nullopt : Uuid::from_string(text);
  if (!value) return fail(call, not_such_a_value);
  sqlite3_result_blob(call, value->data(), static_cast<int>(Uuid::size), SQLITE_TRANSIENT);
}

void to_comparable_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const auto value = decimal_in(arguments[0], sqlite3_value_int(arguments[1]));
  if (!value) return fail(call, not_such_a_value);
  const Decimal least = value->normalized();
  const int scale = sqlite3_value_int(arguments[2]);
  const auto scaled = least.scale() <= scale ? with_scale(least, scale) : std::nullopt;
  give_text<Decimal::max_text_size>(call, scaled ? *scaled : least);
}

void to_uuid_text(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (sqlite3_value_bytes(arguments[0]) != static_cast<int>(Uuid::size))
    return fail(call, not_such_a_value);
  const void* const bytes = sqlite3_value_blob(arguments[0]);
  give_text<Uuid::text_size>(call, Uuid::from_bytes(static_cast<const std::uint8_t*>(bytes)));
}

// ----

using FunctionBody = void (*)(sqlite3_context*, int, sqlite3_value**);

struct OwnFunction {
  const char* name;  // behind the prefix
  int argument_count;
  FunctionBody body;                         // of an aggregate, what takes a row
  void (*last)(sqlite3_context*) = nullptr;  // of an aggregate, what gives the result
};

constexpr OwnFunction own_functions[] = {
    {"int16", 1, check_integer<std::int16_t>},
    {"int32", 1, check_integer<std::int32_t>},
    {"int64", 1, check_integer<std::int64_t>},
    {"digits", 2, check_digits},
    {"add", 2, add_reals},
    {"subtract", 2, subtract_reals},
    {"multiply", 2, multiply_reals},
    {"divide", 2, divide_reals},
    {"sum", 1, add_to_total, give_sum},
    {"avg", 1, add_to_total, give_average},
    {"float32", 1, to_float},
    {"div", 2, integer_quotient},
    {"mod", 2, integer_remainder},
    {"quotient", 3, round_quotient},
    {"rounded", 2, drop_digits},
    {"whole", 1, to_whole},
    {"round", 2, round_real},
    {"decimal", 3, to_decimal},
    {"scaled", 3, to_scaled},
    {"decimal_text", 3, to_decimal_text},
    {"uuid", 1, to_uuid},
    {"comparable_text", 3, to_comparable_text},
    {"uuid_text", 1, to_uuid_text},
};

}  // namespace

int register_functions(sqlite3* database) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  for (const OwnFunction& function : own_functions) {
    const std::string name = std::string(functions_prefix) + function.name;
    const bool is_aggregate = function.last != nullptr;
    const int result =
        sqlite3_create_function_v2(database, name.c_str(), function.argument_count, flags, nullptr,
                                   is_aggregate ? nullptr : function.body,
                                   is_aggregate ? function.body : nullptr, function.last, nullptr);
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

}  // namespace orp::backend::sqlite
