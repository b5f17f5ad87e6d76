// SPDX-License-Identifier: MIT
#include "backend/sqlite/regexp_pattern.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace orp::backend::sqlite {

namespace {

constexpr char32_t end_of_text = 0xffffffff;
constexpr char32_t greatest = 0x10ffff;

using Ranges = std::vector<RegexpSet::Range>;

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
  for (const RegexpSet::Range& range : ranges) {  // in order, apart from each other
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

using Kind = RegexpPart::Kind;

class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : text_(pattern) { advance(); }

  RegexpPattern read() {
    RegexpPart whole = alternatives();
    if (next_ != end_of_text) throw RegexpFault{"a regular expression with a ) too many"};
    pattern_.whole = std::move(whole);
    return std::move(pattern_);
  }

 private:
  static constexpr int deepest = 100;
  static constexpr int most_times = 255;

  void advance() { next_ = at_ < text_.size() ? take_character(text_, at_) : end_of_text; }
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

  RegexpPart alternatives() {
    if (++depth_ > deepest) throw RegexpFault{"a regular expression nested too deep"};
    RegexpPart part = sequence();
    if (next_ == '|') part = {.kind = Kind::alternatives, .parts = {std::move(part)}};
    while (takes('|')) part.parts.push_back(sequence());
    --depth_;
    return part;
  }

  RegexpPart sequence() {
    RegexpPart part;
    while (next_ != end_of_text && next_ != '|' && next_ != ')')
      part.parts.push_back(repeated(atom()));
    return part;
  }

  RegexpPart atom() {
    const char32_t c = take();
    switch (c) {
      case '(':
        return group();
      case '[':
        return one_of(set());
      case '.':
        return one_of({{{0, greatest}}});
      case '^':
        return {.kind = Kind::begin};
      case '$':
        return {.kind = Kind::end};
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
      case '{':
        throw RegexpFault{"a regular expression that repeats nothing"};
      default:
        return one_of({{{c, c}}});
    }
  }

  RegexpPart group() {
    const bool has_flags = takes('?');
    if (has_flags && !takes(':'))
      throw RegexpFault{"a regular expression that looks ahead or back, or has flags"};
    const int number = has_flags ? 0 : ++pattern_.group_count;
    RegexpPart part = alternatives();
    if (!takes(')')) throw RegexpFault{"a regular expression with a ( too many"};
    if (number == 0) return part;
    RegexpPart group{.group = number};
    group.parts.push_back(std::move(part));
    return group;
  }

  RegexpPart escape() {
    const char32_t c = take();
    Ranges ranges = escaped_class(c);
    if (ranges.empty()) ranges.push_back({escaped_character(c), escaped_character(c)});
    return one_of({std::move(ranges)});
  }

  static RegexpPart one_of(RegexpSet set) {
    return {.kind = Kind::character, .set = std::move(set)};
  }

  RegexpSet set() {
    RegexpSet result;
    result.is_negated = takes('^');
    do add_member(result.ranges);
    while (!takes(']'));
    return result;
  }

  [[noreturn]] static void throw_unknown_class() {
    throw RegexpFault{"a regular expression with a class that is not known here"};
  }

  void add_member(Ranges& ranges) {
    if (next_ == '[' && at_ < text_.size()) {
      if (text_[at_] == ':') return add_named(ranges);
      if (text_[at_] == '.' || text_[at_] == '=') throw_unknown_class();
    }
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
    const bool is_range = next_ == '-' && at_ < text_.size() && text_[at_] != ']';
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
    const std::size_t end = text_.find(":]", at_);
    const Ranges known =
        end == std::string_view::npos ? Ranges() : ranges_of(text_.substr(at_ + 1, end - at_ - 1));
    if (known.empty()) throw_unknown_class();
    ranges.insert(ranges.end(), known.begin(), known.end());
    at_ = end + 2;
    advance();
  }

  RegexpPart repeated(RegexpPart part) {
    RegexpPart result{.kind = Kind::repeated};
    if (takes('*')) {
      result.least = 0, result.most.reset();
    } else if (takes('+')) {
      result.most.reset();
    } else if (takes('?')) {
      result.least = 0;
    } else if (takes('{')) {
      result.least = times();
      result.most =
          takes(',') ? next_ == '}' ? std::nullopt : std::optional(times()) : result.least;
      if (!takes('}') || (result.most && *result.most < result.least))
        throw RegexpFault{"a regular expression with {} that are no numbers of times"};
    } else {
      return part;
    }
    if (part.kind == Kind::begin || part.kind == Kind::end)
      throw RegexpFault{"a regular expression that repeats nothing"};
    if (takes('?')) pattern_.takes_little = true;
    result.parts.push_back(std::move(part));
    return result;
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

  std::string_view text_;
  RegexpPattern pattern_;
  std::size_t at_ = 0;
  char32_t next_ = end_of_text;
  int depth_ = 0;
};

}  // namespace

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

bool RegexpPart::has_groups() const {
  return group != 0 || std::any_of(parts.begin(), parts.end(),
                                   [](const RegexpPart& part) { return part.has_groups(); });
}

RegexpPattern read_regexp(std::string_view pattern) { return PatternReader(pattern).read(); }

}  // namespace orp::backend::sqlite
