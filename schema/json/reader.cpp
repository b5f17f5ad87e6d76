// SPDX-License-Identifier: MIT
// nlohmann's SAX parser tells what it read, not where. It reads through an iterator that counts,
// and calls back at once after a token (after one more character where a number ends), so the count
// at a callback is the end of the token. Its beginning follows from its kind, looking backwards:
//
//   { [ true false null   their length is known
//   number                the characters that numbers are made of
//   string                a quote without an odd number of backslashes before it
#include "schema/json/reader.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace orp::language::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Counts into a place outside, because the parser keeps the iterator to itself.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}

  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

 private:
  const char* at_;
  std::size_t* count_;
};

/// Turns offsets into lines and columns: fast when they come in order, as those of tokens do.
class Position {
 public:
  explicit Position(std::string_view text) : text_(text) {}

  Location of(std::size_t offset) {
    if (offset < offset_) *this = Position(text_);
    for (; offset_ < offset; ++offset_) {
      const char c = text_[offset_];
      const bool continues_code_point = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
      if (!continues_code_point) ++column_;
      if (c == '\n') {
        ++line_;
        column_ = 1;
      }
    }
    Location where;
    where.line = line_;
    where.column = column_;
    return where;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
};

bool is_number_character(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Takes off what nlohmann puts around its messages: an exception's name, a position, and text that
/// was read before the mistake.
std::string plain_message(std::string message) {
  for (const std::string_view end_of_prefix : {"] ", "parse error at ", ": "}) {
    const std::size_t at = message.find(end_of_prefix);
    if (at == std::string::npos) break;
    message.erase(0, at + end_of_prefix.size());
  }
  const std::size_t last_read = message.find("; last read: ");
  if (last_read != std::string::npos) message.erase(last_read);
  const std::size_t dash = message.find(" - ");
  if (dash != std::string::npos) message.replace(dash, 3, ": ");
  return message;
}

/// The callbacks of the parser; builds the tree.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const std::size_t& consumed, std::uint32_t file,
              Diagnostics& diagnostics)
      : text_(text), consumed_(consumed), file_(file), position_(text), diagnostics_(diagnostics) {}

  Node& root() { return root_; }

