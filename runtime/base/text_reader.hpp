// SPDX-License-Identifier: MIT
//
// Reading and writing the digits of dates and times. Inline and by hand: every value that is read
// from or written to a text column comes through here.
#pragma once

#include <cstddef>
#include <cstring>
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
  template <int Count>
  bool read_digits(int& value) noexcept {
    unsigned number = 0;
    if (!read_block<Count>(number)) return fail_at_first_other_than_digit();
    value = static_cast<int>(number);
    return true;
  }
  /// One to six digits after a point, as millionths.
  bool read_fraction(int& microseconds) noexcept {
    unsigned millionths = 0;
    if (!read_block<6>(millionths)) {
      if (!is_at_digit()) return fail("digit expected");
      unsigned unit = 100'000;
      for (; is_at_digit(); ++at_, unit /= 10) millionths += digit_at(at_) * unit;
    }
    if (is_at_digit()) return fail("more than six digits after the point");
    microseconds = static_cast<int>(millionths);
    return true;
  }

  /// Records what is wrong at this character, or `back` before it.
  bool fail(const char* why, std::size_t back = 0) noexcept {
    malformed_ = {why, at_ - back};
    return false;
  }
  const Malformed& malformed() const noexcept { return malformed_; }

 private:
  /// The value of the character there as a digit; above 9 when it is none.
  unsigned digit_at(std::size_t at) const noexcept {
    return static_cast<unsigned char>(text_[at]) - unsigned{'0'};
  }
  /// Reads that many digits at once, or nothing.
  template <int Count>
  bool read_block(unsigned& number) noexcept {
    if (text_.size() - at_ < Count) return false;
    bool are_digits = true;
    unsigned value = 0;
    for (std::size_t i = 0; i < Count; ++i) {  // no branch inside: this becomes straight code
      const unsigned digit = digit_at(at_ + i);
      are_digits &= digit <= 9;
      value = value * 10 + digit;
    }
    if (!are_digits) return false;
    number = value;
    at_ += Count;
    return true;
  }
  bool fail_at_first_other_than_digit() noexcept {
    while (is_at_digit()) ++at_;
    return fail("digit expected");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Malformed malformed_;
};

/// "00", "01" to "99": a look-up takes a third of a division.
struct DigitPairTable {
  constexpr DigitPairTable() {
    for (int i = 0; i < 100; ++i) {
      text[2 * i] = static_cast<char>('0' + i / 10);
      text[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
  }
  char text[200] = {};
};
inline constexpr DigitPairTable digit_pairs;

/// Writes `value` as two digits; returns the end. Requires: 0 <= value < 100.
inline char* write_two_digits(char* at, int value) noexcept {
  std::memcpy(at, digit_pairs.text + 2 * value, 2);
  return at + 2;
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
