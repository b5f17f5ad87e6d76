// SPDX-License-Identifier: MIT
// Reading the members of one JSON object. Every key that is asked for is a known key, so the list
// of known keys that an unknown one is compared with is the parser itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/json/node.hpp"
#include "schema/model/words.hpp"
#include "schema/text.hpp"

namespace orp::language {

/// Reports `expected a string, not 3`, for what stands at `node`.
void report_shape(const json::Node& node, std::string_view expected, Diagnostics& diagnostics);

/// The values themselves; nothing when the shape is wrong, which is reported.
Maybe<std::string> read_text(const json::Node& node, Diagnostics& diagnostics);
Maybe<bool> read_flag(const json::Node& node, Diagnostics& diagnostics);
Maybe<std::int64_t> read_integer(const json::Node& node, std::int64_t min, std::int64_t max,
                                 Diagnostics& diagnostics);

/// A list of at least one text; a shorter one is reported and empty.
std::vector<Name> read_names(const json::Node& node, Diagnostics& diagnostics);

template <class Meaning, std::size_t N>
Maybe<Meaning> read_word(const json::Node& node, const Words<Meaning, N>& words,
                         Diagnostics& diagnostics) {
  const Maybe<std::string> text = read_text(node, diagnostics);
  if (!text) return std::nullopt;
  const std::optional<Meaning> meaning = find_word(words, text->value);
  if (!meaning) {
    std::vector<std::string_view> known;
    for (const auto& word : words) known.push_back(word.word);
    diagnostics.error(node.where, "unknown word " + in_quotes(text->value),
                      suggestion(text->value, known));
    return std::nullopt;
  }
  return Written<Meaning>{*meaning, node.where};
}

class Fields {
 public:
  /// `what` is the object in messages: "a column". Reports a node that is no object, which then
  /// reads as an empty one without missing keys. Both arguments must outlive this.
  Fields(const json::Node& node, std::string what, Diagnostics& diagnostics);

  bool is_object() const { return node_.kind == json::Kind::object; }
  const Location& where() const { return node_.where; }
  Diagnostics& diagnostics() { return diagnostics_; }

  /// The member's value, or nullptr. This and all that follow make `key` a known one.
  const json::Node* find(std::string_view key);
  /// The same; reports a member that is missing.
  const json::Node* require(std::string_view key);

  /// The member is there and is something else.
  bool has_other(std::string_view key, json::Kind kind) const;

  Maybe<std::string> text(std::string_view key);
  /// Reports a text that is missing or empty; its value is empty then. The place of a missing one
  /// is that of the object.
  Name required_text(std::string_view key);
  Maybe<bool> flag(std::string_view key);
  Maybe<std::uint32_t> number(std::string_view key, std::uint32_t min, std::uint32_t max);
  std::vector<Name> names(std::string_view key);

  template <class Meaning, std::size_t N>
  Maybe<Meaning> word(std::string_view key, const Words<Meaning, N>& words) {
    const json::Node* node = find(key);
    return node ? read_word(*node, words, diagnostics_) : std::nullopt;
  }

  /// What `read(const Node&)` makes of each element of the list `key`.
  template <class Read>
  auto list(std::string_view key, Read read) {
    std::vector<decltype(read(node_))> result;
    const json::Node* node = find(key);
    if (!node) return result;
    if (node->kind != json::Kind::array) report_shape(*node, "a list", diagnostics_);
    for (const json::Node& item : node->items) result.push_back(read(item));
    return result;
  }

  /// What `read(const Member&)` makes of each member of the object `key`.
  template <class Read>
  auto object(std::string_view key, Read read) {
    std::vector<decltype(read(node_.members.front()))> result;
    const json::Node* node = find(key);
    if (!node) return result;
    if (node->kind != json::Kind::object) report_shape(*node, "an object", diagnostics_);
    for (const json::Member& member : node->members) result.push_back(read(member));
    return result;
  }

  /// Reports `key` when it is there, with a message of its own.
  void refuse(std::string_view key, std::string message, std::string hint);
  /// Reports the keys that nobody asked for. To be called once everything was asked for.
  void refuse_others();

 private:
  const json::Node& node_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> known_;
  std::vector<std::string_view> refused_;
};

}  // namespace orp::language
