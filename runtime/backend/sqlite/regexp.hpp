// SPDX-License-Identifier: MIT
// Regular expressions, of which the library has none: the part of the usual language that can be
// matched in one pass, whatever the text, so that no pattern takes longer than its length times the
// text's:
//
//     a  .  [a-z]  [^a-z]  [[:digit:]]  \d \s \w  \D \S \W  \n \t  ^  $
//     (...)  (?:...)  a|b  a*  a+  a?  a{2}  a{2,}  a{2,5}, also with a ? behind
//
// Classes have ASCII characters alone. What looks back or ahead is no part of it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace orp::backend::sqlite {

/// Why a pattern is none.
struct RegexpFault {
  const char* why;
};

class Regexp {
 public:
  /// Throws RegexpFault. `ignores_case`: of ASCII letters.
  Regexp(std::string_view pattern, bool ignores_case);

  /// Some part of the text matches. Both are UTF-8.
  bool is_in(std::string_view text) const;

  struct Range {
    char32_t first;
    char32_t last;
  };
  struct Set {
    std::vector<Range> ranges;
    bool is_negated = false;
  };
  enum class Step : std::uint8_t { character, fork, jump, begin, end, done };
  /// What is done next: `by` and `other` lead so many instructions on.
  struct Instruction {
    Step step;
    std::int32_t by = 1;
    std::int32_t other = 0;
    std::uint32_t set = 0;
  };
  using Code = std::vector<Instruction>;

 private:
  bool has(const Set& set, char32_t c) const;
  class Run;

  Code code_;
  std::vector<Set> sets_;
  bool ignores_case_;
};

}  // namespace orp::backend::sqlite
