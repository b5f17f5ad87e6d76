// SPDX-License-Identifier: MIT
// Regular expressions, of which the library has none, matched in one pass, whatever the text, so
// that no pattern takes longer than its length times the text's.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "backend/sqlite/regexp_pattern.hpp"

namespace orp::backend::sqlite {

class Regexp {
 public:
  /// `ignores_case`: of ASCII letters. Throws RegexpFault.
  Regexp(std::string_view pattern, bool ignores_case);
  /// Of a part alone.
  Regexp(const RegexpPart& part, bool ignores_case);

  /// A part of a text, in bytes.
  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  /// Some part of the text matches. Texts are UTF-8.
  bool is_in(std::string_view text) const;
  /// The first part of the text, from `from` on, that matches, and of those that begin there the
  /// longest.
  std::optional<Span> find(std::string_view text, std::size_t from) const;
  /// Where, up to `last`, parts end that match and begin at `begin`; the nearest first.
  std::vector<std::size_t> ends(std::string_view text, std::size_t begin, std::size_t last) const;
  /// Exactly this part matches.
  bool matches(std::string_view text, Span part) const;

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
  bool has(const RegexpSet& set, char32_t c) const;
  class Run;

  Code code_;
  std::vector<RegexpSet> sets_;
  bool ignores_case_;
};

}  // namespace orp::backend::sqlite
