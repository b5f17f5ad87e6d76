// SPDX-License-Identifier: MIT
// A JSON text as a tree that remembers where everything was written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/diagnostic.hpp"

namespace orp::language::json {

enum class Kind : std::uint8_t { null, boolean, integer, real, string, array, object };

/// "a string", "an object": for messages.
std::string_view in_words(Kind kind);

struct Member;

struct Node {
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;     ///< an integer that does not fit is a `real`
  std::string text;             ///< of a string: its value; of a number: as spelled
  std::vector<Node> items;      ///< of an array
  std::vector<Member> members;  ///< of an object, in the order of writing, every key once
  Location where;               ///< of the first character; `path` leads here

  /// The value of `key`, or nullptr; Requires: an object.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Location where;  ///< of the key; `path` is that of the value
  Node value;
};

/// The value as JSON text without white space, members in the order of writing.
std::string to_text(const Node& node);

}  // namespace orp::language::json
