// SPDX-License-Identifier: MIT
#include "backend/sqlite/regexp.hpp"

#include <algorithm>
#include <utility>

namespace orp::backend::sqlite {

namespace {

char32_t small_letter(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }
char32_t capital_letter(char32_t c) { return c >= U'a' && c <= U'z' ? c - (U'a' - U'A') : c; }

bool has_range(const std::vector<RegexpSet::Range>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](const RegexpSet::Range& range) {
    return range.first <= c && c <= range.last;
  });
}

using Code = Regexp::Code;
using Step = Regexp::Step;
using Kind = RegexpPart::Kind;

/// Makes instructions of a pattern. Jumps are relative, so that a part can be copied.
class CodeWriter {
 public:
  explicit CodeWriter(std::vector<RegexpSet>& sets) : sets_(sets) {}

  Code operator()(const RegexpPart& part) {
    switch (part.kind) {
      case Kind::character:
        sets_.push_back(part.set);
        return {{Step::character, 1, 0, static_cast<std::uint32_t>(sets_.size() - 1)}};
      case Kind::begin:
        return {{Step::begin}};
      case Kind::end:
        return {{Step::end}};
      case Kind::sequence:
        return sequence(part);
      case Kind::alternatives:
        return alternatives(part);
      case Kind::repeated:
        return times_of((*this)(part.parts.front()), part.least, part.most);
    }
    return {};
  }

 private:
  static constexpr std::size_t longest = 20'000;

  static void append(Code& code, const Code& more) {
    if (code.size() + more.size() > longest) throw RegexpFault{"a regular expression too large"};
    code.insert(code.end(), more.begin(), more.end());
  }
  static std::int32_t size_of(const Code& code) { return static_cast<std::int32_t>(code.size()); }

  Code sequence(const RegexpPart& part) {
    Code code;
    for (const RegexpPart& each : part.parts) append(code, (*this)(each));
    return code;
  }

  Code alternatives(const RegexpPart& part) {
    Code code = (*this)(part.parts.front());
    for (std::size_t i = 1; i < part.parts.size(); ++i) {
      const Code other = (*this)(part.parts[i]);
      Code both{{Step::fork, 1, size_of(code) + 2}};
      append(both, code);
      append(both, {{Step::jump, size_of(other) + 1}});
      append(both, other);
      code = std::move(both);
    }
    return code;
  }

  static Code times_of(const Code& part, int least, std::optional<int> most) {
    Code code;
    for (int i = 0; i < least; ++i) append(code, part);
    const std::int32_t size = size_of(part);
    if (!most) {
      append(code, {{Step::fork, 1, size + 2}});
      append(code, part);
      append(code, {{Step::jump, -size - 1}});
    }
    for (int i = least; most && i < *most; ++i) {
      append(code, {{Step::fork, 1, size + 1}});
      append(code, part);
    }
    return code;
  }

  std::vector<RegexpSet>& sets_;
};

}  // namespace

/// All ways through the code at once, a character after the other. Each remembers where it began;
/// the earlier it did, the sooner it comes, so that of two which meet the first one goes on.
class Regexp::Run {
 public:
  Run(const Regexp& regexp, std::string_view text)
      : regexp_(regexp), text_(text), seen_(regexp.code_.size(), no_place) {}

  bool finds() {
    std::size_t at = 0;
    for (;;) {
      follow(0, at, at);
      if (found_ || at == text_.size()) return found_.has_value();
      step(at, text_.size());
      if (found_) return true;
    }
  }

  std::optional<Span> first_from(std::size_t at) {
    for (;;) {
      if (!found_) follow(0, at, at);
      if (at == text_.size() || (found_ && waiting_.empty())) return found_;
      step(at, text_.size());
    }
  }

  std::vector<std::size_t> ends_from(std::size_t at, std::size_t last) {
    std::vector<std::size_t> ends;
    const std::size_t begin = at;
    follow(0, begin, at);
    for (;;) {
      if (found_ && found_->end == at && (ends.empty() || ends.back() != at)) ends.push_back(at);
      if (at >= last || waiting_.empty()) return ends;
      step(at, last);
    }
  }

 private:
  static constexpr std::size_t no_place = static_cast<std::size_t>(-1);

  /// An instruction that waits for a character.
  struct Waiting {
    std::size_t instruction;
    std::size_t begin;
  };

  void step(std::size_t& at, std::size_t last) {
    const char32_t c = take_character(text_, at);
    std::vector<Waiting> before;
    before.swap(waiting_);
    if (at > last) return;
    for (const Waiting& each : before) {
      if (found_ && each.begin > found_->begin) break;
      const Instruction& instruction = regexp_.code_[each.instruction];
      if (regexp_.has(regexp_.sets_[instruction.set], c))
        follow(each.instruction + 1, each.begin, at);
    }
  }

  /// Adds all that can be reached without a character.
  void follow(std::size_t start, std::size_t begin, std::size_t at) {
    open_.push_back(start);
    while (!open_.empty()) {
      const std::size_t i = open_.back();
      open_.pop_back();
      if (seen_[i] == at) continue;
      seen_[i] = at;
      visit(i, begin, at);
    }
  }

  void visit(std::size_t i, std::size_t begin, std::size_t at) {
    const Instruction& instruction = regexp_.code_[i];
    const auto go = [&](std::int32_t by) {
      open_.push_back(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + by));
    };
    switch (instruction.step) {
      case Step::character:
        return waiting_.push_back({i, begin});
      case Step::fork:
        go(instruction.other);
        return go(instruction.by);
      case Step::jump:
        return go(instruction.by);
      case Step::begin:
        if (at == 0) go(1);
        return;
      case Step::end:
        if (at == text_.size()) go(1);
        return;
      case Step::done:
        found_ = Span{begin, at};
        return;
    }
  }

  const Regexp& regexp_;
  std::string_view text_;
  std::vector<std::size_t> seen_;  // at which place an instruction was last reached
  std::vector<Waiting> waiting_;   // in the order of where they began
  std::vector<std::size_t> open_;
  std::optional<Span> found_;
};

Regexp::Regexp(const RegexpPart& part, bool ignores_case) : ignores_case_(ignores_case) {
  code_ = CodeWriter(sets_)(part);
  code_.push_back({Step::done});
}

Regexp::Regexp(std::string_view pattern, bool ignores_case)
    : Regexp(read_regexp(pattern).whole, ignores_case) {}

bool Regexp::has(const RegexpSet& set, char32_t c) const {
  const bool found =
      has_range(set.ranges, c) || (ignores_case_ && (has_range(set.ranges, small_letter(c)) ||
                                                     has_range(set.ranges, capital_letter(c))));
  return found != set.is_negated;
}

bool Regexp::is_in(std::string_view text) const { return Run(*this, text).finds(); }

std::optional<Regexp::Span> Regexp::find(std::string_view text, std::size_t from) const {
  return Run(*this, text).first_from(from);
}

std::vector<std::size_t> Regexp::ends(std::string_view text, std::size_t begin,
                                      std::size_t last) const {
  return Run(*this, text).ends_from(begin, last);
}

bool Regexp::matches(std::string_view text, Span part) const {
  const std::vector<std::size_t> all = ends(text, part.begin, part.end);
  return !all.empty() && all.back() == part.end;
}

}  // namespace orp::backend::sqlite
