// SPDX-License-Identifier: MIT
#include "backend/sqlite/regexp.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace orp::backend::sqlite {

namespace {

constexpr char32_t end_of_text = 0xffffffff;
constexpr char32_t greatest = 0x10ffff;

/// The character at `at`, which moves behind it. A byte that is no UTF-8 stands for itself.
char32_t take_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  const std::size_t more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  if (more == 0 || at + more >= text.size()) return text[at++], first;
  char32_t c = first & (0x3fU >> more);
  for (std::size_t i = 1; i <= more; ++i) c = c << 6 | (byte(i) & 0x3fU);
  at += more + 1;
  return c;
}

char32_t small_letter(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }
char32_t capital_letter(char32_t c) { return c >= U'a' && c <= U'z' ? c - (U'a' - U'A') : c; }

using Ranges = std::vector<Regexp::Range>;

/// The characters of [[:name:]]; empty: there is no such class.
Ranges ranges_of(std::string_view name) {
  if (name == "digit") return {{'0', '9'}};
  if (name == "upper") return {{'A', 'Z'}};
  if (name == "lower") return {{'a', 'z'}};
  if (name == "alpha") return {{'A', 'Z'}, {'a', 'z'}};
  if (name == "alnum") return {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}};
  if (name == "word") return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  if (name == "space") return {{'\t', '\r'}, {' ', ' '}};
  return {};
}

/// All other characters.
Ranges others(const Ranges& ranges) {
  Ranges result;
  char32_t next = 0;
  for (const Regexp::Range& range : ranges) {  // in order, apart from each other
    if (range.first > next) result.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  result.push_back({next, greatest});
  return result;
}

/// What `\c` stands for when it is a class; empty: it is none.
Ranges escaped_class(char32_t c) {
  switch (c) {
    case 'd':
      return ranges_of("digit");
    case 's':
      return ranges_of("space");
    case 'w':
      return ranges_of("word");
    case 'D':
      return others(ranges_of("digit"));
    case 'S':
      return others(ranges_of("space"));
    case 'W':
      return others(ranges_of("word"));
    default:
      return {};
  }
}

char32_t escaped_character(char32_t c) {
  if (c == 'n') return '\n';
  if (c == 't') return '\t';
  if (c == 'r') return '\r';
  const bool is_special = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == end_of_text;
  if (is_special) throw RegexpFault{"a regular expression with an escape that is not known here"};
  return c;
}

using Code = Regexp::Code;
using Step = Regexp::Step;

/// Makes instructions of a pattern. Jumps are relative, so that a part can be copied.
class PatternReader {
 public:
  PatternReader(std::string_view pattern, std::vector<Regexp::Set>& sets)
      : pattern_(pattern), sets_(sets) {
    advance();
  }

  Code read() {
    Code code = alternatives();
    if (next_ != end_of_text) throw RegexpFault{"a regular expression with a ) too many"};
    append(code, {{Step::done}});
    return code;
  }

 private:
  static constexpr std::size_t longest = 20'000;
  static constexpr int deepest = 100;
  static constexpr int most_times = 255;

  void advance() { next_ = at_ < pattern_.size() ? take_character(pattern_, at_) : end_of_text; }
  char32_t take() {
    const char32_t c = next_;
    advance();
    return c;
  }
  bool takes(char32_t c) {
    if (next_ != c) return false;
    advance();
    return true;
  }

  static void append(Code& code, const Code& more) {
    if (code.size() + more.size() > longest) throw RegexpFault{"a regular expression too large"};
    code.insert(code.end(), more.begin(), more.end());
  }
  static std::int32_t size_of(const Code& code) { return static_cast<std::int32_t>(code.size()); }

  Code alternatives() {
    if (++depth_ > deepest) throw RegexpFault{"a regular expression nested too deep"};
    Code code = sequence();
    while (takes('|')) {
      const Code other = sequence();
      Code both{{Step::fork, 1, size_of(code) + 2}};
      append(both, code);
      append(both, {{Step::jump, size_of(other) + 1}});
      append(both, other);
      code = std::move(both);
    }
    --depth_;
    return code;
  }

  Code sequence() {
    Code code;
    while (next_ != end_of_text && next_ != '|' && next_ != ')') append(code, repeated(atom()));
    return code;
  }

  Code atom() {
    const char32_t c = take();
    switch (c) {
      case '(':
        return group();
      case '[':
        return one_of(set());
      case '.':
        return one_of({{{0, greatest}}});
      case '^':
        return {{Step::begin}};
      case '$':
        return {{Step::end}};
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        throw RegexpFault{"a regular expression that repeats nothing"};
      default:
        return one_of({{{c, c}}});
    }
  }

  Code group() {
    if (takes('?') && !takes(':'))
      throw RegexpFault{"a regular expression that looks ahead or back, or has flags"};
    Code code = alternatives();
    if (!takes(')')) throw RegexpFault{"a regular expression with a ( too many"};
    return code;
  }

  Code escape() {
    const char32_t c = take();
    Ranges ranges = escaped_class(c);
    if (ranges.empty()) ranges.push_back({escaped_character(c), escaped_character(c)});
    return one_of({std::move(ranges)});
  }

  Code one_of(Regexp::Set set) {
    sets_.push_back(std::move(set));
    return {{Step::character, 1, 0, static_cast<std::uint32_t>(sets_.size() - 1)}};
  }

  Regexp::Set set() {
    Regexp::Set result;
    result.is_negated = takes('^');
    do add_member(result.ranges);
    while (!takes(']'));
    return result;
  }

  void add_member(Ranges& ranges) {
    if (next_ == '[' && at_ < pattern_.size() && pattern_[at_] == ':') return add_named(ranges);
    char32_t first = take();
    if (first == end_of_text) throw RegexpFault{"a regular expression with a [ too many"};
    if (first == '\\') {
      const char32_t escaped = take();
      const Ranges known = escaped_class(escaped);
      if (!known.empty()) {
        ranges.insert(ranges.end(), known.begin(), known.end());
        return;
      }
      first = escaped_character(escaped);
    }
    const bool is_range = next_ == '-' && at_ < pattern_.size() && pattern_[at_] != ']';
    ranges.push_back({first, is_range ? last_of_range(first) : first});
  }

  char32_t last_of_range(char32_t first) {
    advance();  // the hyphen
    char32_t last = take();
    if (last == '\\') last = escaped_character(take());
    if (last == end_of_text || last < first)
      throw RegexpFault{"a regular expression with a range that ends before it begins"};
    return last;
  }

  void add_named(Ranges& ranges) {
    const std::size_t end = pattern_.find(":]", at_);
    const Ranges known = end == std::string_view::npos
                             ? Ranges()
                             : ranges_of(pattern_.substr(at_ + 1, end - at_ - 1));
    if (known.empty())
      throw RegexpFault{"a regular expression with a class that is not known here"};
    ranges.insert(ranges.end(), known.begin(), known.end());
    at_ = end + 2;
    advance();
  }

  Code repeated(Code part) {
    int least = 1;
    std::optional<int> most = 1;
    if (takes('*')) {
      least = 0, most.reset();
    } else if (takes('+')) {
      most.reset();
    } else if (takes('?')) {
      least = 0;
    } else if (takes('{')) {
      least = times();
      most = takes(',') ? next_ == '}' ? std::nullopt : std::optional(times()) : least;
      if (!takes('}') || (most && *most < least))
        throw RegexpFault{"a regular expression with {} that are no numbers of times"};
    } else {
      return part;
    }
    takes('?');  // as few as possible: whether it matches is the same
    return times_of(part, least, most);
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

  int times() {
    int number = 0;
    bool is_there = false;
    for (; next_ >= '0' && next_ <= '9'; is_there = true) {
      number = number * 10 + static_cast<int>(take() - '0');
      if (number > most_times) throw RegexpFault{"a regular expression with more than 255 times"};
    }
    if (!is_there) throw RegexpFault{"a regular expression with {} that are no numbers of times"};
    return number;
  }

  std::string_view pattern_;
  std::vector<Regexp::Set>& sets_;
  std::size_t at_ = 0;
  char32_t next_ = end_of_text;
  int depth_ = 0;
};

bool has_range(const Ranges& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](const Regexp::Range& range) {
    return range.first <= c && c <= range.last;
  });
}

}  // namespace

