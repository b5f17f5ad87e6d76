// SPDX-License-Identifier: MIT
//
// Reading and writing the digits of dates and times. Inline and by hand: every value that is read
// from or written to a text column comes through here.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/value_errors.hpp"

namespace orp {

/// A position in a text, and the first thing found wrong there. Readers return false once it
/// failed.
class TextReader {
 public:
  explicit TextReader(std::string_view text) noexcept : text_(text) {}

  bool is_at_end() const noexcept { return at_ == text_.size(); }
  /// The next character; a zero character at the end.
  char peek() const noexcept { return is_at_end() ? '\0' : text_[at_]; }
  bool is_at_digit() const noexcept { return peek() >= '0' && peek() <= '9'; }

  void skip() noexcept { ++at_; }
  bool skip_if(char expected) noexcept {
    if (peek() != expected || is_at_end()) return false;
    ++at_;
    return true;
  }
  bool expect(char expected, const char* why) noexcept { return skip_if(expected) || fail(why); }
  bool expect_end() noexcept { return is_at_end() || fail("unexpected character"); }

  /// Exactly that many digits.
  bool read_digits(int count, int& value) noexcept {
    value = 0;
    for (; count > 0; --count) {
      if (!is_at_digit()) return fail("digit expected");
      value = value * 10 + (text_[at_++] - '0');
    }
    return true;
  }
  /// One to six digits after a point, as millionths.
  bool read_fraction(int& microseconds) noexcept {
    microseconds = 0;
    if (!is_at_digit()) return fail("digit expected");
    int unit = 100'000;
    for (; is_at_digit(); ++at_, unit /= 10) {
      if (unit == 0) return fail("more than six digits after the point");
      microseconds += (text_[at_] - '0') * unit;
    }
    return true;
  }

  /// Records what is wrong at this character, or `back` before it.
  bool fail(const char* why, std::size_t back = 0) noexcept {
    malformed_ = {why, at_ - back};
    return false;
  }
  const Malformed& malformed() const noexcept { return malformed_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  Malformed malformed_;
};

/// Writes `value` as two digits; returns the end.
inline char* write_two_digits(char* at, int value) noexcept {
  *at++ = static_cast<char>('0' + value / 10);
  *at++ = static_cast<char>('0' + value % 10);
  return at;
}

/// Writes `value` as six digits; returns the end.
inline char* write_six_digits(char* at, int value) noexcept {
  at = write_two_digits(at, value / 10'000);
  at = write_two_digits(at, value / 100 % 100);
  return write_two_digits(at, value % 100);
}

/// What `read(reader, value)` makes of all of the text, or nothing.
template <class T>
std::optional<T> read_all(std::string_view text, bool (*read)(TextReader&, T&)) {
  TextReader reader(text);
  T value;
  if (!read(reader, value) || !reader.expect_end()) return std::nullopt;
  return value;
}

/// The same, or a DataError that says that the text is not `kind`.
template <class T>
T parse_all(std::string_view kind, std::string_view text, bool (*read)(TextReader&, T&)) {
  TextReader reader(text);
  T value;
  if (!read(reader, value) || !reader.expect_end()) {
    throw_malformed(kind, text, reader.malformed());
  }
  return value;
}

}  // namespace orp
