// SPDX-License-Identifier: MIT
#include "schema/json/node.hpp"

#include <algorithm>

namespace orp::language::json {
namespace {

void append_string(std::string& out, std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 0xF];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append(std::string& out, const Node& node);

void append_items(std::string& out, const std::vector<Node>& items) {
  out += '[';
  for (const Node& item : items) {
    if (&item != &items.front()) out += ',';
    append(out, item);
  }
  out += ']';
}

void append_members(std::string& out, const std::vector<Member>& members) {
  out += '{';
  for (const Member& member : members) {
    if (&member != &members.front()) out += ',';
    append_string(out, member.key);
    out += ':';
    append(out, member.value);
  }
  out += '}';
}

void append(std::string& out, const Node& node) {
  switch (node.kind) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      out += node.boolean ? "true" : "false";
      return;
    case Kind::integer:
    case Kind::real:
      out += node.text;
      return;
    case Kind::string:
      append_string(out, node.text);
      return;
    case Kind::array:
      append_items(out, node.items);
      return;
    case Kind::object:
      append_members(out, node.members);
      return;
  }
}

}  // namespace

std::string_view in_words(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::real:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "a list";
    case Kind::object:
      return "an object";
  }
  return {};
}

const Node* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

std::string to_text(const Node& node) {
  std::string out;
  append(out, node);
  return out;
}

}  // namespace orp::language::json