/// All ways through the code at once, a character after the other.
class Regexp::Run {
 public:
  Run(const Regexp& regexp, std::string_view text)
      : regexp_(regexp), text_(text), seen_(regexp.code_.size(), no_place) {}

  bool finds() {
    std::size_t at = 0;
    for (;;) {
      begin_at(at);
      if (is_done_ || at == text_.size()) return is_done_;
      const char32_t c = take_character(text_, at);
      step(c, at);
      if (is_done_) return true;
    }
  }

 private:
  static constexpr std::size_t no_place = static_cast<std::size_t>(-1);

  void begin_at(std::size_t at) { follow(0, at); }

  void step(char32_t c, std::size_t behind) {
    std::vector<std::size_t> before;
    before.swap(waiting_);
    for (const std::size_t i : before) {
      const Instruction& instruction = regexp_.code_[i];
      if (regexp_.has(regexp_.sets_[instruction.set], c)) follow(i + 1, behind);
    }
  }

  /// Adds all that can be reached without a character.
  void follow(std::size_t start, std::size_t at) {
    open_.push_back(start);
    while (!open_.empty()) {
      const std::size_t i = open_.back();
      open_.pop_back();
      if (seen_[i] == at) continue;
      seen_[i] = at;
      visit(i, at);
    }
  }

  void visit(std::size_t i, std::size_t at) {
    const Instruction& instruction = regexp_.code_[i];
    const auto go = [&](std::int32_t by) {
      open_.push_back(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + by));
    };
    switch (instruction.step) {
      case Step::character:
        return waiting_.push_back(i);
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
        is_done_ = true;
        return;
    }
  }

  const Regexp& regexp_;
  std::string_view text_;
  std::vector<std::size_t> seen_;     // at which place an instruction was last reached
  std::vector<std::size_t> waiting_;  // for a character
  std::vector<std::size_t> open_;
  bool is_done_ = false;
};

Regexp::Regexp(std::string_view pattern, bool ignores_case) : ignores_case_(ignores_case) {
  code_ = PatternReader(pattern, sets_).read();
}

bool Regexp::has(const Set& set, char32_t c) const {
  const bool found =
      has_range(set.ranges, c) || (ignores_case_ && (has_range(set.ranges, small_letter(c)) ||
                                                     has_range(set.ranges, capital_letter(c))));
  return found != set.is_negated;
}

bool Regexp::is_in(std::string_view text) const { return Run(*this, text).finds(); }

}  // namespace orp::backend::sqlite
