// SPDX-License-Identifier: MIT
// A JSON text as a tree that remembers where everything was written.
//
// Rules
//  (1) `where` is the line and column of a node's first character; `path` leads to it from the
//      root.
//  (2) Members stand in the order of writing, every key once: a second one is reported and left
//      out.
//  (3) An integer that does not fit 64 bits is a `real`; `text` keeps a number as it was spelled.
//  (4) Nothing is nested deeper than `max_depth`, so whoever walks the tree may recurse.
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
  std::int64_t integer = 0;
  std::string text;             ///< of a string: its value; of a number: its spelling
  std::vector<Node> items;      ///< of an array
  std::vector<Member> members;  ///< of an object
  Location where;

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
