// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace orp::detail {

/// Of ASCII.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text) noexcept;

/// The length that a database counts. Requires: is_valid_utf8(text).
std::size_t count_code_points(std::string_view text) noexcept;

/// The first `bytes` bytes, or fewer where that would cut a character in two. Requires:
/// is_valid_utf8(text).
std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

/// Appends `text` as what is one line and moves no cursor: control characters become \n, \r, \t and
/// \x1b. What is printable already stays as it is.
void append_printable(std::string& out, std::string_view text);

/// How many characters must be inserted, removed, replaced or swapped with their neighbour to turn
/// one text into the other. ASCII case counts as nothing; other text is compared byte by byte.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// "first, last"
std::string join(const std::vector<std::string>& names);

/// Finds the valid spelling that was probably meant. Candidates are offered one by one:
///
///     NearestName nearest("emial");
///     for (const ColumnInfo& column : table.columns()) nearest.offer(column.name);
///     message += nearest.question();
class NearestName {
 public:
  /// `wanted` and the candidates must outlive this object.
  explicit NearestName(std::string_view wanted) noexcept : wanted_(wanted) {}

  /// The first of equally near ones wins; those too far from what was written never do.
  void offer(std::string_view candidate);

  /// Empty when nothing came near.
  std::string_view name() const noexcept { return name_; }
  /// ` Did you mean "email"?`, with the space in front; empty when nothing came near.
  std::string question() const;

 private:
  std::string_view wanted_;
  std::string_view name_;
  std::size_t distance_ = static_cast<std::size_t>(-1);
};

/// The nearest of any range of texts, or an empty one. The result refers to an element.
template <class Names>
std::string_view nearest(std::string_view wanted, const Names& names) {
  NearestName nearest(wanted);
  for (const auto& name : names) nearest.offer(name);
  return nearest.name();
}

/// ` Did you mean "email"?` for the nearest of any range of texts, or nothing.
template <class Names>
std::string did_you_mean(std::string_view wanted, const Names& names) {
  NearestName nearest(wanted);
  for (const auto& name : names) nearest.offer(name);
  return nearest.question();
}

}  // namespace orp::detail
