// SPDX-License-Identifier: MIT
// Calculating with real numbers: infinity may go in, and comes out of nothing else.
#include "backend/sqlite/own_function.hpp"

#include <cmath>
#include <cstdint>

namespace orp::backend::sqlite {

namespace {

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
    if (b == 0) return give_error(call, division_by_zero);
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

void to_whole(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  const double whole = std::nearbyint(sqlite3_value_double(arguments[0]));
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (!(whole >= -limit && whole < limit)) return give_error(call, out_of_range);
  sqlite3_result_int64(call, static_cast<std::int64_t>(whole));
}

}  // namespace

View<const OwnFunction> real_functions() {
  static constexpr OwnFunction functions[] = {
      {"add", 2, add_reals},
      {"subtract", 2, subtract_reals},
      {"multiply", 2, multiply_reals},
      {"divide", 2, divide_reals},
      {"sum", 1, add_to_total, give_sum},
      {"avg", 1, add_to_total, give_average},
      {"float32", 1, to_float},
      {"whole", 1, to_whole},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
