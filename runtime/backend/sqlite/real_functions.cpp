// SPDX-License-Identifier: MIT
// Calculating with real numbers: infinity may go in, and comes out of nothing else.
#include "backend/sqlite/own_function.hpp"

#include <cmath>
#include <cstdint>
#include <deque>
#include <new>
#include <utility>

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

  void add(double value) {
    sum += value;
    count += 1;
    has_infinity = has_infinity || std::isinf(value);
  }
};

void add_to_total(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  auto* const total =
      static_cast<RealTotal*>(sqlite3_aggregate_context(call, static_cast<int>(sizeof(RealTotal))));
  if (total == nullptr) return sqlite3_result_error_nomem(call);
  total->add(sqlite3_value_double(arguments[0]));
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

// Real numbers that are added and subtracted again leave their rounding behind, so a frame whose
// first row moves on is added up anew, as other databases do. Others never let a row go.

void refuse_to_let_go(sqlite3_context* call, int, sqlite3_value**) {
  give_error(call, "this sum is of frames that begin with the partition");
}

/// The values of a frame, in order.
using RealFrame = std::deque<double>;

/// What the library keeps for one frame; nullptr: no memory, or no row yet.
RealFrame** frame_place(sqlite3_context* call, bool is_made) {
  return static_cast<RealFrame**>(
      sqlite3_aggregate_context(call, is_made ? static_cast<int>(sizeof(RealFrame*)) : 0));
}

void add_to_frame(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  RealFrame** const place = frame_place(call, true);
  try {
    if (place == nullptr) throw std::bad_alloc();
    if (*place == nullptr) *place = new RealFrame();
    (*place)->push_back(sqlite3_value_double(arguments[0]));
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(call);
  }
}

void leave_frame(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0])) return;
  RealFrame** const place = frame_place(call, false);
  if (place != nullptr && *place != nullptr && !(*place)->empty()) (*place)->pop_front();
}

template <bool Averages>
void give_of_frame(sqlite3_context* call) {
  RealFrame** const place = frame_place(call, false);
  if (place == nullptr || *place == nullptr || (*place)->empty()) return;
  RealTotal total{};
  for (const double value : **place) total.add(value);
  const double divisor = Averages ? static_cast<double>(total.count) : 1;
  give_real(call, total.sum / divisor, !total.has_infinity, false);
}

template <bool Averages>
void end_frame(sqlite3_context* call) {
  give_of_frame<Averages>(call);
  RealFrame** const place = frame_place(call, false);
  if (place != nullptr) delete std::exchange(*place, nullptr);
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
      {"sum", 1, add_to_total, give_sum, give_sum, refuse_to_let_go},
      {"avg", 1, add_to_total, give_average, give_average, refuse_to_let_go},
      {"moving_sum", 1, add_to_frame, end_frame<false>, give_of_frame<false>, leave_frame},
      {"moving_avg", 1, add_to_frame, end_frame<true>, give_of_frame<true>, leave_frame},
      {"float32", 1, to_float},
      {"whole", 1, to_whole},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
