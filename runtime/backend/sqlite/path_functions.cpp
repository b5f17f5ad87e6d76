// SPDX-License-Identifier: MIT
// The rows on the way of a recursion as a text: steps one after the other, each of them the values
// of a row and a `/`. Texts stand in the order of the rows, a way before those that lead on from
// it, and no value has the text of another:
//
//   - a number is its place among all numbers, in hexadecimal digits
//   - a text or a blob its bytes, likewise, and a point, which stands before all digits
//   - NULL comes last, and is equal to NULL
#include "backend/sqlite/own_function.hpp"

#include <cstdint>
#include <cstring>
#include <new>
#include <string>

namespace orp::backend::sqlite {

namespace {

void append_hex(std::string& text, std::uint64_t value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    text += "0123456789abcdef"[(value >> shift) & 0xf];
}

/// A number as large as `value` is, but for its sign.
std::uint64_t place_of(double value) {
  std::uint64_t bits = 0;
  value += 0.0;  // -0 is 0
  std::memcpy(&bits, &value, sizeof bits);
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// An integer beyond 2^53 is a little more or less than the nearest real number.
void append_number(std::string& text, sqlite3_value* value) {
  const double nearest = sqlite3_value_double(value);
  std::int64_t beside = 0;
  if (is_whole(value))
    beside = static_cast<std::int64_t>(detail::Int128{sqlite3_value_int64(value)} -
                                       static_cast<detail::Int128>(nearest));
  constexpr std::int64_t middle = 0x8000;
  text += '1';
  append_hex(text, place_of(nearest), 16);
  append_hex(text, static_cast<std::uint64_t>(beside + middle), 4);
}

void append_bytes(std::string& text, char kind, sqlite3_value* value) {
  const auto* const bytes = static_cast<const unsigned char*>(sqlite3_value_blob(value));
  const int size = sqlite3_value_bytes(value);
  text += kind;
  for (int i = 0; i < size; ++i) append_hex(text, bytes[i], 2);
  text += '.';
}

void append(std::string& text, sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      text += '4';
      return;
    case SQLITE_TEXT:
      return append_bytes(text, '2', value);
    case SQLITE_BLOB:
      return append_bytes(text, '3', value);
    default:
      return append_number(text, value);
  }
}

void give_step(sqlite3_context* call, int argument_count, sqlite3_value** arguments) {
  try {
    std::string text;
    for (int i = 0; i < argument_count; ++i) append(text, arguments[i]);
    text += '/';
    sqlite3_result_text(call, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(call);
  }
}

}  // namespace

View<const OwnFunction> path_functions() {
  static constexpr OwnFunction functions[] = {
      {"step", -1, give_step},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
