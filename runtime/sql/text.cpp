// SPDX-License-Identifier: MIT
// The program's own SQL, cut at the places of its values.
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"

namespace orp::sql {
namespace {

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

/// Cuts a text into pieces and places. `:name` is a place; not after another colon (`::type`), not
/// within '...' or "...".
class TextReader {
 public:
  TextReader(std::string_view text, TextNode& node) : text_(text), node_(node) {}

  void read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        read_quoted(c);
      } else if (c == '\\' && next() == ':') {
        piece_ += ':';
        at_ += 2;
      } else if (c == ':' && next() == ':') {
        piece_ += "::";
        at_ += 2;
      } else if (c == ':' && begins_name(next())) {
        read_place();
      } else {
        piece_ += c;
        ++at_;
      }
    }
    node_.pieces.push_back(std::move(piece_));
  }

 private:
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }

  void read_quoted(char quote) {
    do {
      piece_ += text_[at_++];
    } while (at_ < text_.size() && text_[at_] != quote);
    if (at_ < text_.size()) piece_ += text_[at_++];
  }

  void read_place() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    node_.pieces.push_back(std::exchange(piece_, {}));
    node_.places.push_back({.name = std::string(text_.substr(begin, at_ - begin)), .value = {}});
  }

  std::string_view text_;
  TextNode& node_;
  std::size_t at_ = 0;
  std::string piece_;
};

std::string places_of(const TextNode& text) {
  std::string names;
  for (const TextNode::Place& place : text.places) {
    if (!names.empty()) names += ", ";
    names += ':' + place.name;
  }
  return names.empty() ? "the text has no places" : "the text has " + names;
}

}  // namespace

NodeRef make_text(std::string_view sql, const SqlType& result) {
  auto* const node = new TextNode(result);
  NodeRef text = NodeRef::adopt(node);
  TextReader(sql, *node).read();
  return text;
}

NodeRef bind_text(NodeRef text, std::string_view name, const NodeRef& value, bool is_kept) {
  auto& node = own<TextNode>(text);
  bool found = false;
  for (TextNode::Place& place : node.places) {
    if (place.name != name) continue;
    place.value = value;
    place.is_kept = is_kept || !is_parameter(*value);
    found = true;
  }
  if (!found) {
    throw UsageError({.code = "ORP-1203",
                      .message = "bind(\"" + std::string(name) +
                                 "\") finds no :" + std::string(name) + " in the text",
                      .hint = places_of(node)});
  }
  return text;
}

NodeRef retype_text(NodeRef text, const SqlType& result) {
  own<TextNode>(text).own_type = result;
  return text;
}

NodeRef make_text_statement(NodeRef text, std::vector<ColumnType> results) {
  return make<TextStatementNode>(std::move(text), std::move(results));
}

}  // namespace orp::sql
