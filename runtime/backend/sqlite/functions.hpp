// SPDX-License-Identifier: MIT
// Functions that statements of ours call where the library's own answer is another than SQL has: a
// sum beyond an integer becomes a real number there in silence, a quotient by zero NULL. NULL gives
// NULL; what is out of range is an error:
//
//     orpiment_int16(x), orpiment_int32(x), orpiment_int64(x)   x, an integer of that width
//     orpiment_digits(x, n)                    x, an integer of at most n digits
//     orpiment_limit(n), orpiment_offset(n)    n, but -1 and 0 for NULL; an error below 0
//     orpiment_float32(x)                      the nearest float
//     orpiment_div(a, b), orpiment_mod(a, b)   of integers
//     orpiment_add(a, b), _subtract, _multiply, _divide         of real numbers
//     orpiment_sum(x), orpiment_avg(x)         of the rows' real numbers
//     orpiment_moving_sum(x), orpiment_moving_avg(x)            of frames whose first row moves on
//     orpiment_int64_avg(x)                    of integers, whose sum may be beyond one
//     orpiment_quotient(a, b, n)               a * 10^n / b of integers, halves away from zero
//     orpiment_rounded(x, n)                   x / 10^n, likewise
//     orpiment_whole(real)                     an integer, halves to the even neighbour
//     orpiment_round(real, n)                  n digits after the point, halves away from zero
//     orpiment_decimal(real, precision, scale) the integer that stands for it
//     orpiment_scaled(x, precision, scale)     likewise of a decimal as others keep it, in any form
//     orpiment_bound(x, scale)                 the same integer, but 10^18 and -10^18 for all
//     beyond orpiment_decimal_text(x, own, scale)     12.50 of 1250 or of '12.5'
//     orpiment_comparable_text(x, own, scale)  likewise, but what has no such text keeps another
//                                              one, that of no decimal of that scale
//     orpiment_uuid(text)                      the bytes of a uuid
//     orpiment_uuid_text(x)                    with hyphens
//     orpiment_bytes(text), orpiment_bytes_text(x)              of hexadecimal digits, and such
//     orpiment_scaled_elements(array, scale)   of decimals the integers that stand for them
//     orpiment_timestamp(x, unit)              x times so many microseconds from 1970 on
//     orpiment_timestamp_of_julian_day(x)      the timestamp of a julian day
//     orpiment_timestamp_of_text(x, form, is_point), orpiment_time_of_text(x, form)
//                                              of a text in that form (StoredAs)
//     orpiment_units(timestamp, unit)          back; what is left over of a unit is cut
//     orpiment_julian_day(timestamp)           back
//     orpiment_floor(real), orpiment_ceil(real), orpiment_trunc(real)
//     orpiment_floor_scaled(x, n), _ceil_scaled, _trunc_scaled  x / 10^n, likewise
//     orpiment_power(real, real)
//     orpiment_greatest(a, ...), orpiment_least(a, ...)         of those that are not NULL
//     orpiment_substr(text, from, count), orpiment_left(text, count), orpiment_right(text, count)
//     orpiment_concat_ws(separator, text, ...)                  without those that are NULL
//     orpiment_date_trunc(x, unit)             the date or timestamp with which the unit begins
//     orpiment_step(a, ...)                    a row on the way of a recursion, as a text
//     orpiment_json_contains(outer, inner)     all of one JSON value is in another
//     orpiment_json_path(name)                 of a member
//     orpiment_json_decimal(number, precision, scale)           of a number's JSON text
//     orpiment_regexp(text, pattern, ignores_case)              a part of it matches
//     orpiment_regexp_replace(text, pattern, replacement, ignores_case)
//                                              another text for each part that does
#pragma once
#include <sqlite3.h>

#include <string_view>

namespace orp::backend::sqlite {

/// What their names begin with.
inline constexpr std::string_view functions_prefix = "orpiment_";

// Their errors.
inline constexpr const char* out_of_range = "out of range";
inline constexpr const char* division_by_zero = "division by zero";
inline constexpr const char* not_such_a_value = "not a value of its type";
inline constexpr const char* negative_rows = "LIMIT and OFFSET must not be negative";

/// Makes them known to a connection. Returns the library's result code.
int register_functions(sqlite3* database);

}  // namespace orp::backend::sqlite
