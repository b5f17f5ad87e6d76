// SPDX-License-Identifier: MIT
#include "sql/text_pieces.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::sql {
namespace {

using orp::detail::is_digit;
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c); }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool begins_word(char c) { return begins_name(c) || is_beyond_ascii(c); }
/// As in the names of databases: `a$1` is one.
bool continues_word(char c) { return begins_word(c) || is_digit(c) || c == '$'; }

bool is_word(std::string_view word, std::string_view upper_case) {
  if (word.size() != upper_case.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((word[i] & ~0x20) != upper_case[i]) return false;
  }
  return true;
}
bool is_writing(std::string_view word) {
  constexpr std::string_view writing[] = {"INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE"};
  return std::any_of(std::begin(writing), std::end(writing),
                     [word](std::string_view each) { return is_word(word, each); });
}

/// `:name` is a place; not after another colon (`::type`).
class PieceReader {
 public:
  PieceReader(std::string_view text, TextNode& node) : text_(text), node_(node) {}

  void read() {
    if (text_.find('\0') != std::string_view::npos) {
      throw_mistake("ORP-1223", "a text has a zero byte", "no database reads beyond it");
    }
    while (!is_at_end()) read_token();
    node_.pieces.push_back(std::move(piece_));
  }

 private:
  bool is_at_end() const { return at_ >= text_.size(); }
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  bool is_at(std::string_view token) const { return text_.substr(at_).starts_with(token); }
  void take(std::size_t size) {
    piece_ += text_.substr(at_, size);
    at_ = std::min(at_ + size, text_.size());
  }

  void read_token() {
    const char c = text_[at_];
    if (is_blank(c)) return take(1);
    if (is_at("--")) return read_line_comment();
    if (is_at("/*")) return read_comment();
    if (c == ';') return read_end_of_statement();
    check_no_second_statement();
    const bool is_first = !std::exchange(has_begun_, true);
    if (c == '\'' || c == '"' || c == '`') {
      read_quoted(c);
    } else if (begins_word(c) || is_digit(c)) {
      read_word(is_first);
    } else if (c == '$') {
      read_dollar();
    } else if (c == '\\' && next() == ':') {
      piece_ += ':';
      at_ += 2;
    } else if (is_at("::")) {
      take(2);
    } else if (c == ':' && begins_name(next())) {
      read_place();
    } else {
      check_no_number_of_a_value(c);
      take(1);
    }
  }

  void read_end_of_statement() {
    has_ended_ = has_begun_;
    take(1);
  }

  // What is created may have statements in it, a trigger for one: of those the database judges.
  void check_no_second_statement() const {
    if (!has_ended_ || creates_) return;
    throw_mistake("ORP-1221", "a text is one statement, and this one has more behind a ;",
                  "execute them one by one, or all by execute_script(), which takes no values");
  }

  void check_no_number_of_a_value(char c) const {
    if ((c != '$' && c != '?') || !is_digit(next())) return;
    throw_mistake("ORP-1222",
                  std::string("a text must not number its values: ") + c + next() +
                      " may be the value of something else",
                  "write :name, and give the value by bind(\"name\", value)");
  }

  // A return by itself ends the comment for one database, and not for the other one.
  void read_line_comment() {
    while (!is_at_end() && text_[at_] != '\n') {
      if (text_[at_] == '\r' && next() != '\n' && at_ + 1 < text_.size()) {
        throw_ambiguous("a -- comment with a return and no line feed behind it");
      }
      take(1);
    }
    if (is_at_end()) piece_ += '\n';  // what comes behind the text is not in the comment
  }

  void read_comment() {
    take(2);
    while (!is_at("*/")) {
      if (is_at_end()) throw_endless("a comment");
      if (is_at("/*")) throw_ambiguous("a comment within a comment");
      take(1);
    }
    take(2);
  }

  void read_word(bool is_first) {
    const std::size_t begin = at_;
    while (!is_at_end() && continues_word(text_[at_])) take(1);
    const std::string_view word = text_.substr(begin, at_ - begin);
    creates_ = creates_ || (!has_ended_ && is_word(word, "CREATE"));
    if (is_first) node_.writes = is_writing(word);
    if ((word == "E" || word == "e") && is_at("'")) read_escaped();
  }

  void read_quoted(char quote) {
    do {
      take(1);
      if (is_at_end()) throw_endless("a string or a name in quotes");
    } while (text_[at_] != quote);
    take(1);  // where it is doubled, another one begins
  }

  /// `E'...'`: a backslash takes the next character along, also in parts on further lines.
  void read_escaped() {
    do {
      take(1);
      while (!is_at("'")) {
        if (is_at_end()) throw_endless("a string");
        take(text_[at_] == '\\' ? 2 : 1);
      }
      take(1);
      take_line_end_before_string();
    } while (is_at("'"));
  }

  void take_line_end_before_string() {
    std::size_t end = at_;
    while (end < text_.size() && is_blank(text_[end])) ++end;
    const bool has_line_end =
        text_.substr(at_, end - at_).find_first_of("\r\n") != std::string_view::npos;
    if (has_line_end && end < text_.size() && text_[end] == '\'') take(end - at_);
  }

  /// `$tag$ ... $tag$`
  void read_dollar() {
    check_no_number_of_a_value('$');
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '$' && continues_word(text_[end])) ++end;
    if (end == text_.size() || text_[end] != '$') return take(1);
    const std::string_view delimiter = text_.substr(at_, end + 1 - at_);
    const std::size_t close = text_.find(delimiter, end + 1);
    if (close == std::string_view::npos) throw_endless(std::string(delimiter));
    take(close + delimiter.size() - at_);
  }

  void read_place() {
    const std::size_t begin = ++at_;
    while (!is_at_end() && continues_name(text_[at_])) ++at_;
    node_.pieces.push_back(std::exchange(piece_, {}));
    node_.places.push_back({.name = std::string(text_.substr(begin, at_ - begin)), .value = {}});
  }

  [[noreturn]] void throw_endless(const std::string& what) const {
    throw_mistake("ORP-1223", what + " in a text has no end", "close it");
  }
  [[noreturn]] void throw_ambiguous(const std::string& what) const {
    throw_mistake("ORP-1223", "databases do not agree where " + what + " ends",
                  "write it in another way");
  }
  [[noreturn]] void throw_mistake(const char* code, std::string message, const char* hint) const {
    throw UsageError(
        {.code = code, .message = std::move(message), .sql = std::string(text_), .hint = hint});
  }

  std::string_view text_;
  TextNode& node_;
  std::size_t at_ = 0;
  std::string piece_;
  bool has_begun_ = false;  // the statement: something stands there
  bool has_ended_ = false;  // by a ;
  bool creates_ = false;
};

}  // namespace

void read_pieces(std::string_view text, TextNode& node) { PieceReader(text, node).read(); }

}  // namespace orp::sql
