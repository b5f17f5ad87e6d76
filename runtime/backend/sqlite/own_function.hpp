// SPDX-License-Identifier: MIT
// What the functions that a connection gets are made of. They are called by the library, which is
// C: nothing in them may throw.
#pragma once
#include <sqlite3.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "backend/sqlite/functions.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend::sqlite {

/// A function, whose name stands behind `functions_prefix`.
struct OwnFunction {
  using Body = void (*)(sqlite3_context* call, int argument_count, sqlite3_value** arguments);
  using Result = void (*)(sqlite3_context* call);

  const char* name;
  int argument_count;     ///< -1: any
  Body body;              ///< of an aggregate, what takes a row
  Result last = nullptr;  ///< of an aggregate, what gives the result, and frees what it has
  Result now = nullptr;   ///< the same for one row of a window; more follow
  Body leave = nullptr;   ///< what lets the first row go, when a window moves on
};

// By subject, each in a file of its own; static.
View<const OwnFunction> integer_functions();
View<const OwnFunction> real_functions();
View<const OwnFunction> digit_functions();
View<const OwnFunction> text_functions();
View<const OwnFunction> timestamp_functions();
View<const OwnFunction> json_functions();
View<const OwnFunction> regexp_functions();
View<const OwnFunction> path_functions();
View<const OwnFunction> part_functions();
View<const OwnFunction> choice_functions();

inline void give_error(sqlite3_context* call, const char* why) {
  sqlite3_result_error(call, why, -1);
}

/// The same of a value that the function takes none such of: a DataError (ORP-2220).
inline void refuse_value(sqlite3_context* call, const char* why) {
  give_error(call, why);
  sqlite3_result_error_code(call, SQLITE_MISMATCH);
}

inline bool is_null(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }
inline bool is_whole(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_INTEGER; }
inline bool is_number(sqlite3_value* value) {
  return is_whole(value) || sqlite3_value_type(value) == SQLITE_FLOAT;
}

/// Of a value that is no NULL. Empty where there is no memory, of which the library tells itself.
inline std::string_view text_of(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr
             ? std::string_view()
             : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

/// The value as it is, if it may be.
inline void pass_if(bool is_right, sqlite3_context* call, sqlite3_value* value,
                    const char* else_why) {
  if (is_right || is_null(value))
    sqlite3_result_value(call, value);
  else
    give_error(call, else_why);
}

/// Has at most so many digits.
inline bool has_digits(std::int64_t value, int digits) {
  const detail::Int128 limit = detail::power_of_ten(digits);
  return value < limit && value > -limit;
}

/// Gives a result, or says what became of it.
inline void give_real(sqlite3_context* call, double result, bool overflows, bool underflows) {
  if (std::isnan(result) || (std::isinf(result) && overflows) || (result == 0 && underflows))
    return give_error(call, out_of_range);
  sqlite3_result_double(call, result);
}

/// `Value` writes itself into a buffer.
template <std::size_t Size, class Value>
void give_text(sqlite3_context* call, const Value& value) {
  std::array<char, Size> text{};
  const char* const end = value.write_to(text.data());
  sqlite3_result_text(call, text.data(), static_cast<int>(end - text.data()), SQLITE_TRANSIENT);
}

}  // namespace orp::backend::sqlite