  bool null() {
    add(Kind::null, consumed_ - 4, consumed_);
    return true;
  }
  bool boolean(bool value) {
    add(Kind::boolean, consumed_ - (value ? 4 : 5), consumed_)->boolean = value;
    return true;
  }
  bool number_integer(std::int64_t value) { return add_number(Kind::integer, value); }
  bool number_unsigned(std::uint64_t value) {
    const bool fits = value <= static_cast<std::uint64_t>(INT64_MAX);
    return add_number(fits ? Kind::integer : Kind::real,
                      fits ? static_cast<std::int64_t>(value) : 0);
  }
  bool number_float(double, const std::string&) { return add_number(Kind::real, 0); }
  bool string(std::string& value) {
    Node& node = *add(Kind::string, string_start(), consumed_);
    node.text = std::move(value);
    refuse_zero_byte(node.text, node.where);
    return true;
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // never called for text

  bool start_object(std::size_t) { return open(Kind::object); }
  bool start_array(std::size_t) { return open(Kind::array); }
  bool key(std::string& name) {
    Member member;
    member.key = std::move(name);
    member.where = place(string_start(), child_path(member.key));
    refuse_zero_byte(member.key, member.where);
    open_.back()->members.push_back(std::move(member));
    last_end_ = consumed_;
    return true;
  }
  bool end_object() {
    report_duplicates(open_.back()->members);
    return close();
  }
  bool end_array() { return close(); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    const std::size_t at = error_start();
    const std::string message = plain_message(error.what());
    syntax_error(at, message, syntax_hint(at, message));
    return false;
  }

  void syntax_error(std::size_t at, std::string message, std::string hint = {}) {
    diagnostics_.error(place(at, {}), std::move(message), std::move(hint));
  }

 private:
  Location place(std::size_t offset, std::string path) {
    Location where = position_.of(offset);
    where.file = file_;
    where.path = std::move(path);
    return where;
  }

  std::string child_path(std::string_view name) const {
    std::string path = open_.back()->where.path + '/';
    for (const char c : name) {
      if (c == '~') {
        path += "~0";
      } else if (c == '/') {
        path += "~1";
      } else {
        path += c;
      }
    }
    return path;
  }

  std::size_t string_start() const {
    std::size_t at = consumed_ - 2;  // before the closing quote
    while (true) {
      at = text_.rfind('"', at);
      std::size_t backslashes = 0;
      while (backslashes < at && text_[at - backslashes - 1] == '\\') ++backslashes;
      if (backslashes % 2 == 0) return at;
      --at;
    }
  }

  Node* add(Kind kind, std::size_t begin, std::size_t end) {
    Node* node = &root_;
    std::string path;
    if (!open_.empty() && open_.back()->kind == Kind::object) {
      Member& member = open_.back()->members.back();
      node = &member.value;
      path = member.where.path;
    } else if (!open_.empty()) {
      path = child_path(std::to_string(open_.back()->items.size()));
      node = &open_.back()->items.emplace_back();
    }
    node->kind = kind;
    node->where = place(begin, std::move(path));
    last_end_ = end;
    return node;
  }

  bool add_number(Kind kind, std::int64_t value) {
    std::size_t end = consumed_;
    if (!is_number_character(text_[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_number_character(text_[begin - 1])) --begin;
    Node& node = *add(kind, begin, end);
    node.integer = value;
    node.text = text_.substr(begin, end - begin);
    return true;
  }

  // A pointer to an open container stays valid: what holds it grows only after it was closed.
  bool open(Kind kind) {
    Node* node = add(kind, consumed_ - 1, consumed_);
    if (open_.size() == max_depth) {
      syntax_error(consumed_ - 1,
                   "lists and objects nested more than " + std::to_string(max_depth) + " deep");
      return false;
    }
    open_.push_back(node);
    return true;
  }
  bool close() {
    open_.pop_back();
    last_end_ = consumed_;
    return true;
  }

  void report_duplicates(std::vector<Member>& members) {
    std::map<std::string, Location> first;
    const auto is_duplicate = [&](const Member& member) {
      const auto [known, is_new] = first.try_emplace(member.key, member.where);
      if (!is_new) {
        diagnostics_.error(member.where, "duplicate key \"" + member.key + '"',
                           "the first one is at " + diagnostics_.place(known->second));
      }
      return !is_new;
    };
    // Not std::remove_if: it does not promise the order in which it asks.
    std::vector<Member> kept;
    for (Member& member : members) {
      if (!is_duplicate(member)) kept.push_back(std::move(member));
    }
    members = std::move(kept);
  }

  void refuse_zero_byte(std::string_view value, const Location& where) {
    if (value.find('\0') != std::string_view::npos) {
      diagnostics_.error(where, "a text with a zero character, which no database accepts");
    }
  }

  /// Where the token begins that could not be read or should not be there: after the last good one
  /// and what may stand between tokens.
  std::size_t error_start() const {
    const std::size_t begin = skip_blanks(last_end_);
    if (begin == text_.size()) return begin;
    return std::min(begin, consumed_ - 1);  // a comma or colon may be what is wrong
  }

  /// Also commas and colons.
  std::size_t skip_blanks(std::size_t at) const {
    while (at < text_.size()) {
      const std::string_view rest = text_.substr(at);
      if (rest.substr(0, 2) == "//") {
        at += std::min(rest.find('\n'), rest.size());
      } else if (rest.substr(0, 2) == "/*") {
        at += std::min(rest.find("*/", 2), rest.size() - 2) + 2;
      } else if (std::string_view(" \t\r\n,:").find(rest.front()) != std::string_view::npos) {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  std::string syntax_hint(std::size_t at, std::string_view message) const {
    if (at >= text_.size() || at == 0) return {};
    const std::size_t before = text_.find_last_not_of(" \t\r\n", at - 1);
    const bool follows_comma = before != std::string_view::npos && text_[before] == ',';
    const bool closes = text_[at] == '}' || text_[at] == ']';
    if (closes && follows_comma) return "remove the comma after the last element";
    if (message.find("expected '}'") != std::string_view::npos ||
        message.find("expected ']'") != std::string_view::npos) {
      return "is a comma missing in front of it?";
    }
    return {};
  }

  std::string_view text_;
  const std::size_t& consumed_;
  std::uint32_t file_;
  Position position_;
  Diagnostics& diagnostics_;
  Node root_;
  std::vector<Node*> open_;
  std::size_t last_end_ = 0;  // of the last good token
};

}  // namespace

std::optional<Node> read(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text.remove_prefix(byte_order_mark.size());
  }
  std::size_t consumed = 0;
  TreeBuilder builder(text, consumed, file, diagnostics);
  // The parser would take a zero character for the end, and not see what follows.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    builder.syntax_error(zero, "a zero character");
    return std::nullopt;
  }
  const CountingIterator first(text.data(), &consumed);
  const CountingIterator last(text.data() + text.size(), &consumed);
  constexpr bool strict = true;
  constexpr bool ignore_comments = true;
  if (!nlohmann::json::sax_parse(first, last, &builder, nlohmann::json::input_format_t::json,
                                 strict, ignore_comments)) {
    return std::nullopt;
  }
  return std::move(builder.root());
}

}  // namespace orp::language::json
