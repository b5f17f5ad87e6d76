// SPDX-License-Identifier: MIT
// Integers, and decimals that stand for themselves as integers.
#include "backend/sqlite/own_function.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "orpiment/base/decimal.hpp"

namespace orp::backend::sqlite {

namespace {

template <class Integer>
void check_integer(sqlite3_context* call, int, sqlite3_value** arguments) {
  sqlite3_value* const value = arguments[0];
  pass_if(is_whole(value) && std::in_range<Integer>(sqlite3_value_int64(value)), call, value,
          out_of_range);
}

/// How many rows, where `IfNull` stands for NULL.
template <int IfNull>
void count_rows(sqlite3_context* call, int, sqlite3_value** arguments) {
  sqlite3_value* const value = arguments[0];
  if (is_null(value)) return sqlite3_result_int(call, IfNull);
  if (!is_whole(value) || sqlite3_value_int64(value) < 0) return refuse_value(call, negative_rows);
  sqlite3_result_value(call, value);
}

/// Calls give(a, b) with integers, b not zero.
template <class Give>
void divide_integers(sqlite3_context* call, sqlite3_value** arguments, Give give) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  if (!is_whole(arguments[0]) || !is_whole(arguments[1])) return give_error(call, out_of_range);
  const sqlite3_int64 divisor = sqlite3_value_int64(arguments[1]);
  if (divisor == 0) return give_error(call, division_by_zero);
  give(sqlite3_value_int64(arguments[0]), divisor);
}

void integer_quotient(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [call](sqlite3_int64 a, sqlite3_int64 b) {
    if (b == -1 && a == std::numeric_limits<sqlite3_int64>::min())
      return give_error(call, out_of_range);
    sqlite3_result_int64(call, a / b);
  });
}

void integer_remainder(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [call](sqlite3_int64 a, sqlite3_int64 b) {
    sqlite3_result_int64(call, b == -1 ? 0 : a % b);  // of the least integer C++ does not say it
  });
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
  if (result != ratio) return give_error(call, out_of_range);
  sqlite3_result_int64(call, result);
}

void round_quotient(sqlite3_context* call, int, sqlite3_value** arguments) {
  divide_integers(call, arguments, [&](detail::Int128 numerator, sqlite3_int64 denominator) {
    const detail::Int128 unit = detail::power_of_ten(sqlite3_value_int(arguments[2]));
    if (__builtin_mul_overflow(numerator, unit, &numerator)) return give_error(call, out_of_range);
    give_ratio(call, numerator, denominator);
  });
}

void drop_digits(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_whole(arguments[0])) return give_error(call, out_of_range);
  give_ratio(call, sqlite3_value_int64(arguments[0]),
             detail::power_of_ten(sqlite3_value_int(arguments[1])));
}

/// Exact to the last: the sum of as many integers as there are rows has room in it. As bytes,
/// because the library aligns the memory of an aggregate for 64 bits.
struct IntegerTotal {
  std::byte sum_bytes[sizeof(detail::Int128)];
  std::int64_t count;

  detail::Int128 sum() const {
    detail::Int128 value = 0;
    std::memcpy(&value, sum_bytes, sizeof value);
    return value;
  }
  /// `rows`: 1 to add the value of one, -1 to let it go.
  void add(std::int64_t value, int rows) {
    const detail::Int128 more = sum() + detail::Int128{value} * rows;
    std::memcpy(sum_bytes, &more, sizeof more);
    count += rows;
  }
};

template <int Rows>
void add_integer(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  if (!is_whole(arguments[0])) return give_error(call, out_of_range);
  auto* const total = static_cast<IntegerTotal*>(
      sqlite3_aggregate_context(call, static_cast<int>(sizeof(IntegerTotal))));
  if (total == nullptr) return sqlite3_result_error_nomem(call);
  total->add(sqlite3_value_int64(arguments[0]), Rows);
}

void give_integer_average(sqlite3_context* call) {
  const auto* const total = static_cast<IntegerTotal*>(sqlite3_aggregate_context(call, 0));
  if (total == nullptr || total->count == 0) return;
  const auto whole = static_cast<double>(total->sum() / total->count);
  const auto rest = static_cast<double>(total->sum() % total->count);
  sqlite3_result_double(call, whole + rest / static_cast<double>(total->count));
}

}  // namespace

View<const OwnFunction> integer_functions() {
  static constexpr OwnFunction functions[] = {
      {"int16", 1, check_integer<std::int16_t>},
      {"int32", 1, check_integer<std::int32_t>},
      {"int64", 1, check_integer<std::int64_t>},
      {"digits", 2, check_digits},
      {"limit", 1, count_rows<-1>},
      {"offset", 1, count_rows<0>},
      {"div", 2, integer_quotient},
      {"mod", 2, integer_remainder},
      {"quotient", 3, round_quotient},
      {"rounded", 2, drop_digits},
      {"int64_avg", 1, add_integer<1>, give_integer_average, give_integer_average, add_integer<-1>},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
