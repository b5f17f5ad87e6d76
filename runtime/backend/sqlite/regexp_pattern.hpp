// SPDX-License-Identifier: MIT
// Regular expressions as they are written: the part of the usual language that can be matched in
// one pass.
//
//     a  .  [a-z]  [^a-z]  [[:digit:]]  \d \s \w  \D \S \W  \n \t  ^  $
//     (...)  (?:...)  a|b  a*  a+  a?  a{2}  a{2,}  a{2,5}, also with a ? behind
//
// Classes have ASCII characters alone. What looks back or ahead is no part of it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace orp::backend::sqlite {

/// Why a pattern is none.
struct RegexpFault {
  const char* why;
};

/// Some characters, or all others.
struct RegexpSet {
  struct Range {
    char32_t first;
    char32_t last;
  };
  std::vector<Range> ranges;
  bool is_negated = false;
};

/// A part of a pattern.
struct RegexpPart {
  enum class Kind : std::uint8_t { character, begin, end, sequence, alternatives, repeated };

  /// It, or a part of it, is a group whose text can be asked for.
  bool has_groups() const;

  Kind kind = Kind::sequence;
  RegexpSet set{};  // of a character
  std::vector<RegexpPart> parts{};
  int group = 0;                // its number from 1 on; 0: none
  int least = 1;                // times
  std::optional<int> most = 1;  // empty: any number
};

struct RegexpPattern {
  RegexpPart whole;
  int group_count = 0;
  bool takes_little = false;  // something is repeated as seldom as possible
};

/// Throws RegexpFault.
RegexpPattern read_regexp(std::string_view pattern);

/// The character at `at`, which moves behind it. A byte that is no UTF-8 stands for itself.
char32_t take_character(std::string_view text, std::size_t& at);

}  // namespace orp::backend::sqlite
