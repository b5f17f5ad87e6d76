// SPDX-License-Identifier: MIT
#include "orpiment/base/detail/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "orpiment/base/detail/hex_digit.hpp"

namespace orp::detail {

namespace {

/// What may follow a lead byte: how many bytes in all, and the range of the second one, which is
/// where overlong forms, surrogates and numbers above U+10FFFF are told apart.
struct Sequence {
  std::size_t size;
  unsigned char second_min;
  unsigned char second_max;
};

constexpr Sequence sequence_of(unsigned char lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xc2) return {0, 0, 0};
  if (lead < 0xe0) return {2, 0x80, 0xbf};
  if (lead == 0xe0) return {3, 0xa0, 0xbf};
  if (lead == 0xed) return {3, 0x80, 0x9f};
  if (lead < 0xf0) return {3, 0x80, 0xbf};
  if (lead == 0xf0) return {4, 0x90, 0xbf};
  if (lead < 0xf4) return {4, 0x80, 0xbf};
  if (lead == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80; }

/// The end of the ASCII that `at` begins with, to a multiple of eight bytes.
const char* skip_ascii(const char* at, const char* end) {
  std::uint64_t word = 0;
  for (; end - at >= static_cast<std::ptrdiff_t>(sizeof word); at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  return at;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

/// The second byte of a control character from U+0080 to U+009F, which terminals obey, too.
bool ends_control(unsigned char before, unsigned char c) {
  return before == 0xc2 && c >= 0x80 && c < 0xa0;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

void append_printable(std::string& out, std::string_view text) {
  unsigned char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (is_control(byte) || ends_control(before, byte)) {
      if (!is_control(byte)) out.pop_back();  // the byte before belongs to it
      out += "\\x";
      out += detail::hex_digit(byte >> 4u);
      out += detail::hex_digit(byte & 15u);
    } else {
      out += c;
    }
    before = byte;
  }
}

bool is_valid_utf8(std::string_view text) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  while ((at = skip_ascii(at, end)) != end) {
    const Sequence sequence = sequence_of(static_cast<unsigned char>(*at));
    if (sequence.size == 0 || end - at < static_cast<std::ptrdiff_t>(sequence.size)) return false;
    if (sequence.size > 1) {
      const auto second = static_cast<unsigned char>(at[1]);
      if (second < sequence.second_min || second > sequence.second_max) return false;
      if (!std::all_of(at + 2, at + sequence.size, is_continuation)) return false;
    }
    at += sequence.size;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) noexcept {
  const auto continuations = std::count_if(text.begin(), text.end(), is_continuation);
  return text.size() - static_cast<std::size_t>(continuations);
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
  std::size_t size = std::min(text.size(), bytes);
  while (size > 0 && size < text.size() && is_continuation(text[size])) --size;
  return text.substr(0, size);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Row i holds the distances of the first i characters of a to every beginning of b; a swap looks
  // back two rows.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char from = lower(a[i - 1]);
      const char to = lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (from == to ? 0u : 1u)});
      const bool is_swap = i > 1 && j > 1 && from == lower(b[j - 2]) && to == lower(a[i - 2]);
      if (is_swap) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

void NearestName::offer(std::string_view candidate) {
  // A third of the letters may be wrong: "usr" is near "user", "foo" is not near "bar".
  const std::size_t limit = std::max<std::size_t>(1, wanted_.size() / 3);
  const std::size_t longer = std::max(wanted_.size(), candidate.size());
  const std::size_t shorter = std::min(wanted_.size(), candidate.size());
  if (longer - shorter > limit) return;
  const std::size_t distance = edit_distance(wanted_, candidate);
  if (distance > limit || distance >= shorter || distance >= distance_) return;
  distance_ = distance;
  name_ = candidate;
}

std::string NearestName::question() const {
  if (name_.empty()) return {};
  return " Did you mean \"" + std::string(name_) + "\"?";
}

std::string join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) (text += text.empty() ? "" : ", ") += name;
  return text;
}

}  // namespace orp::detail
